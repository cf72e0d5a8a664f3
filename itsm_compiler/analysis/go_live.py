"""The chance of making go-live: by simulation of the whole network, and by the formula for its critical path."""

from __future__ import annotations

import math
from dataclasses import dataclass
from operator import add
from typing import TYPE_CHECKING

from itsm_compiler.analysis.chance import normal_below, percentile, pert_draws, standard_error, stream
from itsm_compiler.analysis.critical_path import critical_path, network
from itsm_compiler.analysis.schedule import three_points, working_calendar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from itsm_compiler.analysis.clocks import Clocks
    from itsm_compiler.analysis.critical_path import Network
    from itsm_compiler.analysis.schedule import Schedule
    from itsm_compiler.model.deployment import Deployment

Points = tuple["Fraction", "Fraction", "Fraction"]

MOST_RUNS, FEWEST_RUNS, BATCH = 10_000, 2_000, 500
MOST_DRAWS = 2_000_000
"""Runs times tasks: beyond, there are fewer runs, never less than `FEWEST_RUNS`."""

NEAR = 0.05
"""A task off the critical path is near-critical when it sets the end in at least so many of the runs."""

SLACK = 1e-9
"""Working days by which a sum of floats may pass a limit that it equals."""


@dataclass(frozen=True, slots=True)
class Criticality:
    """The criticality index of a task: the share of runs in which the end of the whole hangs on it."""

    task: str
    index: float


@dataclass(frozen=True, slots=True)
class GoLiveChance:
    """The probability that the last task ends on a working day before go-live (convention 14).

    `simulated` is the share of seeded runs, with its `standard_error`; durations are PERT-beta, each task waits for all
    that it needs, whichever path is longest in that run. `formula` is Φ((`deadline` − `mean`) / √`variance`) on the
    critical path alone, `path`, of several that with the largest variance; `mean` and `variance` are sums of
    (a + 4m + b) / 6 and ((b − a) / 6)². All lengths are working days from the start; `deadline` are those before
    go-live. `percentile_80` is the length that four of five runs do not exceed. `criticality` names the tasks on
    which the end hangs in some run, the most critical first; `near_critical` are those of them that have float by the
    schedule and set the end in at least `NEAR` of the runs.
    """

    simulated: float
    standard_error: float
    formula: float
    mean: float
    variance: float
    deadline: int
    simulated_mean: float
    percentile_80: float
    path: tuple[str, ...]
    criticality: tuple[Criticality, ...]
    near_critical: tuple[str, ...]
    runs: int
    seed: int


def go_live_chance(
    deployment: Deployment, clocks: Clocks, schedule: Schedule, seed: int
) -> GoLiveChance | None:
    """The chance of making go-live; None without a start or where no date of go-live is written."""
    if schedule.go_live_margin is None:
        return None
    table = working_calendar(deployment, clocks)
    points = {name: three_points(task, table) for name, task in deployment.tasks.items()}
    net = network(sorted(points), {name: task.needs for name, task in deployment.tasks.items()})
    deadline = schedule.go_live_margin + math.ceil(schedule.duration_working_days)
    path = _riskiest_path(net, schedule, points)
    mean, variance = float(schedule.duration_working_days), float(sum(_variance(points[one]) for one in path))
    lengths, counts = simulated(net, points, seed)
    share = sum(length <= deadline + SLACK for length in lengths) / len(lengths)
    ranked = sorted((name for name, count in counts.items() if count), key=lambda one: (-counts[one], one))
    return GoLiveChance(
        simulated=share,
        standard_error=standard_error(share, len(lengths)),
        formula=by_formula(mean, variance, deadline),
        mean=mean,
        variance=variance,
        deadline=deadline,
        simulated_mean=math.fsum(lengths) / len(lengths),
        percentile_80=percentile(lengths, 0.8),
        path=path,
        criticality=tuple(Criticality(name, counts[name] / len(lengths)) for name in ranked),
        near_critical=tuple(
            name
            for name in ranked
            if counts[name] >= NEAR * len(lengths) and name not in schedule.critical_path
        ),
        runs=len(lengths),
        seed=seed,
    )


def by_formula(mean: float, variance: float, deadline: float) -> float:
    """The probability that a normally distributed length does not pass a deadline."""
    if not variance:
        return 1.0 if mean <= deadline + SLACK else 0.0
    return normal_below((deadline - mean) / math.sqrt(variance))


def simulated(net: Network, points: Mapping[str, Points], seed: int) -> tuple[list[float], dict[str, int]]:
    """The lengths of all runs in order of size, and by task the runs in which the end hung on it.

    Tasks that even at their worst can't set the end when all others go best are left out: they change no run.
    """
    kept = _able_to_set_the_end(net, points)
    net = network(
        [task for task in net.order if task in kept],
        {task: [need for need in net.before[task] if need in kept] for task in kept},
    )
    runs = max(FEWEST_RUNS, min(MOST_RUNS, MOST_DRAWS // max(1, len(kept)))) // BATCH * BATCH
    uniforms = {task: stream(seed, "go-live", task) for task in net.order}
    counts = dict.fromkeys(net.order, 0)
    lengths: list[float] = []
    for _ in range(runs // BATCH):
        drawn = {task: pert_draws(points[task], BATCH, uniforms[task]) for task in net.order}
        lengths += _batch(net, drawn, counts)
    return sorted(lengths), counts


def _batch(net: Network, drawn: Mapping[str, list[float]], counts: dict[str, int]) -> list[float]:
    """The lengths of runs with these durations, all runs at once; what is critical in them is counted."""
    starts: dict[str, Sequence[float]] = {}
    finishes: dict[str, list[float]] = {}
    for task in net.order:
        needed = [finishes[need] for need in net.before[task]]
        starts[task] = _latest(needed)
        finishes[task] = list(map(add, starts[task], drawn[task]))
    lengths = _latest([finishes[task] for task in net.order])
    critical: dict[str, list[bool]] = {}
    for task in reversed(net.order):
        finish = finishes[task]
        flags = [end == length for end, length in zip(finish, lengths, strict=True)]
        for follower in net.after[task]:
            pairs = zip(flags, critical[follower], finish, starts[follower], strict=True)
            flags = [own or (other and end == start) for own, other, end, start in pairs]
        critical[task] = flags
        counts[task] += sum(flags)
    return list(lengths)


def _latest(columns: Sequence[Sequence[float]]) -> Sequence[float]:
    """The latest of several times, run by run; the start where there is none."""
    if not columns:
        return [0.0] * BATCH
    return columns[0] if len(columns) == 1 else list(map(max, *columns))


def _able_to_set_the_end(net: Network, points: Mapping[str, Points]) -> set[str]:
    """The tasks on a path that at its worst is no shorter than the whole at its best."""
    best = critical_path({task: min(points[task]) for task in net.order}, net.before).length
    worst = critical_path({task: max(points[task]) for task in net.order}, net.before)
    return {task for task, times in worst.times.items() if worst.length - times.total_float >= best}


def _riskiest_path(net: Network, schedule: Schedule, points: Mapping[str, Points]) -> tuple[str, ...]:
    """One path of tasks without float from the start to the end, of several that with the largest variance."""
    times = {figure.task: figure for figure in schedule.tasks}
    spread: dict[str, Fraction] = {}
    came_from: dict[str, str | None] = {}
    for task in net.order:
        figure = times[task]
        if not figure.critical:
            continue
        before = [
            need
            for need in net.before[task]
            if need in spread and times[need].earliest_finish == figure.earliest_start
        ]
        came_from[task] = max(before, key=lambda need: (spread[need], need), default=None)
        spread[task] = _variance(points[task]) + max((spread[need] for need in before), default=0)
    ends = [task for task in spread if times[task].earliest_finish == schedule.duration_working_days]
    path: list[str] = []
    step = max(ends, key=lambda task: (spread[task], task), default=None)
    while step is not None:
        path.append(step)
        step = came_from[step]
    return tuple(reversed(path))


def _variance(points: Points) -> Fraction:
    """The variance of a three-point estimate by the formula of PERT."""
    return ((max(points) - min(points)) / 6) ** 2
