"""Plain tables for a terminal: columns aligned by what a character takes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.terminal import printable, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()
) -> Iterator[str]:
    """The lines of a table; the columns numbered in `right` hold figures and are set to the right."""
    cells = [[printable(cell) for cell in row] for row in (headings, *rows)]
    widths = [max(width(row[column]) for row in cells) for column in range(len(headings))]
    rule = ["─" * most for most in widths]
    for row in (cells[0], rule, *cells[1:]):
        padded = (_pad(cell, widths[i], to_right=i in right) for i, cell in enumerate(row))
        yield "  ".join(padded).rstrip()


def _pad(cell: str, most: int, *, to_right: bool) -> str:
    space = " " * (most - width(cell))
    return space + cell if to_right else cell + space
