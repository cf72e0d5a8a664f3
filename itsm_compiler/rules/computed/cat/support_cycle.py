"""Services and components that need each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "CAT012",
    "support-cycle",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("CAT-07",),
    message=Text("{members} need each other", "{members} 相互依赖"),
    help=Text(
        "leave out the dependency that is not meant, or mark it as soft with the reason why it goes on without",
        "删除并非本意的依赖，或标为软依赖并说明没有它也能继续的理由",
    ),
    why=Text(
        "Things that need each other can be started in no order and stop together.",
        "相互依赖的事物无法依次启动，也会一同中断。",
    ),
)
EXAMPLE = Example(
    at="components.file-server.depends_on",
    set={"components.file-server.depends_on": "mail", "components.mail.depends_on": "file-server"},
)


def check(context: Context) -> Iterator[Problem]:
    """Every set of services and components in a circle, at the first of them; one that needs itself says so."""
    design = context.design
    for members in context.figures.cycles:
        first = min(members)
        related = tuple(
            ((*design.path_of(member), "depends_on"), Text("and here", "以及此处"))
            for member in sorted(members)[1:4]
        )
        values = {"members": wording.listing(sorted(members))}
        yield Problem((*design.path_of(first), "depends_on"), values, related=related)
