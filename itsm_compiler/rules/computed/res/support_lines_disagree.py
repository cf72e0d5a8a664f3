"""The lines of support that an agreement states and those that the parts of its services really have."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "RES036",
    "support-lines-disagree",
    kind=Kind.CONTRADICTION,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("RES-25",),
    message=Text("the support lines of SLA `{sla}` {fault}", "服务级别协议 `{sla}` 的支持线{fault}"),
    help=Text(
        "begin `support.lines` with the desk's team and let them follow the `provided_by` of the parts: {lines}",
        "`support.lines` 以服务台团队开头，其后与各部件的 `provided_by` 一致：{lines}",
    ),
    why=Text(
        "The desk passes a case along these lines; whoever is missing there is called by nobody.",
        "服务台按支持线转派工单，不在其中的就没有人去找。",
    ),
)
EXAMPLE = Example(
    at="slas.lark-sla.support.lines",
    set={"slas.lark-sla.support": {"hours": "office", "lines": ["nimbus-contract", "it-team"]}},
)
FIRST = Text("do not begin with the desk's team `{team}`", "没有以服务台团队 `{team}` 开头")
STRANGE = Text("name {holders}, who stand behind none of its parts", "列出了 {holders}，而其不支持任何部件")
MISSING = Text("lack {holders}, to whom cases of its parts go on", "缺少 {holders}，而其部件的工单会转到那里")
DISORDERED = Text(
    "name `{later}` before `{earlier}`, who hands over to it",
    "把 `{later}` 列在 `{earlier}` 之前，而实际由后者转派给前者",
)


def check(context: Context) -> Iterator[Problem]:
    """Every agreement that states its lines, with the first way in which they are not those of its chains."""
    desk = context.design.service_desk
    team = desk.team if desk is not None else None
    for sla in context.design.slas.values():
        if sla.support is not None and sla.support.lines:
            chains = _chains(context, sla)
            fault = _fault(team, sla.support.lines, chains)
            if fault is not None:
                lines = wording.listing(dict.fromkeys(holder for chain in chains for holder in chain))
                values = {"sla": sla.id, "fault": fault, "lines": lines}
                yield Problem(("slas", sla.id, "support", "lines"), values)


def _chains(context: Context, sla: Sla) -> list[tuple[str, ...]]:
    """The holders of each different chain behind the services of an agreement, in turn; soft parts have theirs too."""
    graph = context.graph
    waiting, seen = list(context.design.services_of(sla.services)), set[str]()
    parts: dict[str, None] = {}
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            parts.update(dict.fromkeys(graph.carried_by(node)))
            waiting += [soft for one in (node, *graph.support_of(node)) for soft in graph.soft.get(one, ())]
    return list(dict.fromkeys(graph.chain(part) for part in sorted(parts)))


def _fault(team: str | None, lines: tuple[str, ...], chains: list[tuple[str, ...]]) -> Text | None:
    if team is not None and lines[0] != team:
        return FIRST.format({"team": team})
    behind = dict.fromkeys(holder for chain in chains for holder in chain)
    strange = [line for line in lines if line not in behind and line != team]
    if strange:
        return STRANGE.format({"holders": wording.listing(strange)})
    missing = [holder for holder in behind if holder not in lines]
    if missing:
        return MISSING.format({"holders": wording.listing(missing)})
    place = {line: index for index, line in enumerate(lines)}
    for earlier, later in (pair for chain in chains for pair in pairwise(chain)):
        if place[later] < place[earlier]:
            return DISORDERED.format({"later": later, "earlier": earlier})
    return None
