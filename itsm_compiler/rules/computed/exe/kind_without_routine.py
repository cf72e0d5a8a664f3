"""A kind of component that a team looks after without any routine procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "EXE056",
    "kind-without-routine",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("EXE-12",),
    message=Text(
        "team `{team}` looks after {kinds}, and no routine procedure covers them",
        "团队 `{team}` 负责 {kinds} 类部件，却没有相应的日常规程",
    ),
    help=Text(
        "write a procedure with `frequency` and one of these components in `for`",
        "编写含 `frequency`、并在 `for` 中列出其中部件的规程",
    ),
    why=Text(
        "What is not looked at in a rhythm is looked at when it has failed.",
        "不定期巡检的部件，只有坏了才有人看。",
    ),
)
EXAMPLE = Example(
    at="teams.field-team",
    set={"components.door-lock": {"kind": "storage", "availability": "99%", "provided_by": ["field-team"]}},
    base="reference",
)
SECTION = "sops"
APART = "facility"


def check(context: Context) -> Iterator[Problem]:
    """Every team with the kinds of its components, facilities apart, of which no procedure with a frequency names one."""
    design = context.design
    routine = {part for sop in design.sops.values() if sop.frequency is not None for part in sop.for_}
    kinds: dict[str, dict[str, bool]] = {}
    for component in design.components.values():
        if component.kind is None or component.kind == APART:
            continue
        for team in component.provided_by:
            if team in design.teams:
                held = kinds.setdefault(team, {})
                held[component.kind] = held.get(component.kind, False) or component.id in routine
    for team, held in kinds.items():
        missing = [kind for kind, covered in held.items() if not covered]
        if missing:
            values = {"team": team, "kinds": wording.listing(missing)}
            yield Problem(("teams", team), values, of="key", asks="sops")
