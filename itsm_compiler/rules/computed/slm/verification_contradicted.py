"""A verification that passed an agreement which the figures refute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM058",
    "verification-contradicted",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("SLM-04",),
    message=Text(
        "the verification of SLA `{sla}` passed, though its figures show that {what} cannot be kept",
        "服务级别协议 `{sla}` 的核实结论为通过，但计算表明{what}无法兑现",
    ),
    help=Text("mend the agreement or its parts, then verify it again", "先修正协议或其部件，再重新核实"),
    why=Text(
        "A signature under a refuted promise is worth less than none.", "在已被证伪的承诺上签字，还不如不签。"
    ),
)
EXAMPLE = Example(
    at="slas.lark-sla.evidence.verification.0.result", set={"slas.lark-sla.targets.availability": "99.9%"}
)
AVAILABILITY, TIMES = Text("its availability", "可用性"), Text("its times", "时限")


def check(context: Context) -> Iterator[Problem]:
    """Every passed verification of an agreement with a target missed or a time broken."""
    figures = context.figures
    missed = {figure.sla for figure in figures.availability if figure.verdict in ("missed", "impossible")}
    broken = {figure.sla for figure in figures.response if figure.verdict == "broken"}
    for sla in context.design.slas.values():
        what = AVAILABILITY if sla.id in missed else TIMES if sla.id in broken else None
        for index, evidence in enumerate(sla.evidence.get("verification", ())):
            if evidence.result == "pass" and what is not None:
                at = ("slas", sla.id, "evidence", "verification", index, "result")
                yield Problem(at, {"sla": sla.id, "what": what})
