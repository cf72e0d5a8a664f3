"""Write a composition as HTML: blocks directly, the prose between them through markdown-it."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from itsm_compiler.renderers.diagrams.draw import KINDS, draw
from itsm_compiler.renderers.diagrams.tables import table_of
from itsm_compiler.renderers.escape import fragment, html_attribute, html_text
from itsm_compiler.renderers.frame import PLACE, Heading, HeadingReference, Prose
from itsm_compiler.renderers.values import Badge, Break, Foreign, Reference

from itsm_compiler.documents.view import (
    Absence,
    Definitions,
    Duration,
    Gap,
    Items,
    Link,
    Listing,
    Money,
    Number,
    Period,
    Phrase,
    Rate,
    Share,
    Signatures,
    Table,
    Value,
    phrase,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from itsm_compiler.renderers.frame import Composition, Part
    from itsm_compiler.renderers.values import Speaker
    from markdown_it import MarkdownIt

    from itsm_compiler.documents.view import Block, Diagram

GAP = phrase("Gap")
ABSENCE = phrase("Left out on purpose")
REASON = phrase("reason: {reason}")
AS_TABLE = phrase("The same as a table")
SIGNATURE = phrase("Signature")
DATE = phrase("Date")
FEW_COLUMNS, MANY_COLUMNS = 2, 6
LONG_FACT = 56
"""Columns from which on a value is prose, and its list stands in one column."""

_SHORT = (date, Duration, Money, Share, Number, Rate, Period)
LONGEST_SHORT = 18
"""Values that stay on one line in a table, and up to how many characters."""

LONGEST_CODE = 16
LONG_CELL = 40
"""Columns from which on a cell is prose, and its column is kept from becoming a narrow strip."""

_TAG = re.compile("<[^>]*>")
_TOGETHER = re.compile("(?<=[0-9]) (?=%)|(?<=\\b[A-Z]{3}) (?=[0-9])")
"""The space between a number and its sign of per cent or its currency, where no line ends."""


class HtmlWriter:
    """Writes documents in one language.

    `resolve` gives the address of an entity's page, None when it has none; `anchors` are the entities described in the
    document, whose headings and table rows get their id.
    """

    def __init__(
        self, speaker: Speaker, resolve: Callable[[str], str | None], anchors: Iterable[str] = ()
    ) -> None:
        self._speaker = speaker
        self._resolve = resolve
        self._anchors = set(anchors)
        self._named: dict[str, tuple[str, str]] = {}
        self._diagrams = 0
        self._writers: dict[type, Callable[[Any], str]] = {
            Prose: lambda part: self._prose(part, _paragraphs),
            Heading: self._heading,
            Table: self._table,
            Definitions: self._definitions,
            Items: self._items,
            Gap: self._gap,
            Absence: self._absence,
            Signatures: self._signatures,
            **dict.fromkeys(KINDS, self._diagram),
        }

    def write(self, composition: Composition) -> str:
        """The document's body."""
        self._named = composition.named
        self._anchors.difference_update(composition.named)
        return "\n".join(self._part(part) for part in composition.parts) + "\n"

    def inline(self, value: Value | HeadingReference) -> str:
        """A value inside a line."""
        if type(value) is str:
            return _broken(value)
        if isinstance(value, HeadingReference):
            number, target = self._named[value.name]
            return f'<a href="#{target}">{html_text(number)}</a>'
        return "".join(
            [
                _broken(piece) if isinstance(piece, str) else self._piece(piece)
                for piece in self._speaker.pieces(value)
            ]
        )

    def heading(self, heading: Heading) -> str:
        """The words of a heading with its number, without an element around them."""
        number = f'<span class="number">{heading.number}</span> ' if heading.number else ""
        return number + self._prose(heading.content, _line)

    def _part(self, part: Part | Block) -> str:
        return self._writers[type(part)](part)

    def _items(self, block: Items) -> str:
        name = "ol" if block.ordered else "ul"
        return f"<{name}>{''.join([f'<li>{self.inline(value)}</li>' for value in block.values])}</{name}>"

    def _gap(self, block: Gap) -> str:
        return (
            f'<div class="note gap" role="note"><strong>{self._say(GAP)}</strong> {self.inline(block.text)} '
            f"<code>{html_text(block.rule)}</code></div>"
        )

    def _absence(self, block: Absence) -> str:
        reason = self.inline(Phrase(REASON.text, (("reason", block.reason),)))
        return (
            f'<div class="note absence" role="note"><strong>{self._say(ABSENCE)}</strong> {self.inline(block.what)} '
            f'<span class="reason">{reason}</span></div>'
        )

    def _prose(self, prose: Prose, convert: Callable[[str], str]) -> str:
        return PLACE.sub(lambda match: self.inline(prose.values[int(match[1])]), convert(prose.text))

    def _heading(self, heading: Heading) -> str:
        names = [fragment(name) for name, (_, target) in self._named.items() if target == heading.identifier]
        spans = "".join(f'<span id="{name}"></span>' for name in names)
        return (
            f'<h{heading.level} id="{heading.identifier}">{spans}{self.heading(heading)}</h{heading.level}>'
        )

    def _table(self, table: Table, caption_class: str = "") -> str:
        kinds = ["figure" if column.figures else "" for column in table.columns]
        head = [
            f'<th scope="col"{_class(kind)}>{self.inline(column.heading)}</th>'
            for column, kind in zip(table.columns, kinds, strict=True)
        ]
        anchors = set() if caption_class else self._anchors
        rows = [self._row(row, kinds, anchors, has_head=table.head_column) for row in table.rows]
        caption = f"<caption{caption_class}>{self.inline(table.caption)}</caption>"
        wide = (
            " wide"
            if len(table.columns) > MANY_COLUMNS
            else " small"
            if len(table.columns) <= FEW_COLUMNS
            else ""
        )
        return (
            f'<div class="table{wide}"><table>{caption}<thead><tr>{"".join(head)}</tr></thead>\n'
            f"<tbody>{''.join(rows)}</tbody></table></div>"
        )

    def _row(self, row: tuple[Value, ...], kinds: list[str], anchors: set[str], *, has_head: bool) -> str:
        """A row; the one that describes an entity gets its anchor, and its name needs no link to itself."""
        written = [self._lines(cell) for cell in row]
        first = row[0]
        mark = ""
        if isinstance(first, Link) and first.target in anchors:
            anchors.discard(first.target)
            mark = f' id="{fragment(first.target)}"'
            if has_head:
                written[0] = html_text(self._speaker.plain(first))
        cells = [
            f"<td{_class(kind, _kind_of(cell, words))}>{words}</td>"
            for cell, words, kind in zip(row, written, kinds, strict=True)
        ]
        if has_head:
            cells[0] = f'<th scope="row"{_class(kinds[0], _if_long(written[0]))}>{written[0]}</th>'
        return f"<tr{mark}>{''.join(cells)}</tr>"

    def _lines(self, value: Value) -> str:
        """A value that stands alone in its cell: several lines are a list, so that no wrapped line passes for a new one."""
        if type(value) is Listing and value.lines and len(value.values) > 1:
            return f'<ul class="lines">{"".join([f"<li>{self.inline(each)}</li>" for each in value.values])}</ul>'
        return self.inline(value)

    def _definitions(self, block: Definitions) -> str:
        pairs = [
            f"<div><dt>{self.inline(term)}</dt><dd>{self._lines(value)}</dd></div>"
            for term, value in block.pairs
        ]
        is_long = any(_length(self._speaker.plain(value)) > LONG_FACT for _, value in block.pairs)
        return f'<dl class="facts{" long" if is_long else ""}">{"".join(pairs)}</dl>'

    def _signatures(self, block: Signatures) -> str:
        boxes = []
        for row in block.rows:
            person = "".join(
                f'<p class="{kind}">{self.inline(value)}</p>'
                for kind, value in (("name", row.name), ("post", row.post))
                if value is not None
            )
            when = self.inline(row.when) if row.when is not None else ""
            boxes.append(
                f'<div class="signatory"><p class="party">{self.inline(row.party)}</p>{person}'
                f'<p class="line"><span>{self._say(SIGNATURE)}</span></p><p class="line"><span>{self._say(DATE)}</span> {when}</p></div>'
            )
        return f'<div class="signatures">{"".join(boxes)}</div>'

    def _diagram(self, diagram: Diagram) -> str:
        self._diagrams += 1
        drawings = draw(diagram, self._speaker, f"_d{self._diagrams}")
        pictures = "".join(f'<div class="picture">{drawing}</div>' for drawing in drawings)
        caption = f"<figcaption><strong>{self.inline(diagram.title)}</strong> {self.inline(diagram.description)}</figcaption>"
        table = self._table(table_of(diagram), ' class="hidden"')
        details = f"<details><summary>{self._say(AS_TABLE)}</summary>{table}</details>"
        return f'<figure class="diagram {KINDS[type(diagram)]}">{caption}{pictures}{details}</figure>'

    def _piece(self, piece: Reference | Badge | Foreign | Break) -> str:
        if isinstance(piece, Reference):
            address = self._resolve(piece.target)
            return (
                f'<a href="{html_attribute(address)}">{html_text(piece.text)}</a>'
                if address
                else html_text(piece.text)
            )
        if isinstance(piece, Badge):
            return f'<span class="tag {piece.tone}">{html_text(piece.text)}</span>'
        if isinstance(piece, Foreign):
            return f'<span lang="{html_attribute(piece.language)}">{_broken(piece.text)}</span>'
        return "<br>"

    def _say(self, words: Phrase) -> str:
        return html_text(self._speaker.say(words))


def _class(*names: str) -> str:
    """The attribute that names the classes of a cell."""
    given = " ".join(filter(None, names))
    return f' class="{given}"' if given else ""


def _kind_of(cell: Value, words: str) -> str:
    """The class of a cell by its value and what is written of it: a code such as `APP-01` is never broken."""
    if type(cell) is str and cell and len(cell) <= LONGEST_CODE and " " not in cell and cell.isascii():
        return "code"
    if isinstance(cell, _SHORT) and len(words) <= LONGEST_SHORT:
        return "short"
    return _if_long(words)


def _if_long(words: str) -> str:
    """The class of a cell that holds prose, by its longest line."""
    if len(words) <= LONG_CELL // 2:
        return ""
    longest = max(_length(_TAG.sub("", line)) for line in words.split("<li>"))
    return "long" if longest > LONG_CELL else ""


def _length(text: str) -> int:
    """About how many columns a text takes; a Chinese character takes two."""
    return len(text) + sum(char > "\u2e7f" for char in text)


def _broken(text: str) -> str:
    """Text with its line breaks kept, that at the end dropped, and none between a number and its sign."""
    written = _TOGETHER.sub("\u00a0", html_text(text))
    return written.rstrip("\n").replace("\n", "<br>") if "\n" in written else written


@cache
def _converter() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - slow to import, and Markdown alone does not need it

    return MarkdownIt("js-default")


@lru_cache(maxsize=16384)
def _paragraphs(text: str) -> str:
    return str(_converter().render(text)).rstrip("\n")


@lru_cache(maxsize=16384)
def _line(text: str) -> str:
    return str(_converter().renderInline(text))
