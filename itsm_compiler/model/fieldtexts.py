"""What each section and field is called and means, in both languages; read from `fields.yaml` when first asked for.

The file has three parts: `sections`, `shared` for fields that mean the same wherever they stand, and `classes` for the
fields of one class. An entry is a list: English label, Chinese label, English sentence, Chinese sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, get_args, get_origin

import yaml
from pydantic import BaseModel

from itsm_compiler.diagnostics import Text
from itsm_compiler.model.sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class FieldText:
    """The label of a section or field, as a table heads it, and the sentence that says what it means."""

    label: Text
    text: Text


def section_text(section: str) -> FieldText:
    """The text of a section.

    Raises:
        KeyError: when there is no such section.
    """
    return _texts()["sections"][section]


def field_text(owner: str | type[BaseModel], field: str) -> FieldText:
    """The text of a field by the name of the language, of a section or of the class of a map inside one.

    A class that says nothing of its own is asked for by its bases, then among the texts that many classes share.

    Raises:
        KeyError: when the section, or the field, is not there.
    """
    classes = [owner] if isinstance(owner, type) else list(classes_of(SECTIONS[owner].model()))
    texts = _texts()
    for model in classes:
        for base in model.__mro__:
            found = texts.get(f"classes.{base.__name__}", {}).get(field)
            if found is not None:
                return found
    if not any(field in _names(model) for model in classes):
        raise KeyError(field)
    return texts["shared"][field]


def classes_of(model: Any) -> Iterator[type[BaseModel]]:
    """The classes of a section's model: itself, or each of a union."""
    if isinstance(model, type):
        yield model
        return
    for argument in get_args(model)[: 1 if get_origin(model) is None else None]:
        if isinstance(argument, type) or get_args(argument):
            yield from classes_of(argument)


@cache
def _names(model: type[BaseModel]) -> frozenset[str]:
    """The fields of a class by the names of the language."""
    return frozenset(info.alias or name for name, info in model.model_fields.items())


@cache
def _texts() -> dict[str, dict[str, FieldText]]:
    """Every text by part: `sections`, `shared` and `classes.<class>`."""
    written = yaml.load(  # noqa: S506 -- the C loader of safe types
        files("itsm_compiler.model").joinpath("fields.yaml").read_text(encoding="utf-8"),
        getattr(yaml, "CSafeLoader", yaml.SafeLoader),
    )
    parts = {"sections": written["sections"], "shared": written["shared"]}
    parts |= {f"classes.{name}": fields for name, fields in written["classes"].items()}
    return {part: {name: _field_text(entry) for name, entry in entries.items()} for part, entries in parts.items()}


def _field_text(entry: list[str]) -> FieldText:
    label_en, label_zh, text_en, text_zh = entry
    return FieldText(Text(label_en, label_zh), Text(text_en, text_zh))
