"""Two services with one code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "CAT004",
    "code-not-unique",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("CAT-03",),
    message=Text(
        "service `{service}` has the code `{code}` of service `{other}`",
        "服务 `{service}` 的编码 `{code}` 与服务 `{other}` 重复",
    ),
    help=Text("give each service a code of its own", "为每个服务使用唯一编码"),
    why=Text("Tickets, bills and reports find a service by its code.", "工单、账单和报告都靠编码识别服务。"),
)
EXAMPLE = Example(at="services.printing.code", set={"services.printing": {"code": "SUP-01"}})
FIRST = Text("first used here", "首次在此使用")


def check(context: Context) -> Iterator[Problem]:
    """Every service whose code another one has, first in the order of ids: the order of files never matters."""
    first: dict[str, str] = {}
    for service in sorted(context.design.services.values(), key=lambda service: service.id):
        code = str(service.code) if service.code is not None else None
        if code is None:
            continue
        other = first.setdefault(code, service.id)
        if other != service.id:
            values = {"service": service.id, "code": code, "other": other}
            yield Problem(
                ("services", service.id, "code"), values, related=((("services", other, "code"), FIRST),)
            )
