"""How the smallest changes that close a gap came about: the gap, each step with the line to mend, and what they give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.analysis.figures import Derivation
from itsm_compiler.analysis.telling import METRIC_WORDS, VERDICTS, leaf, say
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.remedies import RemedyFigure, RemedyStep
    from itsm_compiler.analysis.telling import Explained

RAISED = Text(
    "the parts whose units have to be down least less, all by the same factor, the others unchanged",
    "其他部件不变，各部件的不可用率按同一比例缩小，取所需缩小幅度最小者",
)
ADDED = Text(
    "the fewest more units of which as many are enough as before", "所需单元数不变时最少增加的单元数"
)
SHORTER = Text(
    "the longest commitment with which every chain is in time from every start, the others unchanged",
    "其他承诺不变，使各支持链从任一起点都不超时的最长承诺",
)
OTHER_HOURS = Text("the same commitment on the calendar of the agreement", "承诺不变，改用协议的日历")


def of_remedy(known: Explained, figure: RemedyFigure) -> Derivation:
    """A way to close a gap."""
    name = METRIC_WORDS[figure.metric]
    values = {"metric": name, "priority": figure.priority, "service": figure.service, "sla": figure.sla}
    if figure.priority is None:
        what = say(
            "to close the gap in {metric} of `{service}` under `{sla}`",
            "弥补`{sla}`下`{service}`{metric}缺口的办法",
            **values,
        )
    else:
        what = say(
            "to close the gap in {metric} of priority {priority} for `{service}` under `{sla}`",
            "弥补`{sla}`下`{service}`优先级{priority}{metric}时限缺口的办法",
            **values,
        )
    unit = "share" if figure.metric == "availability" else "minutes"
    gives = Derivation(Text("it gives", "可达到"), figure.gives, unit)  # type: ignore[arg-type]
    parts = (*_gap(known, figure), *(_of_step(step) for step in figure.steps))
    return Derivation(what, None, "none", parts=(*parts, *((gives,) if figure.gives is not None else ())))


def _gap(known: Explained, figure: RemedyFigure) -> Iterator[Derivation]:
    """What is promised and what follows now."""
    path = known.design.path_of(figure.sla)
    if figure.metric == "availability":
        now = known.figures.availability_of(figure.sla, figure.service)
        if now is not None:
            words = say(
                "promised (verdict: {verdict})", "承诺值（判定：{verdict}）", verdict=VERDICTS[now.verdict]
            )
            yield leaf(words, now.target, "share", (*path, "targets", "availability"))
            yield Derivation(Text("now", "现状"), now.derived, "share")
        return
    for one in known.figures.responses_of(figure.sla):
        if (one.service, one.priority, one.metric) == (figure.service, figure.priority, figure.metric):
            words = say(
                "promised (verdict: {verdict})", "承诺值（判定：{verdict}）", verdict=VERDICTS[one.verdict]
            )
            yield leaf(words, str(one.target), "none", (*path, "priorities", one.priority, one.metric))
            yield Derivation(Text("now", "现状"), one.composed_minutes, "minutes")


def _of_step(step: RemedyStep) -> Derivation:
    """A step with what is written now."""
    values = {"entity": step.entity, "hours": step.hours}
    if step.action == "open":
        return Derivation(
            say("`{entity}` works on `{hours}`", "`{entity}`改用日历`{hours}`", **values),
            None,
            "none",
            OTHER_HOURS,
            at=step.at,
        )
    what, unit, formula = {
        "raise": (
            say("availability of `{entity}`, each unit", "`{entity}`单个单元的可用性", **values),
            "share",
            RAISED,
        ),
        "add-unit": (say("units of `{entity}`", "`{entity}`的单元数", **values), "count", ADDED),
        "commit": (
            say("`{entity}` commits to, on `{hours}`", "`{entity}`的承诺（日历`{hours}`）", **values),
            "minutes",
            SHORTER,
        ),
    }[step.action]
    before = leaf(Text("written now", "目前所写"), step.before, unit, step.at)  # type: ignore[arg-type]
    return Derivation(what, step.after, unit, formula, (before,))  # type: ignore[arg-type]
