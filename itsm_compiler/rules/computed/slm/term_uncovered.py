"""Days of an agreement on which an OLA or contract behind it does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.phrases import agreement_at, noun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.coverage import TermGap
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM036",
    "term-uncovered",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("SLM-07", "REL-16", "RES-34"),
    message=Text(
        "{noun} `{agreement}` {what}: SLA `{sla}` is without it from {first} to {last}, {days}",
        "{noun} `{agreement}` {what}：服务级别协议 `{sla}` 自 {first} 至 {last} 共 {days}没有它的支撑",
    ),
    help=Text(
        "agree on a term that holds all of the SLA's, or on a renewal before it ends{notice}",
        "约定覆盖整个协议期的期限，或在到期前续约{notice}",
    ),
    why=Text(
        "A promise whose support ends first is kept by luck from that day on.",
        "支撑先于承诺到期，此后能否兑现全凭运气。",
    ),
)
EXAMPLE = Example(
    at="contracts.nimbus-contract.valid.to", set={"contracts.nimbus-contract.valid.to": "2027-12-31"}
)

WHAT = {
    "starts-late": (Text("begins on {day}", "于 {day} 才生效"), "from"),
    "ends-early": (Text("ends on {day}", "于 {day} 到期"), "to"),
    "renewal-gap": (Text("ends and is renewed only on {day}", "到期后至 {day} 才续签"), "renews"),
}
NOTICE = Text(" (notice by {day})", "（通知期截止 {day}）")


def check(context: Context) -> Iterator[Problem]:
    """Every agreement behind an SLA that does not hold for its whole term."""
    for gap in context.figures.terms:
        yield _problem(context, gap)


def _problem(context: Context, gap: TermGap) -> Problem:
    design = context.design
    valid = {**design.olas, **design.contracts}[gap.agreement].valid
    text, field = WHAT[gap.kind]
    written: Any = getattr(valid, "from_" if field == "from" else field, None)
    values = {
        "noun": noun(design, gap.agreement),
        "agreement": gap.agreement,
        "what": text.format({"day": written}),
        "sla": gap.sla,
        "first": wording.day(gap.from_),
        "last": wording.day(gap.to),
        "days": wording.days(gap.days),
        "notice": NOTICE.format({"day": gap.notice_by}) if gap.notice_by else "",
    }
    return Problem((*agreement_at(design, gap.agreement), "valid", field), values)
