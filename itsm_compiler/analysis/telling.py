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
VERDICTS = {
    "impossible": Text("impossible", "不可能达成"),
    "missed": Text("missed", "未达成"),
    "conditional": Text("conditional", "有条件达成"),
    "guaranteed": Text("guaranteed", "必然达成"),
    "proved": Text("proved", "已证明"),
    "broken": Text("broken", "不成立"),
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
