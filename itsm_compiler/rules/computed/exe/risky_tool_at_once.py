"""A tool of high risk that goes to everybody on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "EXE063",
    "risky-tool-at-once",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("EXE-34",),
    message=Text(
        "tool `{tool}` carries risk `{risk}` of band {band}, and is not rolled out in stages",
        "工具 `{tool}` 涉及 {band} 级风险 `{risk}`，却没有分阶段上线",
    ),
    help=Text(
        "write at least two `stages`, each with `to` and `when`",
        "写明至少两个阶段 `stages`，各有 `to` 和 `when`",
    ),
    why=Text(
        "A fault that reaches one team first is a lesson; one that reaches all is an outage.",
        "先在一个团队出错是教训，同时在所有团队出错就是事故。",
    ),
)
EXAMPLE = Example(
    at="tools.log-platform",
    set={
        "risks.risk-late-deployment.affects": ["log-platform", "watch-coverage", "take-over-infrastructure"]
    },
    base="reference",
)
GRAVE = ("high", "critical")
FEWEST = 2


def check(context: Context) -> Iterator[Problem]:
    """Every tool under an open risk of band high or above that has not two dated stages."""
    risks: dict[str, str] = {}
    bands: dict[str, str] = {}
    for figure in context.figures.risks:
        if figure.inherent_band not in GRAVE or figure.closed:
            continue
        for affected in context.design.risks[figure.id].affects:
            if affected in context.design.tools:
                risks.setdefault(affected, figure.id)
                bands.setdefault(affected, str(figure.inherent_band))
    for tool, risk in risks.items():
        if sum(1 for stage in context.design.tools[tool].stages if stage.when is not None) < FEWEST:
            values = {"tool": tool, "risk": risk, "band": bands[tool]}
            yield Problem(("tools", tool), values, of="key", asks="stages")
