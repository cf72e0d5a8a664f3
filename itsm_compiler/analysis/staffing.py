"""The people a role takes: posts through the week and work from demand, against the head count (convention 10)."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from itsm_compiler.analysis.manning import WEEK, work_minutes
from itsm_compiler.model.people import Staffing
from itsm_compiler.model.quantities import DAYS_A_MONTH, DAYS_PER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itsm_compiler.analysis.manning import Manning
    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.people import Role
    from itsm_compiler.model.quantities import Rate

WEEKS_A_MONTH = Fraction(DAYS_A_MONTH) / 7
TIMES_A_MONTH = {"y": Fraction(1, 12), "q": Fraction(1, 3), "h": Fraction(DAYS_A_MONTH) * 24}


@dataclass(frozen=True, slots=True)
class ShiftHours:
    """The hours of an ordinary week that a shift counts: posts × open hours, for posts on call their share of it."""

    hours: str
    posts: int
    on_call: bool
    open_hours_per_week: float
    counted_hours_per_week: float


@dataclass(frozen=True, slots=True)
class Work:
    """The work that one demand gives a role in a mean month: cases of `services` × `share` × hours for each."""

    demand: str
    cases_per_month: float
    share: float
    hours_for_each: float
    hours_per_month: float
    services: tuple[str, ...] = field(repr=False)
    place: int = field(repr=False)


@dataclass(frozen=True, slots=True)
class StaffingFigure:
    """The people that a role takes (convention 10), for roles with a shift or a workload.

    `posts` are the people that its shifts take, covered ÷ net hours, not rounded; infinite when nothing is left of the
    paid hours. `required` is the larger of both needs in whole people, None where no head count would do; `binding` says
    which it is. `utilisation` is the share of the net hours of all people that the workload books, None for a role
    without workload or without people. `lacks` are the places at which a workload says too little to count.
    """

    role: str
    posts: float
    covered_hours_per_week: float
    net_hours_per_week: float
    required_for_posts: int | None
    workload_hours_per_month: float
    net_hours_per_month: float
    required_for_workload: int | None
    required: int | None
    binding: Literal["posts", "workload"]
    headcount: int
    utilisation: float | None
    shifts: tuple[ShiftHours, ...]
    work: tuple[Work, ...]
    lacks: tuple[Path, ...] = field(repr=False)

    @property
    def shortage(self) -> int | None:
        """The people that are missing, 0 when there are enough; None where no head count would do."""
        return None if self.required is None else max(0, self.required - self.headcount)


def staffing_figures(manning: Manning) -> tuple[StaffingFigure, ...]:
    """The figures of all roles with a shift or a workload, in order of id."""
    rates = Rates(manning.design)
    return tuple(
        _of_role(manning, rates, role)
        for _, role in sorted(manning.design.roles.items())
        if role.shift or role.workload
    )


class Rates:
    """How often in a mean month services have cases, added up once for each set of services."""

    def __init__(self, design: Design) -> None:
        self.design = design
        self._services: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._cases: dict[tuple[tuple[str, ...], str], Fraction] = {}

    def services(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The services that are meant."""
        if ids not in self._services:
            self._services[ids] = self.design.services_of(ids)
        return self._services[ids]

    def cases(self, ids: tuple[str, ...], demand: str) -> Fraction:
        """The cases of one kind of demand in a mean month."""
        if (ids, demand) not in self._cases:
            self._cases[ids, demand] = sum(
                (
                    monthly(getattr(self.design.services[name].demand, demand, None))
                    for name in self.services(ids)
                ),
                Fraction(),
            )
        return self._cases[ids, demand]


def monthly(rate: Rate | None) -> Fraction:
    """How often in a mean month, exact; never, for what is not said or is a growth."""
    if rate is None or rate.is_share:
        return Fraction()
    times = TIMES_A_MONTH.get(rate.per) or Fraction(DAYS_A_MONTH) / Fraction(DAYS_PER[rate.per])
    return Fraction(rate.value) * times


def staffing_rules(design: Design) -> Staffing:
    """The rules of staffing of a design, the usual ones where it has none."""
    return design.staffing or Staffing.model_construct(id="staffing")


def net_week(design: Design) -> Fraction:
    """The hours of a person's week that leave, sickness, training and hand-over leave over."""
    staffing = staffing_rules(design)
    return paid_week(design) * (1 - min(Fraction(1), Fraction(staffing.shrinkage.total.percent) / 100))


def paid_week(design: Design) -> Fraction:
    """The paid hours of a person's week, 40 when nothing is said; never more than a week has."""
    staffing = staffing_rules(design)
    return min(work_minutes(design, staffing.week), Fraction(WEEK)) / 60


def covered_hours(manning: Manning, role: str) -> Fraction:
    """The hours of an ordinary week that the posts of a role cover, those on call by their share."""
    return sum((counted for _, counted in _counted(manning, role)), Fraction())


def _counted(manning: Manning, role: str) -> Iterator[tuple[ShiftHours, Fraction]]:
    on_call = Fraction(manning.design.head.limits.on_call_share.percent) / 100
    for post in manning.posts(role):
        hours = Fraction(post.open_minutes, 60)
        counted = post.posts * hours * (on_call if post.on_call else 1)
        yield ShiftHours(post.hours, post.posts, post.on_call, float(hours), float(counted)), counted


def _of_role(manning: Manning, rates: Rates, role: Role) -> StaffingFigure:
    design = manning.design
    net, month = net_week(design), net_week(design) * WEEKS_A_MONTH
    covered = covered_hours(manning, role.id)
    work = tuple(_work(rates, role))
    load = sum((hours for _, hours in work), Fraction())
    limit = Fraction(design.head.limits.utilisation.percent) / 100
    for_posts, for_work = _people(covered, net), _people(load, month * limit)
    by_posts = for_posts is None or (for_work is not None and for_posts >= for_work)
    booked = role.headcount * month
    return StaffingFigure(
        role=role.id,
        posts=float(covered / net) if net else math.inf if covered else 0.0,
        covered_hours_per_week=float(covered),
        net_hours_per_week=float(net),
        required_for_posts=for_posts,
        workload_hours_per_month=float(load),
        net_hours_per_month=float(month),
        required_for_workload=for_work,
        required=None if for_posts is None or for_work is None else max(for_posts, for_work),
        binding="posts" if by_posts else "workload",
        headcount=role.headcount,
        utilisation=float(load / booked) if work and booked else None,
        shifts=tuple(shift for shift, _ in _counted(manning, role.id)),
        work=tuple(one for one, _ in work),
        lacks=tuple(_lacks(rates, role)),
    )


def _people(hours: Fraction, each: Fraction) -> int | None:
    """The whole people that so many hours take; None where a person has none."""
    if not hours:
        return 0
    return math.ceil(hours / each) if each else None


def _work(rates: Rates, role: Role) -> Iterator[tuple[Work, Fraction]]:
    for place, load in enumerate(role.workload):
        if load.demand is None or load.each is None:
            continue
        cases, share = rates.cases(load.of, load.demand), Fraction(load.share.percent) / 100
        each = work_minutes(rates.design, load.each) / 60
        hours = cases * share * each
        services = rates.services(load.of)
        yield Work(load.demand, float(cases), float(share), float(each), float(hours), services, place), hours


def _lacks(rates: Rates, role: Role) -> Iterable[Path]:
    """The places at which a workload says no demand, no time, or services of which no such demand is known."""
    for place, load in enumerate(role.workload):
        at: Path = ("roles", role.id, "workload", place)
        if load.demand is None:
            yield (*at, "demand")
        elif not rates.cases(load.of, load.demand):
            yield (*at, "of")
        if load.each is None:
            yield (*at, "each")
