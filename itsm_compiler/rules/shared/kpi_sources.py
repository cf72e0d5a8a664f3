"""Where the figures of a KPI come from: a tool, or somebody who counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.rules.shared.indicators import indicator

if TYPE_CHECKING:
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.processes import Kpi


def counted_by_hand(design: Design, kpi: Kpi) -> tuple[str, ...]:
    """The variables of a KPI whose source is neither tool nor monitoring nor a record kept in a tool.

    What has no source at all is not among them.
    """
    expression = indicator(kpi).expression
    found = []
    for name in expression.names if expression is not None else ():
        variable = kpi.variables.get(name)
        source = variable.source if variable is not None and variable.source is not None else kpi.source
        if source is not None and not _is_automatic(design, source):
            found.append(name)
    return tuple(found)


def _is_automatic(design: Design, source: str) -> bool:
    record = design.records.get(source)
    return (
        source in design.tools
        or source in design.monitoring
        or (record is not None and record.tool is not None)
    )
