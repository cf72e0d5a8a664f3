"""Cyclic rosters: everybody works the same sequence of days, a week or a day after the one before.

Where the demand is that of every day alike, a cycle has as many days as people, and each begins a day later; else a
rotation has as many weeks, and each begins with another one. A search that mends a regular pattern finds them fast. Whether
any roster at all can go on for ever is settled by following everything that people can do from day to day, within a
budget.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = 1440
DAYS = 7
MOST_STEPS = 1500
"""Exchanges after which the search for a rotation is given up."""

MOST_STATES = 5_000
MOST_WAYS = 500
"""Days, and ways into each next one, after which the search for a roster that goes on for ever is given up."""

MOST_PEOPLE = 12
"""Of more people it is not searched."""


@dataclass(frozen=True, slots=True, order=True)
class Duty:
    """A shift of the ordinary week: `posts` people from `start` to `end`, in minutes after midnight of its `weekday`.

    `release` is when they are free to rest, `end` or after the hand-over.
    """

    weekday: int
    start: int
    end: int
    release: int
    night: bool
    posts: int


@dataclass(frozen=True, slots=True)
class RestRules:
    """At least `rest` minutes between duties, at most so many days and nights in a row, one duty a day."""

    rest: int
    days_in_a_row: int
    nights_in_a_row: int | None


@dataclass(frozen=True, slots=True)
class Rotation:
    """The days of one person, None for a day off: those of as many weeks as people, or of as many days.

    The next person is `step` days behind, 7 or 1.
    """

    days: tuple[Duty | None, ...]
    step: int

    @property
    def rows(self) -> tuple[tuple[Duty | None, ...], ...]:
        """The days in weeks from Monday on, or all of them where everybody begins on another day."""
        if self.step == 1:
            return (self.days,)
        return tuple(self.days[start : start + DAYS] for start in range(0, len(self.days), DAYS))


def rotation_of(duties: Sequence[Duty], rules: RestRules, people: int) -> Rotation | None:
    """A rotation of so many people that mans the duties and keeps the rules; None when none was found in the budget."""
    columns = [
        [duty for duty in duties if duty.weekday == day for _ in range(duty.posts)] for day in range(DAYS)
    ]
    most = max(map(len, columns))
    if not people or most > people:
        return None
    ring = _ring(most, people - most, min(rules.days_in_a_row, 5) or 1)
    patterns = [(_conveyor(columns, ring), DAYS)]
    if all([replace(duty, weekday=0) for duty in column] == columns[0] for column in columns):
        patterns.insert(0, ([None if slot is None else columns[0][slot] for slot in ring], 1))
    for days, step in patterns:
        roster = _Roster(days, rules, step)
        if roster.mend():
            return Rotation(tuple(roster.days), step)
    return None


def goes_on(duties: Sequence[Duty], rules: RestRules, people: int) -> bool | None:
    """Whether any roster of so many people can go on for ever; None when the budget does not do.

    All begin rested, which nothing can beat. What they can do on a day leads to states of the next day; a state that
    comes again makes a roster, and when every way ends there is none, cyclic or not.
    """
    if people > MOST_PEOPLE:
        return None
    search = _Days(duties, rules)
    rested = (0, (_Rest(0, 0, -rules.rest),) * people)
    ways = [(rested, iter(search.next_days(*rested)))]
    under_way, ended = {rested}, set[_State]()
    while ways:
        state, rest = ways[-1]
        following = next(rest, None)
        if following is None:
            ways.pop()
            under_way.discard(state)
            ended.add(state)
        elif following in under_way:
            return True
        elif following not in ended:
            if len(ended) + len(under_way) > MOST_STATES or search.cut_short:
                return None
            under_way.add(following)
            ways.append((following, iter(search.next_days(*following))))
    return None if search.cut_short else False


def breaches(rotation: Rotation, rules: RestRules) -> int:
    """How often a rotation breaks the rules, its end followed by its begin."""
    roster = _Roster(list(rotation.days), rules, rotation.step)
    return sum(roster.breach(day) for day in range(len(roster.days)))


def _conveyor(columns: Sequence[Sequence[Duty]], ring: Sequence[int | None]) -> list[Duty | None]:
    """A pattern in which everybody walks through all duties of a day, one place a day, with days off between blocks.

    Each weekday holds its duties exactly, and for demand that is nearly the same on all days most rules are kept.
    """
    people, most = len(ring), max(map(len, columns))
    turn = people // DAYS if people % DAYS == 0 else 0
    days: list[Duty | None] = [None] * (DAYS * people)
    for place in range(DAYS * people):
        column = columns[place % DAYS]
        slot = ring[(place + (place // DAYS // turn if turn else 0)) % people]
        if slot is not None and slot * len(column) // most < (slot + 1) * len(column) // most:
            days[place] = column[slot * len(column) // most]
    return days


def _ring(slots: int, off: int, longest: int) -> list[int | None]:
    """Numbered working days in blocks, with the days off spread between them."""
    blocks = max(1, min(math.ceil(slots / longest), off))
    ring: list[int | None] = []
    for block in range(blocks):
        ring += range(block * slots // blocks, (block + 1) * slots // blocks)
        ring += [None] * ((block + 1) * off // blocks - block * off // blocks)
    return ring


class _Roster:
    """The days of one person through a rotation, with what breaks a rule, and the exchanges that mend it."""

    def __init__(self, days: list[Duty | None], rules: RestRules, step: int) -> None:
        self.days = days
        self.rules = rules
        self.step = step
        self.length = len(days)
        self.in_a_row = min(rules.days_in_a_row, self.length)
        nights = rules.nights_in_a_row
        self.nights = self.length if nights is None else min(nights, self.length)
        self.reach = min(2 + rules.rest // DAY, self.length)

    def breach(self, day: int) -> int:
        """How many rules are broken by what begins on a day: too short a rest, too many days, too many nights."""
        if self.days[day] is None:
            return 0
        return bool(self._short_rest(day)) + self._too_long(day) + self._too_many_nights(day)

    def mend(self) -> bool:
        """Exchange days, in weeks those of one weekday, until nothing is broken; whether that was reached."""
        chance = random.Random(self.length)  # noqa: S311 -- the same search every time, no secret
        held: dict[tuple[int, int], int] = {}
        for step in range(MOST_STEPS):
            broken = [day for day in range(self.length) if self.breach(day)]
            if not broken:
                return True
            day = self._culprit(chance.choice(broken), chance)
            others = [
                other
                for other in range(day % self.step, self.length, self.step)
                if self.days[other] != self.days[day]
                and held.get((min(day, other), max(day, other)), 0) <= step
            ]
            if others:
                _, _, other = min((self._gain(day, other), chance.random(), other) for other in others)
                self._exchange(day, other)
                held[min(day, other), max(day, other)] = step + 10
        return False

    def _culprit(self, day: int, chance: random.Random) -> int:
        """One of the days that break a rule together with what begins on a day."""
        span = 0
        if self._too_long(day):
            span = self.in_a_row
        elif self._too_many_nights(day):
            span = self.nights
        else:
            span = self._short_rest(day)
        return (day + chance.randint(0, span)) % self.length

    def _gain(self, day: int, other: int) -> int:
        """By how much an exchange changes the number of breaches."""
        around = max(self.in_a_row, self.nights if self.rules.nights_in_a_row is not None else 0, self.reach)
        near = {(one - back) % self.length for one in (day, other) for back in range(around + 1)}
        before = sum(map(self.breach, near))
        self._exchange(day, other)
        after = sum(map(self.breach, near))
        self._exchange(day, other)
        return after - before

    def _exchange(self, day: int, other: int) -> None:
        self.days[day], self.days[other] = self.days[other], self.days[day]

    def _short_rest(self, day: int) -> int:
        """How many days later a duty begins that leaves too short a rest; 0 when none does."""
        duty = self.days[day]
        if duty is None:
            return 0
        for later in range(1, self.reach + 1):
            following = self.days[(day + later) % self.length]
            if following is not None:
                return later if later * DAY + following.start - duty.release < self.rules.rest else 0
        return 0

    def _too_long(self, day: int) -> bool:
        return all(self.days[(day + later) % self.length] is not None for later in range(self.in_a_row + 1))

    def _too_many_nights(self, day: int) -> bool:
        if self.rules.nights_in_a_row is None:
            return False
        row = (self.days[(day + later) % self.length] for later in range(self.nights + 1))
        return all(duty is not None and duty.night for duty in row)


class _Rest(NamedTuple):
    """What counts of a person's last days: days and nights in a row, and the minute of today from which he rests."""

    days: int
    nights: int
    released: int


_State = tuple[int, tuple[_Rest, ...]]
"""How a day can begin: the weekday, and the people in order of their rest."""


class _Days:
    """What people can do on a day, and how they begin the next one; `cut_short` when some ways were not followed."""

    def __init__(self, duties: Sequence[Duty], rules: RestRules) -> None:
        self.rules = rules
        self.cut_short = False
        self.by_day = [
            [duty for duty in duties if duty.weekday == day for _ in range(duty.posts)] for day in range(DAYS)
        ]

    def next_days(self, weekday: int, people: tuple[_Rest, ...]) -> list[_State]:
        """The states in which the next day can begin, each once; people are told apart only by their rest."""
        found: dict[tuple[_Rest, ...], None] = {}
        self._assign(self.by_day[weekday], people, [self._off(person) for person in people], found)
        return [((weekday + 1) % DAYS, state) for state in found]

    def _assign(
        self,
        duties: Sequence[Duty],
        people: tuple[_Rest | None, ...],
        after: list[_Rest],
        found: dict[tuple[_Rest, ...], None],
    ) -> None:
        """Give the first of the duties to each kind of people (None: those on duty) who may take it, and go on."""
        if len(found) > MOST_WAYS:
            self.cut_short = True
        elif not duties:
            found[tuple(sorted(after))] = None
        else:
            tried: set[_Rest] = set()
            for place, person in enumerate(people):
                if person is None or person in tried or not self._may(person, duties[0]):
                    continue
                tried.add(person)
                before, after[place] = after[place], self._on(person, duties[0])
                self._assign(duties[1:], (*people[:place], None, *people[place + 1 :]), after, found)
                after[place] = before

    def _may(self, person: _Rest, duty: Duty) -> bool:
        nights = self.rules.nights_in_a_row
        rested = duty.start - person.released >= self.rules.rest and person.days < self.rules.days_in_a_row
        return rested and not (duty.night and nights is not None and person.nights >= nights)

    def _on(self, person: _Rest, duty: Duty) -> _Rest:
        counted = duty.night and self.rules.nights_in_a_row is not None
        released = max(duty.release - DAY, -self.rules.rest)
        return _Rest(person.days + 1, person.nights + 1 if counted else 0, released)

    def _off(self, person: _Rest) -> _Rest:
        return _Rest(0, 0, max(person.released - DAY, -self.rules.rest))
