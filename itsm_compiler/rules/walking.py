"""Everything that is written in a design, found in one pass: its texts, and what happens at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from itsm_compiler.model.entity import Happening
from itsm_compiler.model.forms import fields_of
from itsm_compiler.model.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.design import Design


@dataclass(slots=True)
class Written:
    """The texts of a design, and the maps in which a result may stand beside a day, each with its path."""

    texts: list[tuple[Path, Prose]] = field(default_factory=list)
    happenings: list[tuple[Path, Any]] = field(default_factory=list)


def written_in(design: Design) -> Written:
    """Walk through every entity once."""
    found = Written()
    for entity_id, path in design.paths.items():
        entity = design.entities.get(entity_id)
        if entity is not None and not (path[0] == "deployment" and len(path) > 1):
            _walk(entity, path, found)
    return found


def _walk(value: Any, path: Path, found: Written) -> None:
    if isinstance(value, Prose):
        found.texts.append((path, value))
        return
    inside: Iterable[tuple[str | int, Any]]
    if isinstance(value, tuple):
        inside = enumerate(value)
    elif isinstance(value, dict):
        inside = ((str(key), entry) for key, entry in value.items())
    else:
        if _may_have_result(value.__class__):
            found.happenings.append((path, value))
        inside = _given(value)
    for name, inner in inside:
        if _may_hold_text(inner.__class__):
            _walk(inner, (*path, name), found)


def _given(value: BaseModel) -> Iterator[tuple[str | int, Any]]:
    """The fields of a model that were written, by their names in the language."""
    held, given = value.__dict__, value.model_fields_set
    for name, attribute in _fields(type(value)):
        if attribute in given:
            yield name, held[attribute]


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    return tuple((name, known.attribute) for name, known in fields_of(model).items())


@cache
def _may_hold_text(kind: type) -> bool:
    """Whether values of a class are a text or may hold one."""
    return issubclass(kind, Prose | BaseModel | tuple | dict)


@cache
def _may_have_result(model: type[BaseModel]) -> bool:
    return issubclass(model, Happening) or {"due", "result"} <= model.model_fields.keys()
