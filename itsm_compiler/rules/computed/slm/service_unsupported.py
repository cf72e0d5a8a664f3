"""A promised service that stands on nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM056",
    "service-on-nothing",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    factors=("SLM-05", "PLN-18"),
    message=Text(
        "service `{service}` stands on no component, and nobody provides it",
        "服务 `{service}` 没有依赖任何组件，也没有人提供",
    ),
    help=Text(
        "name what it needs (`depends_on: [mail]`), or who gives it (`provided_by: [it-team]`)",
        "写明它依赖的组件（`depends_on: [mail]`），或由谁提供（`provided_by: [it-team]`）",
    ),
    why=Text(
        "Nothing can be derived for it, so everything promised of it is a guess.",
        "对它什么也推算不出来，所有承诺都只是猜测。",
    ),
)
EXAMPLE = Example(at="services.office-it", delete=("services.office-it.depends_on",))


def check(context: Context) -> Iterator[Problem]:
    """Every service that is not retired and reaches neither a component nor a provider."""
    for service in context.figures.unsupported:
        if context.design.services[service].lifecycle not in ("chartered", "retired"):
            yield Problem(("services", service), {"service": service}, of="key", asks="depends_on")
