"""A class of critical services that gets less than a less critical one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.service_means import cases_of, hours_of_cases, redundant_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.services import Service
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "CAT033",
    "resources-past-the-core",
    kind=Kind.WEAKNESS,
    severity=Severity.INFO,
    profile=Profile.FULL,
    factors=("CAT-18",),
    message=Text(
        "services of criticality {upper} get {less} {what}, those of criticality {lower} get {more}",
        "重要程度为 {upper} 级的服务{what}为 {less}，而 {lower} 级的为 {more}",
    ),
    help=Text(
        "move people or redundancy to the more critical services, or mend `criticality`",
        "把人力或冗余转移到更重要的服务，或更正 `criticality`",
    ),
    why=Text(
        "Resources flow to whoever asks loudest unless somebody steers them to the core.",
        "资源总是流向催得最紧的一方，除非有人把它引向核心业务。",
    ),
)
EXAMPLE = Example(
    at="services.image-sharing.criticality", set={"services.hosting.criticality": 4}, base="reference"
)
HOURS = Text("of staff time for a case", "每件业务的人工时间")
REDUNDANT = Text("of their parts redundant", "冗余部件占比")


def check(context: Context) -> Iterator[Problem]:
    """The first pair of neighbouring classes, by hours for a case and by redundant parts, the upper of which gets less."""
    classes: dict[int, list[Service]] = {}
    for service in context.design.services.values():
        if service.criticality is not None and service.lifecycle not in ("chartered", "retired"):
            classes.setdefault(service.criticality, []).append(service)
    spent = hours_of_cases(context.design, context.figures.staffing)
    redundant = redundant_parts(context.design)
    measures: dict[Text, dict[int, float]] = {HOURS: {}, REDUNDANT: {}}
    for level, services in classes.items():
        cases = sum(cases_of(service) for service in services)
        hours = sum(spent.get(service.id, 0.0) for service in services)
        if cases and spent:
            measures[HOURS][level] = hours / cases
        parts = [part for service in services for part in context.graph.parts_of(service.id)]
        if parts:
            measures[REDUNDANT][level] = sum(part in redundant for part in parts) / len(parts)
    for what, figures in measures.items():
        for upper, lower in pairwise(sorted(figures)):
            if figures[upper] < figures[lower]:
                shown = wording.share if what is REDUNDANT else _hours
                values = {
                    "upper": upper,
                    "lower": lower,
                    "what": what,
                    "less": shown(figures[upper]),
                    "more": shown(figures[lower]),
                }
                yield Problem(("services", classes[upper][0].id, "criticality"), values)
                return


def _hours(amount: float) -> Text:
    return wording.minutes(amount * 60)
