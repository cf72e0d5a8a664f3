"""A commitment of a team or supplier that is looser than the agreements with customers need it to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.phrases import FIELDS, agreement_at, long, noun
from itsm_compiler.rules.shared.time_chains import is_refuted, leg_texts, too_weak, worst_chain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.commitments import CommitmentFigure
    from itsm_compiler.diagnostics import Path
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM034",
    "commitment-too-weak",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("SLM-05", "SLM-06", "SLM-08", "REL-16"),
    message=Text(
        "{noun} `{holder}` commits to {what} {committed}, SLA {slas} needs {required}",
        "{noun} `{holder}` 对{what}的承诺为 {committed}，而服务级别协议 {slas} 要求 {required}",
    ),
    help=Text(
        "agree on {required} here, or give the customer more room",
        "在此约定 {required}，或放宽对客户的承诺",
    ),
    why=Text(
        "A promise to the customer is worth what the last link of its chain has promised before.",
        "对客户的承诺，取决于支持链最后一环的承诺。",
    ),
)
EXAMPLE = Example(
    at="contracts.nimbus-contract.priorities.A.resolution",
    set={"contracts.nimbus-contract.priorities.A.resolution": "3d"},
)
OF_CLASS = Text("{metric} of class {priority} in", " {priority} 级{metric}")
AVAILABILITY = Text("an availability of", "可用性")
WORST = Text("started on {start}, {elapsed} pass by the wall clock", "从 {start} 起，按钟表要经过 {elapsed}")


def check(context: Context) -> Iterator[Problem]:
    """Every commitment that is looser than required, where a tighter one would do."""
    agreements = {**context.design.olas, **context.design.contracts}
    for figure in context.figures.commitments:
        if too_weak(figure) and figure.holder in agreements and not is_refuted(context, figure):
            yield _problem(context, figure)


def _problem(context: Context, figure: CommitmentFigure) -> Problem:
    design = context.design
    start = agreement_at(design, figure.holder)
    values: dict[str, Any] = {
        "noun": noun(design, figure.holder),
        "holder": figure.holder,
        "slas": wording.listing(figure.demanded_by),
    }
    required, committed = figure.required or 0.0, figure.committed or 0.0
    if figure.metric == "availability":
        shares = wording.share(committed, required), wording.share(required, committed)
        values |= {"what": AVAILABILITY, "committed": shares[0], "required": shares[1]}
        return Problem((*start, "availability"), values)
    times = wording.compared_minutes(committed, required)
    what = OF_CLASS.format({"metric": FIELDS[figure.metric], "priority": figure.priority})
    values |= {"what": what, "committed": times[0], "required": times[1]}
    at = (*start, "priorities", str(figure.priority), figure.metric)
    label, related = _worst(context, figure, values)
    return Problem(at, values, label, related)


def _worst(
    context: Context, figure: CommitmentFigure, values: dict[str, Any]
) -> tuple[Text | None, tuple[tuple[Path, Text], ...]]:
    """The worst chain that passes here, from its worst start, and what its other legs take."""
    worst = worst_chain(context, figure)
    if worst is None or worst.wall_from is None:
        return None, ()
    values |= {"start": wording.instant(worst.wall_from), "elapsed": long(worst.wall_minutes or 0)}
    others = [leg for leg in leg_texts(context, worst) if leg[0][1] != figure.holder]
    promise: Path = ("slas", worst.sla, "priorities", worst.priority, worst.metric)
    return WORST, ((promise, Text("promised here", "此处的承诺")), *others)
