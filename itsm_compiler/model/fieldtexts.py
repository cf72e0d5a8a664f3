"""What each section and field is called and means, in both languages; read from `fields.yaml` when first asked for.

The file has three parts: `sections`, `shared` for fields that mean the same wherever they stand, and `classes` for the
fields of one class. An entry is a list: English label, Chinese label, English sentence, Chinese sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from itsm_compiler.diagnostics import Text
from itsm_compiler.model.forms import Mapping, Plural, Thing, fields_of, form_of
from itsm_compiler.model.sections import DEPLOYMENT_KINDS, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from itsm_compiler.model.forms import Form

FILE = "fields.yaml"


@dataclass(frozen=True, slots=True)
class FieldText:
    """The label of a section or field, as a table heads it, and the sentence that says what it means."""

    label: Text
    text: Text


def section_text(section: str) -> FieldText:
    """The text of a section, of `language` or of `imports`.

    Raises:
        KeyError: when there is no such section.
    """
    return _texts()["sections"][section]


def field_text(owner: str | type[BaseModel], field: str) -> FieldText:
    """The text of a field by its written name: of a section, or of the class of a map inside one.

    A class that says nothing of its own takes what its bases say, and then what all classes share.

    Raises:
        KeyError: when there is no such section or field.
    """
    models = [owner] if isinstance(owner, type) else _models(owner)
    for model in models:
        if field in fields_of(model):
            return _of_class(model, field)
    raise KeyError(field)


def field_label(owner: str | type[BaseModel], field: str) -> Text:
    """The label of a field of a section or of a map inside it; a planner's own name in words.

    The fields of the section itself go before those of its maps, and outer maps before inner ones.

    Raises:
        KeyError: when there is no such section.
    """
    for model in [owner] if isinstance(owner, type) else [*_models(owner), *_inner_models(owner)]:
        if field in fields_of(model):
            return _of_class(model, field).label
    if field in SECTIONS:
        return section_text(field).label
    words = field.replace("-", " ").replace("_", " ")
    return Text(words[:1].upper() + words[1:], words)


def classes() -> tuple[type[BaseModel], ...]:
    """Every class of the language: those of the sections and those of the maps inside them, without their bases."""
    return tuple(
        dict.fromkeys(model for section in SECTIONS for model in (*_models(section), *_inner_models(section)))
    )


@cache
def _models(section: str) -> tuple[type[BaseModel], ...]:
    """The class of a section, or the classes of its union; the deployment's parts count as sections."""
    if section in DEPLOYMENT_KINDS:
        form = fields_of(SECTIONS["deployment"].model())[section].form
        return _things(form)
    return _things(form_of(SECTIONS[section].model()))


@cache
def _inner_models(section: str) -> tuple[type[BaseModel], ...]:
    """The classes of the maps inside a section, outer ones first."""
    known = list(_models(section))
    for model in known:
        for field in fields_of(model).values():
            known += [inner for inner in _things(field.form) if inner not in known]
    return tuple(known[len(_models(section)) :])


def _things(form: Form) -> tuple[type[BaseModel], ...]:
    if isinstance(form, Plural):
        return _things(form.item)
    if isinstance(form, Mapping):
        return _things(form.value)
    return tuple(form.models.values()) if isinstance(form, Thing) else ()


def _of_class(model: type[BaseModel], field: str) -> FieldText:
    texts = _texts()
    for base in model.__mro__:
        found = texts.get(f"classes.{base.__name__}", {}).get(field)
        if found is not None:
            return found
    return texts["shared"][field]


@cache
def _texts() -> dict[str, dict[str, FieldText]]:
    """Every text by part: `sections`, `shared` and `classes.<class>`."""
    text = files("itsm_compiler.model").joinpath(FILE).read_text(encoding="utf-8")
    written: dict[str, Any] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    parts = {"sections": written["sections"], "shared": written["shared"]}
    parts |= {f"classes.{name}": fields for name, fields in written["classes"].items()}
    return {
        part: {name: _field_text(entry) for name, entry in entries.items()} for part, entries in parts.items()
    }


def _field_text(entry: list[str]) -> FieldText:
    label_en, label_zh, text_en, text_zh = entry
    return FieldText(Text(label_en, label_zh), Text(text_en, text_zh))


def all_texts() -> Iterator[tuple[str, str, FieldText]]:
    """Every text that is written, with its part and its name."""
    for part, entries in _texts().items():
        for name, text in entries.items():
            yield part, name, text
