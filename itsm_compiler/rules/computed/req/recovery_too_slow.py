"""A recovery that is promised later than the customer asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.model.quantities import Duration
from itsm_compiler.model.requirements import ContinuityRequirement
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.phrases import target_at
from itsm_compiler.rules.shared.requirements import promised_against
from itsm_compiler.rules.values import compare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "REQ013",
    "recovery-later-than-asked",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("REQ-13", "REQ-10"),
    message=Text(
        "SLA `{sla}` promises to bring `{service}` back in {promised}, requirement `{requirement}` asks for {asked}",
        "服务级别协议 `{sla}` 承诺 `{service}` 在 {promised} 内恢复，而需求 `{requirement}` 要求 {asked}",
    ),
    help=Text(
        "promise the time that was asked for, or agree on a longer one: mend the requirement with a new `agreed`",
        "按需求承诺恢复时间；或与客户商定更长的时间，修改需求并更新 `agreed`",
    ),
    why=Text("A business plans for the time it was told.", "业务方会按所承诺的时间安排应对。"),
)
EXAMPLE = Example(at="slas.lark-sla.targets.recovery.of.all", set={"slas.lark-sla.targets.recovery": "8h"})
ASKED = Text("asked for here", "此处的要求")


def check(context: Context) -> Iterator[Problem]:
    """Every recovery target longer than the recovery time of a continuity requirement, where both can be compared."""
    for sla, service, promised, wish in promised_against(context, "recovery", ContinuityRequirement):
        if isinstance(promised, Duration) and (compare(promised, wish.rto) or 0) > 0:
            values = {
                "sla": sla.id,
                "service": service,
                "promised": promised,
                "requirement": wish.id,
                "asked": wish.rto,
            }
            at = target_at(context.design, sla.id, "recovery", service)
            yield Problem(at, values, related=((("requirements", wish.id, "rto"), ASKED),))
