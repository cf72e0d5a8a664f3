"""A KPI as the rules see it: what it writes itself and what it takes from the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.knowledge import LibraryKpi, library
from itsm_compiler.model.quantities import Period
from itsm_compiler.rules.expressions import Expression, ExpressionError, compile_formula

if TYPE_CHECKING:
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.processes import Kpi

YEAR = 365


@dataclass(frozen=True, slots=True)
class Indicator:
    """What counts for a KPI: formula, unit, direction and period; `expression` is None where the formula is no formula."""

    kpi: Kpi
    entry: LibraryKpi | None
    formula: str | None
    unit: str | None
    better: str | None
    period: Period | None
    expression: Expression | None

    @property
    def variables(self) -> frozenset[str]:
        """The variables that are declared, by the KPI or, for a formula of the library, there."""
        own = frozenset(self.kpi.variables)
        return own | (
            frozenset(self.entry.variables) if self.entry and self.kpi.formula is None else frozenset()
        )

    @property
    def is_yearly(self) -> bool:
        """Whether it is read once a year."""
        return self.period is not None and self.period.days is not None and round(self.period.days) == YEAR


def of_use(design: Design, use: str) -> Kpi | None:
    """The first KPI that takes an entry of the library."""
    return next((kpi for kpi in design.kpis.values() if kpi.use == use), None)


def indicator(kpi: Kpi) -> Indicator:
    """What counts for a KPI; what it writes wins over the library."""
    entry = library().get(kpi.use) if kpi.use is not None else None
    formula = kpi.formula if kpi.formula is not None else entry.formula if entry else None
    unit = str(kpi.unit) if kpi.unit is not None else entry.unit if entry else None
    better = kpi.better or (entry.better if entry else None)
    period = kpi.period or (Period.read(entry.period) if entry else None)
    return Indicator(kpi, entry, formula, unit, better, period, _compiled(formula))


def _compiled(formula: str | None) -> Expression | None:
    try:
        return compile_formula(formula) if formula is not None else None
    except ExpressionError:
        return None
