"""Support of an agreement that does not begin at the service desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM084",
    "support-past-the-desk",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("SLM-33",),
    message=Text(
        "the support of SLA `{sla}` begins with `{line}` and not with the service desk `{desk}`",
        "服务级别协议 `{sla}` 的支持从 `{line}` 开始，而不是服务台 `{desk}`",
    ),
    help=Text("put `{desk}` first in `support.lines`", "把 `{desk}` 写在 `support.lines` 的第一位"),
    why=Text(
        "Whoever is called past the desk works without a ticket, a class and a clock.",
        "绕过服务台的请求，没有工单、没有级别、也没有计时。",
    ),
)
EXAMPLE = Example(
    at="slas.alliance-sla.support.lines",
    set={"slas.alliance-sla.support.lines": ["application-team", "service-desk", "network-team"]},
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every agreement whose first line of support is another than the team of the desk."""
    design = context.design
    desk = design.service_desk.team if design.service_desk is not None else None
    for sla in design.slas.values():
        lines = sla.support.lines if sla.support is not None else ()
        if desk is not None and lines and lines[0] != desk:
            values = {"sla": sla.id, "line": lines[0], "desk": desk}
            yield Problem(("slas", sla.id, "support", "lines"), values)
