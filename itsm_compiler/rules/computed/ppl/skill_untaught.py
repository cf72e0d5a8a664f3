"""A skill that a role wants and does not hold, and that no training brings in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.trainings import needed_from, trainings_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PPL012",
    "skill-untaught",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("PPL-22", "TEC-13"),
    message=Text(
        "role `{role}` wants {skills}, and no training teaches it before the role is on duty",
        "角色 `{role}` 要求 {skills}，而到岗前没有相应培训",
    ),
    help=Text(
        "add a training: `audience: {role}`, `teaches: {{{skill}: {wanted}}}`, `when` before {day}",
        "增加培训：`audience: {role}`、`teaches: {{{skill}: {wanted}}}`，`when` 早于 {day}",
    ),
    why=Text(
        "Skills that come after go-live come from the customer's patience.",
        "上线之后才学，消耗的是客户的耐心。",
    ),
)
EXAMPLE = Example(
    at="roles.engineer",
    set={"roles.engineer.has": {"servers": 2, "lead": 3, "office": 3}},
    given={"training.induction": {"audience": "engineer", "teaches": {"servers": 1}}},
)
SECTION = "training"
SKILL = Text("`{skill}` at level {wanted} ({held} held)", "{wanted} 级 `{skill}`（现有 {held} 级）")
SOON = Text("the duty begins", "到岗日")


def check(context: Context) -> Iterator[Problem]:
    """Every role with skills held below what is wanted that no training in time teaches to that level."""
    for role in context.design.roles.values():
        lacking = [(skill, wanted) for skill, wanted in role.skills.items() if role.held(skill) < wanted]
        due = needed_from(context, role.duty_from)
        taught = [training.teaches for training in trainings_by(context, role.id, due)] if lacking else []
        missing = [
            (skill, wanted)
            for skill, wanted in lacking
            if not any(teaches.get(skill, 0) >= wanted for teaches in taught)
        ]
        if missing:
            texts = [SKILL.format({"skill": s, "wanted": w, "held": role.held(s)}) for s, w in missing]
            skill, wanted = missing[0]
            values = {
                "role": role.id,
                "skills": wording.listing(texts),
                "skill": skill,
                "wanted": wanted,
                "day": wording.day(due) if due else SOON,
            }
            yield Problem(("roles", role.id), values, of="key")
