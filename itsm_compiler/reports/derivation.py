"""How a figure came about, as a tree for people: each step with its value, each leaf with the line it is written in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from itsm_compiler.terminal import printable
from itsm_compiler.wording import minutes, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itsm_compiler.analysis.figures import Derivation
    from itsm_compiler.diagnostics import Language
    from itsm_compiler.model.design import Design


def render(trees: Iterable[Derivation], design: Design, prefix: str, language: Language) -> str:
    """The trees one after the other, with an empty line between them."""
    return "\n\n".join("\n".join(_lines(tree, design, prefix, language, "", "")) for tree in trees) + "\n"


def _lines(
    step: Derivation, design: Design, prefix: str, language: Language, first: str, rest: str
) -> Iterator[str]:
    """The lines of a step: `first` stands before its own line, `rest` before those below it."""
    shown = _value(step, language)
    sentence = printable(step.what[language]) + (f" = {shown}" if shown else "")
    formula = f"  [{printable(step.formula[language])}]" if step.formula else ""
    span = design.span(step.at) if step.at else None
    place = f"  ({prefix + '/' if prefix else ''}{span.file}:{span.line})" if span else ""
    yield first + sentence + formula + place
    for index, part in enumerate(step.parts):
        last = index == len(step.parts) - 1
        branch, below = ("└─ ", "   ") if last else ("├─ ", "│  ")
        yield from _lines(part, design, prefix, language, rest + branch, rest + below)


def _value(step: Derivation, language: Language) -> str:
    value = step.value
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return printable(value)
    if step.unit == "share":
        return share(float(value))[language]
    if step.unit == "minutes":
        return minutes(float(value))[language]
    unit = {"working-days": " wd", "days": " d", "hours": " h"}.get(step.unit, "")
    return f"{float(value):g}{unit}"
