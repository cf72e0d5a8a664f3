"""What drives improvement: the sources that are looked for, and what of a design each is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.design import Design

SOURCES = {
    "policy": Text("the policy (`design`)", "方针（`design`）"),
    "goals": Text("the goals of quality", "质量目标"),
    "audits": Text("audits (`quality/audits`)", "审核（`quality/audits`）"),
    "measurements": Text("measurements", "测量"),
    "reviews": Text("reviews", "服务回顾"),
    "satisfaction": Text("satisfaction (`quality/satisfaction`)", "满意度（`quality/satisfaction`）"),
    "complaints": Text("complaints", "投诉"),
    "management-reviews": Text(
        "management reviews (`quality/management-reviews`)", "管理评审（`quality/management-reviews`）"
    ),
}
"""What drives improvement, by the name under which `examined` excuses it."""


def sources_in(design: Design, name: str) -> Iterator[str]:
    """Which sources a thing of the design is."""
    if name == "design":
        yield "policy"
    if design.quality is not None and name in design.quality.goals:
        yield "goals"
    if name in design.measurements:
        yield "measurements"
    if name in design.reviews:
        yield "reviews"
    if name in design.processes and "complaint" in design.processes[name].type:
        yield "complaints"
    yield name.removeprefix("quality/")
