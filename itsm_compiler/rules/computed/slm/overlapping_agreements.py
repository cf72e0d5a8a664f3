"""Two agreements with one customer on one service at the same time."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM003",
    "overlapping-agreements",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("SLM-23",),
    message=Text(
        "SLA `{later}` promises `{customer}` service `{service}` at the same time as `{earlier}`",
        "服务级别协议 `{later}` 与 `{earlier}` 在同一时期向 `{customer}` 承诺同一服务 `{service}`",
    ),
    help=Text(
        "let one end before the other begins, or take the service out of one",
        "让一份在另一份生效前终止，或从其中一份中移出该服务",
    ),
    why=Text(
        "With two levels in force for one service nobody can say whether it was missed.",
        "同一服务同时有两个级别，就无法判断是否达成。",
    ),
)
EXAMPLE = Example(
    at="slas.second.services",
    set={
        "slas.second": {
            "customer": "lark-legal",
            "services": "office-it",
            "valid": {"from": "2028-01-01", "to": "2028-12-31"},
        }
    },
)
OTHER = Text("also in force then", "当时同样有效")


def check(context: Context) -> Iterator[Problem]:
    """Every service that two agreements of one customer hold in overlapping terms."""
    design = context.design
    by_promise: dict[tuple[str, str], list[Sla]] = {}
    for sla in design.slas.values():
        for service in design.services_of(sla.services):
            by_promise.setdefault((sla.customer, service), []).append(sla)
    for (customer, service), slas in by_promise.items():
        for earlier, later in combinations(slas, 2):
            if _overlap(earlier, later):
                values = {"later": later.id, "earlier": earlier.id, "customer": customer, "service": service}
                related = ((("slas", earlier.id, "services"), OTHER),)
                yield Problem(("slas", later.id, "services"), values, related=related)


def _overlap(one: Sla, other: Sla) -> bool:
    """Whether both terms are known and share a day."""
    if one.valid is None or other.valid is None:
        return False
    ends = (one.valid.from_, one.valid.to, other.valid.from_, other.valid.to)
    if any(day is None for day in ends):
        return False
    begins, stops, other_begins, other_stops = ends
    return begins <= other_stops and other_begins <= stops  # type: ignore[operator]
