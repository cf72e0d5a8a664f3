"""Times of priority classes that contradict their order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.values import compare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM030",
    "times-out-of-order",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("SLM-44",),
    message=Text(
        "SLA `{sla}`: {field} of class {priority} in {time} is shorter than {other} in {other_time}",
        "服务级别协议 `{sla}`：{priority} 级{field}时限为 {time}，短于{other}的 {other_time}",
    ),
    help=Text(
        "let times grow from A to D, and within a class from response over handling to resolution",
        "时限应从 A 到 D 逐级不减，同级内按响应、处理、解决依次不减",
    ),
    why=Text(
        "What is urgent comes first; a time that shrinks towards D turns the order of work upside down.",
        "紧急的应先处理；越往 D 级时限越短，就颠倒了处理顺序。",
    ),
)
EXAMPLE = Example(
    at="slas.lark-sla.priorities.C.resolution", set={"slas.lark-sla.priorities.C.resolution": "6sh"}
)

NAMES = {
    "response": Text("response", "响应"),
    "handling": Text("handling", "处理"),
    "resolution": Text("resolution", "解决"),
}
FIELDS = tuple(NAMES)


def check(context: Context) -> Iterator[Problem]:
    """Every time that is shorter than that of the class before, or than an earlier time of its class."""
    for sla in context.design.slas.values():
        yield from _between_classes(sla)
        yield from _within_classes(sla)


def _between_classes(sla: Sla) -> Iterator[Problem]:
    written = sorted(sla.priorities.items())
    for (before, first), (after, second) in pairwise(written):
        for field in FIELDS:
            times = getattr(second, field), getattr(first, field)
            if (compare(*times) or 0) < 0:
                yield _problem(sla, (after, field), times, Text(f"class {before}", f" {before} 级"))


def _within_classes(sla: Sla) -> Iterator[Problem]:
    for priority, times in sla.priorities.items():
        written = [field for field in FIELDS if getattr(times, field) is not None]
        for earlier, later in pairwise(written):
            pair = getattr(times, later), getattr(times, earlier)
            if (compare(*pair) or 0) < 0:
                yield _problem(
                    sla, (priority, later), pair, Text(f"its {earlier}", f"本级{NAMES[earlier].zh}")
                )


def _problem(sla: Sla, where: tuple[str, str], times: tuple[Any, Any], other: Text) -> Problem:
    """A time that is shorter than another; `times` holds both in this order."""
    values = {
        "sla": sla.id,
        "priority": where[0],
        "field": NAMES[where[1]],
        "time": times[0],
        "other": other,
        "other_time": times[1],
    }
    return Problem(("slas", sla.id, "priorities", *where), values)
