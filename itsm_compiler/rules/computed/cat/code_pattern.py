"""A service code that does not follow the catalogue's pattern."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "CAT005",
    "code-off-pattern",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("CAT-03",),
    message=Text(
        "the code `{code}` of service `{service}` does not follow the pattern `{pattern}`",
        "服务 `{service}` 的编码 `{code}` 不符合规则 `{pattern}`",
    ),
    help=Text("mend the code, or `catalogue.code_pattern`", "更正编码，或修改 `catalogue.code_pattern`"),
    why=Text(
        "A code that breaks the pattern is refused by the tools that read it.",
        "不合规则的编码会被读取它的工具拒绝。",
    ),
)
EXAMPLE = Example(at="services.office-it.code", set={"catalogue.code_pattern": "[A-Z]{2}-[0-9]{3}"})
LONGEST = 200


def check(context: Context) -> Iterator[Problem]:
    """Every code that the whole pattern does not match; the model takes only patterns that match in bounded time."""
    catalogue = context.design.catalogue
    if catalogue is None or catalogue.code_pattern is None:
        return
    pattern = re.compile(catalogue.code_pattern)
    for service in context.design.services.values():
        code = str(service.code) if service.code is not None else None
        if code is not None and (len(code) > LONGEST or not pattern.fullmatch(code)):
            values = {"code": code, "service": service.id, "pattern": catalogue.code_pattern}
            yield Problem(("services", service.id, "code"), values)
