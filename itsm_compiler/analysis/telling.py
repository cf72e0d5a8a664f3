"""What the derivations of all figures share: the known design, sentences with their places filled, leaves, words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from itsm_compiler.analysis.figures import Derivation
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from itsm_compiler.analysis.analyse import Figures
    from itsm_compiler.analysis.figures import Unit
    from itsm_compiler.diagnostics import Path
    from itsm_compiler.graph import Graph
    from itsm_compiler.model.design import Design

METRIC_WORDS = {
    "response": Text("response", "响应"),
    "resolution": Text("resolution", "解决"),
    "availability": Text("availability", "可用性"),
}
FIELD_WORDS = {
    "response": Text("response", "响应时限"),
    "escalate": Text("handed to the next line after", "升级时限"),
    "resolution": Text("resolution", "解决时限"),
    "agreement": Text("agreement", "协议"),
    "provider": Text("provider", "承担方"),
}
MISSING_WORDS = {**FIELD_WORDS, "escalate": Text("time of escalation", "升级时限")}
PERIOD_WORDS = {
    "day": Text("day", "日"),
    "week": Text("week", "周"),
    "month": Text("month", "月"),
    "quarter": Text("quarter", "季度"),
    "half-year": Text("half-year", "半年"),
    "year": Text("year", "年"),
}
VERDICTS = {
    "impossible": Text("impossible", "不可能达成"),
    "missed": Text("missed", "无法达成"),
    "conditional": Text("conditional on independent failures", "在失效相互独立的条件下可达成"),
    "guaranteed": Text("guaranteed", "必能达成（不依赖独立性）"),
    "proved": Text("proved", "可兑现"),
    "broken": Text("broken", "无法兑现"),
    "unsupported": Text("unsupported", "缺少依据"),
}
BANDS = {
    "low": Text("low", "低"),
    "medium": Text("medium", "中"),
    "high": Text("high", "高"),
    "critical": Text("critical", "极高"),
}


@dataclass(frozen=True, slots=True)
class Explained:
    """A design with what follows from it."""

    design: Design
    graph: Graph
    figures: Figures


def say(en: str, zh: str, **values: Any) -> Text:
    """A sentence with its places filled."""
    return Text(en, zh).format(values)


def leaf(what: Text, value: Any, unit: Unit, at: Path) -> Derivation:
    """A number as it is written."""
    return Derivation(what, value, unit, at=at)


def label(known: Explained, entity: str) -> Text:
    """How people call an entity."""
    name = known.design.label(entity)
    return Text(name["en"], name["zh"])


def time(what: Text, minutes: float | None, *, is_open: bool) -> Derivation:
    """An amount of time: open time in hours, as a day of it has no fixed length; a lack is told as such."""
    if is_open:
        return Derivation(what, None if minutes is None else minutes / 60, "hours")
    return Derivation(what, minutes, "minutes")


def staffing_at(known: Explained, *field: str) -> Path:
    """Where a rule of staffing is written; nowhere in a design without any, whose rules are the usual ones."""
    return () if known.design.staffing is None else ("staffing", *field)
