"""Weights that put something else first than the customer's trade does."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.kpi_weights import weighed
from itsm_compiler.rules.shared.phrases import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "MEA037",
    "weights-against-the-trade",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("MEA-25",),
    message=Text(
        "the KPIs of SLA `{sla}` put layer `{heaviest}` first; a customer of sector `{sector}` looks at `{wanted}` first",
        "服务级别协议 `{sla}` 的指标以 `{heaviest}` 层权重最高，而 `{sector}` 行业客户最看重 `{wanted}`",
    ),
    help=Text("give the KPIs of layer `{wanted}` the most weight", "让 `{wanted}` 层指标的权重最高"),
    why=Text(
        "A bank forgives a slow minute and no leak; a shop on the internet lives on the minute.",
        "银行可以容忍慢一分钟，容不得一次泄露；电商则分秒必争。",
    ),
)
EXAMPLE = Example(
    at="kpis.attainment-alliance.weight",
    set={"kpis.attainment-alliance.weight": "100%", "parties.renhe-alliance.sector": "finance"},
    base="reference",
)
FIRST = {"finance": "security", "金融": "security", "internet": "experience", "互联网": "experience"}
"""The layer that counts most, by the sector of the customer as either language calls it."""


def check(context: Context) -> Iterator[Problem]:
    """Every agreement whose heaviest layer is not that of the customer's sector, at the heaviest KPI of it."""
    for sla, kpis in weighed(context):
        customer = context.design.parties.get(sla.customer or "")
        if customer is None or customer.sector is None:
            continue
        named = (name.lower() for name in customer.sector.texts.values())
        wanted = next((FIRST[name] for name in named if name in FIRST), None)
        weights: Counter[str] = Counter()
        for kpi in kpis:
            if kpi.layer is not None and kpi.weight is not None:
                weights[kpi.layer] += kpi.weight.percent  # type: ignore[assignment] # a Counter counts any number
        if wanted is None or not weights:
            continue
        heaviest = max(weights, key=lambda layer: weights[layer])
        if weights[heaviest] > weights[wanted]:
            kpi = max(
                (kpi for kpi in kpis if kpi.layer == heaviest),
                key=lambda one: one.weight.percent if one.weight is not None else Decimal(0),
            )
            values = {"sla": sla.id, "heaviest": heaviest, "sector": told(customer.sector), "wanted": wanted}
            yield Problem(("kpis", kpi.id, "weight"), values, entity=sla.id)
