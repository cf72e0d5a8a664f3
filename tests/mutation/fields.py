"""The fields that a design uses, by their path in the model, with every place where each is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from itsm_compiler.model.forms import Mapping, Plural, Scalar, Thing, fields_of, form_of
from itsm_compiler.model.sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.forms import Form
    from itsm_compiler.source import Source


@dataclass(frozen=True, slots=True)
class Place:
    """One field where it is written: `field` is its path in the model, `*` for any id or key."""

    field: str
    path: Path
    value: Any
    form: Form


def places(source: Source) -> Iterator[Place]:
    """Every field of every entity of a design, and every entry of a map that holds no entities."""
    for name, value in source.sections.items():
        if (section := SECTIONS.get(name)) is None:
            continue
        form = form_of(section.model())
        if section.shape == "single":
            yield from _inside(name, (name,), value, form)
        elif section.shape == "list":
            for index, item in enumerate(value):
                yield from _inside(name, (name, index), item, form)
        else:
            for key, entry in value.items():
                yield from _inside(_tagged(f"{name}.*", entry, form), (name, key), entry, form)


def _inside(field: str, path: Path, value: Any, form: Form) -> Iterator[Place]:
    """The fields below a value; what is written in a short form has none."""
    if isinstance(form, Thing) and isinstance(value, dict):
        known = fields_of(_model(value, form))
        for key, held in value.items():
            if key in known:
                yield from _at(f"{field}.{key}", (*path, key), held, known[key].form)
    elif isinstance(form, Plural) and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _inside(field, (*path, index), item, form.item)
    elif isinstance(form, Plural):
        yield from _inside(field, path, value, form.item)
    elif isinstance(form, Mapping) and isinstance(value, dict):
        for key, held in value.items():
            inside = _inside if form.named else _at
            yield from inside(f"{field}.*", (*path, key), held, form.value)


def _at(field: str, path: Path, value: Any, form: Form) -> Iterator[Place]:
    yield Place(field, path, value, form)
    yield from _inside(field, path, value, form)


def _model(value: dict[str, Any], form: Thing) -> Any:
    """The model that an entry is read by: the only one, that of its `type`, or that whose own field it has."""
    tags = (None, f"\1{value.get('type')}", *(f"\1{key}" for key in value))
    return next(form.models[tag] for tag in tags if tag in form.models)


def _tagged(field: str, value: Any, form: Form) -> str:
    """Models told apart by `type` have fields of their own."""
    return f"{field}({value['type']})" if isinstance(form, Thing) and None not in form.models else field


def refers(form: Form) -> bool:
    """Whether a bare word is the id of something; what is told apart by a field may be written as that field alone."""
    if isinstance(form, Thing):
        told = ((tag[1:], fields_of(model)) for tag, model in form.models.items() if tag)
        return any(name in known and refers(known[name].form) for name, known in told)
    return isinstance(form, Scalar) and form.reference is not None
