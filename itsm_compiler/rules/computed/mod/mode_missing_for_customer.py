"""A customer for whose hours or sites a service has no mode."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from itsm_compiler.analysis.coverage import uncovered
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.clocks import Days
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "MOD020",
    "mode-missing-for-customer",
    kind=Kind.GAP,
    severity=Severity.INFO,
    profile=Profile.FULL,
    factors=("MOD-13",),
    message=Text(
        "service `{service}` has no mode for the hours `{hours}` and the sites of SLA `{sla}`",
        "服务 `{service}` 没有适用于服务级别协议 `{sla}` 的时间 `{hours}` 和场所的模式",
    ),
    help=Text(
        "widen the hours or `sites` of a mode, or add one for this customer",
        "延长某种模式的时间或 `sites`，或为该客户增加模式",
    ),
    why=Text(
        "Whoever sits at another place or works at other hours needs another way of being helped.",
        "场所不同、作息不同的客户，需要不同的服务方式。",
    ),
)
EXAMPLE = Example(
    at="services.telemedicine.modes",
    set={
        "services.telemedicine.modes.remote.sites": ["east-campus"],
        "services.telemedicine.modes.central-monitoring.sites": ["east-campus"],
    },
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every service with an agreement for which none of its modes is open at all hours and given at all sites."""
    suits = cache(partial(_is_open, context))
    for service in context.design.services.values():
        for sla in context.lookup.referrers(service.id, "slas.services") if service.modes else ():
            days = context.figures.clocks.term(sla.valid)
            hours = context.figures.clocks.governing(sla.hours)
            sites = set(sla.scope.sites) if sla.scope is not None else set()
            given = [mode for mode in service.modes.values() if not mode.sites or sites <= set(mode.sites)]
            if not any(suits(mode.hours, hours, days) for mode in given):
                values = {"service": service.id, "hours": hours, "sla": sla.id}
                related = ((("slas", sla.id), Text("this agreement", "该协议")),)
                yield Problem(("services", service.id, "modes"), values, related=related, of="key")
                break


def _is_open(context: Context, offered: str | None, hours: str, days: Days) -> bool:
    """Whether a calendar of a mode is open whenever that of an agreement is."""
    if offered is None or offered == hours or context.design.calendar(offered).always:
        return offered is not None
    chains = context.figures.chains
    return uncovered(chains.starts(hours, days), [chains.clocks.table(offered, days)])[1] is None
