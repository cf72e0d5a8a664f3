"""An alarm of a critical metric that nobody hears, or that is passed on too late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.alarms import Reached, off_duty, passed_on_after, tightest_response

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.technology import Monitoring
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO046",
    "alarm-unheeded",
    kind=Kind.WEAKNESS,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("PRO-29",),
    message=Text("an alarm is not answered in time: {what}", "告警得不到及时响应：{what}"),
    help=Text(
        "let critical alarms reach a role on duty, and another in time for the promised response",
        "使严重告警送达当值角色，并在承诺的响应时限之前升级到另一角色",
    ),
    why=Text(
        "A monitor that nobody answers only proves afterwards how long it was known.",
        "没有人响应的监控，只能事后证明故障早已可见。",
    ),
)
EXAMPLE = Example(
    at="monitoring.watch-servers.escalate.after",
    set={"monitoring.watch-servers.escalate.after": "20m"},
    base="reference",
)
SAME = Text(
    "`{entry}` escalates to `{role}`, who was alerted in the first place",
    "`{entry}` 升级到 `{role}`，而最初告警的就是它",
)
LATE = Text(
    "`{entry}` passes it on after {taken}, SLA `{sla}` promises a response within {promised}",
    "`{entry}` 在 {taken} 后才升级，而服务级别协议 `{sla}` 承诺 {promised} 内响应",
)
UNMANNED = Text(
    "neither `{alert}` nor `{to}`, called by {count}, is on duty in {minutes} a month of SLA `{sla}`",
    "{count}由 `{alert}` 和 `{to}` 处理，而服务级别协议 `{sla}` 每月有 {minutes} 两者均不在班",
)
ONE, MANY = Text("entry of monitoring", "个监控项"), Text("entries of monitoring", "个监控项")
PROMISED = Text("promised here", "此处的承诺")


def check(context: Context) -> Iterator[Problem]:
    """Every critical alarm that calls one role twice or the second too late, and pairs of roles with gaps in their shifts."""
    reached = Reached(context)
    pairs: dict[tuple[str, str], list[Monitoring]] = {}
    for entry in context.design.monitoring.values():
        to = entry.escalate.to if entry.escalate is not None else None
        critical = any(metric.critical is not None for metric in entry.metrics.values())
        if not critical or entry.alert is None or to is None:
            continue
        if entry.alert == to:
            what = SAME.format({"entry": entry.id, "role": to})
            yield Problem(("monitoring", entry.id, "escalate", "to"), {"what": what})
            continue
        pairs.setdefault((entry.alert, to), []).append(entry)
        taken, due = passed_on_after(entry), tightest_response(context, reached.of([entry]))
        if taken is not None and due is not None and taken >= due[0]:
            sla = due[1].id
            values = {"entry": entry.id, "taken": wording.minutes(taken), "sla": sla}
            what = LATE.format(values | {"promised": due[1].priorities["A"].response})
            related = ((("slas", sla, "priorities", "A", "response"), PROMISED),)
            yield Problem(("monitoring", entry.id, "escalate", "after"), {"what": what}, related=related)
    for pair, entries in pairs.items():
        gap = off_duty(context, pair, reached.of(entries))
        if gap is not None:
            count, minutes = wording.count(len(entries), ONE, MANY), wording.minutes(gap[0])
            values = {"alert": pair[0], "to": pair[1], "minutes": minutes, "count": count, "sla": gap[1].id}
            yield Problem(("monitoring", entries[0].id, "alert"), {"what": UNMANNED.format(values)})
