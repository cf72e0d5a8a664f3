"""Draw a RACI matrix: a line for each thing that is done, a column for each who takes part, the letters in colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.renderers.diagrams.svg import box, element, line, picture, text, title
from itsm_compiler.renderers.diagrams.text import width, wrap

from itsm_compiler.documents.view import Column, Link, Phrase, RaciMatrix, Table, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.renderers.values import Speaker

LABELS = 176.0
ALL = 720.0
NARROWEST, WIDEST = 80.0, 112.0
ROW = 30.0
HEAD = 62.0
LEGEND = 34.0
SIDE = 20.0
SIZE, SMALL = 13.0, 11.0

PARTS: Mapping[str, Phrase] = {
    "R": phrase("does it"),
    "A": phrase("answers for it"),
    "C": phrase("is consulted"),
    "I": phrase("is informed"),
}


def draw(matrix: RaciMatrix, speaker: Speaker, key: str) -> list[str]:
    """The matrix as one SVG."""
    names = [speaker.plain(row.label) for row in matrix.rows]
    left = min(LABELS, max((width(name, SIZE) for name in names), default=0.0)) + 18
    wide = min(WIDEST, max(NARROWEST, ALL / max(1, len(matrix.columns))))
    bottom = HEAD + len(matrix.rows) * ROW
    content = [*_heads(matrix, left, wide, speaker)]
    for place, (row, name) in enumerate(zip(matrix.rows, names, strict=True)):
        top = HEAD + place * ROW
        content.append(line(0, top, left + wide * len(matrix.columns), top, "grid"))
        lines = wrap(name, SIZE, left - 14, 2)
        for index, words in enumerate(lines):
            y = top + 19 - (len(lines) - 1) * 6.5 + index * 13
            content.append(text(words, left - 10, y, None, "end"))
        for index, letters in enumerate(row.cells):
            hint = f"{name}, {speaker.plain(matrix.columns[index])}"
            content += _letters(letters, left + (index + 0.5) * wide, top + 5, hint, speaker)
    content.append(line(0, bottom, left + wide * len(matrix.columns), bottom, "grid"))
    legend, needed = _legend(bottom + LEGEND / 2 + 2, speaker)
    size = (max(left + wide * len(matrix.columns) + 4, needed), bottom + LEGEND)
    says = (speaker.plain(matrix.title), speaker.plain(matrix.description))
    return [picture(key, size, "raci-matrix", says, [*content, *legend])]


def raci_table(matrix: RaciMatrix) -> Table:
    """The table that says the same, letter by letter."""
    columns = (
        Column(phrase("What is done")),
        *(Column(_heading(column)) for column in matrix.columns),
    )
    rows = tuple((row.label, *(", ".join(letters) or None for letters in row.cells)) for row in matrix.rows)
    return Table(matrix.title, columns, rows)


def _heading(column: Link | Phrase) -> Phrase:
    return column if isinstance(column, Phrase) else Phrase("{name}", (("name", column.label),))


def _heads(matrix: RaciMatrix, left: float, wide: float, speaker: Speaker) -> Iterator[str]:
    for index, column in enumerate(matrix.columns):
        words = wrap(speaker.plain(column), SMALL, wide - 3, 4)
        for row, part in enumerate(words):
            x = left + (index + 0.5) * wide
            yield text(part, x, HEAD - 8 - (len(words) - 1 - row) * 13, "legend", "middle")


def _letters(letters: str, x: float, top: float, hint: str, speaker: Speaker) -> Iterator[str]:
    """The letters of a cell side by side, around its middle."""
    start = x - len(letters) * (SIDE + 2) / 2
    for place, letter in enumerate(letters):
        at = start + place * (SIDE + 2)
        yield element(
            "g",
            [
                title(f"{hint}: {speaker.say(PARTS[letter])}"),
                box(at, top, (SIDE, SIDE), f"part {letter.lower()}", 3),
                text(letter, at + SIDE / 2, top + 14.5, f"letter {letter.lower()}", "middle"),
            ],
        )


def _legend(y: float, speaker: Speaker) -> tuple[list[str], float]:
    x = 8.0
    found: list[str] = []
    for letter, name in PARTS.items():
        words = speaker.say(name)
        found += [
            box(x, y - 10, (SIDE, SIDE), f"part {letter.lower()}", 3),
            text(letter, x + SIDE / 2, y + 4.5, f"letter {letter.lower()}", "middle"),
            text(words, x + SIDE + 6, y + 4, "legend"),
        ]
        x += SIDE + 6 + width(words, SMALL) + 18
    return found, x
