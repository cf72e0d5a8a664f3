"""What rules say of the chains behind promised times: each leg with its place, and where a chain can be mended."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Text
from itsm_compiler.rules.shared.phrases import against, agreement_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.commitments import CommitmentFigure
    from itsm_compiler.analysis.response import ResponseFigure
    from itsm_compiler.diagnostics import Path
    from itsm_compiler.rules.rule import Context

MOST_LEGS = 5
LEGS = {
    "response": Text("responds within {time}, hours `{hours}`", "响应时限 {time}，服务时间 `{hours}`"),
    "escalate": Text("hands over after {time}, hours `{hours}`", "{time} 后升级，服务时间 `{hours}`"),
    "resolution": Text("solves within {time}, hours `{hours}`", "解决时限 {time}，服务时间 `{hours}`"),
}
LIKEWISE = Text(
    "likewise class {priority}: {target} promised, {composed} taken",
    "{priority} 级同样如此：承诺 {target}，需要 {composed}",
)
SHORTEN = Text("shorten what comes first, above all at `{longest}`", "缩短前面环节的时限，尤其是 `{longest}`")
WIDEN = Text(
    "widen the hours of {holders} (most of the time is waiting for {calendars} to open)",
    "延长 {holders} 的服务时间（大部分时间在等待 {calendars} 开始上班）",
)


def leg_texts(context: Context, figure: ResponseFigure) -> Iterator[tuple[Path, Text]]:
    """The place and the share of each leg of a chain, in order."""
    for link in figure.chain[:MOST_LEGS]:
        if link.agreement is not None and link.commitment is not None:
            at = (*agreement_at(context.design, link.agreement), "priorities", figure.priority, link.field)
            text = LEGS[link.field].format({"time": link.commitment, "hours": link.hours})
            yield (
                at,
                Text(*(sentence.replace("{", "{{").replace("}", "}}") for sentence in (text.en, text.zh))),
            )


def too_weak(commitment: CommitmentFigure) -> bool:
    """Whether a commitment is looser than required, and a tighter one would do."""
    return (
        commitment.margin is not None
        and commitment.margin < 0
        and commitment.required is not None
        and math.isfinite(commitment.required)
        and commitment.required > 0
    )


def is_refuted(context: Context, commitment: CommitmentFigure) -> bool:
    """Whether a commitment is an availability that the parts' own figures refute, which is told where it is promised."""
    refuted = {one.sla for one in context.figures.availability if one.verdict in ("missed", "impossible")}
    return commitment.metric == "availability" and refuted.issuperset(commitment.demanded_by)


def mendable_at_the_end(context: Context, figure: ResponseFigure) -> bool:
    """Whether a broken time is the fault of a commitment at the end of its chain that could be tighter."""
    end = figure.chain[0 if figure.metric == "response" else -1] if figure.chain else None
    if end is None:
        return False
    return any(
        too_weak(commitment) and commitment.metric == figure.metric and commitment.priority == figure.priority
        for commitment in context.figures.commitments_of(end.agreement or end.entity)
    )


def worst_chain(context: Context, commitment: CommitmentFigure) -> ResponseFigure | None:
    """Of the broken times on whose chain a commitment stands, the one that takes longest by the wall clock."""
    broken = [
        figure
        for sla in commitment.demanded_by
        for figure in context.figures.responses_of(sla)
        if figure.verdict == "broken"
        and (figure.metric, figure.priority) == (commitment.metric, commitment.priority)
        and any(link.agreement == commitment.holder for link in figure.chain)
    ]
    return max(broken, key=lambda figure: figure.wall_minutes or 0, default=None)


def place(figure: ResponseFigure) -> Path:
    """Where a promised time is written."""
    return ("slas", figure.sla, "priorities", figure.priority, figure.metric)


def likewise(figure: ResponseFigure) -> tuple[Path, Text]:
    """The place of a broken time, and that it is broken like another one."""
    composed, target = against(figure.composed_minutes or 0, figure.target_minutes)
    values = {"priority": figure.priority, "target": target, "composed": composed}
    return place(figure), LIKEWISE.format(values)


def remedy(context: Context, figure: ResponseFigure) -> Text:
    """Wider hours where the chain mostly waits for somebody to open, else shorter times before its last link."""
    working = sum(link.commitment_minutes or 0 for link in figure.chain)
    closed = [link for link in figure.chain if not context.design.calendar(link.hours).hours.always]
    if closed and (figure.composed_minutes or 0) > 2 * working:
        return WIDEN.format(
            {
                "holders": wording.listing(dict.fromkeys(link.agreement or link.entity for link in closed)),
                "calendars": wording.listing(dict.fromkeys(link.hours for link in closed)),
            }
        )
    longest = max(figure.chain[:-1] or figure.chain, key=lambda link: link.commitment_minutes or 0)
    return SHORTEN.format({"longest": longest.agreement or longest.entity})
