"""Parser events into tables and items in one pass, within the limits and without recursion."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from itsm_compiler.diagnostics import Text
from itsm_compiler.source.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    parse,
)
from itsm_compiler.source.nodes import Items, Table
from itsm_compiler.source.scalars import FIRST_LETTER, OLD_TRUTHS, WORDS, Doubt, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.source.limits import Limits
    from itsm_compiler.source.log import FaultLog
    from itsm_compiler.source.nodes import SourceFile

DROPPED = "\0"
"""The key under which an entry waits that is left out when its map closes."""

_LONG_TEXT = Text("characters in one text", "单个文本的字符数")
_LONG_KEY = Text("characters in one key", "单个键的字符数")
_DEEP = Text("maps and lists inside one another", "映射和列表的嵌套层数")
_MANY = Text("keys and values", "键和值的数量")

_COLLECTION = Text("a map or list", "映射或列表")
_NOTHING = Text("an empty key", "空键")
_TRUTH = Text("the truth value `{key}`", "真假值 `{key}`")

_MERGE = "<<"
_SHORT, _MANY_KNOWN = 20, 10_000  # characters and number of the values that may well come again
_THOUSANDS = r"[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}(?![0-9]|[^,{}]{0,20}%)"
_SPLIT_NUMBER = re.compile(
    rf"[^\s,{{}}\[\]:0-9]{{0,4}} ?(?:({_THOUSANDS})|[0-9]{{1,15}},[0-9]{{1,15}})[^,{{}}\[\]:\n]{{0,20}}(?=[,}}])"
)
_STARTS = (MappingStartEvent, SequenceStartEvent)
_ENDS = (MappingEndEvent, SequenceEndEvent)


class Halt(Exception):  # noqa: N818  no error of ours: it ends the reading of one file
    """The rest of a file, from `offset` on, is not read; the reason is in the log."""

    def __init__(self, offset: int) -> None:
        self.offset = offset


class Known:
    """What the files of a design have in common: equal keys are one object, and plain numbers are read once."""

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}
        self.values: dict[str, Any] = {}


class Builder:
    """Builds the tree of one file.

    `nodes` counts the marks taken, `root_start` is where the tree begins, `number_keys` the offsets of keys that are numbers, which some maps want.
    """

    def __init__(self, text: str, file: SourceFile, log: FaultLog, limits: Limits, known: Known) -> None:
        self.nodes = 0
        self.root_start = 0
        self._text = text
        self._file = file
        self._log = log
        self._limits = limits
        self._known = known
        self.number_keys: list[tuple[int, int]] = []
        self._drops = False

    def build(self, most_events: int) -> Any:  # noqa: C901, PLR0912, PLR0915  the hot loop: a call for each event would double its time
        """The value of the only document; None for an empty file.

        Raises `YAMLError` where the syntax ends, `Halt` where a limit is passed or a second document begins.
        """
        file, known_keys, known_values = self._file, self._known.keys, self._known.values
        scalar_length, depth = self._limits.scalar_length, self._limits.depth
        enclosing: list[tuple[list[Any] | None, list[Any], list[int], bool]] = []
        names: list[Any] | None = None  # of the map being read; None in a list
        values: list[Any] = []
        marks: list[int] = []
        flow = False
        events = parse(self._text, most_events)
        for event in events:
            kind = type(event)
            if names is not None and kind is not MappingEndEvent:  # a key: its value is the next event
                name = known_keys.get(event.value) if kind is ScalarEvent else None
                names.append(name or self._new_key(event, events))
                marks += event.start_mark.index, event.end_mark.index
                event = next(events, event)  # noqa: PLW2901  two events make one entry
                kind = type(event)
            if kind is ScalarEvent:
                value = event.value
                start, end = event.start_mark.index, event.end_mark.index
                if end - start > scalar_length:
                    raise self._halt(start, _LONG_TEXT, scalar_length)
                if (value < FIRST_LETTER or value in WORDS) and not event.style:
                    value = known_values[value] if value in known_values else self._plain(value, start, end)
                    if value is None and flow and names:
                        self._find_split(names, values, marks, start)
                values.append(value)
                marks += start, end
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                marks.append(event.start_mark.index)
                enclosing.append((names, values, marks, flow))
                if len(enclosing) > depth:
                    raise self._halt(marks[-1], _DEEP, depth)
                names = [] if kind is MappingStartEvent else None
                values, marks, flow = [], [], event.flow_style
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                if names is None:
                    node: Table | Items = Items.read(values, file, marks)
                else:
                    node = Table.read(zip(names, values, strict=True), file, marks)
                    if len(node) != len(names) or self._drops:
                        node = self._tidy(names, values, marks)
                self.nodes += len(marks)
                end = event.end_mark.index if flow else marks[-1]
                names, values, marks, flow = enclosing.pop()
                values.append(node)
                marks.append(end)
            elif kind is AliasEvent:
                values.append(None)
                marks += event.start_mark.index, event.end_mark.index
            elif kind is DocumentStartEvent and values:
                raise self._second_document(event)
        if kind is not StreamEndEvent:
            raise self._halt(event.start_mark.index, _MANY, most_events)
        self.root_start = marks[0] if marks else 0
        return values[0] if values else None

    def _new_key(self, event: Any, events: Iterator[Any]) -> str:
        """The name of a key met for the first time, or of one that is more than a name."""
        start, end = event.start_mark.index, event.end_mark.index
        if type(event) is not ScalarEvent:
            self._drops = True
            if type(event) is not AliasEvent:
                self._skip(event, events)
                self._log.add("key-not-text", (start, end), {"key": _COLLECTION})
            return DROPPED
        key: str = event.value
        if end - start > self._limits.key_length:
            raise self._halt(start, _LONG_KEY, self._limits.key_length)
        value = resolve(key)[0] if key < FIRST_LETTER or key in WORDS else key
        if isinstance(value, str) and key != _MERGE:
            return self._known.keys.setdefault(key, key) if key != DROPPED else key + key
        if event.style:
            return key
        if key == _MERGE:
            self._log.add("merge-key", (start, end))
        elif value is None:
            self._log.add("key-not-text", (start, max(end, start + 1)), {"key": _NOTHING})
        elif isinstance(value, bool):
            self._log.add("key-not-text", (start, end), {"key": _TRUTH.format({"key": key})})
            return key
        else:
            self.number_keys.append((start, end))
            return key
        self._drops = True
        return DROPPED

    def _skip(self, event: Any, events: Iterator[Any]) -> None:
        """Pass over a map or list that stands where a name should."""
        open_ones = 1
        while open_ones:
            event = next(events, None)
            if event is None:
                return
            open_ones += (type(event) in _STARTS) - (type(event) in _ENDS)
            if open_ones > self._limits.depth:
                raise self._halt(event.start_mark.index, _DEEP, self._limits.depth)

    def _plain(self, text: str, start: int, end: int) -> Any:
        """The value of an unquoted scalar that may be more than a text."""
        value, doubt = resolve(text)
        if doubt is Doubt.OUT_OF_RANGE:
            self._log.add("number-out-of-range", (start, end), {"number": text})
        elif doubt is Doubt.OLD_TRUTH:
            truth = "true" if OLD_TRUTHS[text] else "false"
            self._log.add("old-truth-word", (start, end), {"word": text, "truth": truth})
        elif doubt is Doubt.REWRITTEN:
            self._log.add("number-rewritten", (start, end), {"number": text, "read": f"{value:,}"})
        elif len(text) < _SHORT and len(self._known.values) < _MANY_KNOWN:
            self._known.values[text] = value
        return value

    def _find_split(self, names: list[Any], values: list[Any], marks: list[int], start: int) -> None:
        """Tell a key that is only what follows a comma in unquoted prose, as in `{text: yes, we can}`."""
        key_start, key_end = marks[-2:]
        if len(names) < 2 or ":" in self._text[key_end:start]:
            return
        before = marks[-4]
        if names[-2] is DROPPED and values[-1] is None:
            names[-1] = DROPPED  # the same prose has another comma
        elif self._text[before] not in "\"'[{" and isinstance(values[-1], (str, int, float)):
            names[-1] = DROPPED
            self._log.take_back("old-truth-word", before)
            self._log_split(before, key_start, key_end)
        if names[-1] is DROPPED:
            self._drops = True
            if self.number_keys and self.number_keys[-1] == (key_start, key_end):
                self.number_keys.pop()  # it is no key at all

    def _log_split(self, before: int, key_start: int, key_end: int) -> None:
        """Log that a comma ended the value at `before`: the number `99,9%`, else a text."""
        number = _SPLIT_NUMBER.match(self._text, before)
        if number is None or number.end() < key_end:
            self._log.add("comma-split", (key_start, key_end), {"key": self._text[key_start:key_end]})
            return
        meant = number.group().replace(",", "" if number[1] else ".")
        self._log.add("comma-in-number", number.span(), {"number": number.group(), "meant": meant})

    def _tidy(self, names: list[str], values: list[Any], marks: list[int]) -> Table:
        """The map without the entries that were dropped, and the first of each repeated key."""
        places: dict[str, int] = {}
        for index, name in enumerate(names):
            first = places.setdefault(name, index)
            if first != index and name is not DROPPED:
                start, end = marks[4 * index : 4 * index + 2]
                self._log.add(
                    "duplicate-key", (start, end), {"key": name}, first=marks[4 * first : 4 * first + 2]
                )
        places.pop(DROPPED, None)
        kept = [mark for index in places.values() for mark in marks[4 * index : 4 * index + 4]]
        return Table.read(((name, values[index]) for name, index in places.items()), self._file, kept)

    def _halt(self, start: int, what: Text, most: int) -> Halt:
        self._log.add("limit", (start, start + 1), {"what": what, "most": f"{most:,}"})
        return Halt(start)

    def _second_document(self, event: Any) -> Halt:
        start = event.start_mark.index
        self._log.add("several-documents", (start, event.end_mark.index))
        return Halt(start)
