"""The lines that a finding points at, with what is marked in them, cut to the width of a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from itsm_compiler.terminal import COLUMNS, printable, width, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from itsm_compiler.diagnostics import Span
    from itsm_compiler.reports import Report

    Paint = Callable[[str, str], str]

BLUE = "1;34"
CUT = "…"
AFTER = 32
"""So many columns of a long line are shown behind what is marked, before the rest of the room goes to what precedes it."""
LABEL = 60
"""A label that does not fit behind its mark stands below it in lines of so many columns."""


class Mark(NamedTuple):
    """A stretch to underline with `sign` in the colour `code`, and what is to be seen there."""

    span: Span
    sign: str
    label: str
    code: str


def excerpt(marks: Sequence[Mark], report: Report, paint: Paint) -> Iterator[str]:
    """The marked lines, file by file in the order in which the marks are given; a line with several marks stands once."""
    files: dict[str, dict[int, list[Mark]]] = {}
    for mark in dict.fromkeys(marks):
        files.setdefault(mark.span.file, {}).setdefault(mark.span.line, []).append(mark)
    gutter = gutter_of(marks)
    margin = " " * gutter
    for file, lines in files.items():
        span = next(iter(lines.values()))[0].span
        arrow = "-->" if file == marks[0].span.file else ":::"
        yield f"{margin}{paint(arrow, BLUE)} {printable(report.place(file))}:{span.line}:{span.column}"
        text = report.lines(file)
        previous = 0
        for number, marked in lines.items():
            if number > len(text):
                continue
            if previous and number != previous + 1:
                yield paint("...", BLUE)
            elif not previous:
                yield paint(f"{margin} |", BLUE)
            yield from _line(text[number - 1], marked, gutter, paint)
            previous = number


def gutter_of(marks: Sequence[Mark]) -> int:
    """The columns that the numbers of the marked lines take."""
    return max((len(str(mark.span.line)) for mark in marks), default=1)


def _line(line: str, marks: list[Mark], gutter: int, paint: Paint) -> Iterator[str]:
    """One line and, below it, its marks with their labels."""
    room = COLUMNS - gutter - 3
    stretches = [_stretch(mark.span, line) for mark in marks]
    first, last = _window(line, (min(s for s, _ in stretches), max(e for _, e in stretches)), room)
    before = CUT if first else ""
    after = CUT if last < len(line.rstrip()) else ""
    numbered = paint(f"{marks[0].span.line:>{gutter}} |", BLUE)
    yield f"{numbered} {before}{printable(line[first:last])}{after}".rstrip()
    margin = paint(f"{' ' * gutter} |", BLUE)
    for mark, (start, end) in zip(marks, stretches, strict=True):
        offset = width(before + printable(line[first : max(start, first)]))
        length = max(1, width(printable(line[max(start, first) : min(end, last)])))
        sign = paint(mark.sign * length, mark.code)
        if not mark.label or offset + length + 1 + width(mark.label) <= room:
            yield f"{margin} {' ' * offset}{sign} {paint(mark.label, mark.code) if mark.label else ''}".rstrip()
            continue
        yield f"{margin} {' ' * offset}{sign}"
        label = wrapped(mark.label, LABEL)
        indent = " " * max(0, min(offset, room - max(map(width, label))))
        for part in label:
            yield f"{margin} {indent}{paint(part, mark.code)}"


def _stretch(span: Span, line: str) -> tuple[int, int]:
    """The marked characters of the line; a span of several lines is marked to the end of its first."""
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    return start, max(end, start + 1)


def _window(line: str, marked: tuple[int, int], room: int) -> tuple[int, int]:
    """The characters of a line that are shown: all, or what is marked with as much around it as there is room for."""
    line = line.rstrip()
    if width(printable(line)) <= room:
        return 0, len(line)
    start, end = min(marked[0], len(line)), min(marked[1], len(line))
    left = room - 2 * len(CUT)
    last = start + _fitting(line[start:end], left)
    left -= width(printable(line[start:last]))
    behind = _fitting(line[last:], min(left, AFTER))
    left -= width(printable(line[last : last + behind]))
    first = start - _fitting(line[:start][::-1], left)
    left -= width(printable(line[first:start]))
    last += behind
    last += _fitting(line[last:], left)
    if 0 < first < start and " " in line[first:start]:
        first = line.index(" ", first, start) + 1
    if end < last < len(line) and " " in line[end:last]:
        last = line.rindex(" ", end, last) + 1
    return first, last


def _fitting(text: str, room: int) -> int:
    """How many characters of the text fit into `room` columns."""
    for count, character in enumerate(text):
        room -= width(printable(character))
        if room < 0:
            return count
    return len(text)
