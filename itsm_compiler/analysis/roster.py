"""Whether the people of a role can man its shifts under the design's rest rules, and how few could.

Shifts follow from the ordinary weeks of the calendars: breaks of two hours and less stay inside a shift, open time
that is longer than the longest shift is cut into equal ones, and what is open for more than a day is cut at 06:00 first.
A night shift has three hours or more between 23:00 and 06:00 (Directive 2003/88/EC, article 2). Demand is that of an
ordinary week, one person works one shift a day, hours are those of the mean week, and nobody is away.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from itsm_compiler.analysis.manning import DAY, WEEK, levels, work_minutes
from itsm_compiler.analysis.rotation import DAYS, Duty, RestRules, goes_on, rotation_of
from itsm_compiler.analysis.staffing import covered_hours, paid_week
from itsm_compiler.model.people import Roster

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from itsm_compiler.analysis.manning import Manning, Post, Stretch
    from itsm_compiler.analysis.rotation import Rotation
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.people import Role
    from itsm_compiler.model.quantities import Duration

RosterRule = Literal[
    "hours", "rest", "one-a-day", "days-in-a-row", "nights-in-a-row", "on-call-weeks", "together"
]

BREAK = 120
CUT = 6 * 60
NIGHT = (23 * 60, 30 * 60)
NIGHT_MINUTES = 180

SHORTEST_SHIFT = 60
MOST_DUTIES = 150
"""Patterns with more shifts a week are put together from smaller ones."""

MOST_TRIES = 4
"""So many head counts above the proved one are tried for a rotation."""

LONGEST_REST = 5 * DAY


@dataclass(frozen=True, slots=True)
class LeastPeople:
    """The people that one rule takes by itself: `least`, None where no number would do."""

    rule: RosterRule
    least: int | None


@dataclass(frozen=True, slots=True)
class RosterFigure:
    """Whether a head count can man the shifts of a role; None in `feasible` where the search could not tell.

    No fewer than `at_least` people can, `smallest` surely can (None where nobody knows of any number); the two are the
    same where `exact`. `binding` is the rule that asks for most, `together` where only all of them do. `broken` are
    the rules for which the head count is too small. `spare` people may be away at the same time. `rotation` is that of
    `smallest` people, shifts as `06:00-14:00`: a row for each week, or one row of all days where `rotation_step` is 1; the
    next person is so many days behind. It is empty where none was worked out.
    """

    role: str
    headcount: int
    feasible: bool | None
    at_least: int | None
    smallest: int | None
    binding: RosterRule
    broken: tuple[RosterRule, ...]
    rules: tuple[LeastPeople, ...]
    shifts_per_week: int
    night_shifts_per_week: int
    on_call_posts: int
    hours_per_week: float
    week_hours: float
    rest_hours: float
    days_in_a_row: int
    nights_in_a_row: int | None
    on_call_weeks: int | None
    rotation: tuple[tuple[str | None, ...], ...]
    rotation_step: int | None
    duties: tuple[Duty, ...] = field(repr=False)

    @property
    def exact(self) -> bool:
        """Whether the smallest head count is proved to be it."""
        return self.smallest is not None and self.smallest == self.at_least

    @property
    def spare(self) -> int | None:
        """The people that the pattern does not need; None where the smallest number is not known."""
        return None if self.smallest is None else self.headcount - self.smallest


@dataclass(frozen=True, slots=True)
class Fewest:
    """The fewest people for duties: proved to be at least, and enough by a rotation or by its parts."""

    at_least: int
    enough: int | None
    rotation: Rotation | None = None


@dataclass(slots=True)
class Rosters:
    """The rosters of a design; roles with the same shifts are worked out once."""

    manning: Manning
    rules: RestRules
    longest: int
    on_call_weeks: int | None
    week: Fraction
    _known: dict[tuple[tuple[Duty, ...], int], Fewest] = field(default_factory=dict)

    def figures(self) -> tuple[RosterFigure, ...]:
        """The figures of all roles with posts, in order of id."""
        return tuple(
            self._of_role(role)
            for _, role in sorted(self.manning.design.roles.items())
            if any(post.posts and post.week for post in self.manning.posts(role.id))
        )

    def _of_role(self, role: Role) -> RosterFigure:
        design = self.manning.design
        posts = self.manning.posts(role.id)
        takes = role.hand_over.takes if role.hand_over is not None else None
        over = int(work_minutes(design, takes)) if takes is not None else 0
        duties = duties_of([post for post in posts if not post.on_call], self.longest, min(over, DAY))
        on_call = max(there for _, _, there in levels(post for post in posts if post.on_call))
        hours = covered_hours(self.manning, role.id)
        rules = tuple(self._least(duties, on_call, hours))
        single = [one.least for one in rules if one.least is not None]
        possible = len(single) == len(rules)
        fewest = self._fewest(duties, max(single)) if possible else None
        at_least, smallest = (fewest.at_least, fewest.enough) if fewest is not None else (None, None)
        rotation = fewest.rotation if fewest is not None else None
        broken = _broken(rules, role.headcount, at_least)
        return RosterFigure(
            role=role.id,
            headcount=role.headcount,
            feasible=False
            if broken
            else True
            if smallest is not None and role.headcount >= smallest
            else None,
            at_least=at_least,
            smallest=smallest,
            binding=_binding(rules, at_least),
            broken=broken,
            rules=rules,
            shifts_per_week=sum(duty.posts for duty in duties),
            night_shifts_per_week=sum(duty.posts for duty in duties if duty.night),
            on_call_posts=on_call,
            hours_per_week=float(hours),
            week_hours=float(self.week),
            rest_hours=self.rules.rest / 60,
            days_in_a_row=self.rules.days_in_a_row,
            nights_in_a_row=self.rules.nights_in_a_row,
            on_call_weeks=self.on_call_weeks,
            rotation=_written(rotation),
            rotation_step=rotation.step if rotation is not None else None,
            duties=duties,
        )

    def _least(self, duties: Sequence[Duty], on_call: int, hours: Fraction) -> Iterator[LeastPeople]:
        """What each rule takes by itself."""
        days, nights = self.rules.days_in_a_row, self.rules.nights_in_a_row
        all_of = sum(duty.posts for duty in duties)
        by_night = sum(duty.posts for duty in duties if duty.night)
        if self.week:
            yield LeastPeople("hours", math.ceil(hours / self.week))
        else:
            yield LeastPeople("hours", None if hours else 0)
        yield LeastPeople("rest", _at_the_same_time(duties, self.rules.rest))
        yield LeastPeople("one-a-day", max(_of_days(duties)))
        yield LeastPeople("days-in-a-row", _in_a_row(all_of, days, DAYS))
        if nights is not None and by_night:
            yield LeastPeople("nights-in-a-row", _in_a_row(by_night, nights, DAYS))
        if on_call:
            weeks = self.on_call_weeks
            yield LeastPeople("on-call-weeks", on_call if weeks is None else _in_a_row(on_call, weeks, 1))

    def _fewest(self, duties: tuple[Duty, ...], bound: int) -> Fewest:
        if not duties:
            return Fewest(bound, bound)
        if (duties, bound) not in self._known:
            many = sum(duty.posts for duty in duties) > MOST_DUTIES
            self._known[duties, bound] = (self._together if many else self._searched)(duties, bound)
        return self._known[duties, bound]

    def _searched(self, duties: tuple[Duty, ...], bound: int) -> Fewest:
        """The first head count from the bound on for which there is a rotation."""
        at_least = people = bound
        while people < bound + MOST_TRIES:
            rotation = rotation_of(duties, self.rules, people)
            if rotation is not None:
                return Fewest(at_least, people, rotation)
            there = goes_on(duties, self.rules, people) if at_least == people else None
            if there:
                return Fewest(at_least, people)
            at_least += there is False
            people += 1
        alone = sum(duty.posts for duty in duties) if self.rules.rest <= LONGEST_REST else None
        return Fewest(at_least, None if alone is None else max(alone, at_least))

    def _together(self, duties: tuple[Duty, ...], bound: int) -> Fewest:
        """Groups that man a part of the posts each, all alike but the last: enough, if not always fewest."""
        shifts = sum(duty.posts for duty in duties)
        fewest = math.ceil(shifts / MOST_DUTIES)
        enough = shifts if self.rules.rest <= LONGEST_REST else None
        for groups in range(fewest, fewest + MOST_TRIES):
            part, rest = _shared(duties, groups)
            if not part or enough == bound:
                break
            found = [
                (self._fewest(some, self._bound(some)).enough, times)
                for some, times in ((part, groups), (rest, 1))
            ]
            if all(people is not None for people, _ in found):
                people = sum(times * (people or 0) for people, times in found)
                enough = people if enough is None else min(people, enough)
        return Fewest(bound, None if enough is None else max(enough, bound))

    def _bound(self, duties: Sequence[Duty]) -> int:
        """What the most demanding rule takes for a part of the posts."""
        hours = Fraction(sum(duty.posts * (duty.end - duty.start) for duty in duties), 60)
        return max((one.least or 0 for one in self._least(duties, 0, hours)), default=0)


def roster_figures(manning: Manning) -> tuple[RosterFigure, ...]:
    """The rosters of all roles with posts, in order of id."""
    design = manning.design
    limits = design.staffing.roster if design.staffing is not None else None
    limits = limits or Roster.model_construct()
    rules = RestRules(_whole(design, limits.rest), limits.days_in_a_row, limits.nights_in_a_row)
    longest = max(SHORTEST_SHIFT, _whole(design, limits.longest_shift))
    return Rosters(manning, rules, longest, limits.on_call_weeks, paid_week(design)).figures()


def duties_of(posts: Iterable[Post], longest: int, hand_over: int) -> tuple[Duty, ...]:
    """The shifts of an ordinary week, in order, none longer than `longest` minutes of open time."""
    found: dict[tuple[int, int, int, int, bool], int] = {}
    for post in posts:
        for start, end in _shifts(post.week, longest):
            weekday, begin = divmod(start, DAY)
            until = begin + end - start
            night = any(
                min(until, NIGHT[1] + shift) - max(begin, NIGHT[0] + shift) >= NIGHT_MINUTES
                for shift in (-DAY, 0, DAY)
            )
            key = (weekday % DAYS, begin, until, until + hand_over, night)
            found[key] = found.get(key, 0) + post.posts
    return tuple(Duty(*key, number) for key, number in sorted(found.items()) if number)


def _shifts(week: Sequence[Stretch], longest: int) -> Iterator[Stretch]:
    """The shifts into which the open time of a week is cut, in minutes of the week; the last may end after it."""
    for start, end in _runs(week):
        cuts = [start, end]
        if end - start > DAY:
            cuts[1:1] = range(start + 1 + (CUT - start - 1) % DAY, end, DAY)
        for begin, until in itertools.pairwise(cuts):
            opened = sum(
                max(0, min(until, one[1] + turn) - max(begin, one[0] + turn))
                for one in week
                for turn in (0, WEEK)
            )
            parts = max(1, math.ceil(opened / longest))
            for part in range(parts):
                yield begin + part * (until - begin) // parts, begin + (part + 1) * (until - begin) // parts


def _runs(week: Sequence[Stretch]) -> list[Stretch]:
    """Open stretches with the breaks between them left out, those over the end of the week as one."""
    if sum(end - start for start, end in week) == WEEK:
        return [(CUT, CUT + WEEK)]
    runs: list[Stretch] = []
    for start, end in week:
        if runs and start - runs[-1][1] <= BREAK:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    if len(runs) > 1 and runs[0][0] + WEEK - runs[-1][1] <= BREAK:
        runs[-1] = (runs[-1][0], runs.pop(0)[1] + WEEK)
    return runs


def _shared(duties: Sequence[Duty], groups: int) -> tuple[tuple[Duty, ...], tuple[Duty, ...]]:
    """The posts of each of so many groups, and those that are left."""
    part = (replace(duty, posts=duty.posts // groups) for duty in duties)
    rest = (replace(duty, posts=duty.posts % groups) for duty in duties)
    return tuple(duty for duty in part if duty.posts), tuple(duty for duty in rest if duty.posts)


def _of_days(duties: Iterable[Duty]) -> list[int]:
    """The posts that begin on each weekday."""
    of_days = [0] * DAYS
    for duty in duties:
        of_days[duty.weekday] += duty.posts
    return of_days


def _at_the_same_time(duties: Iterable[Duty], rest: int) -> int:
    """The most people who are at work, or rest from it, at a time of the week: each of them is another one."""
    changes: dict[int, int] = {}
    there = 0
    for duty in duties:
        start = duty.weekday * DAY + duty.start
        weeks, length = divmod(duty.release - duty.start + rest, WEEK)
        end = (start + length) % WEEK
        there += duty.posts * (weeks + (end < start))
        changes[start] = changes.get(start, 0) + duty.posts
        changes[end] = changes.get(end, 0) - duty.posts
    most = there
    for minute in sorted(changes):
        there += changes[minute]
        most = max(most, there)
    return most


def _in_a_row(number: int, most: int, places: int) -> int | None:
    """The people for so many shifts in `places` days or weeks, of which nobody takes more than `most` one after another."""
    if not number:
        return 0
    return math.ceil(Fraction(number * (most + 1), most * places)) if most else None


def _broken(rules: Sequence[LeastPeople], headcount: int, at_least: int | None) -> tuple[RosterRule, ...]:
    broken = tuple(one.rule for one in rules if one.least is None or one.least > headcount)
    return broken or (("together",) if at_least is not None and at_least > headcount else ())


def _binding(rules: Sequence[LeastPeople], at_least: int | None) -> RosterRule:
    most = max(rules, key=lambda one: math.inf if one.least is None else one.least)
    return (
        "together" if at_least is not None and most.least is not None and at_least > most.least else most.rule
    )


def _written(rotation: Rotation | None) -> tuple[tuple[str | None, ...], ...]:
    return tuple(
        tuple(None if duty is None else written(duty) for duty in week)
        for week in (rotation.rows if rotation else ())
    )


def written(duty: Duty) -> str:
    """A shift as designs write times: `22:00-06:00`."""
    start, end = (divmod(minute % DAY, 60) for minute in (duty.start, duty.end))
    return f"{start[0]:02d}:{start[1]:02d}-{end[0]:02d}:{end[1]:02d}"


def _whole(design: Design, duration: Duration) -> int:
    return math.ceil(work_minutes(design, duration))
