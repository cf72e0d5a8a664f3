"""Posts through an ordinary week: who mans which hours, and the hours of teams and modes that nobody mans."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from itsm_compiler.model.quantities import MINUTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from itsm_compiler.analysis.clocks import Clocks
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.quantities import Duration

DAY, WEEK = 1440, 10080

Stretch = tuple[int, int]
"""From one minute of the week to another, Monday first, the end exclusive."""


@dataclass(frozen=True, slots=True)
class Post:
    """A shift of a role: `posts` manned at a time through the ordinary week of the calendar `hours`.

    `week` holds its open stretches; `place` is the position of the shift in the role.
    """

    hours: str
    posts: int
    on_call: bool
    week: tuple[Stretch, ...]
    place: int

    @property
    def open_minutes(self) -> int:
        """The open minutes of an ordinary week."""
        return sum(end - start for start, end in self.week)


@dataclass(frozen=True, slots=True)
class UnmannedHours:
    """Hours of an ordinary week for which a team is there by its calendar and too few of its posts are manned.

    With `service` and `mode` they are the hours in which the team is to serve that mode, else those of the team itself.
    `needed` posts are wanted at a time; on-call posts count where the mode does not ask for a number. `minutes_per_week`
    lack them, the first time from `first_minute` of the week, Monday 00:00 being 0.
    """

    team: str
    service: str | None
    mode: str | None
    hours: str
    needed: int
    minutes_per_week: int
    first_minute: int


@dataclass(frozen=True, slots=True)
class MannedStretch:
    """From one minute of the week to another (Monday first, the end exclusive), with the posts at work and on call."""

    start: int
    end: int
    at_work: int
    on_call: int


@dataclass(frozen=True, slots=True)
class TeamWeek:
    """The ordinary week of a team, whole and in order; stretches that touch differ."""

    team: str
    stretches: tuple[MannedStretch, ...]


class Manning:
    """The posts of the roles of a design, by the ordinary weeks of their calendars.

    A shift that names no calendar has that of the first team of its role, else the design's.
    """

    def __init__(self, design: Design, clocks: Clocks) -> None:
        self.design = design
        self.clocks = clocks
        self._weeks: dict[str, tuple[Stretch, ...]] = {}
        self._posts: dict[str, tuple[Post, ...]] = {}
        self._team: dict[str, str] = {}
        for name, team in sorted(design.teams.items()):
            for role in team.roles:
                self._team.setdefault(role, name)

    def week(self, calendar: str) -> tuple[Stretch, ...]:
        """The open stretches of the ordinary week of a calendar, those that touch as one."""
        if calendar not in self._weeks:
            days = self.design.calendar(calendar).hours.days
            joined: list[Stretch] = []
            for day, times in enumerate(days):
                for start, end in times:
                    if joined and joined[-1][1] == day * DAY + start:
                        joined[-1] = (joined[-1][0], day * DAY + end)
                    else:
                        joined.append((day * DAY + start, day * DAY + end))
            self._weeks[calendar] = tuple(joined)
        return self._weeks[calendar]

    def posts(self, role: str) -> tuple[Post, ...]:
        """The shifts of a role."""
        if role not in self._posts:
            team = self.design.teams.get(self._team.get(role, ""))
            own = team.hours if team is not None else None
            found = []
            for place, shift in enumerate(self.design.roles[role].shift):
                calendar = self.clocks.governing(shift.hours, own)
                found.append(Post(calendar, shift.posts, shift.on_call, self.week(calendar), place))
            self._posts[role] = tuple(found)
        return self._posts[role]

    def weeks(self) -> tuple[TeamWeek, ...]:
        """The posts through the week of each team of which a role has a shift, in order of ids."""
        found = []
        for name, team in sorted(self.design.teams.items()):
            posts = [post for role in team.roles if role in self.design.roles for post in self.posts(role)]
            if posts:
                at_work, on_call = (
                    dict(_by_minute(post for post in posts if post.on_call is called))
                    for called in (False, True)
                )
                found.append(TeamWeek(name, tuple(_stretches(at_work, on_call))))
        return tuple(found)

    def unmanned(self) -> tuple[UnmannedHours, ...]:
        """What teams are there for and do not man; a team of which no role has a shift says nothing and is left out."""
        served: dict[str, list[_Mode]] = {}
        for name, service in sorted(self.design.services.items()):
            for mode, offered in sorted(service.modes.items()):
                hours = offered.hours or service.hours
                if offered.by is not None and hours is not None:
                    served.setdefault(offered.by, []).append(_Mode(hours, offered.posts or 0, name, mode))
        found: list[UnmannedHours] = []
        for name, team in sorted(self.design.teams.items()):
            posts = [post for role in team.roles if role in self.design.roles for post in self.posts(role)]
            wanted = [_Mode(team.hours)] if team.hours is not None else []
            for one in (*wanted, *served.get(name, ())) if posts else ():
                found.extend(self._lacking(name, posts, one))
        return tuple(found)

    def _lacking(self, team: str, posts: Sequence[Post], mode: _Mode) -> Iterator[UnmannedHours]:
        serving = [post for post in posts if not (mode.posts and post.on_call)]
        needed = max(1, mode.posts)
        short = [
            common
            for start, end, there in levels(serving)
            if there < needed
            for common in _common((start, end), self.week(mode.hours))
        ]
        if short:
            minutes = sum(end - start for start, end in short)
            yield UnmannedHours(team, mode.service, mode.mode, mode.hours, needed, minutes, short[0][0])


class _Mode(NamedTuple):
    """What a team is there for: its own hours, or a mode of a service with the posts asked for (0: none said)."""

    hours: str
    posts: int = 0
    service: str | None = None
    mode: str | None = None


def levels(posts: Iterable[Post]) -> Iterator[tuple[int, int, int]]:
    """The posts manned at a time through the week: from, until, how many; all of the week in order."""
    changes = {0: 0, WEEK: 0}
    for post in posts:
        for start, end in post.week:
            changes[start] = changes.get(start, 0) + post.posts
            changes[end] = changes.get(end, 0) - post.posts
    there, edges = 0, sorted(changes)
    for start, end in itertools.pairwise(edges):
        there += changes[start]
        yield start, end, there


def _by_minute(posts: Iterable[Post]) -> Iterator[tuple[int, int]]:
    """The minutes at which the number of posts may change, with the number from then on."""
    return ((start, there) for start, _, there in levels(posts))


def _stretches(at_work: Mapping[int, int], on_call: Mapping[int, int]) -> Iterator[MannedStretch]:
    """Both numbers through the week, those that stay the same as one stretch."""
    begun, numbers = 0, (at_work[0], on_call[0])
    now = numbers
    for minute in sorted({*at_work, *on_call}):
        now = (at_work.get(minute, now[0]), on_call.get(minute, now[1]))
        if now != numbers:
            yield MannedStretch(begun, minute, *numbers)
            begun, numbers = minute, now
    yield MannedStretch(begun, WEEK, *numbers)


def work_minutes(design: Design, duration: Duration) -> Fraction:
    """The minutes of an amount of work, exact; an open day is a mean one of the design's working calendar."""
    if duration.unit != "wd":
        return Fraction(duration.amount) * Fraction(MINUTES[duration.unit.removeprefix("s")])
    week = design.calendar().hours
    return Fraction(duration.amount) * Fraction(week.minutes, max(1, sum(1 for day in week.days if day)))


def _common(stretch: Stretch, others: Iterable[Stretch]) -> Iterator[Stretch]:
    for start, end in others:
        if max(start, stretch[0]) < min(end, stretch[1]):
            yield max(start, stretch[0]), min(end, stretch[1])
