"""An availability that is promised below what the customer asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.model.quantities import Share
from itsm_compiler.model.requirements import AvailabilityRequirement
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.phrases import target_at
from itsm_compiler.rules.shared.requirements import promised_against

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "REQ007",
    "promised-less-than-asked",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("REQ-13", "REQ-10"),
    message=Text(
        "SLA `{sla}` promises `{service}` {promised}, requirement `{requirement}` asks for {asked}",
        "服务级别协议 `{sla}` 承诺 `{service}` 可用率 {promised}，而需求 `{requirement}` 要求 {asked}",
    ),
    help=Text(
        "promise what was asked for, or agree on less: mend the requirement with a new `agreed`",
        "按需求作出承诺；或与客户商定较低要求，修改需求并更新 `agreed`",
    ),
    why=Text(
        "The requirement is the blueprint against which the agreement is judged.", "需求是评判协议的蓝本。"
    ),
)
EXAMPLE = Example(at="slas.lark-sla.targets.availability.of.all", set={"requirements.up.target": "99.5%"})
ASKED = Text("asked for here", "此处的要求")


def check(context: Context) -> Iterator[Problem]:
    """Every target below a requirement of the same customer on the same service that was not put off."""
    for sla, service, promised, wish in promised_against(context, "availability", AvailabilityRequirement):
        asked = wish.target
        if asked is not None and isinstance(promised, Share) and promised.percent < asked.percent:
            values = {
                "sla": sla.id,
                "service": service,
                "promised": wording.share(promised.fraction, asked.fraction),
                "requirement": wish.id,
                "asked": wording.share(asked.fraction, promised.fraction),
            }
            at = target_at(context.design, sla.id, "availability", service)
            yield Problem(at, values, related=((("requirements", wish.id, "target"), ASKED),))
