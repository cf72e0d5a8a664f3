"""The critical path method over working days: forward and backward pass, floats, three-point estimates; exact."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from itsm_compiler.graph import strong_components

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Times:
    """When a task can and must be done, in working days after the start, and how far it can slip.

    `total_float` before the end of the whole slips, `free_float` before any other task does.
    """

    earliest_start: Fraction
    earliest_finish: Fraction
    latest_start: Fraction
    latest_finish: Fraction
    total_float: Fraction
    free_float: Fraction


@dataclass(frozen=True, slots=True)
class Plan:
    """The times of all tasks, the tasks without float in order of time, and tasks that wait for each other.

    Between tasks on a cycle the waiting is left out, so that the rest can still be computed.
    """

    times: Mapping[str, Times]
    length: Fraction
    critical: tuple[str, ...]
    cycles: tuple[tuple[str, ...], ...]


def pert_mean(best: Fraction, likely: Fraction, worst: Fraction) -> Fraction:
    """The mean of a three-point estimate, (a + 4m + b) / 6, unrounded."""
    return (best + 4 * likely + worst) / 6


@dataclass(frozen=True, slots=True)
class Network:
    """Tasks in an order in which each stands after what it needs, and for each what is done before and after it."""

    order: tuple[str, ...]
    before: Mapping[str, Sequence[str]]
    after: Mapping[str, Sequence[str]]
    cycles: tuple[tuple[str, ...], ...]


def network(tasks: Iterable[str], needs: Mapping[str, Sequence[str]]) -> Network:
    """The network of tasks; needs that are no tasks, and those within a cycle, are left out."""
    names = tuple(tasks)
    ordered = strong_components(names, needs)
    group = {task: number for number, members in enumerate(ordered) for task in members}
    before = {
        task: [
            need
            for need in dict.fromkeys(needs.get(task, ()))
            if need in group and group[need] != group[task]
        ]
        for task in names
    }
    after: dict[str, list[str]] = {task: [] for task in names}
    for task, needed in before.items():
        for need in needed:
            after[need].append(task)
    cycles = tuple(
        members for members in ordered if len(members) > 1 or members[0] in needs.get(members[0], ())
    )
    return Network(tuple(task for members in ordered for task in members), before, after, cycles)


def critical_path(durations: Mapping[str, Fraction], needs: Mapping[str, Sequence[str]]) -> Plan:
    """Plan tasks that begin when all they need is done; needs that are no tasks are left out."""
    net = network(durations, needs)
    before, after = net.before, net.after
    start: dict[str, Fraction] = {}
    finish: dict[str, Fraction] = {}
    for task in net.order:
        start[task] = max((finish[need] for need in before[task]), default=Fraction(0))
        finish[task] = start[task] + durations[task]
    length = max(finish.values(), default=Fraction(0))
    latest: dict[str, Fraction] = {}
    times: dict[str, Times] = {}
    for task in reversed(net.order):
        end = min((latest[follower] for follower in after[task]), default=length)
        latest[task] = end - durations[task]
        free = min((start[follower] for follower in after[task]), default=length) - finish[task]
        times[task] = Times(start[task], finish[task], latest[task], end, end - finish[task], free)
    rank = {task: index for index, task in enumerate(net.order)}
    critical = sorted(
        (task for task in durations if not times[task].total_float),
        key=lambda task: (start[task], finish[task], rank[task]),
    )
    return Plan({task: times[task] for task in durations}, length, tuple(critical), net.cycles)
