"""A design as read: its merged sections, where each value is written, and what concerns the reading of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Literal

from itsm_compiler.source.discovery import NotAFileError, TooLargeError, read_file
from itsm_compiler.source.limits import DEFAULT_LIMITS
from itsm_compiler.source.nodes import Items, Place, SourceFile, Table
from itsm_compiler.source.text import lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itsm_compiler.diagnostics import Path, Span, Text
    from itsm_compiler.source.silences import Silence


class SourceError(Exception):
    """There is no design to read; `message` says why in both languages."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


@dataclass(frozen=True, slots=True)
class Source:
    """A design as read.

    `sections` holds the merged design by section: a `Table`, `Items`, or a scalar such as the language. It is not to
    be changed; `edit` gives a changed copy. `files` are the shown names of all files in order, relative to `root`.
    `imported` names the entries that come from imported folders by section and id. `incomplete` is true when part of
    the design could not be read, so that what seems missing may stand in that part; `spoiled` are the places whose
    text was read as something else than was meant.
    """

    root: FilePath
    sections: Table
    files: tuple[str, ...] = ()
    imported: frozenset[tuple[str, str]] = frozenset()
    silences: tuple[Silence, ...] = ()
    incomplete: bool = False
    spoiled: tuple[Span, ...] = ()
    records: Mapping[str, SourceFile] = field(default_factory=dict, repr=False, compare=False)

    def locate(self, path: Path, *, of: Literal["key", "value"] = "value") -> Span | None:
        """Where the value, or the key, at `path` is written.

        A number on something that is no list stays where it is, as one value is a list of one. A path that leads
        beyond what is written gives the key of the nearest entry around it, or the list item it is in; a section that
        is not written gives the key of `design`.
        """
        place, whole = self._place(path)
        if place is None:
            return None
        return place.value_span if whole and of == "value" else place.key_span

    def _place(self, path: Path) -> tuple[Place | None, bool]:
        """The place of the last step of `path` that is written, and whether that is all of it."""
        node: Any = self.sections
        place = self.sections.places.get("design")
        for step in path:
            if isinstance(node, Items) and isinstance(step, int):
                if not -len(node) <= step < len(node):
                    return place, False
                node, place = node[step], node.places[step]
            elif isinstance(node, Table) and isinstance(step, str):
                if step not in node:
                    return place, False
                node, place = node[step], node.places[step]
            elif not isinstance(step, int):
                return place, False
        return place, bool(path)

    def lines(self, file: str) -> list[str]:
        """The lines of a file as they are now; none when it cannot be read any more."""
        record = self.records.get(file)
        if record is None:
            return []
        if record.data is not None:
            return lines(record.data)
        try:
            data = read_file(str(record.path), DEFAULT_LIMITS.file_bytes)
        except (OSError, NotAFileError, TooLargeError):
            return []
        return lines(data)

    def path(self, file: str) -> FilePath | None:
        """Where a file lies on disk; None for one in memory."""
        record = self.records.get(file)
        return FilePath(record.path) if record and record.path else None
