"""A section or field that is written though `none` says why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.model.sections import SECTIONS
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.values import attributes, is_missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "RES004",
    "none-and-there",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("RES-50", "PLN-09"),
    message=Text(
        "`none` says why there is no `{name}`, and `{name}` is written",
        "`none` 说明了为何没有 `{name}`，而 `{name}` 却已写出",
    ),
    help=Text("delete one of the two", "二者删去其一"),
    why=Text(
        "A reason for an absence beside the thing itself confuses every reader.",
        "既说没有又写了出来，读者无所适从。",
    ),
)
EXAMPLE = Example(at="design.none.tools", set={"design.none.tools": "we need none"})


def check(context: Context) -> Iterator[Problem]:
    """Every name under `none` of the design, or of an entity, that is there all the same."""
    design = context.design
    for name in design.head.none:
        if name in SECTIONS and name != "design" and getattr(design, name):
            yield Problem(("design", "none", name), {"name": name}, of="key")
    for entity_id, entity in design.entities.items():
        for name in entity.none:
            attribute = attributes(type(entity)).get(name)
            if (
                attribute is not None
                and attribute in entity.model_fields_set
                and not is_missing(getattr(entity, attribute))
            ):
                yield Problem((*design.path_of(entity_id), "none", name), {"name": name}, of="key")
