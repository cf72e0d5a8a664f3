"""KPIs that meet in one and whose weights do not make a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.processes import Kpi
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO043",
    "weights-not-whole",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("PRO-25",),
    message=Text("of the KPIs that roll up to `{kpi}` {what}", "汇总到指标 `{kpi}` 的各指标中，{what}"),
    help=Text(
        "give each a `weight`, so that all of them together make 100%",
        "为每个指标写明 `weight`，合计为 100%",
    ),
    why=Text(
        "Weights say what matters more; those that don't add up say nothing.",
        "权重说明孰轻孰重，合计不是 100% 的权重说明不了什么。",
    ),
)
EXAMPLE = Example(
    at="kpis.change-backlog.weight", set={"kpis.change-backlog.weight": "20%"}, base="reference"
)
UNWEIGHTED = Text("{names} has no weight", "{names} 没有权重")
SUM = Text("the weights add up to {sum} %: {weights}", "权重合计为 {sum}%：{weights}")
WEIGHT = Text("`{kpi}` {weight}", "`{kpi}` {weight}")
WHOLE = 100


def check(context: Context) -> Iterator[Problem]:
    """Every KPI in which several meet of which one has no weight, or whose weights are more or less than a whole.

    A sum is told of at the largest weight, of equal ones the last.
    """
    meeting: dict[str, list[Kpi]] = {}
    for kpi in context.design.kpis.values():
        if kpi.rolls_up_to is not None:
            meeting.setdefault(kpi.rolls_up_to, []).append(kpi)
    for target, parts in meeting.items():
        weighted = [(part.weight.percent, part) for part in parts if part.weight is not None]
        unweighted = [part.id for part in parts if part.weight is None]
        if len(parts) == 1:
            continue
        if unweighted:
            what = UNWEIGHTED.format({"names": wording.listing(unweighted)})
            yield Problem(("kpis", unweighted[0]), {"kpi": target, "what": what}, of="key", asks="weight")
        elif (total := sum(percent for percent, _ in weighted)) != WHOLE:
            weights = [WEIGHT.format({"kpi": part.id, "weight": part.weight}) for _, part in weighted]
            what = SUM.format({"sum": wording.number(total), "weights": wording.listing(weights)})
            place = max(reversed(weighted), key=lambda one: one[0])[1]
            yield Problem(("kpis", place.id, "weight"), {"kpi": target, "what": what})
