"""A slow second computation of the figures of a design, written from the conventions alone and by no clever way.

It reads the YAML text itself and shares no code with the compiler: availability by going through every state of the
parts, clocks minute by minute, the schedule by walking every path. Numbers are fractions until they are compared.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from functools import cache, cached_property
from itertools import accumulate, product
from math import ceil, floor
from operator import gt
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

MONTH = Fraction("30.4375")
YEAR = 12 * MONTH
PERIODS = {"day": 1, "week": 7, "month": MONTH, "quarter": 3 * MONTH, "half-year": 6 * MONTH, "year": YEAR}
CLOCK = {"m": 1, "h": 60, "d": 1440, "w": 10080, "mo": 1440 * MONTH, "y": 1440 * YEAR}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOLIDAYS = Path(__file__).parents[2] / "itsm_compiler" / "knowledge" / "holidays"
BEYOND = 10**9
"""An instant after all that the walk looks at."""


def many(value):
    """A plural: one bare value is a list of one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def share(text):
    return Fraction(text.removesuffix("%")) / 100


@cache
def quantity(text):
    """A number and its unit."""
    digits = text.rstrip("abcdefghijklmnopqrstuvwxyz")
    return Fraction(digits), text[len(digits) :]


@cache
def minutes(text):
    """Clock minutes, or open minutes of `sm` and `sh`."""
    amount, unit = quantity(text)
    return amount * CLOCK[unit.removeprefix("s")]


def a_year(text):
    amount, per = text.split("/")
    return Fraction(amount) * {"y": 1, "q": 4, "mo": 12}.get(per) if per != "d" else Fraction(amount) * YEAR


class Oracle:
    """The figures of one design, given as text."""

    def __init__(self, text):
        self.book = yaml.load(text, Loader=yaml.BaseLoader)
        self.head = self.book.get("design", {})
        self.components = self.book.get("components", {})
        self.services = self.book.get("services", {})
        self.slas = self.book.get("slas", {})
        self.zone = self.head.get("time_zone", "UTC")
        self._own, self._states, self._walks = {}, {}, {}

    # -- what stands on what ------------------------------------------------------------------------------------------

    def needs(self, node):
        """The hard entries of `depends_on` as (how many, of which)."""
        entity = self.components.get(node) or self.services.get(node) or {}
        for entry in many(entity.get("depends_on")):
            if isinstance(entry, str):
                yield 1, [entry]
            elif "any" in entry:
                yield int(entry.get("need", 1)), many(entry["any"])
            elif "soft" not in entry:
                yield 1, [entry["part"]]

    def reached(self, node):
        """All services and components behind a node, itself included."""
        found, waiting = set(), [node]
        while waiting:
            last = waiting.pop()
            if last not in found:
                found.add(last)
                waiting.extend(branch for _, branches in self.needs(last) for branch in branches)
        return found

    def parts(self, service):
        return sorted(node for node in self.reached(service) if node in self.components)

    def is_up(self, node, up):
        """The structure function: whether a node is up when the components `up` are, by themselves."""
        if node in self.components and node not in up:
            return False
        return all(
            sum(self.is_up(branch, up) for branch in branches) >= need for need, branches in self.needs(node)
        )

    # -- one part (conventions 2 and 4) -------------------------------------------------------------------------------

    def unit(self, part):
        """The availability of one unit."""
        entity = self.components[part]
        stated = entity.get("availability", {})
        if isinstance(stated, str):
            return share(stated)
        said = {**entity, **stated}
        up, down = (minutes(said[name]) if name in said else None for name in ("mtbf", "mttr"))
        failures = a_year(said["failures"]) if "failures" in said else None
        if up is not None and down is not None:
            return up / (up + down)
        if failures is not None and down is not None:
            return 1 - failures * down / (1440 * YEAR)
        if failures is not None and up is not None:
            return failures * up / (1440 * YEAR)
        return None

    def alike(self, part):
        """How many units a user feels, and how many of them must be up."""
        entity = self.components[part]
        if "per" in entity:
            return 1, 1
        units = int(entity.get("quantity", 1))
        return units, int(entity.get("need", units))

    def own(self, part, unit=None, more=0):
        """The availability of a part by itself: every state of its units."""
        up = self.unit(part) if unit is None else unit
        units, need = self.alike(part)
        chance = [up**count * (1 - up) ** (units + more - count) for count in range(units + more + 1)]
        states = (sum(state) for state in product((True, False), repeat=units + more))
        return sum(chance[count] for count in states if count >= need)

    def unavailability_bound(self, part):
        units, need = self.alike(part)
        return units * (1 - self.unit(part)) / (units - need + 1)

    def upper(self, part):
        units, need = self.alike(part)
        return min(Fraction(1), units * self.unit(part) / need)

    # -- a service (conventions 3, 4, 5 and 7) ------------------------------------------------------------------------

    def states(self, service):
        """The sets of parts with which a service is up."""
        if service not in self._states:
            parts = self.parts(service)
            states = (
                frozenset(part for part, up in zip(parts, state, strict=True) if up)
                for state in product((True, False), repeat=len(parts))
            )
            self._states[service] = [state for state in states if self.is_up(service, state)]
        return self._states[service]

    def availability(self, service, fixed=None):
        """The chance of all states in which a service is up, with the availability of some parts replaced."""
        fixed = fixed or {}
        parts = self.parts(service)
        for part in parts:
            if part not in self._own:
                self._own[part] = self.own(part)
        ups = {part: Fraction(fixed.get(part, self._own[part])) for part in parts}
        common = 1
        for up in ups.values():
            common *= up.denominator
        total = 0
        for state in self.states(service):
            weight = 1
            for part, up in ups.items():
                weight *= up.numerator if part in state else up.denominator - up.numerator
            total += weight
        return Fraction(total, common)

    def bounds(self, service):
        """What holds without independence: lower and upper."""
        parts = self.parts(service)
        alone = [part for part in parts if not self.is_up(service, frozenset(parts) - {part})]
        highest = min((self.upper(part) for part in alone), default=Fraction(1))
        sets = self.states(service)
        minimal = [one for one in sets if not any(other < one for other in sets)]
        if not sets:
            return Fraction(0), Fraction(0)
        best = max(1 - sum(self.unavailability_bound(part) for part in one) for one in minimal)
        return max(Fraction(0), best), highest

    def weights(self, service):
        """By part: unavailability × Birnbaum importance, and that importance."""
        found = {}
        for part in self.parts(service):
            birnbaum = self.availability(service, {part: 1}) - self.availability(service, {part: 0})
            found[part] = ((1 - self.own(part)) * birnbaum, birnbaum)
        return found

    def with_one_more(self, service, part):
        """The availability of a service with one unit more of a part."""
        return self.availability(service, {part: self.own(part, more=1)})

    def with_units(self, service, parts, unit):
        """The availability of a service when each unit of some parts has this one."""
        return self.availability(service, {part: self.own(part, unit=unit) for part in parts})

    @staticmethod
    def verdict(target, lower, derived, upper):
        if target > upper:
            return "impossible"
        if target > derived:
            return "missed"
        return "guaranteed" if target <= lower else "conditional"

    def availability_targets(self):
        """Each promised availability: agreement, service, share and days of the window."""
        for sla, agreement in self.slas.items():
            target = agreement.get("targets", {}).get("availability", {})
            target = target if isinstance(target, dict) else {"of": target}
            stated = target.get("of", {})
            stated = stated if isinstance(stated, dict) else {"all": stated}
            for service in self.services_of(sla):
                baseline = self.services[service].get("baseline", {}).get("availability")
                value = stated.get(service, stated.get("all", baseline))
                if value is not None:
                    window = target.get("window", "month")
                    days = PERIODS[window] if window in PERIODS else minutes(window) / 1440
                    yield sla, service, share(value), days

    def services_of(self, sla):
        named = many(self.slas[sla]["services"])
        return list(self.services) if "all" in named else named

    # -- calendars and windows (conventions 1 and 6) ------------------------------------------------------------------

    def term(self, sla):
        valid = self.slas[sla]["valid"]
        return dt.date.fromisoformat(valid["from"]), dt.date.fromisoformat(valid["to"])

    def governing(self, *named):
        return next((name for name in (*named, self.head.get("hours")) if name), "always")

    def walk(self, sla, calendar, days_after=0):
        """The minutes of the term of an agreement, and some days more, on a calendar."""
        first, last = self.term(sla)
        key = (calendar, first, last + dt.timedelta(days_after))
        if key not in self._walks:
            self._walks[key] = _walk(self, *key)
        return self._walks[key]

    def window(self, sla, days=MONTH):
        """The agreed minutes of a mean window."""
        calendar = self.governing(self.slas[sla].get("hours"))
        first, last = self.term(sla)
        if self.is_always(calendar):
            return 1440 * days
        return Fraction(sum(self.walk(sla, calendar).open), (last - first).days + 1) * days

    def is_always(self, calendar):
        if calendar == "always":
            return True
        entry = self.book["calendars"][calendar]
        return not set(entry) & {"closed", "open", "holidays"} and week_of(entry["hours"]) == week_of("24x7")

    def maintenance(self, sla, days):
        """The planned minutes of a mean window that count against the targets."""
        planned = self.slas[sla].get("maintenance", {})
        if planned.get("counts", "false") != "true":
            return Fraction(0)
        found = []
        if "hours" in planned:
            agreed = self.walk(sla, self.governing(self.slas[sla].get("hours"))).open
            taken = self.walk(sla, planned["hours"]).open
            first, last = self.term(sla)
            found.append(Fraction(sum(map(min, agreed, taken)), (last - first).days + 1) * days)
        if "most" in planned:
            most, _, per = planned["most"].partition(" per ")
            found.append(minutes(most) * days / PERIODS[per])
        return min([*found, self.window(sla, days)]) if found else Fraction(0)

    # -- schedule (convention 14) -------------------------------------------------------------------------------------

    @property
    def tasks(self):
        return self.book["deployment"]["tasks"]

    @cached_property
    def working_calendar(self):
        return self.governing(self.book["deployment"].get("hours"))

    def working_days(self, text):
        """A duration in working days; clock time as a stretch of the calendar from the morning of a working day on."""
        amount, unit = quantity(text)
        if unit == "wd":
            return amount
        entry = self.book.get("calendars", {}).get(self.working_calendar, {"hours": "24x7"})
        week = [sum(day) for day in week_of(entry["hours"])]
        days = sum(1 for day in week if day)
        mean_day = Fraction(sum(week), days)
        if unit in ("sm", "sh"):
            return minutes(text) / mean_day
        weeks, rest = divmod(minutes(text), 7 * 1440)
        whole, part = divmod(rest, 1440)
        return weeks * days + min(Fraction(days), whole + min(Fraction(1), part / mean_day))

    def length(self, task):
        estimate = self.tasks[task].get("duration", "0wd")
        if isinstance(estimate, str):
            return self.working_days(estimate)
        best, likely, worst = (self.working_days(estimate[one]) for one in ("best", "likely", "worst"))
        return (best + 4 * likely + worst) / 6

    def before(self, task):
        """The longest way through all that a task needs."""
        return max(
            (self.before(one) + self.length(one) for one in many(self.tasks[task].get("needs"))),
            default=Fraction(0),
        )

    def after(self, task):
        """The longest way through all that needs a task."""
        return max((self.length(one) + self.after(one) for one in self.followers(task)), default=Fraction(0))

    def followers(self, task):
        return [one for one in self.tasks if task in many(self.tasks[one].get("needs"))]

    def schedule(self):
        """By task: start, finish, total float, free float, in working days."""
        end = max(self.before(task) + self.length(task) for task in self.tasks)
        found = {}
        for task in self.tasks:
            start, finish = self.before(task), self.before(task) + self.length(task)
            free = min((self.before(one) for one in self.followers(task)), default=end) - finish
            found[task] = (start, finish, end - finish - self.after(task), free)
        return found, end

    def working_day(self, number):
        """The date of a working day, 0 the first on or after the start."""
        day = dt.date.fromisoformat(self.book["deployment"]["start"])
        while True:
            if any(self.day(self.working_calendar, day)):
                if number == 0:
                    return day
                number -= 1
            day += dt.timedelta(1)

    def task_dates(self, start, finish):
        """Start and finish; what takes no time falls on the day on which what it needs ends."""
        last = max(0, ceil(finish) - 1)
        return self.working_day(min(floor(start), last)), self.working_day(last)

    def go_live_margin(self, end):
        """The working days between the last one of the plan and go-live, negative when that comes first."""
        go_live = dt.date.fromisoformat(self.book["deployment"]["go_live"])
        day = dt.date.fromisoformat(self.book["deployment"]["start"])
        step = 1 if go_live >= day else -1
        count = 0
        while day != go_live:
            counted = day if step == 1 else day - dt.timedelta(1)
            count += step * any(self.day(self.working_calendar, counted))
            day += dt.timedelta(step)
        return count - ceil(end)

    # -- risks (convention 15) ----------------------------------------------------------------------------------------

    def risks(self):
        """By risk: score, residual score, bands, money."""
        policy = self.book.get("risk_policy", {})
        limits = {"low": 4, "medium": 9, "high": 15, **policy.get("bands", {})}
        scale = {int(step): share(chance) for step, chance in policy.get("scale", {}).items()}
        for name, risk in self.book.get("risks", {}).items():
            scores = [
                int(one["probability"]) * int(one["impact"]) if len(one) == 2 else None
                for one in (
                    {key: value for key, value in said.items() if key in ("probability", "impact")}
                    for said in (risk, risk.get("residual", {}))
                )
            ]
            bands = [
                None
                if score is None
                else next((band for band, most in limits.items() if score <= int(most)), "critical")
                for score in scores
            ]
            chance = scale.get(int(risk.get("probability", 0)))
            money = None if chance is None or "loss" not in risk else chance * Fraction(risk["loss"])
            yield name, scores, bands, money

    # -- one day of a calendar ----------------------------------------------------------------------------------------

    def day(self, calendar, date):
        """Each minute of a day by the wall clock: 1 when it is open."""
        if calendar == "always":
            return b"\1" * 1440
        entry = self.book["calendars"][calendar]
        week = week_of(entry["hours"])
        written = date.isoformat()
        if written in entry.get("open", {}):
            return day_of(entry["open"][written])[0]
        for span in many(entry.get("closed")):
            first, _, last = span.partition("/")
            if first <= written <= (last or first):
                return bytes(1440)
        free, worked = holidays(entry.get("holidays"))
        if date in free:
            return bytes(1440)
        usual = week[date.weekday()]
        if date in worked and not any(usual):
            return next((day for day in week if any(day)), usual)
        return usual


# -- the wall clock ---------------------------------------------------------------------------------------------------


@cache
def day_of(text):
    """The minutes that are open on a day, and on the next when a time goes over midnight."""
    today, tomorrow = bytearray(1440), bytearray(1440)
    for times in text.split(","):
        start, end = (60 * int(one[:2]) + int(one[3:]) for one in times.strip().split("-"))
        for minute in range(start, end if end > start else end + 1440):
            (today if minute < 1440 else tomorrow)[minute % 1440] = 1
    return bytes(today), bytes(tomorrow)


def week_of(hours):
    """Each day of an ordinary week, Monday first."""
    return [b"\1" * 1440] * 7 if hours == "24x7" else _week_of(tuple(hours.items()))


@cache
def _week_of(hours):
    week = [bytearray(1440) for _ in WEEKDAYS]
    for key, text in hours:
        first, _, last = key.partition("-")
        index = WEEKDAYS.index(first)
        while True:
            today, tomorrow = day_of(text)
            for which, minutes_open in ((index, today), ((index + 1) % 7, tomorrow)):
                week[which] = bytearray(map(max, week[which], minutes_open))
            if WEEKDAYS[index] == (last or first):
                break
            index = (index + 1) % 7
    return [bytes(day) for day in week]


@cache
def holidays(country):
    """The days off of a country, and the days that are worked to make up for them."""
    free, worked = set(), set()
    if country:
        book = yaml.safe_load((HOLIDAYS / f"{country}.yaml").read_text(encoding="utf-8"))
        for year in book["years"].values():
            for one in year["holidays"]:
                closed = many(one["closed"])
                day = closed[0]
                while day <= closed[-1]:
                    free.add(day)
                    day += dt.timedelta(1)
                worked.update(many(one.get("open")))
    return free, worked


@cache
def wall_clock(zone, date):
    """What the clocks of a zone show at each minute of a day: its first instant, and (day, minute of the day)."""
    of_zone = ZoneInfo(zone)
    midnight, end = (
        int(dt.datetime.combine(date + dt.timedelta(step), dt.time(), of_zone).timestamp()) for step in (0, 1)
    )
    shown = []
    for instant in range(midnight, end, 60):
        local = dt.datetime.fromtimestamp(instant, of_zone)
        shown.append((local.toordinal(), 60 * local.hour + local.minute))
    return midnight // 60, shown


def _walk(oracle, calendar, first, last):
    shown, is_open = [], []
    for date in (first + dt.timedelta(step) for step in range((last - first).days + 1)):
        hours, minutes_shown = oracle.day(calendar, date), wall_clock(oracle.zone, date)[1]
        shown += minutes_shown
        is_open += [hours[minute] for _, minute in minutes_shown]
    return Walk(wall_clock(oracle.zone, first)[0], shown, is_open)


class Walk:
    """A stretch of minutes on one calendar: instants are counted from its first minute."""

    def __init__(self, base, shown, is_open):
        self.base, self.shown, self.open = base, shown, is_open
        self.before = list(accumulate(is_open, initial=0))
        self.all_open = [index for index, flag in enumerate(is_open) if flag]
        self.days = list(dict.fromkeys(day for (day, _), flag in zip(shown, is_open, strict=True) if flag))

    def opening(self, instant):
        """The instant itself when it is open, else the next that is."""
        if instant >= len(self.open):
            return BEYOND
        passed = self.before[instant]
        return self.all_open[passed] if passed < len(self.all_open) else BEYOND

    def end_of(self, duration):
        """When a commitment is kept, by the instant at which it is taken up."""
        amount, unit = quantity(duration)
        length = int(amount) if unit == "wd" else int(minutes(duration))
        kept = (
            self._days_later if unit == "wd" else self._passed if unit in ("sm", "sh") else self._by_the_wall
        )

        @cache
        def end(instant):
            start = self.opening(instant)
            return kept(start, length) if start < BEYOND else BEYOND

        return end

    def _by_the_wall(self, start, length):
        return start + length if start + length < len(self.open) else BEYOND

    def _passed(self, start, length):
        if length == 0:
            return start
        position = self.before[start] + length - 1
        return self.all_open[position] + 1 if position < len(self.all_open) else BEYOND

    def _days_later(self, start, count):
        """The same time of day so many open days later."""
        if count == 0:
            return start
        day, minute = self.shown[start]
        index = self.days.index(day) + count
        return self.place.get((self.days[index], minute), BEYOND) if index < len(self.days) else BEYOND

    @cached_property
    def place(self):
        """The first instant at which the clocks show a minute of a day; what they skip goes on from before the gap."""
        found = {}
        for instant, shown in enumerate(self.shown):
            found.setdefault(shown, instant)
        for day, minute in list(found):
            step = 1
            while minute + step < 1440 and (day, minute + step) not in found and (day, 1439) in found:
                found[day, minute + step] = found[day, minute] + step
                step += 1
        return found

    def elapsed(self, start, end):
        return self.before[end] - self.before[start]


# -- times (conventions 8 and 9) --------------------------------------------------------------------------------------

HORIZON = 45
"""Days after a term over which what began in it is followed."""


class Times:
    """The chains of a design, walked from every open minute of an agreement."""

    def __init__(self, oracle):
        self.oracle, self.book = oracle, oracle.book
        self._ends, self._runs, self._limits = {}, {}, {}

    def carried(self, service):
        """The parts behind a service for which somebody has to answer, with who provides them."""
        for node in sorted(self.oracle.reached(service)):
            entity = self.oracle.components.get(node)
            if entity is not None:
                yield node, many(entity.get("provided_by"))
            elif "provided_by" in self.oracle.services[node]:
                yield node, many(self.oracle.services[node]["provided_by"])

    def chain(self, providers):
        """The desk's team, then the providers; who follows himself counts once."""
        desk = self.book.get("service_desk", {}).get("team")
        line = [desk] if desk else []
        for holder in providers:
            if not line or line[-1] != holder:
                line.append(holder)
        return line

    def promise(self, holder, service, *, at_desk=False):
        """What a holder promises for a service: the id of the agreement or his own, commitments, calendar."""
        contract = self.book.get("contracts", {}).get(holder)
        if contract is not None:
            held = "covers" not in contract or service in many(contract["covers"])
            return (
                holder,
                contract.get("priorities", {}) if held else {},
                self.oracle.governing(contract.get("hours")),
            )
        olas = {name: ola for name, ola in self.book.get("olas", {}).items() if ola["team"] == holder}
        naming = [name for name, ola in olas.items() if service in many(ola.get("covers"))]
        general = [name for name, ola in olas.items() if "covers" not in ola]
        name = next(iter(naming + general), None)
        ola, team = olas.get(name, {}), self.book["teams"][holder] or {}
        desk = self.book.get("service_desk", {}) if at_desk else {}
        hours = self.oracle.governing(ola.get("hours"), desk.get("hours"), team.get("hours"))
        return name or holder, ola.get("priorities", {}), hours

    def commitments(self, line, service, priority, metric):
        """The commitments along a chain: agreement, what it commits to (None where nothing), calendar."""
        fields = ["escalate"] * (len(line) - 1) + ["resolution"] if metric == "resolution" else ["response"]
        found = []
        for place, (holder, field) in enumerate(zip(line, fields, strict=False)):
            at_desk = not place and self.book.get("service_desk", {}).get("team") == holder
            name, classes, calendar = self.promise(holder, service, at_desk=at_desk)
            found.append((name, classes.get(priority, {}).get(field), calendar))
        return found

    def ends(self, sla, calendar, duration):
        """When a commitment is kept by the instant at which it is taken up."""
        key = (sla, calendar, duration)
        if key not in self._ends:
            self._ends[key] = self.walk(sla, calendar).end_of(duration)
        return self._ends[key]

    def walk(self, sla, calendar):
        return self.oracle.walk(sla, calendar, HORIZON)

    def starts(self, sla):
        """Every open minute of an agreement in its term."""
        agreed = self.oracle.walk(sla, self.agreed(sla))
        return agreed.all_open

    def agreed(self, sla):
        return self.oracle.governing(self.oracle.slas[sla].get("hours"))

    def run(self, sla, links):
        """Every start with the end of a chain of commitments."""
        key = (sla, *((calendar, duration) for _, duration, calendar in links))
        if key not in self._runs:
            through = self.starts(sla)
            for _, duration, calendar in links:
                end = self.ends(sla, calendar, duration)
                through = [end(instant) for instant in through]
            self._runs[key] = list(zip(self.starts(sla), through, strict=True))
        return self._runs[key]

    def promises(self):
        """Each promised time: agreement, service, class, metric, target."""
        for sla, agreement in self.oracle.slas.items():
            for service in self.oracle.services_of(sla):
                for priority, said in agreement.get("priorities", {}).items():
                    for metric in ("response", "resolution"):
                        if metric in said:
                            yield sla, service, priority, metric, said[metric]

    def limits(self, sla, target):
        """By start: the deadline, and the last instant that is not late.

        By the wall for clock time, else on the clock of the customer, which stands still while he is closed.
        """
        if (sla, target) not in self._limits:
            walk, end = self.walk(sla, self.agreed(sla)), self.ends(sla, self.agreed(sla), target)
            on_wall = quantity(target)[1] in CLOCK
            deadlines = {start: end(start) for start in self.starts(sla)}
            self._limits[sla, target] = {
                start: (deadline, deadline if on_wall or deadline >= BEYOND else walk.opening(deadline))
                for start, deadline in deadlines.items()
            }
        return self._limits[sla, target]

    def longest(self, sla, runs, target):
        """The time of the worst start on the clock of a target: (what is the largest, the time itself, −start).

        Of open days the worst is what is latest against the deadline.
        """
        unit, before = quantity(target)[1], self.walk(sla, self.agreed(sla)).before
        if unit in CLOCK:
            return max((end - start, end - start, -start) for start, end in runs)
        if unit != "wd":
            return max(
                (before[end] - before[start], before[end] - before[start], -start) for start, end in runs
            )
        limits = self.limits(sla, target)
        worst = max(
            (before[end] - before[min(limits[start][0], len(before) - 1)], -start) for start, end in runs
        )
        end = dict(runs)[-worst[1]]
        return worst[0], before[end] - before[-worst[1]], worst[1]

    def figure(self, sla, service, priority, metric, target):
        """The worst elapsed and wall minutes with their starts by part, the verdict, and what is beyond the walk."""
        worst, broken, holes, beyond = {}, False, False, False
        for part, providers in self.carried(service):
            line = self.chain(providers)
            links = self.commitments(line, service, priority, metric)
            if not providers or any(said is None for _, said, _ in links):
                holes = True
                continue
            runs = self.run(sla, links)
            if not runs or any(end >= BEYOND for _, end in runs):
                beyond = True
                continue
            limits = self.limits(sla, target)
            broken = broken or any(end > limits[start][1] for start, end in runs)
            worst[part] = {
                "composed": self.longest(sla, runs, target),
                "wall": max((end - start, end - start, -start) for start, end in runs),
            }
        return worst, "broken" if broken else "unsupported" if holes else "proved", beyond

    def required(self):
        """By agreement, metric and class: the rooms that chains leave to the last in them, and his unit."""
        found = {}
        for sla, service, priority, metric, target in self.promises():
            for _, providers in self.carried(service):
                *before, last = self.commitments(self.chain(providers), service, priority, metric) or [None]
                if not providers or any(said is None for _, said, _ in before):
                    continue
                name, said, calendar = last
                unit = quantity(said)[1] if said else "m" if self.oracle.is_always(calendar) else "sm"
                room = self.room(sla, before, target, calendar, unit in ("sm", "sh"))
                found.setdefault((name, metric, priority), set()).add((room, unit))
        return found

    def ends_at(self, service):
        """By agreement (or team without one), the components behind a service whose chain ends there."""
        found = {}
        for part, providers in self.carried(service):
            if part in self.oracle.components and providers:
                holder = self.chain(providers)[-1]
                found.setdefault(self.promise(holder, service)[0], []).append(part)
        return found

    def uncovered(self, sla, service, part):
        """The agreed minutes in which nobody who provides a part is there; None when nobody provides it."""
        providers = dict(self.carried(service))[part]
        calendars = [self.promise(holder, service)[2] for holder in providers]
        agreed = self.oracle.walk(sla, self.agreed(sla)).open
        there = [self.oracle.walk(sla, calendar).open for calendar in calendars]
        return sum(map(gt, agreed, map(max, zip(*there, strict=True))))

    def room(self, sla, links, target, calendar, counts_open):
        """The largest number of minutes for a last link; -1 when even none is too many, `BEYOND` when unknown.

        What counts of a start is when it is taken up and the last instant that is not late.
        """
        pairs, limits = {}, self.limits(sla, target)
        for start, taken in self.run(sla, links):
            limit = limits[start][1]
            pairs[taken] = min(limit, pairs.get(taken, BEYOND))
        walk = self.walk(sla, calendar)
        openings = {taken: walk.opening(taken) if taken < BEYOND else BEYOND for taken in pairs}
        if any(openings[taken] > limit for taken, limit in pairs.items()):
            return -1
        if BEYOND in pairs.values():
            return BEYOND
        return min(
            (
                walk.elapsed(openings[taken], limit) if counts_open else limit - openings[taken]
                for taken, limit in pairs.items()
            ),
            default=BEYOND,
        )
