"""Steps of a compensation that pay less for what is worse, or more than the cap."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.levels import higher_is_better
from itsm_compiler.rules.values import compare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.quantities import Share
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM087",
    "compensation-out-of-order",
    kind=Kind.CONTRADICTION,
    severity=Severity.WARNING,
    profile=Profile.STANDARD,
    factors=("SLM-35",),
    message=Text(
        "the compensation of SLA `{sla}` pays {share} from {value} on, {fault}",
        "服务级别协议 `{sla}` 的补偿在 {value} 时为 {share}，{fault}",
    ),
    help=Text(
        "let the shares grow as the value gets worse, up to a `cap` no smaller than the last of them",
        "补偿比例应随数值变差而递增，且 `cap` 不低于其中最大的一档",
    ),
    why=Text("A step that pays less for more harm rewards letting go.", "越差赔得越少，等于鼓励放任。"),
)
EXAMPLE = Example(
    at="slas.clinical-sla.compensation.steps",
    set={"slas.clinical-sla.compensation.steps": {"99.9%": "5%", "99.5%": "2%", "99%": "10%"}},
    base="reference",
)
LESS = Text("less than the {share} before it", "低于前一档的 {share}")
MORE = Text("more than its cap of {share}", "超过上限 {share}")


def check(context: Context) -> Iterator[Problem]:
    """Every compensation whose shares fall as the value gets worse, or whose largest share is above its cap."""
    for sla in context.design.slas.values():
        rule = sla.compensation
        if rule is None or not rule.steps:
            continue
        at: Path = ("slas", sla.id, "compensation", "steps")
        steps = list(rule.steps.items())
        if higher_is_better(context.design, rule.of) == ((compare(steps[0][0], steps[-1][0]) or 0) < 0):
            steps.reverse()
        for (_, less), (value, paid) in pairwise(steps):
            if paid.percent < less.percent:
                yield Problem(
                    at, _values(sla.id, value, paid, LESS.format({"share": wording.share(less.fraction)}))
                )
                break
        else:
            value, most = max(steps, key=lambda step: step[1].percent)
            if rule.cap is not None and rule.cap.percent < most.percent:
                yield Problem(
                    at, _values(sla.id, value, most, MORE.format({"share": wording.share(rule.cap.fraction)}))
                )


def _values(sla: str, value: object, paid: Share, fault: Text) -> dict[str, object]:
    return {"sla": sla, "value": str(value), "share": wording.share(paid.fraction), "fault": fault}
