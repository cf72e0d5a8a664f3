"""A deployment whose services or sites are not those of the agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "EXE058",
    "deployment-scope-differs",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("EXE-27",),
    message=Text(
        "the deployment covers other {what} than the agreements: {difference}",
        "部署范围的{what}与协议不一致：{difference}",
    ),
    help=Text(
        "let `deployment.scope` and the agreements name the same {what}",
        "使 `deployment.scope` 与各协议的{what}一致",
    ),
    why=Text(
        "What is deployed and not sold is given away, what is sold and not deployed is missed on the first day.",
        "部署了没签约的等于白送，签了约没部署的上线首日就会缺位。",
    ),
)
EXAMPLE = Example(
    at="deployment.scope.sites",
    set={"deployment.scope.sites": ["east-campus", "west-campus", "south-campus", "lakeside-campus"]},
    base="reference",
)
SERVICES, SITES = Text("services", "服务"), Text("sites", "场所")
ONLY_HERE = Text("{items} only in the deployment", "{items} 仅在部署中")
ONLY_THERE = Text("{items} only in the agreements", "{items} 仅在协议中")


def check(context: Context) -> Iterator[Problem]:
    """The services and the sites of the deployment against the union of those of all agreements."""
    design = context.design
    scope = design.deployment.scope if design.deployment is not None else None
    if scope is None or not design.slas:
        return
    agreed = {service: None for sla in design.slas.values() for service in design.services_of(sla.services)}
    sites = {site: None for sla in design.slas.values() if sla.scope is not None for site in sla.scope.sites}
    for name, what, held, wanted in (
        ("services", SERVICES, design.services_of(scope.services), agreed),
        ("sites", SITES, scope.sites, sites),
    ):
        difference = _difference(held, wanted)
        if held and wanted and difference:
            values = {"what": what, "difference": wording.listing(difference)}
            yield Problem(("deployment", "scope", name), values)


def _difference(held: Iterable[str], wanted: Iterable[str]) -> list[Text]:
    here, there = dict.fromkeys(held), dict.fromkeys(wanted)
    found = []
    if extra := [item for item in here if item not in there]:
        found.append(ONLY_HERE.format({"items": wording.listing(extra)}))
    if missing := [item for item in there if item not in here]:
        found.append(ONLY_THERE.format({"items": wording.listing(missing)}))
    return found
