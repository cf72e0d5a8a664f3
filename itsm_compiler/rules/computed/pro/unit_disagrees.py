"""A KPI whose unit is another than that of the library entry whose formula it uses, or than that of its target."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.model.quantities import Duration, Money, Share
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.indicators import indicator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO012",
    "unit-disagrees",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("PRO-21", "PPL-12"),
    message=Text(
        "KPI `{kpi}` is counted in `{unit}`, {what} “{other}”",
        "指标 `{kpi}` 的单位是 `{unit}`，{what}“{other}”",
    ),
    help=Text("mend the unit or the value; a ratio is written with `%`", "更正单位或数值；比率请带 `%`"),
    why=Text(
        "0.95 and 95 are one value or a hundredfold, as the unit says.",
        "0.95 与 95 是同一个值还是相差百倍，取决于单位。",
    ),
)
EXAMPLE = Example(at="kpis.good-changes.target", set={"kpis.good-changes.target": 95})
LIBRARY = Text("the library entry it uses in", "而所用指标库条目的单位是")
VALUE = Text("its {field} is written as", "而 {field} 写作")
TIMES = {"minutes", "hours", "days", "ms", "seconds"}


def check(context: Context) -> Iterator[Problem]:
    """Every unit that differs from the library's under its formula, and every value that is no value in the unit."""
    for kpi in context.design.kpis.values():
        known = indicator(kpi)
        at = ("kpis", kpi.id)
        if known.entry is not None and kpi.formula is None and known.unit != known.entry.unit:
            values = {"kpi": kpi.id, "unit": known.unit, "what": LIBRARY, "other": known.entry.unit}
            yield Problem((*at, "unit"), values)
        for field in ("target", "baseline", "warning"):
            value = getattr(kpi, field)
            if value is not None and not _fits(value, known.unit):
                values = {
                    "kpi": kpi.id,
                    "unit": known.unit,
                    "what": VALUE.format({"field": field}),
                    "other": value,
                }
                yield Problem((*at, field), values)


def _fits(value: Any, unit: str | None) -> bool:
    """Whether a value can be one of this unit; units of the planner's own take any plain number."""
    if unit == "ratio":
        return isinstance(value, Share) or (isinstance(value, Decimal) and value <= 1)
    if unit == "money":
        return isinstance(value, Money | Decimal)
    if unit in TIMES:
        return isinstance(value, Duration | Decimal)
    return unit != "count" or isinstance(value, Decimal)
