"""Which stretches of a file are scalars, so that a mark found in the text can be told from one inside prose."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

from itsm_compiler.source.events import ScalarEvent, YAMLError, parse

if TYPE_CHECKING:
    from collections.abc import Iterator


class Scalar(NamedTuple):
    """A scalar as written: its offsets, and whether it stands without quotes and block sign."""

    start: int
    end: int
    plain: bool


class Written:
    """The scalars of a text in order, up to a fault of syntax; built while its events are looked at once more."""

    def __init__(self, text: str, stop: int | None = None) -> None:
        """Look at `text` up to the offset `stop`, beyond which lies what is not to be read."""
        self._text = text
        self._stop = len(text) + 1 if stop is None else stop
        self._starts = array("I")
        self._ends = array("I")
        self._plain = bytearray()

    def events(self) -> Iterator[Any]:
        """Every event up to a fault of syntax; the scalars are known when the last has been taken."""
        events = parse(self._text)
        while True:
            try:
                event: Any = next(events, None)
            except YAMLError:
                return
            if event is None or event.start_mark.index >= self._stop:
                return
            kind = type(event)
            if kind is ScalarEvent:
                self._starts.append(event.start_mark.index)
                self._ends.append(event.end_mark.index)
                self._plain.append(not event.style)
            yield event

    @property
    def end(self) -> int:
        """Where the last scalar ends; what follows may not have been read."""
        return self._ends[-1] if self._ends else 0

    def at(self, offset: int) -> Scalar | None:
        """The scalar that covers `offset`."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or self._ends[index] <= offset:
            return None
        return Scalar(self._starts[index], self._ends[index], bool(self._plain[index]))
