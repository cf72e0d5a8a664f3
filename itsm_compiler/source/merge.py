"""The sections of many files into one design; this is all that the source room knows of the language's sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm_compiler.diagnostics import Text
from itsm_compiler.source.faults import fault
from itsm_compiler.source.nodes import Items, Place, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from itsm_compiler.diagnostics import Finding
    from itsm_compiler.source.reading import Parsed

LANGUAGE = "language"
VERSION = "itsm/v1"

ONE_THING = frozenset(
    {
        "design", "rules", "documents", "extensions", "catalogue", "service_desk", "staffing", "knowledge", "spare_rules",
        "document_rules", "risk_policy", "deployment", "quality", "security",
    }
)  # fmt: skip
"""The sections that are one thing and may be spread over files by field; every other map is one of named entries."""

SPREAD_MAPS = {"deployment": frozenset({"tasks", "milestones", "deliverables", "releases"})}
"""The fields of such a section that are maps of named entries themselves and may be spread by entry."""

LISTS = frozenset({"examined", "imports"})
"""The sections that are lists, put one after the other."""

NOT_IMPORTED = frozenset({LANGUAGE, "design", "rules", "documents", "extensions", "imports"})
"""What a folder says of itself, which whoever imports it says anew."""

_KINDS: dict[type, Text] = {Table: Text("a map", "映射"), Items: Text("a list", "列表")}
_SCALAR = Text("a single value", "单个值")


class Merged:
    """The sections of all files.

    Named sections are merged by id, sections that are one thing by field; the deployment's tasks, milestones,
    deliverables and releases are merged by id as well, so that sixty tasks may stand in several files. What is written
    twice is a finding at the later place, in the order of file names, and the first stays. A section that stands in
    one file only is that file's own table, whatever its shape: judging it is the model's work.
    """

    def __init__(self, parsed: Iterable[Parsed]) -> None:
        self.findings: list[Finding] = []
        self.imported: set[tuple[str, str]] = set()
        self.sections = Table.placed({}, {})
        self._own: set[int] = {id(self.sections)}
        for one in parsed:
            for name, value in one.sections.items():
                if not (one.file.imported and name in NOT_IMPORTED):
                    self._add(self.sections, name, value, one.sections.places[name], (name,))

    def _add(self, table: Table, key: str, value: Any, place: Place, path: Sequence[str]) -> None:
        """Put an entry into a table that is our own, merging it with the one that is there."""
        present = table.get(key)
        if present is None:
            table[key] = value
            table.places[key] = place
            if place.file.imported:
                self._mark_imported(path, value)
        elif value is not None:
            self._merge(table, key, value, place, path)

    def _merge(self, table: Table, key: str, value: Any, place: Place, path: Sequence[str]) -> None:
        present, first = table[key], table.places[key]
        if path == (LANGUAGE,):
            return
        if len(path) > 1 and not _is_spread(path):
            self._say_twice(path, place, first)
        elif isinstance(present, Table) and isinstance(value, Table):
            table[key] = own = self._owned(present)
            for inner, entry in value.items():
                self._add(own, inner, entry, value.places[inner], (*path, inner))
        elif path[0] in LISTS or (isinstance(present, Items) and isinstance(value, Items)):
            items, more = _as_items(present, first), _as_items(value, place)
            table[key] = Items.placed([*items, *more], [*items.places, *more.places])
        else:
            what, other = (_KINDS.get(type(one), _SCALAR) for one in (value, present))
            self._say("sections-differ", place, first, section=".".join(path), what=what, other=other)

    def _mark_imported(self, path: Sequence[str], value: Any) -> None:
        """Note which entries an imported value brings, by the name of the map they stand in."""
        if len(path) > 1:
            self.imported.add((path[-2], path[-1]))
        if isinstance(value, Table) and (len(path) == 1 or _is_spread(path)):
            for key, entry in value.items():
                self._mark_imported((*path, key), entry)

    def _owned(self, table: Table) -> Table:
        """A copy of a file's table that entries of other files may be put into."""
        if id(table) in self._own:
            return table
        copy = Table.placed(table, dict(table.places))
        self._own.add(id(copy))
        return copy

    def _say_twice(self, path: Sequence[str], place: Place, first: Place) -> None:
        by_field = len(path) == 2 and path[0] in ONE_THING
        self._say(
            "duplicate-field" if by_field else "duplicate-id",
            place,
            first,
            section=".".join(path[:-1]),
            key=path[-1],
        )

    def _say(self, name: str, place: Place, first: Place, **values: str | Text) -> None:
        self.findings.append(fault(name, place.key_span, values, first=first.key_span))


def _is_spread(path: Sequence[str]) -> bool:
    return len(path) == 2 and path[1] in SPREAD_MAPS.get(path[0], ())


def _as_items(value: Any, place: Place) -> Items:
    if isinstance(value, Items):
        return value
    return Items.placed([value], [Place(place.file, place.start, place.end, place.start, place.end)])


def check_language(parsed: Parsed, *, is_root: bool) -> list[Finding]:
    """The finding that a file is in another language, or that the root file does not say its language."""
    sections = parsed.sections
    if LANGUAGE in sections:
        if sections[LANGUAGE] == VERSION:
            return []
        return [
            fault("language-unknown", sections.value_span(LANGUAGE), {"language": str(sections[LANGUAGE])})
        ]
    return [fault("language-missing", parsed.file.top)] if is_root and parsed.file.complete else []
