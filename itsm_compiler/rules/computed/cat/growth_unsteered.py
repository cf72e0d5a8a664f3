"""A service that outgrows its parts, and whose users have no reason to mind what they consume."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "CAT032",
    "growth-unsteered",
    kind=Kind.WEAKNESS,
    severity=Severity.INFO,
    profile=Profile.FULL,
    factors=("CAT-17",),
    message=Text(
        "`{part}` behind service `{service}` runs out on {full}, and nothing in its charge makes users mind what they take",
        "服务 `{service}` 依托的 `{part}` 将于 {full} 用尽，而计费方式没有引导用户节约用量",
    ),
    help=Text(
        "charge by use (`basis: per-user` or `per-call`, or `tiers`), or set a limit in `scope.limits` of its SLA",
        "按用量计费（`basis: per-user`、`per-call` 或 `tiers`），或在其协议的 `scope.limits` 中设定上限",
    ),
    why=Text("What costs the user nothing is never enough.", "用户不花钱的东西，永远不够用。"),
)
EXAMPLE = Example(
    at="services.office-it.charge",
    set={
        "components.file-server.capacity": {"unit": "TB", "capacity": 4, "load": 3, "growth": "60%/y"},
        "services.office-it.charge": {"basis": "fixed", "price": "28000/mo"},
    },
    delete=("slas.lark-sla.scope.limits",),
)
BY_USE = ("per-user", "per-call")


def check(context: Context) -> Iterator[Problem]:
    """Every service a part of which is full within the term of its agreements, without charge by use and without limit."""
    design = context.design
    full = {
        figure.component: figure.exhausted_on
        for figure in context.figures.capacity
        if figure.exhausted_on is not None and figure.outlived_by
    }
    for service in design.services.values() if full else ():
        agreements = context.lookup.referrers(service.id, "slas.services")
        limited = any(sla.scope is not None and sla.scope.limits for sla in agreements)
        charge = service.charge
        if not agreements or limited or (charge is not None and (charge.tiers or charge.basis in BY_USE)):
            continue
        part = min(
            (part for part in context.graph.parts_of(service.id) if part in full),
            key=full.__getitem__,
            default=None,
        )
        if part is not None:
            values = {"service": service.id, "part": part, "full": wording.day(full[part])}
            written = charge is not None
            at = ("services", service.id, *(("charge",) if written else ()))
            yield Problem(at, values, of="value" if written else "key", asks="charge")
