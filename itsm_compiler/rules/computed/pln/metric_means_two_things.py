"""A metric that two agreements count over different windows or describe in different words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.agreements import Target
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PLN048",
    "metric-means-two-things",
    kind=Kind.CONTRADICTION,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("PLN-20",),
    message=Text(
        "`{metric}` has another {what} in SLA `{sla}` than in `{other}`",
        "服务级别协议 `{sla}` 的 `{metric}` 与 `{other}` 的{what}不同",
    ),
    help=Text(
        "let one metric be counted alike in all agreements, or give the other one a name of its own",
        "同一指标在所有协议中采用同一口径，或另取名称",
    ),
    why=Text(
        "Figures of two agreements can be compared, and reported in one table, only when they mean the same.",
        "口径一致，不同协议的数据才能比较、才能列在同一张报表中。",
    ),
)
EXAMPLE = Example(
    at="slas.office-sla.targets.satisfaction.window",
    set={"slas.office-sla.targets.satisfaction.window": "week"},
    base="reference",
)
OTHERWISE = Text("counted otherwise here", "此处口径不同")
WINDOW, MEANING = Text("window", "统计窗口"), Text("meaning", "含义")


def check(context: Context) -> Iterator[Problem]:
    """Every target whose window, or meaning where both give one, is not that of the agreement before it."""
    first: dict[tuple[str, str], tuple[str, Target]] = {}
    for sla in context.design.slas.values():
        for metric, target in sla.targets.items():
            for field, what in (("window", WINDOW), ("means", MEANING)):
                value = getattr(target, field)
                if value is None:
                    continue
                other, known = first.setdefault((metric, field), (sla.id, target))
                if getattr(known, field) != value:
                    at = ("slas", sla.id, "targets", metric, field)
                    values = {"metric": metric, "what": what, "sla": sla.id, "other": other}
                    before = ("slas", other, "targets", metric, field)
                    yield Problem(at, values, related=((before, OTHERWISE),))
