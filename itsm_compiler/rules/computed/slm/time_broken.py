"""A promised response or resolution time that the chain behind it takes longer than, and no last link could mend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.phrases import FIELDS, against
from itsm_compiler.rules.shared.time_chains import leg_texts, likewise, mendable_at_the_end, place, remedy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.response import ResponseFigure
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM032",
    "time-broken",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("SLM-06", "SLM-04", "SLM-05"),
    message=Text(
        "SLA `{sla}` promises {metric} of class {priority} in {target}, the chain behind `{part}` takes {composed}",
        "服务级别协议 `{sla}` 承诺 {priority} 级{metric}时限 {target}，而 `{part}` 的支持链需要 {composed}",
    ),
    help=Text("{remedy}, or promise no less than {composed}", "{remedy}，或把承诺放宽到不少于 {composed}"),
    why=Text(
        "What teams and suppliers take one after the other is the time the customer waits, each counted in its own hours.",
        "各团队、供应商依次占用的时间（各按自己的服务时间计算）之和，就是客户等待的时间。",
    ),
)
EXAMPLE = Example(
    at="slas.lark-sla.priorities.A.resolution", set={"olas.it-ola.priorities.A.escalate": "9sh"}
)
WORST = Text("worst start: {start}", "最不利的起点：{start}")


def check(context: Context) -> Iterator[Problem]:
    """Each kind of time that an agreement breaks, once: at its first class, the others beside it.

    Those that a better last link would mend are `SLM034`.
    """
    worst: dict[tuple[str, str], dict[str, ResponseFigure]] = {}
    for figure in context.figures.response:
        if figure.verdict == "broken" and not mendable_at_the_end(context, figure):
            classes = worst.setdefault((figure.sla, figure.metric), {})
            known = classes.get(figure.priority)
            if known is None or (figure.composed_minutes or 0) > (known.composed_minutes or 0):
                classes[figure.priority] = figure
    for (sla, _), classes in worst.items():
        first, *others = (
            classes[priority] for priority in context.design.slas[sla].priorities if priority in classes
        )
        yield _problem(context, first, others)


def _problem(context: Context, figure: ResponseFigure, others: list[ResponseFigure]) -> Problem:
    composed, target = against(figure.composed_minutes or 0, figure.target_minutes)
    values: dict[str, Any] = {
        "sla": figure.sla,
        "metric": FIELDS[figure.metric],
        "priority": figure.priority,
        "target": target,
        "part": figure.part,
        "composed": composed,
        "remedy": remedy(context, figure),
        "start": wording.instant(figure.composed_from) if figure.composed_from else "",
    }
    related = (*leg_texts(context, figure), *map(likewise, others))
    return Problem(place(figure), values, WORST if figure.composed_from else None, related)
