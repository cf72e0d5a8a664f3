"""The trace matrix as a table for people: a row for each target of a requirement, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.analysis.trace_derivations import LINK_WORDS, NO_REQUIREMENT
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from itsm_compiler.analysis.trace import TraceFigure
    from itsm_compiler.diagnostics import Language

TITLE = Text("From requirements to reports", "从需求到报告的追溯")
HEADINGS = (
    Text("requirement", "需求"),
    Text("target", "目标"),
    Text("committed by", "承诺方"),
    Text("measured by", "衡量指标"),
    Text("taken from", "数据来源"),
    Text("reported in", "报告"),
    Text("missing", "缺失"),
)
DEFERRED = Text("deferred", "已暂缓")


def rows(
    trace: Sequence[TraceFigure], named: Callable[[Sequence[str], Language], str], language: Language
) -> list[tuple[str, ...]]:
    """The rows of the matrix; `named` tells a few ids, or the first with the number of the others."""
    found: list[tuple[str, ...]] = []
    for line in trace:
        name = line.requirement or NO_REQUIREMENT[language]
        for target in line.targets:
            metric = f"{target.sla} {target.metric}" if target.sla else target.metric
            lacking = {
                hole.link for hole in line.holes if (hole.sla, hole.metric) == (target.sla, target.metric)
            }
            columns = (target.commitments, target.kpis, target.monitors, target.reports)
            cells = (named(ids, language) for ids in columns)
            found.append((name, metric, *cells, _links(lacking, language)))
            name = ""
        unanswered = {hole.link for hole in line.holes if hole.sla is None}
        if unanswered or not line.targets:
            last = DEFERRED[language] if line.deferred else _links(unanswered, language)
            found.append((name, "", "", "", "", "", last))
    return found


def _links(links: Container[str], language: Language) -> str:
    """The missing links in the order of the matrix."""
    return ", ".join(words[language] for link, words in LINK_WORDS.items() if link in links)
