"""What rules say of a promised availability: the downtime it allows, the figures against it, and what would mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm_compiler import wording
from itsm_compiler.diagnostics import Text
from itsm_compiler.model.quantities import Share
from itsm_compiler.rules.shared.phrases import each

if TYPE_CHECKING:
    from itsm_compiler.analysis.availability import AvailabilityFigure
    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.rules.rule import Context

DOWNTIME = Text(
    "{allowed} of downtime {window} allowed, {expected} expected",
    "{window}允许停机 {allowed}，预计 {expected}",
)
REDUNDANT = Text(
    "make `{part}` redundant (need {need} of {quantity} gives {gives}), or promise at most {most}",
    "为 `{part}` 配置冗余（{quantity} 个中 {need} 个可用即可，可达 {gives}），或把承诺降到不超过 {most}",
)
BETTER = Text(
    "raise the availability of `{part}` to {improved}, or promise at most {most}",
    "把 `{part}` 自身的可用性提高到 {improved}，或把承诺降到不超过 {most}",
)


def downtime_allowed(context: Context, sla: Sla, service: str) -> float | None:
    """The minutes of downtime that an agreement allows a service in a window; None where it promises no share."""
    promised = sla.promised("availability", service)
    if not isinstance(promised, Share):
        return None
    window = sla.targets["availability"].window
    return (1 - promised.fraction) * context.figures.clocks.window_minutes(sla, window)


def figures_of(figure: AvailabilityFigure) -> dict[str, Any]:
    """The places of messages about a promised availability."""
    allowed, expected = wording.compared_minutes(
        figure.downtime_allowed_minutes, figure.downtime_expected_minutes
    )
    return {
        "sla": figure.sla,
        "service": figure.service,
        "target": wording.share(figure.target, figure.derived),
        "derived": wording.share(figure.derived, figure.target),
        "bound": wording.share(figure.upper_bound, figure.target),
        "most": wording.share_downwards(figure.derived),
        "window": each(figure.window),
        "allowed": allowed,
        "expected": expected,
        **_remedy(figure),
    }


def mending(figure: AvailabilityFigure) -> Text | None:
    """What would close the gap at the weakest part: one unit more, or a better part."""
    remedy = figure.remedy
    if remedy is not None and remedy.closes:
        return REDUNDANT
    return BETTER if remedy is not None and remedy.improve_to is not None else None


def _remedy(figure: AvailabilityFigure) -> dict[str, Any]:
    remedy = figure.remedy
    if remedy is None:
        return {}
    return {
        "part": remedy.entity,
        "need": remedy.need,
        "quantity": remedy.quantity,
        "gives": wording.share(remedy.gives, figure.target) if remedy.gives is not None else "",
        "improved": wording.share_upwards(remedy.improve_to) if remedy.improve_to is not None else "",
    }
