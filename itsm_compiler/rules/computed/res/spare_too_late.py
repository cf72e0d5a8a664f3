"""A spare that is brought and fitted later than an agreement promises to solve what it is for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.phrases import against

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.spare_paths import SparePath
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "RES042",
    "spare-too-late",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("RES-29",),
    message=Text(
        "spare `{spare}` for `{part}` is fitted after {composed}, SLA `{sla}` promises class {priority} within {target}",
        "备件 `{spare}` 需 {composed} 才能在 `{part}` 上换好，而服务级别协议 `{sla}` 承诺 {priority} 级 {target} 内解决",
    ),
    help=Text(
        "the way takes {legs}; shorten a step, or promise later",
        "全程为 {legs}；请缩短其中一步，或放宽承诺",
    ),
    why=Text(
        "A repair cannot be faster than its part; the promise counts from the first call on.",
        "修复快不过备件，而承诺从第一个电话开始计时。",
    ),
)
EXAMPLE = Example(
    at="spares.spare-power-module.response",
    set={"spares.spare-power-module.response": "30h"},
    base="reference",
)
LEG = Text("{time} of `{entity}`", "`{entity}` {time}")


def check(context: Context) -> Iterator[Problem]:
    """Every spare with the worst of the promises that it breaks."""
    for figure in context.figures.spares:
        broken = [path for path in figure.paths if path.verdict == "broken"]
        if broken:
            yield _problem(figure.spare, max(broken, key=_excess))


def _excess(path: SparePath) -> float:
    return -path.margin_minutes if path.margin_minutes is not None else math.inf


def _problem(spare: str, path: SparePath) -> Problem:
    composed, target = against(path.composed_minutes or 0, path.target_minutes)
    legs = [
        LEG.format({"time": wording.same(link.commitment), "entity": link.entity})
        for link in path.chain
        if link.commitment is not None
    ]
    values = {
        "spare": spare,
        "part": path.part,
        "composed": composed,
        "target": target,
        "sla": path.sla,
        "priority": path.priority,
        "legs": wording.listing(legs),
    }
    return Problem(("spares", spare, "response"), values)
