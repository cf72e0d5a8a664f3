"""States of a case that lead nowhere: to a state that is not there, or never to the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO088",
    "states-broken",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("PRO-59",),
    message=Text("in the states of process `{process}` {what}", "过程 `{process}` 的状态中，{what}"),
    help=Text(
        "write each state with those that may follow it, up to `closed`: `working: [confirmed]`",
        "逐一写明各状态的后续状态，直至 `closed`：`working: [confirmed]`",
    ),
    why=Text(
        "A case in a state without a way out stays open for ever, and nobody sees why.",
        "进入没有出路的状态，工单就永远关不掉，也没有人知道原因。",
    ),
)
EXAMPLE = Example(
    at="processes.incident-management.states.waiting",
    set={"processes.incident-management.states.waiting": ["wrking"]},
    base="reference",
)
CLOSED = "closed"
UNKNOWN = Text(
    "`{state}` is followed by {unknown}, which is no state", "`{state}` 的后续 {unknown} 不是已定义的状态"
)
STUCK = Text("{stuck} never lead to `closed`", "从 {stuck} 无法到达 `closed`")


def check(context: Context) -> Iterator[Problem]:
    """Every state followed by an unknown one; else, of incidents and requests, the states from which none is closed."""
    for process in context.design.processes.values():
        at = ("processes", process.id, "states")
        known = process.states
        strange = {state: [name for name in later if name not in known] for state, later in known.items()}
        for state, unknown in strange.items():
            if unknown:
                what = UNKNOWN.format({"state": state, "unknown": wording.listing(unknown)})
                yield Problem((*at, state), {"process": process.id, "what": what})
        if any(strange.values()) or not {"incident", "request"}.intersection(process.type):
            continue
        closing = _leading_to(known, CLOSED)
        stuck = [state for state in known if state not in closing]
        if stuck:
            what = STUCK.format({"stuck": wording.listing(stuck)})
            yield Problem((*at, stuck[0]), {"process": process.id, "what": what}, of="key")


def _leading_to(states: Mapping[str, tuple[str, ...]], end: str) -> set[str]:
    """The states from which the end is reached, itself among them."""
    before: dict[str, list[str]] = {}
    for state, later in states.items():
        for name in later:
            before.setdefault(name, []).append(state)
    reached, waiting = {end}, [end]
    while waiting:
        for state in before.get(waiting.pop(), ()):
            if state not in reached:
                reached.add(state)
                waiting.append(state)
    return reached
