"""Draw amounts of money as bars: what each is put together from, and the amount that it is compared with as a stroke."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.renderers.diagrams.svg import box, element, line, picture, text, title
from itsm_compiler.renderers.diagrams.text import width, wrap

from itsm_compiler.documents.view import Column, MoneyBars, MoneyRow, Number, Table, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from itsm_compiler.renderers.values import Speaker

LABELS = 220.0
WIDE = 440.0
ROW, TALL = 30.0, 18.0
TOP = 8.0
LEGEND = 32.0
SIZE, SMALL = 13.0, 11.0
OVER = 4.0
"""How far the stroke of the amount beside a bar stands out of it."""

TONES = ("first", "second", "third")
SAYS = phrase("{part}: {amount}")


def draw(bars: MoneyBars, speaker: Speaker, key: str) -> list[str]:
    """The bars as one SVG, the longest over the whole width."""
    names = [speaker.plain(row.label) for row in bars.rows]
    left = min(LABELS, max((width(name, SIZE) for name in names), default=0.0)) + 18
    most = max((max(sum(row.parts), row.mark or 0) for row in bars.rows), default=0)
    scale = WIDE / float(most) if most > 0 else 0.0
    bottom = TOP + len(bars.rows) * ROW
    content = [line(left, TOP - 4, left, bottom, "rule")]
    ends = [0.0]
    for place, (row, name) in enumerate(zip(bars.rows, names, strict=True)):
        top = TOP + place * ROW
        content.append(text(wrap(name, SIZE, left - 14, 1)[0], left - 10, top + 17, None, "end"))
        content += _row(bars, row, (left, top + 4, scale), speaker)
        total = _spelled(bars, sum(row.parts), speaker)
        at = left + max(float(sum(row.parts)), float(row.mark or 0)) * scale + OVER + 6
        content.append(text(total, at, top + 17, "legend"))
        ends.append(at + width(total, SMALL))
    legend, needed = _legend(bars, bottom + LEGEND / 2 + 2, speaker)
    says = (speaker.plain(bars.title), speaker.plain(bars.description))
    size = (max(*ends, needed) + 8, bottom + LEGEND)
    return [picture(key, size, "money-bars", says, [*content, *legend])]


def money_table(bars: MoneyBars) -> Table:
    """The table that says the same, to the unit of the currency."""
    several = len(bars.parts) > 1
    marked = any(row.mark is not None for row in bars.rows)
    heads = [*bars.parts, *([phrase("In all")] if several else []), *([bars.mark] if marked else [])]
    rows = tuple(
        (
            row.label,
            *(_money(bars, part) for part in row.parts),
            *([_money(bars, sum(row.parts))] if several else []),
            *([None if row.mark is None else _money(bars, row.mark)] if marked else []),
        )
        for row in bars.rows
    )
    columns = (Column(phrase("For what")), *(Column(head, figures=True) for head in heads))
    return Table(bars.title, columns, rows)


def _row(
    bars: MoneyBars, row: MoneyRow, place: tuple[float, float, float], speaker: Speaker
) -> Iterator[str]:
    """The parts of a bar side by side, and the stroke."""
    x, top, scale = place
    begin = x
    for name, part, tone in zip(bars.parts, row.parts, TONES, strict=False):
        wide = max(0.0, float(part)) * scale
        if wide:
            hint = speaker.say(SAYS, part=name, amount=_money(bars, part))
            yield element("g", [title(hint), box(x, top, (wide, TALL), f"money {tone}")])
            x += wide
    if row.mark is not None:
        at = begin + float(row.mark) * scale
        hint = speaker.say(SAYS, part=bars.mark, amount=_money(bars, row.mark))
        yield element("g", [title(hint), line(at, top - OVER, at, top + TALL + OVER, "mark")])


def _legend(bars: MoneyBars, y: float, speaker: Speaker) -> tuple[list[str], float]:
    x = 8.0
    found: list[str] = []
    for name, tone in zip(bars.parts, TONES, strict=False):
        words = speaker.say(name)
        found += [box(x, y - 9, (18, 13), f"money {tone}"), text(words, x + 24, y + 2, "legend")]
        x += 24 + width(words, SMALL) + 18
    if any(row.mark is not None for row in bars.rows):
        words = speaker.say(bars.mark)
        found += [line(x + 4, y - 12, x + 4, y + 6, "mark"), text(words, x + 12, y + 2, "legend")]
        x += 12 + width(words, SMALL) + 18
    return found, x


def _money(bars: MoneyBars, amount: Decimal | int) -> Number:
    return Number(amount, "money", 0, bars.currency)


def _spelled(bars: MoneyBars, amount: Decimal | int, speaker: Speaker) -> str:
    return speaker.plain(_money(bars, amount))
