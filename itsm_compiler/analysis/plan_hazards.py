"""Hazards of plans and people: roles with more work than hours, plans that nobody has tried, suppliers without cover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm_compiler.analysis.gates import first_rehearsal
from itsm_compiler.analysis.hazards import Hazard, listed
from itsm_compiler.diagnostics import Text
from itsm_compiler.wording import count, open_minutes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from itsm_compiler.analysis.resources import RoleLoad
    from itsm_compiler.analysis.schedule import Schedule
    from itsm_compiler.graph import Graph
    from itsm_compiler.model.design import Design


def over_allocated_roles(graph: Graph, overloads: Sequence[RoleLoad]) -> Iterator[Hazard]:
    """Roles that the deployment asks for more hours in a week than their people have; the worst week is told."""
    by_role: dict[str, list[RoleLoad]] = {}
    for load in overloads:
        by_role.setdefault(load.role, []).append(load)
    for role, loads in sorted(by_role.items()):
        worst = max(loads, key=lambda load: (load.load_hours - load.capacity_hours, load.week))
        evidence = Text(
            "more work than hours in {weeks}; in {week}, {load} of work for {capacity}: {tasks}",
            "{weeks}的工作量超出可用工时；{week}工作量为 {load}，可用工时为 {capacity}：{tasks}",
        ).format(
            {
                "weeks": count(len(loads), Text("week", "周"), Text("weeks", "周")),
                "week": worst.week,
                "load": open_minutes(60 * worst.load_hours),
                "capacity": open_minutes(60 * worst.capacity_hours),
                "tasks": listed(worst.tasks),
            }
        )
        yield Hazard(
            "over-allocated-role", role, (evidence,), graph.slas_touched(role), graph.services_touched(role)
        )


def untested_plans(design: Design, graph: Graph, schedule: Schedule | None) -> Iterator[Hazard]:
    """Emergency and continuity plans that nobody tries before go-live, or that failed when they were tried."""
    go_live = schedule.go_live if schedule is not None else None

    def day(when: Any) -> date | None:
        return _day(when, schedule)

    for name, plan in sorted(design.emergency_plans.items()):
        evidence = _untested(plan.drills, first_rehearsal(day, plan.drills, ()).day, go_live)
        if evidence is not None:
            yield _of_plan(design, name, evidence, (graph.services_touched(part) for part in plan.covers))
    for name, cover in sorted(design.continuity_plans.items()):
        evidence = _untested(cover.tests, first_rehearsal(day, cover.tests, ()).day, go_live)
        if evidence is not None:
            yield _of_plan(design, name, evidence, [design.services_of(cover.covers)])


def _untested(rehearsals: Sequence[Any], first: date | None, go_live: date | None) -> Text | None:
    """What shows that a plan is not tried in time; None when it is."""
    if first is None:
        if any(rehearsal.result == "fail" for rehearsal in rehearsals):
            return Text("failed when it was tried, and is not tried again", "演练未通过，且未安排再次演练")
        return Text("no day is named on which it is tried", "未安排演练日期")
    if go_live is not None and first >= go_live:
        return Text(
            "first tried on {day}, services go live on {go_live}",
            "首次演练日期为{day}，而服务上线日期为{go_live}",
        ).format({"day": first, "go_live": go_live})
    return None


def _of_plan(design: Design, plan: str, evidence: Text, covered: Iterable[Sequence[str]]) -> Hazard:
    services = tuple(sorted({service for services in covered for service in services}))
    return Hazard("untested-plan", plan, (evidence,), _agreements(design, services), services)


def _day(when: Any, schedule: Schedule | None) -> date | None:
    """The day that is meant; None for a rhythm, which names none."""
    if isinstance(when, str):
        return schedule.day_of(when) if schedule is not None else None
    when = getattr(when, "last", when)
    return when if hasattr(when, "toordinal") else None


def suppliers_without_cover(design: Design, graph: Graph, promised: Sequence[str]) -> Iterator[Hazard]:
    """Suppliers on whom promised services rest without a contract, or without anybody else who could step in."""
    without: dict[str, dict[str, list[str]]] = {}
    parts = {part for service in promised for part in graph.parts_of(service)}
    for part in sorted(parts):
        component = design.components[part]
        contracts = [
            design.contracts[holder] for holder in component.provided_by if holder in design.contracts
        ]
        suppliers = {contract.supplier for contract in contracts}
        owner = design.parties.get(component.party or "")
        if owner is not None and owner.role == "supplier" and owner.id not in suppliers:
            without.setdefault(owner.id, {}).setdefault("contract", []).append(part)
        if len(suppliers) == 1 and len(contracts) == len(component.provided_by):
            without.setdefault(suppliers.pop(), {}).setdefault("second", []).append(part)
    texts = {
        "contract": Text(
            "no contract with it stands behind its parts: {parts}", "其所属部件未签订支撑合同：{parts}"
        ),
        "second": Text("nobody else works on: {parts}", "下列部件仅由其一家支持：{parts}"),
    }
    for supplier, kinds in sorted(without.items()):
        touched = sorted(
            {one for parts in kinds.values() for part in parts for one in graph.services_touched(part)}
        )
        services = tuple(service for service in touched if service in set(promised))
        evidence = tuple(
            texts[kind].format({"parts": listed(parts)}) for kind, parts in sorted(kinds.items())
        )
        yield Hazard("supplier-without-cover", supplier, evidence, _agreements(design, services), services)


def _agreements(design: Design, services: Sequence[str]) -> tuple[str, ...]:
    """The agreements on any of some services, in order of id."""
    wanted = set(services)
    return tuple(
        name
        for name, sla in sorted(design.slas.items())
        if not wanted.isdisjoint(design.services_of(sla.services))
    )
