"""Write a composition as GitHub-flavoured Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from itsm_compiler.renderers import escape
from itsm_compiler.renderers.diagrams.mermaid import written
from itsm_compiler.renderers.diagrams.risk_map import band_name
from itsm_compiler.renderers.diagrams.tables import table_of
from itsm_compiler.renderers.frame import PLACE, Heading, HeadingReference, Prose
from itsm_compiler.renderers.values import Break, Reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from itsm_compiler.documents.view import Block, Diagram
    from itsm_compiler.renderers.frame import Composition
    from itsm_compiler.renderers.values import Speaker

Escaper = "Callable[[str], str]"

GAP = phrase("Gap")
ABSENCE = phrase("Left out on purpose")
REASON = phrase("reason: {reason}")
SIGNATURE_COLUMNS = (phrase("Party"), phrase("Name"), phrase("Post"), phrase("Signature"), phrase("Date"))


class MarkdownWriter:
    """Writes documents in one language; `resolve` gives the address of an entity's page, None when it has none."""

    def __init__(self, speaker: Speaker, resolve: Callable[[str], str | None]) -> None:
        self._speaker = speaker
        self._resolve = resolve
        self._named: dict[str, tuple[str, str]] = {}

    def write(self, composition: Composition) -> str:
        """The whole document, ending in a line break."""
        self._named = composition.named
        return "\n\n".join(self._part(part) for part in composition.parts) + "\n"

    def inline(self, value: Value | HeadingReference, form: Callable[[str], str] = escape.markdown) -> str:
        """A value inside a line; `form` is the escaper of the place it stands in."""
        if isinstance(value, HeadingReference):
            return self._named[value.name][0]
        written_pieces: list[str] = []
        plain = ""
        for piece in self._speaker.pieces(value):
            if isinstance(piece, Reference) and (address := self._resolve(piece.target)):
                written_pieces += [form(plain), f"[{form(piece.text)}]({address})"]
                plain = ""
            elif isinstance(piece, Break) and form is escape.markdown:
                written_pieces += [form(plain), "\\\n"]
                plain = ""
            else:
                plain += piece if isinstance(piece, str) else piece.text
        return "".join([*written_pieces, form(plain)])

    def _part(self, part: Prose | Heading | Block) -> str:
        match part:
            case Prose():
                return self._prose(part, escape.markdown)
            case Heading():
                words = self._prose(part.content, escape.markdown_line)
                return f"{'#' * part.level} {part.number} {words}" if part.number else f"{'#' * part.level} {words}"
            case Table():
                return self._table(part)
            case Definitions():
                return "\n".join(f"- **{self.inline(term)}{self._colon()}** {self._item(value)}" for term, value in part.pairs)
            case Items():
                marks = (f"{place}." if part.ordered else "-" for place in range(1, len(part.values) + 1))
                return "\n".join(f"{mark} {self._item(value)}" for mark, value in zip(marks, part.values, strict=True))
            case Gap():
                return f"> **{self._say(GAP)}{self._colon()}** {self._item(part.text, '> ')} `{part.rule.replace('`', '')}`"
            case Absence():
                reason = Phrase(REASON.text, (("reason", part.reason),))
                return f"> **{self._say(ABSENCE)}{self._colon()}** {self._item(part.what, '> ')}  \n> {self._item(reason, '> ')}"
            case Signatures():
                return self._table(_signature_table(part))
        return self._diagram(part)

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
        if text := written(diagram, self._speaker):
            pieces.append(f"```mermaid\n{text}\n```")
        if isinstance(diagram, RiskMap):
            pieces.append(self._rows(_map_table(diagram)))
        return "\n\n".join([*pieces, self._rows(table_of(diagram))])

    def _say(self, words: Phrase) -> str:
        return escape.markdown(self._speaker.say(words))

    def _colon(self) -> str:
        return "：" if self._speaker.language == "zh" else ":"


def _signature_table(block: Signatures) -> Table:
    columns = tuple(Column(heading) for heading in SIGNATURE_COLUMNS)
    rows = tuple((row.party, row.name, row.post, "", "" if row.when is None else row.when) for row in block.rows)
    return Table(phrase("Signatures"), columns, rows)


def _map_table(risk_map: RiskMap) -> Table:
    """The map as five rows from the highest probability and five columns of impact."""
    headings = (phrase("Probability ↓ Impact →"), *(Phrase(str(impact)) for impact in range(1, 6)))

    def cells(probability: int) -> Iterator[Value]:
        yield str(probability)
        for impact in range(1, 6):
            points = [point for point in risk_map.points if (point.probability, point.impact) == (probability, impact)]
            yield _field(points, probability * impact, risk_map)

    rows = tuple(tuple(cells(probability)) for probability in range(5, 0, -1))
    return Table(risk_map.title, tuple(Column(heading) for heading in headings), rows)


def _field(points: list[MapPoint], score: int, risk_map: RiskMap) -> Value:
    band = band_name(score, risk_map.bands)
    if not points:
        return band
    return phrase("{band}: {risks}", band=band, risks=", ".join(point.number for point in points))
