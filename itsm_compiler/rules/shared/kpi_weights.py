"""The weights of the KPIs by which an agreement is judged, as the rules see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.processes import Kpi
    from itsm_compiler.rules.rule import Context


def weighed(context: Context) -> Iterator[tuple[Sla, tuple[Kpi, ...]]]:
    """Each agreement with the KPIs that carry weight and are `of` it or of its services."""
    for sla in context.design.slas.values():
        subjects = (sla.id, *context.design.services_of(sla.services))
        kpis = {
            kpi.id: kpi
            for subject in subjects
            for kpi in context.lookup.referrers(subject, "kpis.of")
            if kpi.weight is not None
        }
        if kpis:
            yield sla, tuple(kpis.values())
