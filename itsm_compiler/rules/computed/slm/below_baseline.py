"""A level that is agreed below the baseline of its service without the customer having said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.levels import is_looser
from itsm_compiler.rules.shared.phrases import target_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM103",
    "below-the-baseline",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("SLM-52",),
    message=Text(
        "SLA `{sla}` promises {promised} for {metric} of `{service}`, its baseline is {baseline}",
        "服务级别协议 `{sla}` 对 `{service}` 的 {metric} 承诺 {promised}，低于基线 {baseline}",
    ),
    help=Text(
        "promise the baseline, or let the customer consent to less: `evidence: {{consent: {{who: [{customer}], when: …}}}}`",
        "按基线承诺，或由客户认可较低的级别：`evidence: {{consent: {{who: [{customer}], when: …}}}}`",
    ),
    why=Text(
        "Wishes differ, the floor is common; who goes below it should know that he does.",
        "需求各有不同，底线是共同的；低于底线要让客户知情。",
    ),
)
EXAMPLE = Example(
    at="slas.clinical-sla.targets.availability.of.outpatient",
    set={
        "slas.clinical-sla.targets.availability.of.outpatient": "99.7%",
        "slas.clinical-sla.evidence.consent.who": ["qinghe-services"],
    },
    base="reference",
)
BASELINE = Text("the baseline", "交付基线")


def check(context: Context) -> Iterator[Problem]:
    """Every target looser than the baseline of its service in an agreement to which its customer did not consent."""
    design = context.design
    for sla in design.slas.values():
        if any(sla.customer in consent.who for consent in sla.evidence.get("consent", ())):
            continue
        for name in design.services_of(sla.services):
            for metric, baseline in design.services[name].baseline.items():
                promised = sla.promised(metric, name)
                if promised is not None and is_looser(design, metric, promised, baseline):
                    values = {
                        "sla": sla.id,
                        "metric": metric,
                        "service": name,
                        "promised": str(promised),
                        "baseline": str(baseline),
                        "customer": sla.customer,
                    }
                    related = ((("services", name, "baseline", metric), BASELINE),)
                    yield Problem(target_at(design, sla.id, metric, name), values, related=related)
