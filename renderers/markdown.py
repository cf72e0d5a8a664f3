"""Write a composition as GitHub-flavoured Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from itsm_compiler.renderers import escape
from itsm_compiler.renderers.diagrams.draw import KINDS
from itsm_compiler.renderers.diagrams.mermaid import mermaid_of
from itsm_compiler.renderers.diagrams.risk_map import band_name
from itsm_compiler.renderers.diagrams.tables import table_of
from itsm_compiler.renderers.frame import PLACE, Heading, HeadingReference, Prose
from itsm_compiler.renderers.values import Break, Reference

from itsm_compiler.documents.view import (
    Absence,
    Column,
    Definitions,
    Gap,
    Items,
    MapPoint,
    Phrase,
    RiskMap,
    Signatures,
    Table,
    Value,
    phrase,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from itsm_compiler.renderers.frame import Composition, Part
    from itsm_compiler.renderers.values import Speaker

    from itsm_compiler.documents.view import Block, Diagram

LIST_MARK = re.compile(r"(?:\d+)?([-*.)]) ")

GAP = phrase("Gap")
ABSENCE = phrase("Left out on purpose")
REASON = phrase("reason: {reason}")
BREAKS: dict[Callable[[str], str], str] = {
    escape.markdown: "\\\n",
    escape.markdown_cell: "<br>",
    escape.markdown_line: " ",
}
"""How a line ends in each place."""

SIGNATURE_COLUMNS = (phrase("Party"), phrase("Name"), phrase("Post"), phrase("Signature"), phrase("Date"))


class MarkdownWriter:
    """Writes documents in one language; `resolve` gives the address of an entity's page, None when it has none."""

    def __init__(self, speaker: Speaker, resolve: Callable[[str], str | None]) -> None:
        self._speaker = speaker
        self._resolve = resolve
        self._named: dict[str, tuple[str, str]] = {}
        self._writers: dict[type, Callable[[Any], str]] = {
            Prose: lambda part: self._prose(part, escape.markdown),
            Heading: self._heading,
            Table: self._table,
            Definitions: self._definitions,
            Items: self._items,
            Gap: self._gap,
            Absence: self._absence,
            Signatures: lambda block: self._table(_signature_table(block)),
            **dict.fromkeys(KINDS, self._diagram),
        }

    def write(self, composition: Composition) -> str:
        """The whole document, ending in a line break."""
        self._named = composition.named
        written: list[str] = []
        for part in composition.parts:
            text = self._part(part)
            if written and isinstance(part, Definitions | Items):
                text = _apart(text, written[-1])
            written.append(text)
        return "\n\n".join(written) + "\n"

    def inline(self, value: Value | HeadingReference, form: Callable[[str], str] = escape.markdown) -> str:
        """A value inside a line; `form` is the escaper of the place it stands in."""
        if isinstance(value, HeadingReference):
            return self._named[value.name][0]
        pieces = self._speaker.pieces(value)
        if len(pieces) == 1 and isinstance(pieces[0], str):
            return form(pieces[0])
        parts: list[str] = []
        plain = ""
        for piece in pieces:
            if isinstance(piece, Break):
                parts += [plain, BREAKS[form]]
                plain = ""
            elif isinstance(piece, Reference) and (address := self._resolve(piece.target)):
                parts += [plain, f"[{form(piece.text)}]({address})"]
                plain = ""
            else:
                plain += piece if isinstance(piece, str) else piece.text
        parts.append(plain)
        return "".join(
            part if place % 2 else _between(part, place, len(parts), form) for place, part in enumerate(parts)
        )

    def _part(self, part: Part | Block) -> str:
        return self._writers[type(part)](part)

    def _heading(self, heading: Heading) -> str:
        words = self._prose(heading.content, escape.markdown_line)
        return " ".join(piece for piece in ("#" * heading.level, heading.number, words) if piece)

    def _definitions(self, block: Definitions) -> str:
        return "\n".join(
            f"- **{self.inline(term)}{self._colon()}** {self._item(value)}" for term, value in block.pairs
        )

    def _items(self, block: Items) -> str:
        marks = (f"{place}." if block.ordered else "-" for place in range(1, len(block.values) + 1))
        return "\n".join(
            f"{mark} {self._item(value)}" for mark, value in zip(marks, block.values, strict=True)
        )

    def _gap(self, block: Gap) -> str:
        return f"> **{self._say(GAP)}{self._colon()}** {self._item(block.text, '> ')} `{block.rule.replace('`', '')}`"

    def _absence(self, block: Absence) -> str:
        reason = self._item(Phrase(REASON.text, (("reason", block.reason),)), "> ")
        return f"> **{self._say(ABSENCE)}{self._colon()}** {self._item(block.what, '> ')}\\\n> {reason}"

    def _prose(self, prose: Prose, form: Callable[[str], str]) -> str:
        return PLACE.sub(lambda match: self.inline(prose.values[int(match[1])], form), prose.text)

    def _table(self, table: Table) -> str:
        caption = f"**{self.inline(table.caption, escape.markdown_line)}**"
        return f"{caption}\n\n{self._rows(table)}"

    def _rows(self, table: Table) -> str:
        head = [self.inline(column.heading, escape.markdown_cell) for column in table.columns]
        marks = ["---:" if column.figures else "---" for column in table.columns]
        rows = [[self.inline(cell, escape.markdown_cell) for cell in row] for row in table.rows]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, marks, *rows])

    def _item(self, value: Value, indent: str = "  ") -> str:
        return self.inline(value).replace("\n", f"\n{indent}")

    def _diagram(self, diagram: Diagram) -> str:
        pieces = [
            f"**{self.inline(diagram.title, escape.markdown_line)}**",
            self.inline(diagram.description),
        ]
        if text := mermaid_of(diagram, self._speaker):
            pieces.append(f"```mermaid\n{text}\n```")
        if isinstance(diagram, RiskMap):
            pieces.append(self._rows(_map_table(diagram)))
        return "\n\n".join([*pieces, self._rows(table_of(diagram))])

    def _say(self, words: Phrase) -> str:
        return escape.markdown(self._speaker.say(words))

    def _colon(self) -> str:
        return "：" if self._speaker.language == "zh" else ":"


def _apart(text: str, before: str) -> str:
    """A list that follows another takes the other marks, or the two would be one."""
    last = LIST_MARK.match(next(line for line in reversed(before.split("\n")) if not line.startswith(" ")))
    if last is None:
        return text
    other = {"-": "*", "*": "-", ".": ")", ")": "."}[last[1]]
    return re.sub(rf"^(\d*){re.escape(last[1])}(?= )", rf"\g<1>{other}", text, flags=re.MULTILINE)


def _between(text: str, place: int, count: int, form: Callable[[str], str]) -> str:
    """Text before, between and after links and breaks: only at the ends of a value do spaces need care."""
    before = "" if place == 0 else text[: len(text) - len(text.lstrip(" "))]
    after = "" if place == count - 1 else text[len(text.rstrip(" ")) :]
    return before + form(text[len(before) : len(text) - len(after)]) + after if text.strip(" ") else text


def _signature_table(block: Signatures) -> Table:
    columns = tuple(Column(heading) for heading in SIGNATURE_COLUMNS)
    rows = tuple(
        (row.party, row.name, row.post, "", "" if row.when is None else row.when) for row in block.rows
    )
    return Table(phrase("Signatures"), columns, rows)


def _map_table(risk_map: RiskMap) -> Table:
    """The map as five rows from the highest probability and five columns of impact."""
    headings = (phrase("Probability ↓ Impact →"), *(Phrase(str(impact)) for impact in range(1, 6)))

    def cells(probability: int) -> Iterator[Value]:
        yield str(probability)
        for impact in range(1, 6):
            points = [
                point
                for point in risk_map.points
                if (point.probability, point.impact) == (probability, impact)
            ]
            yield _field(points, probability * impact, risk_map)

    rows = tuple(tuple(cells(probability)) for probability in range(5, 0, -1))
    return Table(risk_map.title, tuple(Column(heading) for heading in headings), rows)


def _field(points: list[MapPoint], score: int, risk_map: RiskMap) -> Value:
    band = band_name(score, risk_map.bands)
    if not points:
        return band
    return phrase("{band}: {risks}", band=band, risks=", ".join(point.number for point in points))
