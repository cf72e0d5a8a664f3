"""An agreement that begins before its services go live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "DEP022",
    "agreement-before-go-live",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("DEP-29",),
    message=Text(
        "SLA `{sla}` begins on {begins}, its services go live only on {go_live}",
        "服务级别协议 `{sla}` 于 {begins} 生效，而其服务到 {go_live} 才上线",
    ),
    help=Text("let it begin on go-live, or go live before", "让协议自上线日起生效，或提前上线"),
    why=Text(
        "For the days between a level is promised of a service that does not run.",
        "这段时间里，承诺的是尚未运行的服务。",
    ),
)
EXAMPLE = Example(at="slas.lark-sla.valid.from", set={"deployment.go_live": "2027-04-01"})


def check(context: Context) -> Iterator[Problem]:
    """Every agreement whose term begins before the go-live of a service in the deployment's scope."""
    deployment = context.design.deployment
    go_live = context.figures.day(deployment.go_live) if deployment is not None else None
    if deployment is None or go_live is None:
        return
    scope = deployment.scope.services if deployment.scope is not None else ()
    deployed = set(context.design.services_of(scope)) if scope else set(context.design.services)
    for sla in context.design.slas.values():
        begins = sla.valid.from_ if sla.valid is not None else None
        new = [
            service
            for service in context.design.services_of(sla.services)
            if service in deployed and context.design.services[service].lifecycle != "operational"
        ]
        if begins is not None and begins < go_live and new:
            values = {"sla": sla.id, "begins": wording.day(begins), "go_live": wording.day(go_live)}
            related = ((("deployment", "go_live"), Text("go-live", "上线日期")),)
            yield Problem(("slas", sla.id, "valid", "from"), values, related=related)
