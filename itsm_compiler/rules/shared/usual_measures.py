"""What the trade measures of people, processes, technology, tools and spares, by the indicators of the library."""

from __future__ import annotations

from dataclasses import dataclass

from itsm_compiler.diagnostics import Text


@dataclass(frozen=True, slots=True)
class UsualMeasures:
    """What is measured of one thing: its name, the element its measurement is of (None: any), the indicators.

    `needs` is the section without which there is nothing to measure.
    """

    text: Text
    element: str | None
    indicators: tuple[str, ...]
    needs: str | None = None

    @property
    def of_element(self) -> Text:
        """What is said of its measurement: of which element it has to be."""
        if self.element is None:
            return Text("", "")
        return Text(f" of element `{self.element}`", f" `element: {self.element}` 的")


USUAL = (
    UsualMeasures(
        Text("people", "人员"),
        "people",
        (
            "people-key-reserve-rate",
            "people-capability-rate",
            "people-training-application-rate",
            "people-recruit-match-rate",
            "people-workload-ratio",
            "people-duty-update-rate",
            "people-engineer-kpi-rate",
        ),
    ),
    UsualMeasures(
        Text("the control of processes", "过程管控"), None, ("proc-sla-attainment", "proc-major-incidents")
    ),
    UsualMeasures(
        Text("the work of processes", "过程执行"),
        "process",
        (
            "proc-incident-volume",
            "proc-problem-volume",
            "proc-change-release-volume",
            "proc-config-completeness",
        ),
    ),
    UsualMeasures(
        Text("technology", "技术"),
        "technology",
        (
            "tech-document-count",
            "tech-emergency-plan-use",
            "tech-monitor-points",
            "tech-threshold-coverage",
            "tech-research-plan-rate",
        ),
    ),
    UsualMeasures(
        Text("tools", "工具"), None, ("res-tool-fit-rate", "res-tool-manual-valid-rate", "res-tool-health")
    ),
    UsualMeasures(
        Text("spares", "备件"),
        None,
        ("res-spare-count-accuracy", "res-spare-damage-rate", "res-spare-hit-rate", "res-spare-reuse-rate"),
        needs="spares",
    ),
)
WITHIN_A_YEAR = "res-spare-count-accuracy"
"""Counted at least once a year: a stock is no better known than its last count."""
