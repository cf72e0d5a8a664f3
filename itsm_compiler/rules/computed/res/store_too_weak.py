"""A spare in the store of a supplier whose contract does not open the store soon enough, or not at all hours agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.analysis.coverage import uncovered
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from itsm_compiler.analysis.spares import SpareFigure
    from itsm_compiler.model.agreements import Contract
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "RES055",
    "store-too-weak",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("RES-34",),
    message=Text(
        "spare `{spare}` lies with a supplier, and contract `{contract}` {fault}",
        "备件 `{spare}` 存放在供应商处，而合同 `{contract}` {fault}",
    ),
    help=Text(
        "agree on a store that opens when the customer's agreement runs and answers in time, or keep the spare yourself (`custody: {{by: …}}`)",
        "约定与客户协议相同的开放时间和足够快的响应，或改为自行保管（`custody: {{by: …}}`）",
    ),
    why=Text(
        "A part behind a locked door is no spare.",
        "锁在别人库房里拿不出来的，算不上备件。",
    ),
)
EXAMPLE = Example(
    at="spares.spare-disk-module.contract",
    set={
        "contracts.hardware-contract.priorities.A.response": "2h",
        "spares.spare-server-part.response": "2h",
    },
    base="reference",
)
SLOW = Text("answers class A after {given}, not within {wanted}", "A级响应为 {given}，达不到 {wanted}")
SHUT = Text(
    "is closed at {first}, when SLA `{sla}` runs",
    "在 {first} 不开放，而此时服务级别协议 `{sla}` 在服务时间内",
)


def check(context: Context) -> Iterator[Problem]:
    """Every spare kept by a supplier with what its contract lacks; terms that end too early are told elsewhere."""
    for figure in context.figures.spares:
        contract = context.design.contracts.get(figure.contract or "")
        fault = _fault(context, figure, contract) if figure.supplier_held and contract is not None else None
        if fault is not None and contract is not None:
            values = {"spare": figure.spare, "contract": contract.id, "fault": fault}
            yield Problem(("spares", figure.spare, "contract"), values)


def _fault(context: Context, figure: SpareFigure, contract: Contract) -> Text | None:
    if figure.contract_keeps_response is False:
        given, wanted = wording.compared_minutes(
            figure.contract_response_minutes or 0, figure.response_minutes or 0
        )
        return SLOW.format({"given": given, "wanted": wanted})
    for sla in dict.fromkeys(path.sla for path in figure.paths):
        first = _closed(context, contract, sla)
        if first is not None:
            return SHUT.format({"first": wording.instant(first), "sla": sla})
    return None


def _closed(context: Context, contract: Contract, sla: str) -> datetime | None:
    """The first moment of an agreement's hours at which a contract's are not open."""
    clocks, chains = context.figures.clocks, context.figures.chains
    agreement = context.design.slas[sla]
    agreed, given = clocks.governing(agreement.hours), clocks.governing(contract.hours)
    if agreed == given or context.design.calendar(given).always:
        return None
    days = clocks.term(agreement.valid)
    starts = chains.starts(agreed, days)
    first = uncovered(starts, [clocks.table(given, days)])[1]
    return None if first is None else starts.table.when(first)
