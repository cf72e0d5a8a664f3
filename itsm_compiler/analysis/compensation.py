"""What agreements pay back when levels are missed: at most, and what is to be expected of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from itsm_compiler.analysis.amounts import cents, in_money
from itsm_compiler.model.quantities import Share

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from itsm_compiler.analysis.availability import AvailabilityFigure
    from itsm_compiler.model.agreements import Compensation, Sla
    from itsm_compiler.model.design import Design

Point = tuple[Fraction, Fraction]
"""A share of agreed time that is down, and the share of the fee that is paid back for it."""


@dataclass(frozen=True, slots=True)
class ServiceCompensation:
    """What a service adds to the compensation of an agreement; shares are those of the agreement's fee.

    `at_derived` is paid in a window that goes exactly as availability is derived, `expected_at_most` the most that can
    be expected on average of any windows with that mean availability, however outages are spread.
    """

    service: str
    derived: float
    at_derived: float
    expected_at_most: float


@dataclass(frozen=True, slots=True)
class CompensationFigure:
    """The money of a year that an agreement may have to pay back, as steps and cap say.

    The steps hold for each service that the metric is promised of; their shares of the fee of a window add up, at most
    to `cap`, without one to the whole fee. `most_share` is what is paid back when all are missed by the last step, `most`
    the same of the yearly `fee`. `expected_at_most` and `at_derived` are those of a year for the metric availability;
    None for another metric, or while the availability of a service is unknown.
    """

    sla: str
    metric: str | None
    fee: Decimal
    most_share: float
    most: Decimal
    expected_at_most: Decimal | None
    at_derived: Decimal | None
    services: tuple[ServiceCompensation, ...]


def compensation_of(
    design: Design,
    sla: Sla,
    fee: int,
    availability_of: Callable[[str, str], AvailabilityFigure | None],
) -> CompensationFigure | None:
    """The compensation of an agreement with a yearly fee in cents; None without steps and cap."""
    rule = sla.compensation
    if rule is None or not (rule.steps or rule.cap):
        return None
    promised = promised_of(design, sla)
    most = _most(rule, len(promised))
    cap = _cap(rule)
    services = []
    table = steps_of(rule)
    for service in promised if rule.of == "availability" and table else ():
        figure = availability_of(sla.id, service)
        if figure is not None:
            down = max(Fraction(0), min(Fraction(1), 1 - Fraction(figure.derived)))
            expected = envelope(table, down)
            services.append((service, figure.derived, paid(table, down), expected))
    known = bool(services) and len(services) == len(promised)
    at_derived = min(cap, sum((one[2] for one in services), Fraction()))
    expected = min(cap, sum((one[3] for one in services), Fraction()))
    return CompensationFigure(
        sla=sla.id,
        metric=rule.of,
        fee=in_money(fee),
        most_share=float(most),
        most=in_money(cents(most * fee / 100)),
        expected_at_most=in_money(cents(expected * fee / 100)) if known else None,
        at_derived=in_money(cents(at_derived * fee / 100)) if known else None,
        services=tuple(
            ServiceCompensation(service, derived, float(at), float(mean))
            for service, derived, at, mean in services
        ),
    )


def promised_of(design: Design, sla: Sla) -> tuple[str, ...]:
    """The services of an agreement that its compensation measures: those of the target of its metric, else all."""
    services = design.services_of(sla.services)
    rule = sla.compensation
    metric = rule.of if rule is not None else None
    target = sla.targets.get(metric) if metric is not None else None
    if metric is None or target is None:
        return services
    measured = tuple(
        service
        for service in services
        if target.value_for(service) is not None or metric in design.services[service].baseline
    )
    return measured or services


def steps_of(rule: Compensation) -> list[Point]:
    """The steps of an availability by what may be down: more than that and the share is paid back, least first."""
    return sorted(
        (1 - Fraction(level.percent) / 100, Fraction(share.percent) / 100)
        for level, share in rule.steps.items()
        if isinstance(level, Share)
    )


def paid(steps: Sequence[Point], down: Fraction) -> Fraction:
    """The share of the fee that is paid back when so much is down: that of the last step that is passed."""
    passed = [share for level, share in steps if down > level]
    return passed[-1] if passed else Fraction()


def envelope(steps: Sequence[Point], mean: Fraction) -> Fraction:
    """The largest mean of what is paid back over all ways in which a mean downtime can be spread.

    It is the least concave function above the steps, at the mean (Jensen's inequality): no assumption on how long
    outages are or whether they come together.
    """
    if mean in (0, 1):
        return paid(steps, mean)
    points: list[Point] = [(Fraction(), Fraction())]
    for index, (level, share) in enumerate(steps):
        until = steps[index + 1][0] if index + 1 < len(steps) else Fraction(1)
        points += [(level, share), (until, share)]
    best = max((share for level, share in points if level == mean), default=Fraction())
    for low, low_share in points:
        for high, high_share in points:
            if low < mean < high:
                part = (mean - low) / (high - low)
                best = max(best, low_share + part * (high_share - low_share))
    return best


def _cap(rule: Compensation) -> Fraction:
    return Fraction(rule.cap.percent) / 100 if rule.cap is not None else Fraction(1)


def _most(rule: Compensation, services: int) -> Fraction:
    """The largest share of the fee that is paid back: every service at the last step, at most the cap."""
    if not rule.steps:
        return _cap(rule)
    largest = Fraction(max(share.percent for share in rule.steps.values())) / 100
    return min(_cap(rule), largest * max(1, services))
