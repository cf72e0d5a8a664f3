"""The specification sheet: functions put into components and technical figures, and the parameters of the processes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.documents import indicators
from itsm_compiler.documents.needs import KINDS, kind_of
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.sla_levels import metric_name
from itsm_compiler.documents.view import Column, Section, Tag, phrase
from itsm_compiler.documents.words import capital, word_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.processes import Kpi
    from itsm_compiler.model.services import Service


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of one service."""

    id: str
    name: Value
    functions: Section


def live_services(scribe: Scribe) -> list[Service]:
    """The services that are not retired."""
    return [service for service in scribe.design.services.values() if service.lifecycle != "retired"]


def sheets(scribe: Scribe) -> tuple[Sheet, ...]:
    """A sheet for each service."""
    return tuple(
        Sheet(service.id, scribe.name(service.id), _functions(scribe, service))
        for service in live_services(scribe)
    )


def _functions(scribe: Scribe, service: Service) -> Section:
    rows = [
        (
            function.name or scribe.title(function.id),
            function.description,
            scribe.links(function.needs),
            listing(
                (
                    phrase("{unit}: {amount}", unit=scribe.title(word_key(unit)), amount=scribe.value(amount))
                    for unit, amount in function.parameters.items()
                ),
                lines=True,
            ),
        )
        for function in service.functions.values()
    ]
    headings = (
        phrase("Function of the service"),
        phrase("Description"),
        phrase("Components"),
        phrase("Technical parameters"),
    )
    table = scribe.table(phrase("From functions to technical figures"), headings, rows)
    nothing = phrase("The functions of this service are not specified yet.")
    return scribe.section(service, ("services", service.id, "functions"), table, otherwise=nothing)


def process_parameters(scribe: Scribe) -> Section:
    """The indicators of the processes behind the agreements, with the levels that they must keep."""
    rows = [
        (scribe.link(process), _agreements(scribe, slas), *_parameters(scribe, kpi))
        for process, slas in _processes(scribe).items()
        for kpi in _kpis_of(scribe, process)
    ]
    headings = (
        phrase("Process"),
        phrase("Serves"),
        phrase("Indicator"),
        Column(phrase("Target"), figures=True),
        phrase("Window"),
        Column(phrase("Warning"), figures=True),
        phrase("Tolerance"),
    )
    table = scribe.table(phrase("Levels that the processes must keep"), headings, rows)
    nothing = phrase("No process behind an agreement has an indicator yet.")
    return scribe.section(None, ("slas", "processes"), table, otherwise=nothing)


def _processes(scribe: Scribe) -> dict[str, list[str]]:
    """By process, the agreements that name it."""
    found: dict[str, list[str]] = {}
    for sla in scribe.design.slas.values():
        for process in sla.processes:
            found.setdefault(process, []).append(sla.id)
    return found


def _agreements(scribe: Scribe, slas: list[str]) -> Value:
    if len(slas) == len(scribe.design.slas) > 1:
        return phrase("all agreements")
    return scribe.links(slas)


def _kpis_of(scribe: Scribe, process: str) -> Iterator[Kpi]:
    named = scribe.design.processes.get(process)
    for id_ in named.kpis if named else ():
        if id_ in scribe.design.kpis:
            yield scribe.design.kpis[id_]


def _parameters(scribe: Scribe, kpi: Kpi) -> tuple[Value, ...]:
    return (
        scribe.link(kpi.id),
        indicators.level(scribe, kpi, kpi.target),
        indicators.period_of(kpi),
        indicators.level(scribe, kpi, kpi.warning),
        _tolerance(scribe, kpi),
    )


def _tolerance(scribe: Scribe, kpi: Kpi) -> Value:
    """How often a target may be missed, and how far."""
    tolerance = kpi.tolerance
    if tolerance is None:
        return None
    misses = phrase("{count} miss allowed", plural="{count} misses allowed", count=tolerance.count)
    if tolerance.upto is None:
        return misses if tolerance.count is not None else None
    level = indicators.figure(scribe, kpi, tolerance.upto)
    falls = indicators.lower_is_better(kpi)
    end = phrase("up to {level}", level=level) if falls else phrase("down to {level}", level=level)
    return end if tolerance.count is None else phrase("{misses}, {end}", misses=misses, end=end)


def chain(scribe: Scribe) -> Section:
    """By agreement and service, each link from the need to the promise, and where the chain breaks first."""
    rows = [
        _chain_row(scribe, sla, scribe.design.services[service])
        for sla in scribe.design.slas.values()
        for service in scribe.design.services_of(sla.services)
    ]
    headings = (
        phrase("Service"),
        phrase("Agreement"),
        phrase("Kinds of needs"),
        Column(phrase("Functions"), figures=True),
        phrase("Quality plan"),
        phrase("Promised levels"),
        phrase("Chain"),
    )
    table = scribe.table(
        phrase("From the need over specification and quality plan to the agreement"), headings, rows
    )
    return scribe.section(
        None, ("slas",), table, otherwise=phrase("No service is promised in an agreement yet.")
    )


def _chain_row(scribe: Scribe, sla: Sla, service: Service) -> tuple[Value, ...]:
    design = scribe.design
    kinds = {
        kind_of(need)
        for need in design.requirements.values()
        if service.id in design.services_of(need.services)
    }
    quality = design.quality
    covered = quality is not None and service.id in design.services_of(quality.covers)
    goals = [
        goal
        for goal in (quality.goals if quality else ())
        if goal in sla.assessment or (goal in design.kpis and sla.id in design.kpis[goal].of)
    ]
    metrics = [metric for metric, target in sla.targets.items() if target.value_for(service.id) is not None]
    links = (
        (bool(kinds), phrase("no need names it")),
        (bool(service.functions), phrase("no function specified")),
        (covered, phrase("not in the quality plan")),
        (bool(goals), phrase("no quality goal for the agreement")),
        (bool(metrics), phrase("no level promised")),
    )
    broken = next((said for holds, said in links if not holds), None)
    return (
        scribe.link(service.id),
        scribe.link(sla.id),
        phrase("all kinds")
        if kinds == set(KINDS)
        else listing(name for kind, name in KINDS.items() if kind in kinds),
        len(service.functions) or None,
        scribe.links(goals) if covered and goals else None,
        listing(capital(metric_name(scribe, metric)) for metric in metrics),
        Tag(phrase("unbroken"), "good") if broken is None else Tag(broken, "warning"),
    )
