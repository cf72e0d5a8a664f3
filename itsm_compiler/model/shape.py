"""From a source to a design: every entry read by its model, every id known once, every reference resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from itsm_compiler.diagnostics import Related, Text
from itsm_compiler.model.complaints import AT_KEY, Advice, Complaints, sure
from itsm_compiler.model.design import Design
from itsm_compiler.model.entity import ID_KEY, with_id
from itsm_compiler.model.forms import form_of
from itsm_compiler.model.kinds import KINDS
from itsm_compiler.model.links import GLOBAL_INSIDE, Harvest, collect
from itsm_compiler.model.references import ONE_THING_SECTIONS, is_id
from itsm_compiler.model.resolve import Names, resolve
from itsm_compiler.model.sections import SECTIONS
from itsm_compiler.model.wording import complain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import SchemaValidator

    from itsm_compiler.diagnostics import Finding, Path
    from itsm_compiler.model.entity import Entity
    from itsm_compiler.model.forms import Form
    from itsm_compiler.model.head import DesignHead
    from itsm_compiler.model.sections import Section
    from itsm_compiler.source import Source

WORDS = {
    "all": Text("it means every service", "它表示全部服务"),
    "always": Text("it is the built-in calendar that never closes", "它是内置的全天候日历"),
}
DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)))
)
"""Names that Windows keeps for devices: no file may be called so."""


def shape(source: Source) -> tuple[Design, list[Finding]]:
    """Read a source as a design.

    An entry whose shape is wrong is left out of the design, but its id stays known, so that what refers to it is not
    reported too. All errors are reported at once.
    """
    reading = _Reading(source, Complaints(source))
    for name, value in source.sections.items():
        if name not in ("language", "imports"):
            reading.read_section(name, value)
    reading.know_the_meant()
    head = reading.held.pop("design", None) or _stand_in(reading)
    harvest = Harvest()
    for path, entity in reading.entries:
        collect(entity, str(path[0]), path, entity_name(path), harvest)
    references = resolve(harvest, reading.names, reading.complaints, incomplete=source.incomplete)
    entities = {
        entity_id: reading.entities[entity_id]
        for entity_id in reading.names.paths
        if entity_id in reading.entities
    }
    design = Design(
        head=head,
        source=source,
        entities=entities,
        paths=reading.names.paths,
        references=references,
        **reading.held,
    )
    if design.extensions is not None and design.extensions.schema_ is not None:
        from itsm_compiler.model.extension import check_extensions  # noqa: PLC0415 -- few designs have a schema

        nested = (
            ((*path, key), entity) for path, named in harvest.inside.items() for key, entity in named.items()
        )
        stated = ((reading.names.paths[entity_id], entity) for entity_id, entity in entities.items())
        extended = [(path, entity.extensions) for path, entity in (*stated, *nested) if entity.extensions]
        check_extensions(source.root, design.extensions.schema_, extended, reading.complaints)
    return design, reading.complaints.findings


def entity_name(path: Path) -> str:
    """The id of the entry at `path`: the last step that is a name."""
    return str(path[-1] if isinstance(path[-1], str) else path[0])


@cache
def reader_of(section: Section) -> tuple[SchemaValidator, Form]:
    """The validator of a section's model and its form; the module is imported with the first entry."""
    model = section.model()
    adapter: TypeAdapter[Any] = TypeAdapter(model)
    adapter.rebuild()  # models defer it; what the adapter has until then looks again at every call
    return adapter.validator, form_of(model)  # type: ignore[return-value]


@dataclass(slots=True)
class _Reading:
    """One design on its way: what was read so far, by section and by id.

    `meant` are ids that nothing has but something was probably to have, with the kind and place of that.
    """

    source: Source
    complaints: Complaints
    held: dict[str, Any] = field(default_factory=dict)
    entries: list[tuple[Path, Any]] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    meant: dict[str, tuple[str, Path]] = field(default_factory=dict)

    def know_the_meant(self) -> None:
        """Take in the ids that were probably meant by wrong names, so that what refers to them is not reported too."""
        for entity_id, (kind, path) in self.meant.items():
            if entity_id not in self.names.kinds:
                self.names.kinds[entity_id], self.names.paths[entity_id] = kind, path
                self.names.broken.add(entity_id)

    def read_section(self, name: str, value: Any) -> None:
        """Read one section by its shape."""
        section = SECTIONS.get(name)
        if section is None:
            self._report_unknown_section(name, value)
        elif value is None:
            self.complaints.add("empty-value", (name,), {"field": name})
        elif section.shape == "list":
            entries = enumerate(value if isinstance(value, list) else [value])
            found = [self._read(section, (name, index), entry) for index, entry in entries]
            self.held[name] = tuple(entry for entry in found if entry is not None)
        elif not isinstance(value, dict):
            self.complaints.add_not_a_map((name,), name, value)
        elif section.shape == "single":
            self._read_one(section, value)
        else:
            self._read_named(section, value)

    def _read_one(self, section: Section, value: Mapping[str, Any]) -> None:
        """A section that is one thing stands under its own name; the deployment's entries under theirs."""
        name = section.name
        self.names.kinds[name], self.names.paths[name] = name, (name,)
        for inner in GLOBAL_INSIDE.get(name, ()):
            entries = value.get(inner)
            for key in entries if isinstance(entries, dict) else ():
                self._register(inner, (name, inner, key))
        entity = self._read(section, (name,), value)
        if entity is None:
            self.names.broken.add(name)
            return
        self.held[name] = self.entities[name] = entity
        for inner in GLOBAL_INSIDE.get(name, ()):
            for key, entry in getattr(entity, inner).items():
                self.entities.setdefault(key, entry)

    def _read_named(self, section: Section, value: Mapping[Any, Any]) -> None:
        """A section of named things."""
        name = section.name
        held = self.held[name] = {}
        for key, entry in value.items():
            path = (name, key)
            usable = self._register(name, path)
            entity = self._read(section, path, entry)
            if entity is None:
                self.names.broken.add(key)
            elif usable:
                held[key] = entity
                if self.names.paths[key] == path:
                    self.entities[key] = entity

    def _read(self, section: Section, path: Path, entry: Any) -> Any:
        """One entry as its model; None, and findings, when its shape is wrong."""
        if entry is None:
            self.complaints.add("empty-value", path, {"field": entity_name(path)})
            return None
        validator, form = reader_of(section)
        try:
            named = section.shape != "list" and isinstance(entry, dict)
            entity = validator.validate_python(with_id(path[-1], entry) if named else entry)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                complain(self.complaints, detail, path, form)
            return None
        self.entries.append((path, entity))
        return entity

    def _register(self, kind: str, path: Path) -> bool:
        """Take the id at the end of `path` into the table of names; False when it cannot be one."""
        key = str(path[-1])
        if not is_id(path[-1]):
            meant = self.complaints.add_malformed_id(path, key) if len(path) == 2 else None
            if meant:
                self.meant.setdefault(meant, (kind, path))
            return False
        reason = WORDS.get(key) or _reserved(key)
        if reason is not None:
            self.complaints.add("reserved-id", path, {"value": key, "reason": reason}, AT_KEY)
            return False
        if key in self.names.kinds:
            self._report_duplicate(self.names.paths[key], path)
            return True
        self.names.kinds[key], self.names.paths[key] = kind, path
        return True

    def _report_duplicate(self, one: Path, other: Path) -> None:
        """Two entries of one id: reported at the later place, with the earlier one."""
        first, second = sorted((one, other), key=self._place)
        kind = KINDS[str(first[-2])]
        related = Related(Text("first written here", "首次出现在这里"), self.complaints.span(first, of="key"))
        values = {"value": str(second[-1]), "other": kind}
        self.complaints.add("duplicate-id", second, values, Advice(of="key", related=(related,)))

    def _place(self, path: Path) -> tuple[Any, ...]:
        span = self.complaints.span(path, of="key")
        return (span.file, span.line, span.column) if span else ("", 0, 0)

    def _report_unknown_section(self, name: str, value: Any) -> None:
        near = self.complaints.near(name, [*SECTIONS, "language", "imports"])
        remedy = Text("see the sections in the language reference", "各部分的名称见语言说明")
        if near:
            remedy = Text(f"did you mean `{near[0]}`?", f"是否想写 `{near[0]}`？")
        meant = sure(name, near)
        self.complaints.add(
            "unknown-section", (name,), {"field": name}, Advice(of="key", remedy=remedy, fix=meant)
        )
        section = SECTIONS.get(meant or "")
        if section is not None and section.shape == "named" and isinstance(value, dict):
            for key in filter(is_id, value):
                self.meant.setdefault(key, (section.name, (section.name, key)))


def _reserved(key: str) -> Text | None:
    """Why an id cannot be used although it is well formed."""
    if key in ONE_THING_SECTIONS:
        return Text("it is the name of a section that is one thing", "它是一个独立部分的名称")
    if key in DEVICES:
        return Text("Windows has no files of this name", "Windows 不允许文件使用此名称")
    return None


def _stand_in(reading: _Reading) -> DesignHead:
    """A head for a design whose own is missing or wrong: what of it can be read, under the name of its folder."""
    section, written = SECTIONS["design"], reading.source.sections.get("design")
    validator, _ = reader_of(section)
    if "design" not in reading.source.sections and not reading.source.incomplete:
        values = {"field": "design", "inside": Text("the design", "本设计")}
        remedy = Text("add the section `design` with its `title`", "请补上 `design` 部分及其 `title`")
        reading.complaints.add("missing-field", ("design",), values, Advice(of="key", remedy=remedy))
    entry = with_id("design", written) if isinstance(written, dict) else {ID_KEY: "design"}
    title = reading.source.root.name.strip() or "design"
    entry.setdefault("title", title)
    try:
        head = validator.validate_python(entry)
    except ValidationError as error:
        wrong = {detail["loc"][0] for detail in error.errors(include_url=False, include_input=False)}
        rest = {name: value for name, value in entry.items() if name not in wrong}
        head = validator.validate_python({"title": title, **rest})
    reading.names.kinds["design"], reading.names.paths["design"] = "design", ("design",)
    reading.entities["design"] = head
    reading.entries.append((("design",), head))
    return head  # type: ignore[no-any-return]
