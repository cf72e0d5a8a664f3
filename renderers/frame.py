"""Hold what a template gives: prose with marked places, headings with their numbers, and blocks, in their order.

Values never stand in the prose itself: a marker of two control characters, which no escaper lets through, keeps their place.
So nothing that a design says is ever read as Markdown, and prose of equal shape is converted once for all pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from itsm_compiler.documents.view import Block, Value

MARKER = re.compile("\x02([vbaru])([0-9]*)\x03")
PLACE = re.compile("\x02([0-9]+)\x03")
HEADING = re.compile(r"(#{1,4})[ \t]+(.*)")
ALONE = re.compile("\x02b([0-9]+)\x03")
CHINESE_BREAK = re.compile(
    "(?<=[\u3001-\u303f\u3400-\u9fff\uff00-\uffef])\n(?=[\u3001-\u303f\u3400-\u9fff\uff00-\uffef\x02])"
)
"""A line break inside Chinese text, which would be shown as a space."""

UNNUMBERED = Markup("\x02u\x03")


@dataclass(frozen=True, slots=True)
class HeadingReference:
    """A place that shows the number of a heading."""

    name: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A stretch of Markdown; its n-th value stands where the text has the marker n."""

    text: str
    values: tuple[Value | HeadingReference, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 is the document's title; `number` is empty for the title and what is not numbered."""

    level: int
    number: str
    identifier: str
    content: Prose


Part = Prose | Heading
"""Beside these a frame holds blocks, which are the view's own."""


@dataclass(slots=True)
class Frame:
    """The values, blocks and names that a template has placed so far, and how much of everything."""

    values: list[Value | HeadingReference] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def place(self, value: Value | HeadingReference) -> Markup:
        """Keep a value and give its marker."""
        self.values.append(value)
        return Markup(f"\x02v{len(self.values) - 1}\x03")  # noqa: S704 - a marker of ours, no text of a design

    def place_block(self, block: Block) -> Markup:
        """Keep a block and give its marker, alone between empty lines."""
        self.blocks.append(block)
        return Markup(f"\n\n\x02b{len(self.blocks) - 1}\x03\n\n")  # noqa: S704 - as above

    def place_name(self, name: str) -> Markup:
        """Keep the name of a heading and give its marker."""
        self.names.append(name)
        return Markup(f"\x02a{len(self.names) - 1}\x03")  # noqa: S704 - as above


@dataclass(frozen=True, slots=True)
class Composition:
    """A whole document: its parts in order and where its named headings are (name → number, identifier)."""

    parts: tuple[Part | Block, ...]
    named: dict[str, tuple[str, str]]

    @property
    def headings(self) -> list[Heading]:
        """Every heading below the title."""
        return [part for part in self.parts if isinstance(part, Heading) and part.level > 1]


def assemble(text: str, frame: Frame) -> Composition:
    """Cut what a template gave into parts, and number its headings."""
    assembly = _Assembly(frame)
    for line in text.split("\n"):
        assembly.take(line)
    assembly.flush()
    return Composition(tuple(assembly.parts), assembly.named)


class _Assembly:
    """The parts so far, the lines of the prose being read, and the counters of the headings."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.parts: list[Part | Block] = []
        self.named: dict[str, tuple[str, str]] = {}
        self.lines: list[str] = []
        self.counters = [0, 0, 0, 0, 0]
        self.fenced = False

    def take(self, line: str) -> None:
        """Add a line: to the prose, or as a part of its own."""
        if line.startswith(("```", "~~~")):
            self.fenced = not self.fenced
        heading = None if self.fenced else HEADING.fullmatch(line)
        block = ALONE.fullmatch(line.strip())
        if heading:
            self.flush()
            self.parts.append(self._heading(len(heading[1]), heading[2]))
        elif block:
            self.flush()
            self.parts.append(self.frame.blocks[int(block[1])])
        else:
            self.lines.append(line)

    def flush(self) -> None:
        """End the prose being read."""
        text = "\n".join(self.lines).strip("\n")
        self.lines.clear()
        if text.strip():
            self.parts.append(self._prose(CHINESE_BREAK.sub("", re.sub(r"\n{3,}", "\n\n", text))))

    def _prose(self, text: str) -> Prose:
        values: list[Value | HeadingReference] = []

        def renumbered(match: re.Match[str]) -> str:
            if match[1] == "b":
                raise ValueError("a block is placed inside a line")
            if match[1] != "v":
                raise ValueError("an anchor or `unnumbered` is placed outside a heading")
            values.append(self.frame.values[int(match[2])])
            return f"\x02{len(values) - 1}\x03"

        return Prose(MARKER.sub(renumbered, text), tuple(values))

    def _heading(self, level: int, line: str) -> Heading:
        names = [self.frame.names[int(match[2])] for match in MARKER.finditer(line) if match[1] == "a"]
        number = "" if level == 1 or UNNUMBERED in line else self._next_number(level)
        content = self._prose(MARKER.sub(lambda match: "" if match[1] in "au" else match[0], line).strip())
        identifier = f"_s{number.rstrip('.')}" if number else f"_h{len(self.parts)}"
        for name in names:
            self.named.setdefault(name, (number.rstrip("."), identifier))
        return Heading(level, number, identifier, content)

    def _next_number(self, level: int) -> str:
        self.counters[level] += 1
        self.counters[level + 1 :] = [0] * (len(self.counters) - level - 1)
        numbers = ".".join(str(count) for count in self.counters[2 : level + 1])
        return f"{numbers}." if level == 2 else numbers
