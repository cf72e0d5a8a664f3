"""Capacity, agents or spares of which far more is paid for than is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "RES018",
    "bought-and-unused",
    kind=Kind.WEAKNESS,
    severity=Severity.INFO,
    profile=Profile.FULL,
    factors=("RES-04",),
    message=Text("more is bought than used: {fact}", "配置远多于需要：{fact}"),
    help=Text(
        "buy less, or write the load and the confidence that it is kept for",
        "减少配置，或写明为之保留的负载或保证率",
    ),
    why=Text(
        "What stands idle is paid every month and missing where things are short.",
        "闲置的资源每月都在花钱，而别处正缺。",
    ),
)
EXAMPLE = Example(
    at="spares.spare-server-part.stock", set={"spares.spare-server-part.stock": 12}, base="reference"
)
LITTLE = 0.2
MUCH = 2
PART = Text(
    "component `{part}` bears {share} of its capacity when the agreements end",
    "协议期满时组件 `{part}` 的负载仅为容量的 {share}",
)
DESK = Text(
    "in the peak hour {agents} agents of the desk speak {share} of their time",
    "高峰时段服务台 {agents} 名坐席的通话占用率仅为 {share}",
)
SPARE = Text(
    "{stock} of spare `{spare}` are kept, {required} are enough",
    "备件 `{spare}` 备有 {stock} 件，{required} 件即可",
)


def check(context: Context) -> Iterator[Problem]:
    """Components and desk used to less than a fifth, and spares of more than twice the stock they need."""
    figures = context.figures
    for part in figures.capacity:
        if part.utilisation_at_end is not None and part.utilisation_at_end < LITTLE:
            fact = PART.format({"part": part.component, "share": wording.share(part.utilisation_at_end)})
            yield Problem(("components", part.component, "capacity"), {"fact": fact})
    desk = figures.service_desk.as_manned if figures.service_desk is not None else None
    if desk is not None and desk.occupancy < LITTLE:
        fact = DESK.format({"agents": desk.agents, "share": wording.share(desk.occupancy)})
        yield Problem(("service_desk", "load"), {"fact": fact})
    for spare in figures.spares:
        stock, required = spare.stock, spare.required_stock
        if stock is not None and required is not None and stock > max(1, MUCH * required):
            fact = SPARE.format({"spare": spare.spare, "stock": stock, "required": required})
            yield Problem(("spares", spare.spare, "stock"), {"fact": fact})
