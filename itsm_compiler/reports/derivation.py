"""How a figure came about, as a tree for people: each step with its value, each leaf with the line it is written in."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Text
from itsm_compiler.terminal import COLUMNS, printable, width, wrapped
from itsm_compiler.wording import minutes, money, number, open_minutes, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itsm_compiler.analysis.figures import Derivation
    from itsm_compiler.diagnostics import Language
    from itsm_compiler.model.design import Design

UNITS = {
    "working-days": Text("{amount} working days", "{amount} 个工作日"),
    "days": Text("{amount} days", "{amount} 天"),
    "people": Text("{amount} people", "{amount} 人"),
}
WITHOUT_END = Text("without end", "无限期")
NARROWEST = 40
"""Steps far inside a deep tree keep this much room, even if their lines become longer than others."""


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells derivations of one design in one language; `prefix` leads to it from the working folder."""

    design: Design
    prefix: str
    language: Language

    def lines(self, step: Derivation, first: str = "", rest: str = "") -> Iterator[str]:
        """The lines of a step: `first` stands before its own line, `rest` before those below it."""
        shown = self.value(step)
        sentence = printable(step.what[self.language]) + (f" = {shown}" if shown else "")
        place = f"  ({where})" if (where := self.place(step)) else ""
        room = max(COLUMNS - width(rest), NARROWEST)
        below = rest + ("│  " if step.parts else "   ")
        head, *others = wrapped(sentence if step.formula else sentence + place, room)
        yield first + head
        for line in others:
            yield below + line
        if step.formula:
            for line in wrapped(printable(step.formula[self.language]) + place, room - 5):
                yield f"{below}  {line}"
        for index, part in enumerate(step.parts):
            last = index == len(step.parts) - 1
            yield from self.lines(part, rest + ("└─ " if last else "├─ "), rest + ("   " if last else "│  "))

    def place(self, step: Derivation) -> str:
        """The file and line in which a value is written, empty for one that is computed."""
        span = self.design.span(step.at) if step.at else None
        if span is None:
            return ""
        file = f"{self.prefix}/{span.file}" if self.prefix else span.file
        return f"{printable(file)}:{span.line}"

    def value(self, step: Derivation) -> str:
        """A value with its unit."""
        value = step.value
        if value is None:
            return ""
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, str):
            return printable(value)
        return self._amount(value, step.unit)[self.language]

    def _amount(self, value: float | Decimal, unit: str) -> Text:
        if not math.isfinite(value):
            return WITHOUT_END
        if unit == "share":
            return share(float(value))
        if unit == "minutes":
            return minutes(float(value))
        if unit == "hours":
            return open_minutes(60 * float(value))
        if unit == "money":
            return money(Decimal(value), self.design.head.currency)
        amount = number(Decimal(f"{value:.6g}"))
        return UNITS[unit].format({"amount": amount}) if unit in UNITS else amount


def render(trees: Iterable[Derivation], design: Design, prefix: str, language: Language) -> str:
    """The trees one after the other, with an empty line between them."""
    teller = _Teller(design, prefix, language)
    return "\n\n".join("\n".join(teller.lines(tree)) for tree in trees) + "\n"
