"""What a file is read into: dicts and lists that know where each of their keys and values is written."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from itsm_compiler.diagnostics import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(eq=False, slots=True)
class SourceFile:
    """One file of a design: its shown name, its place on disk and the offsets at which its lines begin.

    Offsets count code points. `data` is kept only for a file that lives in memory. `complete` is false when something
    in the file could not be read, so that what is missing elsewhere may stand here.
    """

    name: str
    path: str | None = None
    data: bytes | None = None
    imported: bool = False
    complete: bool = True
    line_starts: array[int] = field(default_factory=lambda: array("I", [0]))
    length: int = 0

    def measure(self, text: str) -> None:
        """Take the line starts of `text`, which holds no line ends but CR and LF."""
        ends = accumulate(map(len, text.splitlines(keepends=True)))
        self.length = len(text)
        self.line_starts = array("I", [0, *ends])
        if not text.endswith(("\n", "\r")) and text:
            self.line_starts.pop()

    def span(self, start: int, end: int) -> Span:
        """The span from offset `start` up to `end`, without line ends that only close it."""
        starts = self.line_starts
        end_line = bisect_right(starts, end)
        while end > start and starts[end_line - 1] == end:
            end -= 1
            end_line = bisect_right(starts, end)
        line = bisect_right(starts, start)
        return Span(self.name, line, start - starts[line - 1] + 1, end_line, end - starts[end_line - 1] + 1)

    def line_of(self, offset: int) -> int:
        """The number of the line in which `offset` lies."""
        return bisect_right(self.line_starts, offset)

    def line_around(self, offset: int) -> tuple[int, int]:
        """The offsets at which the line of `offset` begins and the next one does."""
        line = self.line_of(offset)
        return self.line_starts[line - 1], self.line_starts[line] if line < len(
            self.line_starts
        ) else self.length

    @property
    def top(self) -> Span:
        """The very beginning of the file, for what concerns all of it."""
        return Span(self.name, 1, 1, 1, 1)


class Place(NamedTuple):
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
        """The span of the value; that of the key when the value is left empty."""
        return self.file.span(self.start, self.end) if self.end > self.start else self.key_span


class Table(dict[str, Any]):
    """A map as written, in the order written.

    A table fresh from a file keeps four offsets an entry in one flat array; they become places only when one is asked
    for, or when the table is merged or edited.
    """

    __slots__ = ("_file", "_marks", "_places")

    _file: SourceFile
    _marks: array[int]
    _places: dict[str, Place] | None

    @classmethod
    def read(cls, entries: Iterable[tuple[str, Any]], file: SourceFile, marks: Sequence[int]) -> Self:
        """A table with its marks: key start, key end, value start, value end for each entry in order."""
        table = cls(entries)
        table._file, table._marks, table._places = file, array("I", marks), None
        return table

    @classmethod
    def placed(cls, entries: Mapping[str, Any], places: dict[str, Place]) -> Self:
        """A table whose entries may come from several files."""
        table = cls(entries)
        table._places = places
        return table

    @property
    def places(self) -> dict[str, Place]:
        """The place of every entry."""
        if self._places is None:
            file, each = self._file, iter(self._marks)
            quarters = zip(each, each, each, each, strict=True)
            self._places = {key: Place(file, *quarter) for key, quarter in zip(self, quarters, strict=True)}
            del self._marks
        return self._places

    def key_span(self, key: str) -> Span:
        """Where `key` is written."""
        return self.places[key].key_span

    def value_span(self, key: str) -> Span:
        """Where the value of `key` is written; its key when the value is left empty."""
        return self.places[key].value_span


class Items(list[Any]):
    """A list as written; the counterpart of `Table`, with two offsets an item."""

    __slots__ = ("_file", "_marks", "_places")

    _file: SourceFile
    _marks: array[int]
    _places: list[Place] | None

    @classmethod
    def read(cls, items: Iterable[Any], file: SourceFile, marks: Sequence[int]) -> Self:
        """A list with its marks: start and end of each item in order."""
        listed = cls(items)
        listed._file, listed._marks, listed._places = file, array("I", marks), None
        return listed

    @classmethod
    def placed(cls, items: Iterable[Any], places: list[Place]) -> Self:
        """A list whose items may come from several files."""
        listed = cls(items)
        listed._places = places
        return listed

    @property
    def places(self) -> list[Place]:
        """The place of every item."""
        if self._places is None:
            file, each = self._file, iter(self._marks)
            self._places = [
                Place(file, start, end, start, end) for start, end in zip(each, each, strict=True)
            ]
            del self._marks
        return self._places

    def span(self, index: int) -> Span:
        """Where the item is written."""
        return self.places[index].value_span
