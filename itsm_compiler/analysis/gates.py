"""The gates before go-live: what must be in place for each service by the day on which it goes live, and whether it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from itsm_compiler.model.quantities import DateSpan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from itsm_compiler.analysis.schedule import Schedule
    from itsm_compiler.diagnostics import Path
    from itsm_compiler.graph import Graph
    from itsm_compiler.model.deployment import Deployment
    from itsm_compiler.model.design import Design

Gate = Literal[
    "people-hired",
    "people-trained",
    "tools-tested",
    "knowledge-loaded",
    "spares-in-place",
    "procedures-ready",
    "plans-drilled",
    "processes-trialled",
    "rollback-tested",
    "deliverables-accepted",
    "plan-before-sla",
]
GateVerdict = Literal["met", "late", "missing"]
GRAVITY: dict[GateVerdict, int] = {"met": 0, "late": 1, "missing": 2}


@dataclass(frozen=True, slots=True)
class GateItem:
    """One thing that a gate asks for: the `day` on which it is there, and the `deadline` that it must keep.

    `missing` when the design names no such day, or nobody who accepts, or when it has failed. `at` is where the day is
    written, or where it would be.
    """

    entity: str
    day: date | None
    deadline: date
    verdict: GateVerdict
    at: Path = field(repr=False)


@dataclass(frozen=True, slots=True)
class GateFigure:
    """A gate of a service, or of the whole deployment where `service` is None; it is as good as its worst item.

    `entity`, `day` and `deadline` are those of the item that decides: the first that is missing, else the last to be
    there. `late` is what is not there before the deadline. A gate that asks a service for nothing has no figure.
    """

    gate: Gate
    service: str | None
    verdict: GateVerdict
    entity: str
    day: date | None
    deadline: date
    items: tuple[GateItem, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """When something is there and where that is written."""

    day: date | None
    at: Path


def gate_figures(
    design: Design, graph: Graph, deployment: Deployment, schedule: Schedule
) -> tuple[GateFigure, ...]:
    """The gates of every service that goes live, by service in order of id, then those of the whole deployment.

    A service goes live with the deployment: those of its scope, else all that are not in use yet. Without a day of
    go-live only the gates that have a deadline of their own are judged.
    """
    known = _Known(design, graph, deployment, schedule)
    figures = [
        figure
        for service in known.services
        for gate, find in GATES
        if (figure := _figure(gate, service, find(known, service))) is not None
    ]
    accepted = _figure("deliverables-accepted", None, _deliverables(known))
    return (*figures, accepted) if accepted is not None else tuple(figures)


def _figure(gate: Gate, service: str | None, items: Iterable[GateItem]) -> GateFigure | None:
    ordered = tuple(sorted(items, key=lambda item: item.entity))
    if not ordered:
        return None
    worst = max(
        ordered,
        key=lambda item: (GRAVITY[item.verdict], item.day.toordinal() if item.day is not None else 0),
    )
    return GateFigure(gate, service, worst.verdict, worst.entity, worst.day, worst.deadline, ordered)


class _Known:
    """What the gates look up again and again: tasks by what they put in place, and entities by part."""

    def __init__(self, design: Design, graph: Graph, deployment: Deployment, schedule: Schedule) -> None:
        self.design = design
        self.graph = graph
        self.deployment = deployment
        self.schedule = schedule
        self.go_live = schedule.go_live
        self._behind: dict[str, frozenset[str]] = {}

    @cached_property
    def services(self) -> tuple[str, ...]:
        """The services that go live."""
        scope = self.deployment.scope
        named = self.design.services_of(scope.services) if scope is not None else ()
        waiting = (
            name
            for name, service in self.design.services.items()
            if service.lifecycle not in ("operational", "retired")
        )
        return tuple(sorted(named or waiting))

    @cached_property
    def tasks_for(self) -> Mapping[str, list[str]]:
        """By entity, the tasks that put it in place."""
        found: dict[str, list[str]] = {}
        for name, task in self.deployment.tasks.items():
            for entity in dict.fromkeys(task.for_):
                found.setdefault(entity.partition("/")[0], []).append(name)
        return found

    def by_tasks(self, entity: str) -> _Found | None:
        """The end of the last task that puts an entity in place; None where there is no task."""
        dated = [
            (day, task)
            for task in self.tasks_for.get(entity, ())
            if (day := self.schedule.day_of(task)) is not None
        ]
        if not dated:
            return None
        day, task = max(dated)
        return _Found(day, (*self.design.path_of(task), "for"))

    def day(self, when: Any) -> date | None:
        """The day that is meant: itself, the last of a span, or the end of a task; None for a rhythm."""
        if isinstance(when, DateSpan):
            return when.last
        if isinstance(when, date):
            return when
        return self.schedule.day_of(when) if isinstance(when, str) else None

    def item(
        self, entity: str, found: _Found | None, deadline: date | None, *, on_the_day: bool = False
    ) -> Iterator[GateItem]:
        """The item of an entity; `on_the_day` it may be there on the deadline itself; none without a deadline."""
        if deadline is None:
            return
        path = self.design.paths.get(entity, ())
        if found is None or found.day is None:
            yield GateItem(entity, None, deadline, "missing", found.at if found is not None else path)
            return
        in_time = found.day < deadline or (on_the_day and found.day == deadline)
        yield GateItem(entity, found.day, deadline, "met" if in_time else "late", found.at)

    @cached_property
    def on_part(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """By kind and component: the spares, procedures and emergency plans for it."""
        design = self.design
        return {
            "spares": _by_part((name, spare.for_) for name, spare in design.spares.items()),
            "sops": _by_part((name, sop.for_) for name, sop in design.sops.items()),
            "emergency_plans": _by_part((name, plan.covers) for name, plan in design.emergency_plans.items()),
        }

    def on_parts_of(self, kind: str, service: str) -> list[str]:
        """The entities of a kind for any part of a service, in order of id."""
        held = self.on_part[kind]
        parts = self.graph.parts_of(service) if held else ()
        return sorted({entity for part in parts for entity in held.get(part, ())})

    def roles_behind(self, service: str) -> list[str]:
        """The roles of all teams that stand behind a service: the desk, the teams on its chains, those of its modes."""
        teams = {mode.by for mode in self.design.services[service].modes.values()}
        for part in self.graph.carried_by(service):
            if part not in self._behind:
                self._behind[part] = frozenset(self.graph.chain(part))
            teams |= self._behind[part]
        desk = self.design.service_desk
        teams.add(desk.team if desk is not None else None)
        known = [team for name, team in self.design.teams.items() if name in teams]
        roles = {role for team in known for role in (*team.roles, team.lead)}
        return sorted(role for role in self.design.roles if role in roles)

    def processes_of(self, service: str) -> list[str]:
        """The processes that support a service: those that name it, and those that name none."""
        return sorted(
            name
            for name, process in self.design.processes.items()
            if not process.supports or "all" in process.supports or service in process.supports
        )

    @cached_property
    def teams_of(self) -> Mapping[str, tuple[str, ...]]:
        """By role, the teams to which it belongs."""
        return _by_part((name, team.roles) for name, team in self.design.teams.items())

    @cached_property
    def courses_of(self) -> Mapping[str, tuple[str, ...]]:
        """By role, the courses that it attends."""
        return _by_part((name, course.audience) for name, course in self.design.training.items())


def _by_part(pairs: Iterable[tuple[str, Sequence[str]]]) -> dict[str, tuple[str, ...]]:
    """By what is named, who names it."""
    found: dict[str, list[str]] = {}
    for name, parts in pairs:
        for part in dict.fromkeys(parts):
            found.setdefault(part, []).append(name)
    return {part: tuple(names) for part, names in found.items()}


def _hired(known: _Known, service: str) -> Iterator[GateItem]:
    """Each role behind the service is put in place by a task, itself or with its team, or says from when it is on duty."""
    for role in known.roles_behind(service):
        on_duty = known.design.roles[role].duty_from
        found = known.by_tasks(role)
        if found is None and on_duty is not None:
            begins = _Found(known.day(on_duty), (*known.design.path_of(role), "duty_from"))
            yield from known.item(role, begins, known.go_live, on_the_day=True)
            continue
        by_team = (known.by_tasks(team) for team in known.teams_of.get(role, ()))
        found = found or next((one for one in by_team if one is not None), None)
        yield from known.item(role, found, known.go_live)


def _trained(known: _Known, service: str) -> Iterator[GateItem]:
    """Each role behind the service has been on a course, and all courses on the service itself are over."""
    for role in known.roles_behind(service):
        days = [_course(known, course) for course in known.courses_of.get(role, ())]
        dated = [found for found in days if found.day is not None]
        first = min(dated, key=lambda found: (found.day, found.at), default=None)
        yield from known.item(role, first, known.go_live)
    for name, course in known.design.training.items():
        if service in course.covers:
            yield from known.item(name, _course(known, name), known.go_live)


def _course(known: _Known, name: str) -> _Found:
    course = known.design.training[name]
    at = (*known.design.path_of(name), "when")
    if course.result == "fail":
        return _Found(None, at)
    return (
        _Found(known.day(course.when), at)
        if course.when is not None
        else known.by_tasks(name) or _Found(None, at)
    )


def _tested(known: _Known, service: str) -> Iterator[GateItem]:
    """Each tool that supports the service, itself or through a process, has a day on which it is tested."""
    processes = set(known.processes_of(service))
    for name, tool in known.design.tools.items():
        if service in tool.supports or "all" in tool.supports or not processes.isdisjoint(tool.supports):
            found = _Found(known.day(tool.test), (*known.design.path_of(name), "test"))
            yield from known.item(name, found, known.go_live)


def _loaded(known: _Known, service: str) -> Iterator[GateItem]:
    """The knowledge base is seeded for the service by a task."""
    knowledge = known.design.knowledge
    if knowledge is not None:
        found = known.by_tasks("knowledge")
        if found is None and knowledge.tool is not None:
            found = known.by_tasks(knowledge.tool)
        seeded = found if knowledge.seed.get(service) else _Found(None, ("knowledge", "seed", service))
        yield from known.item("knowledge", seeded, known.go_live)


def _in_place(known: _Known, service: str) -> Iterator[GateItem]:
    """Each spare for a part of the service is stocked by a task, or held by a contract that has begun."""
    for name in known.on_parts_of("spares", service):
        spare = known.design.spares[name]
        if not spare.stock:
            nothing = _Found(None, (*known.design.path_of(name), "stock"))
            yield from known.item(name, nothing, known.go_live)
            continue
        found = known.by_tasks(name) or known.by_tasks("spare_rules")
        contract = known.design.contracts.get(spare.contract or "")
        if found is None and contract is not None and contract.valid is not None:
            begins = _Found(contract.valid.from_, (*known.design.path_of(contract.id), "valid", "from"))
            yield from known.item(name, begins, known.go_live, on_the_day=True)
        else:
            yield from known.item(name, found, known.go_live)


def _ready(known: _Known, service: str) -> Iterator[GateItem]:
    """Each procedure for a part of the service is written by a task."""
    for name in known.on_parts_of("sops", service):
        yield from known.item(name, known.by_tasks(name), known.go_live)


def _drilled(known: _Known, service: str) -> Iterator[GateItem]:
    """Each emergency plan for a part and each continuity plan of the service has been drilled without failing."""
    design = known.design
    for name in known.on_parts_of("emergency_plans", service):
        plan = design.emergency_plans[name]
        yield from known.item(
            name, first_rehearsal(known.day, plan.drills, (*design.path_of(name), "drills")), known.go_live
        )
    for name, cover in design.continuity_plans.items():
        if service in cover.covers or "all" in cover.covers:
            tests = first_rehearsal(known.day, cover.tests, (*design.path_of(name), "tests"))
            yield from known.item(name, tests, known.go_live)


def first_rehearsal(day: Callable[[Any], date | None], rehearsals: Sequence[Any], at: Path) -> _Found:
    """The first dated drill or test that has not failed; `at` leads to all of them."""
    dated = [
        (found, index)
        for index, rehearsal in enumerate(rehearsals)
        if rehearsal.result != "fail" and (found := day(rehearsal.when)) is not None
    ]
    if not dated:
        return _Found(None, at)
    found, index = min(dated)
    return _Found(found, (*at, index, "when"))


def _trialled(known: _Known, service: str) -> Iterator[GateItem]:
    """Each process of the service is introduced by a task, and the service itself is tried or taken over by one."""
    for process in known.processes_of(service):
        yield from known.item(process, known.by_tasks(process), known.go_live)
    yield from known.item(service, known.by_tasks(service), known.go_live)


def _taken_back(known: _Known, service: str) -> Iterator[GateItem]:
    """The way back of each release of the service is tested before its own day."""
    for name, release in known.deployment.releases.items():
        if service in known.design.services_of(release.services):
            way = release.rollback
            at = (*known.design.path_of(name), "rollback", "tested")
            tested = None if way is None or way.result == "fail" else known.day(way.tested)
            yield from known.item(name, _Found(tested, at), known.day(release.when) or known.go_live)


def _before_the_agreement(known: _Known, service: str) -> Iterator[GateItem]:
    """The last task ends before the first agreement on the service begins."""
    ends = [day for task in known.deployment.tasks if (day := known.schedule.day_of(task)) is not None]
    for name, sla in known.design.slas.items():
        if sla.valid is not None and service in known.design.services_of(sla.services):
            found = _Found(max(ends, default=None), (*known.design.path_of(name), "valid", "from"))
            yield from known.item(name, found, sla.valid.from_)


def _deliverables(known: _Known) -> Iterator[GateItem]:
    """Each deliverable has criteria and somebody who accepts it, and is there when the acceptance is signed."""
    acceptance = known.deployment.acceptance
    signed = [known.day(one.when) for one in acceptance.sign_off] if acceptance is not None else []
    steps = acceptance.steps if acceptance is not None else None
    confirmed = known.day(steps.confirm) if steps is not None else None
    deadline = min((day for day in signed if day is not None), default=confirmed or known.go_live)
    for name, deliverable in known.deployment.deliverables.items():
        path = known.design.path_of(name)
        lacking = next(
            (field for field in ("criteria", "accepted_by") if not getattr(deliverable, field)), None
        )
        found = _Found(known.schedule.day_of(name), (*path, "from" if deliverable.from_ else "due"))
        if lacking is not None:
            found = _Found(None, (*path, lacking))
        yield from known.item(name, found, deadline, on_the_day=True)


GATES: tuple[tuple[Gate, Callable[[_Known, str], Iterator[GateItem]]], ...] = (
    ("people-hired", _hired),
    ("people-trained", _trained),
    ("tools-tested", _tested),
    ("knowledge-loaded", _loaded),
    ("spares-in-place", _in_place),
    ("procedures-ready", _ready),
    ("plans-drilled", _drilled),
    ("processes-trialled", _trialled),
    ("rollback-tested", _taken_back),
    ("plan-before-sla", _before_the_agreement),
)
"""The gates of each service in the order in which they are told, and what each of them asks for."""
