"""Plain tables for a terminal: columns aligned by what a character takes there, long cells broken over lines."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from itsm_compiler.terminal import COLUMNS, printable, width, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BETWEEN = "  "
NARROWEST = 14
"""No column is made narrower than this to let a table fit, unless there are so many that it would not."""


def table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()
) -> Iterator[str]:
    """The lines of a table; the columns numbered in `right` hold figures and are set to the right."""
    cells = [[printable(cell) for cell in row] for row in (headings, *rows)]
    widths = _widths(cells)
    yield from _row(cells[0], widths, right)
    yield BETWEEN.join("─" * most for most in widths)
    for row in cells[1:]:
        yield from _row(row, widths, right)


def _widths(cells: list[list[str]]) -> list[int]:
    """The columns' widths: as the cells ask for; until the table fits, the widest one that breaks well is narrowed."""
    columns = list(zip(*cells, strict=True))
    widths = [max(map(width, column)) for column in columns]
    breaks = [any(" " in cell for cell in column[1:]) for column in columns]
    room = COLUMNS - len(BETWEEN) * (len(widths) - 1)
    excess, narrowest = sum(widths) - room, max(1, min(NARROWEST, room // len(widths)))
    while excess > 0 and max(widths) > narrowest:
        index = max(range(len(widths)), key=lambda i: (widths[i] > narrowest, breaks[i], widths[i]))
        widths[index] -= 1
        excess -= 1
    return widths


def _row(row: list[str], widths: list[int], right: frozenset[int]) -> Iterator[str]:
    columns = [wrapped(cell, most) for cell, most in zip(row, widths, strict=True)]
    for line in zip_longest(*columns, fillvalue=""):
        padded = (_pad(cell, widths[i], to_right=i in right) for i, cell in enumerate(line))
        yield BETWEEN.join(padded).rstrip()


def _pad(cell: str, most: int, *, to_right: bool) -> str:
    space = " " * (most - width(cell))
    return space + cell if to_right else cell + space
