"""Indicators that the trade measures of people, processes, technology, tools and spares, and that nobody measures here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.usual_measures import USUAL, WITHIN_A_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.assurance import Measurement
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "MEA031",
    "usual-measure-missing",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("MEA-07", "MEA-08", "MEA-09", "MEA-10", "MEA-11", "MEA-13"),
    message=Text("of {what} nobody measures {missing}", "{what}方面没有测量 {missing}"),
    help=Text(
        "let a KPI `use` it and add it to a regular measurement{element}, or say why not: `design: {{none: {{kpis/{first}: the reason}}}}`",
        "用 `use` 引用该指标，并写入{element}定期测量；或说明理由：`design: {{none: {{kpis/{first}: 理由}}}}`",
    ),
    why=Text(
        "What is looked at only where it hurts already is looked at too late.",
        "等到出了问题才去看的地方，看的时候已经晚了。",
    ),
)
EXAMPLE = Example(at="measurements.measure-people", delete=("kpis.duty-update-rate.use",), base="reference")
YEAR = 366


def check(context: Context) -> Iterator[Problem]:
    """Every group of which the library's indicators are not all in a regular measurement, without a reason."""
    design = context.design
    if not design.measurements:
        return
    for group in USUAL:
        if group.needs is not None and not getattr(design, group.needs):
            continue
        element = group.element
        missing = [
            name
            for name in group.indicators
            if f"kpis/{name}" not in design.head.none and not _is_measured(context, name, element)
        ]
        if missing:
            values = {
                "what": group.text,
                "missing": wording.listing(missing),
                "first": missing[0],
                "element": group.of_element,
            }
            yield Problem(_place(context, element), values, of="key")


def _is_measured(context: Context, name: str, element: str | None) -> bool:
    return any(
        _counts(measurement, name, element)
        for kpi in context.lookup.referrers(name, "kpis.use")
        for measurement in context.lookup.referrers(kpi.id, "measurements.kpis")
    )


def _counts(measurement: Measurement, name: str, element: str | None) -> bool:
    if measurement.frequency is None or (element is not None and measurement.element != element):
        return False
    days = measurement.frequency.days
    return name != WITHIN_A_YEAR or (days is not None and days <= YEAR)


def _place(context: Context, element: str | None) -> tuple[str, ...]:
    """The measurement to which the indicators belong, or the design when there is none yet."""
    for measurement in context.design.measurements.values():
        if measurement.element == element:
            return ("measurements", measurement.id)
    return ("design",)
