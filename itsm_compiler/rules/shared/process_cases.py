"""The cases that processes work off, from the demand of the services that they support."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler.model.quantities import DAYS_A_MONTH
from itsm_compiler.rules.shared.indicators import indicator

if TYPE_CHECKING:
    from itsm_compiler.analysis.staffing import Rates, StaffingFigure
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.processes import Kpi, Process

DEMANDS = {"incident": "incidents", "request": "requests", "change": "changes"}
"""The demand of services that processes of a type work off."""

MONTHS = 12


def cases_of_period(design: Design, rates: Rates, kpi: Kpi) -> float:
    """The cases of a mean period of a KPI that the services of its processes expect; 0 where nobody says."""
    period = indicator(kpi).period
    if period is None or period.days is None:
        return 0.0
    wanted = {
        (design.processes[subject].supports, DEMANDS[name])
        for subject in kpi.of
        if subject in design.processes
        for name in design.processes[subject].type
        if name in DEMANDS
    }
    month = sum(float(rates.cases(supports, demand)) for supports, demand in wanted)
    return month * period.days / float(DAYS_A_MONTH)


def effort_of_year(design: Design, rates: Rates, process: Process, figure: StaffingFigure) -> Decimal:
    """What the work of a role on the cases of a process costs in a year, in the role's currency.

    Cases × share × time for each × the cost of an hour, which is that of a person over net hours (convention 10).
    """
    role = design.roles[figure.role]
    if role.cost is None or role.cost.per is None or not figure.net_hours_per_month:
        return Decimal()
    wanted = {DEMANDS[name] for name in process.type if name in DEMANDS}
    supported = frozenset(design.services_of(process.supports))
    hours = 0.0
    for work in figure.work:
        whole = rates.cases(work.services, work.demand) if work.demand in wanted else 0
        if whole:
            common = tuple(service for service in work.services if service in supported)
            hours += work.hours_per_month * float(rates.cases(common, work.demand) / whole)
    hourly = role.cost.per_year / MONTHS / Decimal(repr(figure.net_hours_per_month))
    return hourly * Decimal(repr(hours)) * MONTHS
