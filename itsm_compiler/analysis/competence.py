"""What people can do: skills wanted against skills held, what training closes, and who can stand in for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itsm_compiler.graph import Graph
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.people import Role


@dataclass(frozen=True, slots=True)
class SkillFigure:
    """A skill that a role asks for: the level wanted and held, and the level to which trainings of the role teach it.

    `taught` is 0 where none does; `taught_by` are the trainings that reach the level wanted. `people_below` are the
    holders, of those who say what they can, below the level wanted.
    """

    skill: str
    wanted: int
    held: int
    taught: int
    taught_by: tuple[str, ...]
    people_below: int

    @property
    def gap(self) -> int:
        """The levels that are missing today."""
        return max(0, self.wanted - self.held)

    @property
    def open(self) -> int:
        """The levels that are missing once all have been taught."""
        return max(0, self.wanted - max(self.held, self.taught))


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A skill that a backup holds too far below what the role asks for."""

    skill: str
    wanted: int
    held: int


@dataclass(frozen=True, slots=True)
class BackupFigure:
    """A role that stands in for another one: its people, whether that is mutual, and what it lacks for it.

    `stands_in_for` counts the roles that rely on it, `place` is its position among the backups.
    """

    backup: str
    people: int
    mutual: bool
    stands_in_for: int
    lacking: tuple[Shortfall, ...]
    place: int

    @property
    def able(self) -> bool:
        """Whether there is somebody, and each skill is held at most `design.limits.backup_level` below the wanted one."""
        return self.people > 0 and not self.lacking


@dataclass(frozen=True, slots=True)
class RoleSkills:
    """The skills of a role and its cover.

    It is `critical` when its loss reaches an agreement over the graph, and `covered` when a backup is able. `named` are
    the holders that the design names, at most `headcount`.
    """

    role: str
    critical: bool
    headcount: int
    named: int
    skills: tuple[SkillFigure, ...]
    backups: tuple[BackupFigure, ...]

    @property
    def covered(self) -> bool:
        """Whether a backup can do the work."""
        return any(backup.able for backup in self.backups)

    @property
    def alone(self) -> bool:
        """Whether the work hangs on one person: a head count of one, and nobody else who can."""
        return self.headcount == 1 and not self.covered


def role_skills(design: Design, graph: Graph) -> tuple[RoleSkills, ...]:
    """The figures of all roles, in order of id."""
    taught: dict[tuple[str, str], dict[str, int]] = {}
    for name, training in sorted(design.training.items()):
        for role in training.audience:
            for skill, level in training.teaches.items():
                taught.setdefault((role, skill), {})[name] = level
    relied: dict[str, set[str]] = {}
    for name, entity in design.roles.items():
        for backup in entity.backup:
            relied.setdefault(backup, set()).add(name)
    return tuple(_of_role(design, graph, role, taught, relied) for _, role in sorted(design.roles.items()))


def _of_role(
    design: Design,
    graph: Graph,
    role: Role,
    taught: Mapping[tuple[str, str], Mapping[str, int]],
    relied: Mapping[str, set[str]],
) -> RoleSkills:
    backups = []
    for place, name in enumerate(role.backup):
        stand_in = design.roles.get(name)
        if stand_in is not None and name != role.id:
            lacking = _lacking(role, stand_in, design.head.limits.backup_level)
            mutual = role.id in stand_in.backup
            backups.append(
                BackupFigure(name, stand_in.headcount, mutual, len(relied[name] - {name}), lacking, place)
            )
    return RoleSkills(
        role=role.id,
        critical=bool(graph.slas_touched(role.id)),
        headcount=role.headcount,
        named=len(role.holders),
        skills=tuple(
            _skill(role, skill, wanted, taught.get((role.id, skill), {}))
            for skill, wanted in sorted(role.skills.items())
        ),
        backups=tuple(backups),
    )


def _skill(role: Role, skill: str, wanted: int, taught: Mapping[str, int]) -> SkillFigure:
    below = sum(1 for holder in role.holders if holder.has and holder.has.get(skill, 0) < wanted)
    enough = tuple(training for training, level in taught.items() if level >= wanted)
    return SkillFigure(skill, wanted, role.held(skill), max(taught.values(), default=0), enough, below)


def _lacking(role: Role, backup: Role, tolerated: int) -> tuple[Shortfall, ...]:
    return tuple(
        Shortfall(skill, wanted, backup.held(skill))
        for skill, wanted in sorted(role.skills.items())
        if backup.held(skill) < wanted - tolerated
    )
