"""Protects the arithmetic as a whole: hundreds of random designs, each figure against a slow second computation."""

from __future__ import annotations

import datetime as dt
import json
import random
from fractions import Fraction

import pytest
import yaml

from itsm_compiler.analysis.analyse import analyse
from itsm_compiler.graph import build_graph
from itsm_compiler.model.shape import shape
from itsm_compiler.source import load_texts
from tests.analysis.oracle import BEYOND, Oracle, Times

AS_OF = dt.date(2026, 1, 5)
SHARE, MINUTE = 1e-9, 1e-3
"""The tolerances of the conventions."""

SLACK = Fraction(2, 10**12)
"""By less than this a target that is above a limit may be taken for one at the limit."""

BATCHES = 12
A_BATCH = {"availability": 15, "windows": 5, "times": 3, "plans": 10}
"""Designs of each kind that a test takes."""

TERMS = (
    ("Europe/Vienna", "2027-03-15"),
    ("Europe/Vienna", "2027-10-18"),
    ("Asia/Shanghai", "2026-02-09"),
    ("Asia/Shanghai", "2026-09-21"),
)
"""Weeks in which the clocks are set forth and back, and weeks with holidays and worked weekends."""

HOURS = (
    "24x7",
    {"mon-fri": "08:00-18:00"},
    {"mon-fri": "08:30-12:00, 13:00-17:30", "sat": "09:00-12:00"},
    {"mon-sun": "06:00-22:00"},
    {"mon-thu": "07:00-16:00", "fri": "07:00-13:00"},
    {"mon-fri": "22:00-06:00"},
    {"sun": "01:00-05:00"},
    {"sat-sun": "00:00-24:00"},
    {"tue-thu": "10:00-10:45", "sun": "20:00-04:00"},
)


# -- random designs ---------------------------------------------------------------------------------------------------


def head(zone="Europe/Vienna", **more):
    return {
        "language": "itsm/v1",
        "design": {"title": "Random", "time_zone": zone, **more},
        "parties": {"buyer": {"role": "customer"}, "seller": {"role": "supplier"}},
    }


def availability_design(dice):
    """Parts of every kind on each other, services on them, targets at and about the bounds."""
    book = head()
    names = [f"part-{index}" for index in range(dice.randint(1, 8))]
    book["components"] = {}
    for name in names:
        below = list(book["components"])
        book["components"][name] = component(dice, below)
    book["services"] = {}
    for index in range(dice.randint(1, 4)):
        below = [*names, *book["services"]]
        book["services"][f"service-{index}"] = {"depends_on": dependencies(dice, below, dice.randint(1, 4))}
    book["slas"] = {"deal": agreement(book, "2027-03-01", "2027-03-02")}
    holders = providers(dice, book)
    for one in book["components"].values():
        if dice.random() < 0.8:
            one["provided_by"] = dice.sample(holders, dice.randint(1, 2))
    oracle = Oracle(yaml.safe_dump(book))
    target = {name: target_of(dice, oracle, name) for name in book["services"]}
    book["slas"]["deal"]["targets"] = {"availability": {"of": target}}
    return book


def agreement(book, first, last, **more):
    return {
        "customer": "buyer",
        "services": list(book["services"]),
        "valid": {"from": first, "to": last},
        **more,
    }


def providers(dice, book):
    """Two teams, one with an OLA, and a contract."""
    book["teams"] = {"ops": {}, "apps": {}}
    book["olas"] = {"ops-ola": {"team": "ops"}}
    book["contracts"] = {"lease": {"supplier": "seller", "availability": percent(dice)}}
    if dice.random() < 0.5:
        book["service_desk"] = {"team": "ops"}
    return ["ops", "apps", "lease"]


def component(dice, below):
    one = {"availability": percent(dice)}
    kind = dice.random()
    if kind < 0.15:
        one = {"mtbf": f"{dice.randint(50, 20000)}h", "mttr": f"{dice.randint(10, 900)}m"}
    elif kind < 0.25:
        one = {"availability": {"mttr": f"{dice.randint(1, 30)}h", "failures": f"{dice.randint(1, 20)}/y"}}
    elif kind < 0.3:
        one = {"failures": f"{dice.randint(1, 3)}/q", "mtbf": f"{dice.randint(20, 28)}d"}
    elif kind < 0.32:
        one = {}
    if dice.random() < 0.35:
        one["quantity"] = dice.randint(1, 5)
        if dice.random() < 0.8:
            one["need"] = dice.randint(1, one["quantity"])
    if dice.random() < 0.15:
        one["per"] = dice.choice(["site", "user"])
    if below and dice.random() < 0.6:
        one["depends_on"] = dependencies(dice, below, dice.randint(1, 2))
    return one


def percent(dice):
    digits = dice.choice([0, 1, 2, 3])
    low = dice.choice([50, 90, 99])
    return f"{dice.randint(low * 10**digits, 100 * 10**digits) / 10**digits:.{digits}f}%"


def dependencies(dice, below, count):
    entries = []
    for _ in range(count):
        kind = dice.random()
        if kind < 0.45 or len(below) < 2:
            entries.append(dice.choice(below))
        elif kind < 0.55:
            entries.append({"part": dice.choice(below), "soft": "slower without it"})
        else:
            branches = dice.sample(below, dice.randint(2, min(4, len(below))))
            need = dice.randint(1, len(branches)) if dice.random() < 0.99 else len(branches) + 1
            entries.append({"any": branches, "need": need})
    return entries


def target_of(dice, oracle, service):
    """A share, often one of the limits at which the verdict changes, to nine digits up or down."""
    parts = oracle.parts(service)
    if dice.random() < 0.2 or not parts or any(oracle.unit(part) is None for part in parts):
        return percent(dice)
    lower, upper = oracle.bounds(service)
    limit = dice.choice([lower, upper, oracle.availability(service)])
    steps = 100 * limit * 10**9
    written = max(
        0, min(100 * 10**9, steps.numerator // steps.denominator + dice.choice([0, 0, 1, -1000, 1000]))
    )
    return f"{written // 10**9}.{written % 10**9:09d}%"


def calendar(dice, first, length):
    one = {"hours": dice.choice(HOURS)}
    if dice.random() < 0.4:
        one["closed"] = [span(dice, first, length) for _ in range(dice.randint(1, 3))]
    if dice.random() < 0.3:
        day = first + dt.timedelta(dice.randint(0, length))
        one["open"] = {
            day.isoformat(): dice.choice(["09:00-11:00", "00:00-24:00", "01:30-03:30, 20:00-24:00"])
        }
    if dice.random() < 0.2:
        one["holidays"] = "CN"
    return one


def span(dice, first, length):
    start = first + dt.timedelta(dice.randint(0, length))
    end = start + dt.timedelta(dice.randint(0, 3))
    return start.isoformat() if start == end else f"{start}/{end}"


def calendars_of(dice):
    """Zone, first and last day of a term, calendars."""
    zone, first = dice.choice(TERMS)
    begin = dt.date.fromisoformat(first) + dt.timedelta(dice.randint(0, 10))
    length = dice.randint(5, 20)
    calendars = {f"hours-{index}": calendar(dice, begin, length) for index in range(dice.randint(1, 4))}
    return zone, begin, begin + dt.timedelta(length), calendars


def window_design(dice):
    """An agreement on any hours, with or without counted maintenance."""
    zone, first, last, calendars = calendars_of(dice)
    names = ["always", *calendars]
    book = head(zone, **({"hours": dice.choice(names)} if dice.random() < 0.5 else {}))
    book |= {"calendars": calendars, "services": {"mail": {"depends_on": "server"}}}
    book["components"] = {"server": {"availability": "99.95%"}}
    deal = agreement(book, first.isoformat(), last.isoformat())
    window = dice.choice(["month", "week", "quarter", "year", "30d", "day", "half-year"])
    deal["targets"] = {"availability": {"of": "99%", "window": window}}
    if dice.random() < 0.8:
        deal["hours"] = dice.choice(names)
    if dice.random() < 0.4:
        deal["maintenance"] = {"counts": dice.random() < 0.8}
        if dice.random() < 0.7:
            deal["maintenance"]["hours"] = dice.choice(names)
        if dice.random() < 0.7 or "hours" not in deal["maintenance"]:
            deal["maintenance"]["most"] = f"{dice.randint(1, 8)}h per {dice.choice(['month', 'week'])}"
    book["slas"] = {"deal": deal}
    return book


def times_design(dice):
    """Teams, suppliers and a desk on calendars of their own, chains of one to four links, promises to a customer."""
    zone, first, last, calendars = calendars_of(dice)
    names = ["always", *calendars]
    book = head(zone, **({"hours": dice.choice(names)} if dice.random() < 0.5 else {}))
    teams = [f"team-{index}" for index in range(dice.randint(1, 3))]
    contracts = [f"contract-{index}" for index in range(dice.randint(0, 2))]
    book |= {
        "calendars": calendars,
        "teams": {},
        "olas": {},
        "contracts": {},
        "services": {},
        "components": {},
    }
    for name in teams:
        book["teams"][name] = {"hours": dice.choice(names)} if dice.random() < 0.6 else {}
        if dice.random() < 0.95:
            book["olas"][f"{name}-ola"] = {"team": name, **promise(dice, names)}
        if dice.random() < 0.2:
            book["olas"][f"{name}-special"] = {"team": name, "covers": "service-0", **promise(dice, names)}
    for name in contracts:
        book["contracts"][name] = {"supplier": "seller", **promise(dice, names)}
        if dice.random() < 0.1:
            book["contracts"][name]["covers"] = "service-0"
    if dice.random() < 0.75:
        book["service_desk"] = {"team": dice.choice(teams)}
        if dice.random() < 0.5:
            book["service_desk"]["hours"] = dice.choice(names)
    holders = [*teams, *contracts]
    for index in range(dice.randint(1, 2)):
        chain = dice.sample(holders, dice.randint(1, min(3, len(holders))))
        below = list(book["components"])
        more = {"depends_on": dice.choice(below)} if below and dice.random() < 0.5 else {}
        book["components"][f"part-{index}"] = {"provided_by": chain, **more}
    for index in range(dice.randint(1, 2)):
        named = list(book["components"])
        if index and dice.random() < 0.3:
            book["services"][f"service-{index}"] = {"provided_by": dice.choice(holders)}
        else:
            book["services"][f"service-{index}"] = {
                "depends_on": dice.sample(named, dice.randint(1, len(named)))
            }
    book["slas"] = {}
    for index in range(dice.choice([1, 1, 1, 2])):
        later = first + dt.timedelta(index * dice.randint(0, 4))
        deal = agreement(book, later.isoformat(), last.isoformat(), priorities={})
        if dice.random() < 0.8:
            deal["hours"] = dice.choice(names)
        for priority in dice.sample("AB", dice.randint(1, 2)):
            deal["priorities"][priority] = {"response": duration(dice, 1), "resolution": duration(dice, 30)}
        book["slas"][f"deal-{index}"] = deal
    if dice.random() < 0.5:
        tighten(dice, book)
    return book


def tighten(dice, book):
    """Set the targets to what the chains just reach, or a minute more or less."""
    times = Times(Oracle(yaml.safe_dump(book)))
    for sla, service, priority, metric, _ in list(times.promises()):
        unit = dice.choice(["sm", "m"])
        worst, _, _ = times.figure(sla, service, priority, metric, f"1{unit}")
        if worst:
            reached = max(one["composed"] for one in worst.values())[1]
            target = max(1, reached + dice.choice([-1, 0, 0, 1]))
            book["slas"][sla]["priorities"][priority][metric] = f"{target}{unit}"


def promise(dice, names):
    fields = {"response": 1, "escalate": 3, "resolution": 12}
    classes = {
        priority: {field: duration(dice, most) for field, most in fields.items() if dice.random() < 0.98}
        for priority in "AB"
    }
    return {"priorities": classes, **({"hours": dice.choice(names)} if dice.random() < 0.7 else {})}


def duration(dice, hours):
    """A duration of up to so many hours, in any unit."""
    kind = dice.random()
    if kind < 0.3:
        return f"{dice.randint(0 if kind < 0.01 else 1, 60 * hours)}sm"
    if kind < 0.5:
        return f"{dice.randint(1, 4 * hours) / 4:g}sh"
    if kind < 0.7:
        return f"{dice.randint(1, 60 * hours)}m"
    if kind < 0.9 or hours < 3:
        return f"{dice.randint(1, 4 * hours) / 4:g}h"
    return f"{dice.randint(1, 2)}{dice.choice(['d', 'wd', 'wd', 'wd'])}"


def plan_design(dice):
    """Tasks with estimates in any units on any calendar, and risks."""
    zone, first, _, calendars = calendars_of(dice)
    book = head(zone, hours=dice.choice(["always", *calendars]))
    names = [f"task-{index}" for index in range(dice.randint(1, 10))]
    tasks = {}
    for name in names:
        tasks[name] = {"duration": estimate(dice)}
        if tasks and dice.random() < 0.85:
            earlier = list(tasks)[:-1]
            tasks[name]["needs"] = dice.sample(earlier, dice.randint(0, min(3, len(earlier))))
    plan = {"start": first.isoformat(), "tasks": dict(dice.sample(list(tasks.items()), len(tasks)))}
    plan["go_live"] = (first + dt.timedelta(dice.randint(0, 150))).isoformat()
    plan["milestones"] = {"gate": {"after": dice.sample(names, dice.randint(1, len(names)))}}
    if dice.random() < 0.4:
        plan["hours"] = dice.choice(["always", *calendars])
    book |= {"calendars": calendars, "deployment": plan, "risks": {}}
    book["risk_policy"] = {"scale": {step: f"{dice.randint(1, 900) / 10:g}%" for step in range(1, 6)}}
    if dice.random() < 0.4:
        low, medium, high = sorted(dice.sample(range(1, 25), 3))
        book["risk_policy"]["bands"] = {"low": low, "medium": medium, "high": high}
    for index in range(dice.randint(0, 4)):
        risk = {"probability": dice.randint(1, 5), "impact": dice.randint(1, 5)}
        risk["residual"] = {"probability": dice.randint(1, 5), "impact": dice.randint(1, 5)}
        risk |= {"loss": dice.randint(1, 10**6)} if dice.random() < 0.7 else {}
        book["risks"][f"risk-{index}"] = risk
    return book


def estimate(dice):
    if dice.random() < 0.5:
        return length(dice)
    return {name: length(dice) for name in ("best", "likely", "worst")}


def length(dice):
    if dice.random() < 0.05:
        return "0wd"
    unit, most = dice.choice(
        [("wd", 40), ("wd", 40), ("sh", 200), ("sm", 2000), ("d", 60), ("h", 300), ("w", 12)]
    )
    return f"{dice.randint(1, most) / dice.choice([1, 4, 10]):.10g}{unit}"


# -- comparison -------------------------------------------------------------------------------------------------------


def figures_of(text):
    source, slips = load_texts({"itsm.yaml": text})
    design, faults = shape(source)
    assert [one.message.en for one in (*slips, *faults)] == [], text
    return analyse(design, build_graph(design), AS_OF)


def close(got, wanted, tolerance):
    return abs(Fraction(got) - wanted) <= Fraction(tolerance)


def differences(text):
    """What the compiler and the oracle do not agree on, in words."""
    oracle, figures = Oracle(text), figures_of(text)
    yield from differences_of_availability(oracle, figures)
    yield from differences_of_required_availability(oracle, figures)
    yield from differences_of_coverage(oracle, figures)
    yield from differences_of_times(oracle, figures)
    yield from differences_of_commitments(oracle, figures)
    yield from differences_of_plan(oracle, figures)
    yield from differences_of_risks(oracle, figures)


def differences_of_availability(oracle, figures):
    found = {(one.sla, one.service): one for one in figures.availability}
    for sla, service, target, days in oracle.availability_targets():
        parts, figure = oracle.parts(service), found.pop((sla, service), None)
        if not parts or any(oracle.unit(part) is None for part in parts):
            if figure is not None:
                yield f"{service}: a figure where there is none"
            continue
        window, planned = oracle.window(sla, days), oracle.maintenance(sla, days)
        left = 1 - planned / window if window else Fraction(1)
        lower, upper = (left * bound for bound in oracle.bounds(service))
        derived = left * oracle.availability(service)
        wanted = {
            "derived": (derived, SHARE),
            "lower_bound": (lower, SHARE),
            "upper_bound": (upper, SHARE),
            "window_minutes": (window, MINUTE),
            "maintenance_minutes": (planned, MINUTE),
            "downtime_expected_minutes": (window * (1 - derived), MINUTE),
            "downtime_allowed_minutes": (window * (1 - target), MINUTE),
        }
        for name, (value, tolerance) in wanted.items():
            if not close(getattr(figure, name), value, tolerance):
                yield f"{service}: {name} is {getattr(figure, name)}, should be {float(value)}"
        verdicts = {oracle.verdict(target - less, lower, derived, upper) for less in (0, SLACK)}
        if figure.verdict not in verdicts:
            yield f"{service}: verdict is {figure.verdict}, should be {verdicts}"
        yield from differences_of_weakest(oracle, figure)
        yield from differences_of_remedies(oracle, figure, left)
    yield from (f"{key}: a figure nobody asked for" for key in found)


def differences_of_weakest(oracle, figure):
    weights = oracle.weights(figure.service)
    largest = max(weight for weight, _ in weights.values())
    if figure.weakest is None:
        if largest > SLACK:
            yield f"{figure.service}: no weakest part"
        return
    weight, birnbaum = weights[figure.weakest.entity]
    if not close(weight, largest, 1e-12):
        yield f"{figure.service}: weakest is {figure.weakest.entity}, not the largest of {weights}"
    if not close(figure.weakest.importance, birnbaum, SHARE):
        yield f"{figure.service}: importance is {figure.weakest.importance}, should be {float(birnbaum)}"


def differences_of_remedies(oracle, figure, left):
    if (figure.verdict in ("missed", "impossible")) != bool(figure.remedies) and figure.weakest is not None:
        yield f"{figure.service}: remedies are {figure.remedies}"
    for remedy in figure.remedies:
        best = left * oracle.availability(figure.service, {remedy.entity: 1})
        if remedy.improve_to is not None:
            gives = left * oracle.availability(figure.service, {remedy.entity: Fraction(remedy.improve_to)})
            if not close(gives, Fraction(figure.target), SHARE):
                yield f"{figure.service}: {remedy} gives {float(gives)}"
        elif best > Fraction(figure.target) + Fraction(SHARE):
            yield f"{figure.service}: {remedy} could meet the target"
        if remedy.gives is not None:
            gives = left * oracle.with_one_more(figure.service, remedy.entity)
            if not close(remedy.gives, gives, SHARE):
                yield f"{figure.service}: {remedy} gives {float(gives)}"


def differences_of_required_availability(oracle, figures):
    """The least share is enough for every promise, a little less is not."""
    times, demands = Times(oracle), {}
    for sla, service, target, days in oracle.availability_targets():
        if not oracle.parts(service) or any(oracle.unit(part) is None for part in oracle.parts(service)):
            continue
        window = oracle.window(sla, days)
        left = 1 - oracle.maintenance(sla, days) / window if window else Fraction(1)
        for holder, parts in times.ends_at(service).items():
            demands.setdefault(holder, []).append((service, parts, target, left))
    found = {one.holder: one for one in figures.commitments if one.metric == "availability"}
    if set(found) != set(demands):
        yield f"required availabilities of {sorted(found)}, should be of {sorted(demands)}"
    for holder, asked in demands.items():

        def spare(unit, asked=asked):
            return min(
                left * oracle.with_units(service, parts, unit) - target
                for service, parts, target, left in asked
            )

        required = found[holder].required
        if required is None:
            if spare(Fraction(1)) >= 0:
                yield f"{holder}: out of reach, though 100 % is enough"
        elif spare(min(Fraction(1), Fraction(required) + Fraction(SHARE))) < -SLACK:
            yield f"{holder}: {required} is not enough"
        elif required > SHARE and spare(Fraction(required) - Fraction(SHARE)) > SLACK:
            yield f"{holder}: {required} is more than is needed"


def differences_of_coverage(oracle, figures):
    times = Times(oracle)
    found = {
        (one.sla, one.part, service): one.uncovered_minutes
        for one in figures.gaps
        for service in one.services
    }
    for sla in oracle.slas:
        for service in oracle.services_of(sla):
            for part, providers in times.carried(service):
                missing = times.uncovered(sla, service, part) if providers else 0
                if found.get((sla, part, service), 0) != missing:
                    yield f"{part} for {service}: gap is {found.get((sla, part, service))}, should be {missing}"


def instant(walk, moment):
    return int(moment.timestamp()) // 60 - walk.base


def differences_of_times(oracle, figures):
    times = Times(oracle)
    found = {(one.sla, one.service, one.priority, one.metric): one for one in figures.response}
    for sla, service, priority, metric, target in times.promises():
        worst, verdict, beyond = times.figure(sla, service, priority, metric, target)
        if beyond or not times.starts(sla):
            continue
        figure = found[sla, service, priority, metric]
        where = f"{service} {priority} {metric}"
        if figure.verdict != verdict:
            yield f"{where}: verdict is {figure.verdict}, should be {verdict}"
        if not worst:
            if figure.composed_minutes is not None:
                yield f"{where}: a time without a chain"
            continue
        walk = times.walk(sla, times.agreed(sla))
        for name, minutes, since in (
            ("composed", figure.composed_minutes, figure.composed_from),
            ("wall", figure.wall_minutes, figure.wall_from),
        ):
            rank, most, _ = max(one[name] for one in worst.values())
            starts = {-one[name][2] for one in worst.values() if one[name][0] == rank}
            if not close(minutes, most, MINUTE):
                yield f"{where}: {name} is {minutes}, should be {most}"
            elif instant(walk, since) not in starts:
                yield f"{where}: {name} from {since}, should be one of the minutes {starts}"


def differences_of_commitments(oracle, figures):
    found = {
        (one.holder, one.metric, one.priority): one
        for one in figures.commitments
        if one.metric != "availability"
    }
    for key, rooms in Times(oracle).required().items():
        figure = found.get(key)
        least = min(room for room, _ in rooms)
        if figure is None:
            yield f"{key}: no figure"
        elif any(unit == "wd" or room >= BEYOND for room, unit in rooms):
            continue
        elif least < 0:
            if not figure.out_of_reach:
                yield f"{key}: required is {figure.required}, should be out of reach"
        elif figure.required is None or not close(figure.required, least, MINUTE):
            yield f"{key}: required is {figure.required}, should be {least}"


def differences_of_plan(oracle, figures):
    if figures.schedule is None:
        return
    wanted, end = oracle.schedule()
    if figures.schedule.duration_working_days != end:
        yield f"duration is {figures.schedule.duration_working_days}, should be {end}"
    for figure in figures.schedule.tasks:
        start, finish, total, free = wanted[figure.task]
        got = (figure.earliest_start, figure.earliest_finish, figure.total_float, figure.free_float)
        if got != (start, finish, total, free):
            yield f"{figure.task}: {got}, should be {wanted[figure.task]}"
        if (figure.start_date, figure.finish_date) != oracle.task_dates(start, finish):
            yield f"{figure.task}: {figure.start_date} {figure.finish_date}, should be {oracle.task_dates(start, finish)}"
        if figure.critical != (total == 0):
            yield f"{figure.task}: critical is {figure.critical}"
    if figures.schedule.go_live_margin != oracle.go_live_margin(end):
        yield f"margin is {figures.schedule.go_live_margin}, should be {oracle.go_live_margin(end)}"
    for figure in figures.schedule.milestones:
        after = oracle.book["deployment"]["milestones"][figure.milestone]["after"]
        reached = max(oracle.task_dates(*wanted[task][:2])[1] for task in after)
        if figure.reached != reached:
            yield f"{figure.milestone}: reached {figure.reached}, should be {reached}"
    critical = {task for task, (_, _, total, _) in wanted.items() if total == 0}
    if set(figures.schedule.critical_path) != critical:
        yield f"critical path is {figures.schedule.critical_path}, should be {sorted(critical)}"


def differences_of_risks(oracle, figures):
    for name, scores, bands, money in oracle.risks():
        figure = figures.risk(name)
        got = ([figure.inherent, figure.residual], [figure.inherent_band, figure.residual_band])
        if got != (scores, bands):
            yield f"{name}: {got}, should be {scores} {bands}"
        if (figure.exposure is None) != (money is None) or (money is not None and figure.exposure != money):
            yield f"{name}: exposure is {figure.exposure}, should be {money}"


DESIGNS = {
    "availability": availability_design,
    "windows": window_design,
    "times": times_design,
    "plans": plan_design,
}


class Plain(yaml.SafeDumper):
    def ignore_aliases(self, data):
        return True


def text_of(kind, seed):
    """A design as text, without the anchors that PyYAML writes for what occurs twice."""
    book = json.loads(json.dumps(DESIGNS[kind](random.Random(f"{kind} {seed}"))))
    return yaml.dump(book, Dumper=Plain, sort_keys=False)


@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("kind", DESIGNS)
def test_random_designs(kind, batch):
    """Availability, windows, times, commitments, schedules and risks of random designs are those of the oracle."""
    count = A_BATCH[kind]
    for seed in range(batch * count, (batch + 1) * count):
        text = text_of(kind, seed)
        said = list(differences(text))
        assert said == [], f"{kind} {seed}\n{text}"


@pytest.mark.parametrize("change", ["2027-03-28", "2027-10-31"])
@pytest.mark.parametrize("own", ["1wd", "2wd", "90sm", "25h"])
def test_nights_on_which_the_clocks_change(change, own):
    """Days, open minutes and clock hours over the hour that is skipped or repeated, from every minute about it."""
    sunday = dt.date.fromisoformat(change)
    days = [(sunday + dt.timedelta(step)).isoformat() for step in (-2, 2)]
    book = head("Europe/Vienna")
    book["calendars"] = {
        "night": {"hours": {"mon-sun": "22:00-02:30"}},
        "early": {"hours": {"mon-sun": "02:15-02:45, 03:00-04:00"}},
    }
    hours = ("always", "night", "early")
    book["teams"] = {f"{name}-team": {"hours": name} for name in hours}
    book["olas"] = {
        f"{name}-ola": {"team": f"{name}-team", "priorities": {"A": {"response": "1m", "resolution": own}}}
        for name in hours
    }
    book["components"] = {f"{name}-part": {"provided_by": f"{name}-team"} for name in hours}
    book["services"] = {f"{name}-work": {"depends_on": f"{name}-part"} for name in hours}
    promised = {"A": {"resolution": "24h"}, "B": {"resolution": "1wd"}, "C": {"resolution": "300sm"}}
    for ola in book["olas"].values():
        ola["priorities"] |= dict.fromkeys(promised, ola["priorities"]["A"])
    book["slas"] = {f"{name}-deal": agreement(book, *days, hours=name, priorities=promised) for name in hours}
    text = yaml.dump(book, Dumper=Plain)
    assert list(differences(text)) == [], text


# -- published examples -----------------------------------------------------------------------------------------------

AVAILABILITIES = {
    "ITIL Availability Management: host, network, server and workstation in a row": (
        {"host": "98%", "network": "98%", "server": "97.5%", "workstation": "96%"},
        ["host", "network", "server", "workstation"],
        "0.8989344",
    ),
    "IEC 61078: 2 out of 3": ({"unit": {"availability": "90%", "quantity": 3, "need": 2}}, ["unit"], "0.972"),
    "IEC 61078: 2 out of 4": (
        {"unit": {"availability": "90%", "quantity": 4, "need": 2}},
        ["unit"],
        "0.9963",
    ),
    "Rausand and Høyland: 2 out of 3 unlike": (
        {"a": "90%", "b": "80%", "c": "70%"},
        [{"any": ["a", "b", "c"], "need": 2}],
        "0.902",
    ),
    "a pair before a single part": (
        {"a": "90%", "b": "95%", "c": "98%"},
        [{"any": ["a", "b"]}, "c"],
        "0.9751",
    ),
    "Rausand and Høyland: the bridge, 2p² + 2p³ − 5p⁴ + 2p⁵": (
        dict.fromkeys("abcde", "90%"),
        [{"any": ["upper", "lower", "down", "up"]}],
        "0.97848",
    ),
    "mean up and repair time: 1000 h and 2 h": ({"a": {"mtbf": "1000h", "mttr": "2h"}}, ["a"], "1000/1002"),
}
PATHS = {"upper": ["a", "b"], "lower": ["d", "e"], "down": ["a", "c", "e"], "up": ["d", "c", "b"]}
"""The ways across the bridge, as services that need all on them."""


@pytest.mark.parametrize("example", AVAILABILITIES)
def test_published_availabilities(example):
    """Availabilities that textbooks and standards print come out as printed, from the compiler and from the oracle."""
    parts, needs, printed = AVAILABILITIES[example]
    book = head()
    book["components"] = {
        name: one if isinstance(one, dict) else {"availability": one} for name, one in parts.items()
    }
    used = [name for need in needs if isinstance(need, dict) for name in need["any"] if name in PATHS]
    book["services"] = {name: {"depends_on": PATHS[name]} for name in used} | {"it": {"depends_on": needs}}
    book["slas"] = {"deal": {**agreement(book, "2027-03-01", "2027-03-02"), "services": "it"}}
    book["slas"]["deal"]["targets"] = {"availability": "50%"}
    text = yaml.dump(book, Dumper=Plain)
    assert close(figures_of(text).availability[0].derived, Fraction(printed), SHARE)
    assert Oracle(text).availability("it") == Fraction(printed)


@pytest.mark.parametrize(
    ("nines", "window", "seconds"),
    [
        ("99%", "month", 26298),
        ("99.9%", "month", "2629.8"),
        ("99.9%", "year", "31557.6"),
        ("99.99%", "year", "3155.76"),
        ("99.999%", "year", "315.576"),
        ("99.999%", "quarter", "78.894"),
        ("99.999%", "week", "6.048"),
        ("99.999%", "day", "0.864"),
    ],
)
def test_the_table_of_nines(nines, window, seconds):
    """The downtime that the well-known table of nines allows: 99.9 % of a mean month are 43.83 minutes."""
    book = head()
    book |= {"components": {"server": {"availability": nines}}, "services": {"it": {"depends_on": "server"}}}
    book["slas"] = {"deal": agreement(book, "2027-01-01", "2027-12-31")}
    book["slas"]["deal"]["targets"] = {"availability": {"of": nines, "window": window}}
    (figure,) = figures_of(yaml.dump(book, Dumper=Plain)).availability
    assert close(60 * figure.downtime_allowed_minutes, Fraction(seconds), 1e-6)
    assert close(60 * figure.downtime_expected_minutes, Fraction(seconds), 1e-6)
    assert figure.verdict == "guaranteed"


RELIABLE = {
    "a": ((1, 2, 3), "", 0),
    "b": ((2, 3.5, 8), "a", 0),
    "c": ((6, 9, 18), "b", 0),
    "d": ((4, 5.5, 10), "c", 4),
    "e": ((1, 4.5, 5), "c", 0),
    "f": ((4, 4, 10), "e", 0),
    "g": ((5, 6.5, 11), "d", 4),
    "h": ((5, 8, 17), "eg", 4),
    "i": ((3, 7.5, 9), "c", 2),
    "j": ((3, 9, 9), "fi", 0),
    "k": ((4, 4, 4), "j", 1),
    "l": ((1, 5.5, 7), "j", 0),
    "m": ((1, 2, 3), "h", 4),
    "n": ((5, 5.5, 9), "kl", 0),
}
"""Hillier and Lieberman, Introduction to Operations Research, Reliable Construction Co.: estimates, needs, slack."""

MILWAUKEE = {
    "a": ((2, 2, 2), "", 0),
    "b": ((3, 3, 3), "", 1),
    "c": ((2, 2, 2), "a", 0),
    "d": ((4, 4, 4), "ab", 1),
    "e": ((4, 4, 4), "c", 0),
    "f": ((3, 3, 3), "c", 6),
    "g": ((5, 5, 5), "de", 0),
    "h": ((2, 2, 2), "fg", 0),
}
"""Heizer and Render, Operations Management, Milwaukee Paper: durations, needs, slack."""


@pytest.mark.parametrize(("network", "length"), [(RELIABLE, 44), (MILWAUKEE, 15)])
def test_published_networks(network, length):
    """Length, slack and critical path of networks that textbooks print."""
    tasks = {
        name: {
            "duration": {
                field: f"{days}wd" for field, days in zip(("best", "likely", "worst"), days, strict=True)
            },
            "needs": list(needs),
        }
        for name, (days, needs, _) in network.items()
    }
    book = head() | {"deployment": {"start": "2027-01-04", "tasks": tasks}}
    schedule = figures_of(yaml.dump(book, Dumper=Plain)).schedule
    assert schedule.duration_working_days == length
    assert {one.task: one.total_float for one in schedule.tasks} == {
        name: slack for name, (_, _, slack) in network.items()
    }
    assert schedule.critical_path == tuple(name for name, (_, _, slack) in network.items() if slack == 0)
