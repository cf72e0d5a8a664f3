"""What a file is read into: dicts and lists that know where each of their keys and values is written."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from itsm_compiler.diagnostics import Span

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable

Offsets = array  # of unsigned 32-bit offsets in code points


@dataclass(eq=False, slots=True)
class SourceFile:
    """One file of a design: its shown name, its place on disk and the offsets at which its lines begin.

    `text` is kept only for a file that lives in memory. `complete` is false when something in the file could not be
    read, so that what is missing elsewhere may stand here.
    """

    name: str
    path: pathlib.Path | None = None
    text: str | None = None
    line_starts: array[int] = field(default_factory=lambda: array("I", [0]))
    imported: bool = False
    complete: bool = True

    def span(self, start: int, end: int) -> Span:
        """The span of the code points from offset `start` up to `end`."""
        starts = self.line_starts
        line, end_line = bisect_right(starts, start), bisect_right(starts, end)
        if end_line > line and starts[end_line - 1] == end:
            pass  # a literal block ends at the start of the next line
        return Span(self.name, line, start - starts[line - 1] + 1, end_line, end - starts[end_line - 1] + 1)

    @property
    def top(self) -> Span:
        """The very beginning of the file, for what concerns all of it."""
        return Span(self.name, 1, 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: the file and the offsets of its key and its value (both the value's for a list item)."""

    file: SourceFile
    key_start: int
    key_end: int
    start: int
    end: int

    @property
    def key_span(self) -> Span:
        """The span of the key."""
        return self.file.span(self.key_start, self.key_end)

    @property
    def value_span(self) -> Span:
        """The span of the value; that of the key when nothing is written for the value."""
        return self.file.span(self.start, self.end) if self.end > self.start else self.key_span


class Table(dict[str, Any]):
    """A map as written, in the order written.

    Its marks are four offsets an entry in one flat array while it comes straight from a file, and become places only
    when one of them is asked for, or when the map is merged or edited.
    """

    __slots__ = ("_file", "_marks", "_places")

    _file: SourceFile | None
    _marks: array[int] | None
    _places: dict[str, Place] | None

    @classmethod
    def read(cls, entries: Iterable[tuple[str, Any]], file: SourceFile, marks: Iterable[int]) -> Table:
        """A map with its marks: key start, key end, value start, value end for each entry in order."""
        table = cls(entries)
        table._file, table._marks, table._places = file, array("I", marks), None
        return table

    @classmethod
    def placed(cls, entries: dict[str, Any], places: dict[str, Place]) -> Table:
        """A map whose entries come from several files."""
        table = cls(entries)
        table._file, table._marks, table._places = None, None, places
        return table

    @property
    def places(self) -> dict[str, Place]:
        """The place of every entry."""
        if self._places is None:
            marks, file = self._marks, self._file
            assert marks is not None
            assert file is not None
            each = iter(marks)
            self._places = {
                key: Place(file, *quarter) for key, quarter in zip(self, zip(each, each, each, each, strict=True), strict=True)
            }
            self._marks = None
        return self._places

    def key_span(self, key: str) -> Span:
        """Where `key` is written."""
        return self.places[key].key_span

    def value_span(self, key: str) -> Span:
        """Where the value of `key` is written; its key when the value is left empty."""
        return self.places[key].value_span
