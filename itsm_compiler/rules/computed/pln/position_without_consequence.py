"""A strength, weakness, opportunity or threat of the provider from which nothing follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.phrases import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PLN028",
    "position-without-consequence",
    kind=Kind.GAP,
    severity=Severity.INFO,
    profile=Profile.FULL,
    factors=("PLN-19",),
    message=Text("{what} “{text}” leads to no {wanted}", "{what}“{text}”没有对应的{wanted}"),
    help=Text("name in `leads_to` what was made of it", "在 `leads_to` 中写明由此采取的行动"),
    why=Text(
        "A list of strengths and weaknesses without consequences is a confession, not a plan.",
        "只列优劣势而无行动，是检讨而不是规划。",
    ),
)
EXAMPLE = Example(
    at="design.swot.weaknesses.0.leads_to",
    set={"design.swot.weaknesses.0.leads_to": "integration"},
    base="reference",
)
ANSWERS = {"risks": Text("risk", "风险"), "improvements": Text("improvement", "改进项")}
USES = {
    "services": Text("service", "服务"),
    "kpis": Text("KPI", "指标"),
    "improvements": Text("improvement", "改进项"),
}
POSITIONS = {
    "strengths": (Text("the strength", "优势"), USES),
    "weaknesses": (Text("the weakness", "劣势"), ANSWERS),
    "opportunities": (Text("the opportunity", "机会"), USES),
    "threats": (Text("the threat", "威胁"), ANSWERS),
}


def check(context: Context) -> Iterator[Problem]:
    """Every entry of the position whose `leads_to` names nothing of the kinds that make use of it or answer it."""
    design = context.design
    if design.head.swot is None:
        return
    for name, (what, kinds) in POSITIONS.items():
        for index, entry in enumerate(getattr(design.head.swot, name)):
            followed = {design.kind_of(target) for target in entry.leads_to if target in design.entities}
            if entry.text is not None and followed.isdisjoint(kinds):
                values = {
                    "what": what,
                    "text": told(entry.text),
                    "wanted": wording.listing(kinds.values(), joined=Text("or", "或")),
                }
                yield Problem(("design", "swot", name, index, "leads_to"), values)
