"""The reference page of the language: a hand-written introduction and, from the models, a table for each class."""

from __future__ import annotations

import types
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, Discriminator, PlainValidator

from itsm_compiler.model.entity import Entity, Model
from itsm_compiler.model.fieldtexts import field_text, section_text
from itsm_compiler.model.readers import ONE_THING_SECTIONS
from itsm_compiler.model.references import Reference
from itsm_compiler.model.schema_writer import (
    SHORTHANDS,
    bounds,
    reader_name,
    unwrapped,
    written_default,
    written_name,
)
from itsm_compiler.model.sections import SECTIONS
from itsm_compiler.model.services import Component
from itsm_compiler.model.value_forms import FORMS, READERS, TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic.fields import FieldInfo

INTRODUCTION = "language_intro.md"
LARGEST_COUNT = 1_000_000
SHORT_WORDS = {"reference": "→ [services](#services), [components](#components)"}
"""What a shorthand is called where its type alone would say too little."""

HEAD = "| field | written as | default | means |\n|---|---|---|---|"
HOME = "deployment"
"""The section in which classes are at home that others share: tasks and milestones."""

SHAPES = {"single": "one thing", "named": "entries by id", "list": "a list"}


def language_page() -> str:
    """The page as it is committed in `docs/language.md`."""
    page = _Page()
    page.text(files("itsm_compiler.model").joinpath(INTRODUCTION).read_text(encoding="utf-8").rstrip())
    page.table(Entity, leave_out=())
    page.inner_tables()
    page.text("## Sections")
    page.section_heading("language", "`itsm/v1`")
    page.section_heading("imports", "list of folders")
    written = {name: _section(page, name) for name in sorted(SECTIONS, key=lambda name: name != HOME)}
    return "\n\n".join([*page.parts, *(part for name in SECTIONS for part in written[name])]) + "\n"


def _section(page: _Page, name: str) -> list[str]:
    """The heading and the tables of a section."""
    before, page.parts = page.parts, []
    section = SECTIONS[name]
    page.section_heading(name, SHAPES[section.shape])
    page.classes(name, section.model())
    page.parts, own = before, page.parts
    return own


class _Page:
    """The page as it grows; a class that stands in several places gets its table at the first."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._anchors: dict[type[BaseModel], str] = {}
        self._waiting: list[tuple[str, type[BaseModel]]] = []

    def text(self, text: str) -> None:
        self.parts.append(text)

    def section_heading(self, name: str, form: str) -> None:
        texts = section_text(name)
        self.text(f"### {name}")
        self.text(f"{texts.label.en}, {form}. {texts.text.en}")

    def classes(self, section: str, model: Any) -> None:
        """The table of a section's class and of every class of a map inside it that has none yet."""
        members = [get_args(each)[0] for each in get_args(get_args(model)[0])] if get_args(model) else [model]
        for member in members:
            self._anchors.setdefault(member, section)
            if len(members) > 1:
                kind = get_args(member.model_fields["type"].annotation)[0]
                self.text(f"#### {section} of type {kind}")
            self.table(member, leave_out=(Entity, Model), place=section)
            self.inner_tables()

    def inner_tables(self) -> None:
        """The tables of the classes that were met and have none yet."""
        while self._waiting:
            place, inner = self._waiting.pop(0)
            self.text(f"#### `{place}`")
            self.table(
                inner, leave_out=(Entity, Model) if issubclass(inner, Entity) else (Model,), place=place
            )

    def table(self, model: type[BaseModel], leave_out: Sequence[type[BaseModel]], place: str = "") -> None:
        """The table of a class without the fields of the classes to be left out."""
        rows = []
        left_out = {name for base in leave_out for name in base.model_fields}
        for attribute, info in model.model_fields.items():
            name = written_name(attribute, info)
            if name is not None and attribute not in left_out:
                rows.append(self._row(model, name, info, f"{place}.{name}" if place else name))
        if rows:
            self.text("\n".join([HEAD, *rows]))

    def _row(self, model: type[BaseModel], name: str, info: FieldInfo, place: str) -> str:
        written = self._written(info.annotation, info.metadata, place)
        if model is Component and name == "availability":
            written = f"share or {written}"
        if info.is_required():
            default = "**required**"
        else:
            value = written_default(info)
            default = "" if value is None else f"`{_plain(value)}`"
        return f"| `{name}` | {_cell(written)} | {default} | {_cell(field_text(model, name).text.en)} |"

    def _written(self, annotation: Any, metadata: Sequence[Any], place: str) -> str:
        """How a value of an annotation is written, in words."""
        annotation, metadata = unwrapped(annotation, metadata)
        readers = [reader_name(entry) for entry in metadata if isinstance(entry, PlainValidator)]
        reference = next((entry for entry in metadata if isinstance(entry, Reference)), None)
        if reference is not None:
            full = _refers_to(reference, readers)
        elif readers:
            full = READERS[readers[-1]].words.en
        else:
            full = self._full_form(annotation, metadata, place)
        short = [
            SHORT_WORDS.get(word, FORMS[word].words.en)
            for entry in metadata
            if isinstance(entry, BeforeValidator)
            for word in SHORTHANDS.get(reader_name(entry), ())
            if word in FORMS and word != "id"
        ]
        return " or ".join(dict.fromkeys([*short, full]))

    def _full_form(self, annotation: Any, metadata: Sequence[Any], place: str) -> str:
        if annotation is int:
            return bounds_in_words(metadata)
        if isinstance(annotation, type):
            return self._type(annotation, place)
        return self._generic(get_origin(annotation), get_args(annotation), metadata, place)

    def _generic(self, origin: Any, arguments: Sequence[Any], metadata: Sequence[Any], place: str) -> str:
        """A choice of words, a list, a map, or what may be one of several things."""
        if origin is Literal:
            return " ".join(f"`{word}`" for word in arguments)
        if origin is tuple:
            return f"list of {self._written(arguments[0], (), place)}"
        if origin is dict:
            return self._map(arguments[0], arguments[1], place)
        members = [each for each in arguments if each is not types.NoneType]
        if any(isinstance(entry, Discriminator) for entry in metadata):
            models = [get_args(each)[0] for each in members]
            return " or ".join(self._type(each, place, f"{place} ({_first_field(each)})") for each in models)
        return self._written(members[0], metadata, place)

    def _map(self, key: Any, value: Any, place: str) -> str:
        bare, metadata = unwrapped(key, ())
        reference = next((entry for entry in metadata if isinstance(entry, Reference)), None)
        readers = [reader_name(entry) for entry in metadata if isinstance(entry, PlainValidator)]
        if get_origin(bare) is Literal:
            keys = " ".join(f"`{word}`" for word in get_args(bare))
        elif reference is not None:
            keys = _refers_to(reference, readers)
        else:
            keys = READERS[readers[-1]].words.en if readers else "name"
        return f"{{{keys}: {self._written(value, (), f'{place}.*')}}}"

    def _type(self, annotation: type, place: str, heading: str | None = None) -> str:
        if not issubclass(annotation, BaseModel):
            return TYPES[annotation].words.en
        if annotation not in self._anchors:
            self._anchors[annotation] = heading or place
            self._waiting.append((heading or place, annotation))
        anchor = self._anchors[annotation]
        return f"[map](#{_anchor(anchor)})"


def bounds_in_words(metadata: Sequence[Any]) -> str:
    """How a whole number with bounds is written."""
    known = bounds(metadata)
    if "minimum" in known and known.get("maximum", LARGEST_COUNT) < LARGEST_COUNT:
        return f"{known['minimum']} to {known['maximum']}"
    return f"count from {known['minimum']}" if known.get("minimum") else "count"


def _first_field(model: type[BaseModel]) -> str:
    """The field by which one of several forms is told from the others."""
    return next(
        str(info.alias or name)
        for name, info in model.model_fields.items()
        if info.is_required() and name != "id"
    )


def _refers_to(reference: Reference, readers: Sequence[str]) -> str:
    """The sections that a reference leads to, and what may stand in its place."""
    kinds = [
        kind
        for kind in reference.kinds
        if kind not in ONE_THING_SECTIONS or len(reference.kinds) < len(ONE_THING_SECTIONS)
    ]
    if len(kinds) < len(reference.kinds):
        kinds.append("a section that is one thing")
    linked = [f"[{kind}](#{kind})" if kind in SECTIONS else kind for kind in kinds]
    words = [f"→ {', '.join(linked)}", *(f"`{word}`" for word in reference.words)]
    before = {"read_when": ["date"], "read_occasion": ["date", "span", "period"], "read_funds": ["money"]}
    for reader in readers:
        words[:0] = before.get(reader, [])
    if reference.or_text:
        words.append("name" if "read_id" in readers else "prose")
    return " or ".join(words)


def _plain(value: Any) -> str:
    return (
        ", ".join(map(str, value))
        if isinstance(value, list)
        else str(value).lower()
        if value is False
        else str(value)
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _anchor(heading: str) -> str:
    """The anchor that Markdown viewers give a heading."""
    kept = "".join(sign for sign in heading.lower() if sign.isalnum() or sign in " -_")
    return kept.replace(" ", "-")
