"""The parser of YAML events: libyaml where PyYAML has it, PyYAML's own in Python where not."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from yaml.error import YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "AliasEvent",
    "DocumentStartEvent",
    "Event",
    "MappingEndEvent",
    "MappingStartEvent",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "StreamEndEvent",
    "YAMLError",
    "parse",
]


class PythonParser(Reader, Scanner, Parser):
    """PyYAML's reader, scanner and parser without composer and constructor."""

    def __init__(self, stream: Any) -> None:
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)

    def get_event(self) -> Any:
        """The next event; an escape beyond Unicode is a fault of syntax like any other."""
        try:
            return Parser.get_event(self)  # type: ignore[no-untyped-call]
        except (ValueError, OverflowError) as error:
            mark = self.get_mark()
            raise ScannerError(
                "while scanning a quoted scalar", mark, "found invalid Unicode character escape code", mark
            ) from error


try:
    from yaml.cyaml import CParser  # type: ignore[attr-defined]
except ImportError:  # PyYAML was built without libyaml
    CParser = PythonParser  # type: ignore[assignment,misc]


def parse(text: str, most: int | None = None) -> Iterator[Any]:
    """The events of `text`, at most `most` of them; raises `YAMLError` where the syntax ends.

    The marks of every event count code points from the beginning of `text`, which must hold none that are invisible.
    """
    return islice(iter(CParser(text).get_event, None), most)
