"""How skills and their cover, responsibilities and single points of failure came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.analysis.figures import Derivation
from itsm_compiler.analysis.telling import leaf, say
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from itsm_compiler.analysis.competence import BackupFigure, RoleSkills, SkillFigure
    from itsm_compiler.analysis.raci import ActivityRaci, RaciGap
    from itsm_compiler.analysis.single_points import SinglePoint, SinglePointKind
    from itsm_compiler.analysis.telling import Explained
    from itsm_compiler.diagnostics import Path

GAPS: dict[RaciGap, Text] = {
    "no-responsible": Text("nobody is responsible", "无负责人（R）"),
    "no-accountable": Text("nobody is accountable", "无问责人（A）"),
    "nobody-there": Text("a role without people", "角色无人任职"),
}
LETTERS = (
    ("responsible", "r", Text("responsible", "负责（R）")),
    ("accountable", "a", Text("accountable", "问责（A）")),
    ("consulted", "c", Text("consulted", "咨询（C）")),
    ("informed", "i", Text("informed", "知会（I）")),
)
KINDS: dict[SinglePointKind, Text] = {
    "component": Text("component", "部件"),
    "person": Text("person", "人员"),
    "supplier": Text("supplier", "供应商"),
}
REASONS: dict[SinglePointKind, Text] = {
    "component": Text(
        "its loss alone stops them, and there is no second unit", "仅其失效即中断服务，且无冗余单元"
    ),
    "person": Text(
        "one person holds the role, and no backup has the skills", "该角色仅一人任职，且无具备相应技能的互备"
    ),
    "supplier": Text(
        "nobody else provides parts that they cannot do without", "不可或缺的部件没有其他承担方"
    ),
}
STATES = {True: Text("able", "可胜任"), False: Text("not able", "不能胜任")}


def of_skills(known: Explained, figure: RoleSkills) -> Derivation:
    """The skills of a role that are missing, and who can stand in."""
    at = known.design.path_of(figure.role)
    return Derivation(
        say("skills of `{role}` below what is wanted", "`{role}`未达要求的技能数", role=figure.role),
        sum(1 for skill in figure.skills if skill.gap),
        "count",
        Text("level held against level wanted, skill by skill", "逐项比较已具备等级与要求等级"),
        (
            *(_skill(known, skill, at) for skill in figure.skills),
            *(_backup(known, figure, backup) for backup in figure.backups),
            leaf(Text("head count", "编制人数"), figure.headcount, "count", (*at, "headcount")),
            _cover(figure),
        ),
        at,
    )


def _cover(figure: RoleSkills) -> Derivation:
    what = Text("no backup can do the work", "无互备可胜任")
    if figure.covered:
        what = Text("a backup can do the work", "有互备可胜任")
    elif figure.alone:
        what = Text("the work hangs on one person", "工作仅系于一人")
    reach = Text("its loss reaches no agreement", "缺失不影响任何协议")
    if figure.critical:
        reach = Text("its loss reaches agreements", "缺失将影响协议")
    return Derivation(say("{what}; {reach}", "{what}；{reach}", what=what, reach=reach), None, "none")


def _skill(known: Explained, skill: SkillFigure, at: Path) -> Derivation:
    parts = [leaf(Text("wanted", "要求等级"), skill.wanted, "score", (*at, "skills", skill.skill))]
    parts += [
        leaf(say("taught by `{name}`", "由`{name}`培训", name=name), known.design.training[name].teaches[skill.skill], "score", (*known.design.path_of(name), "teaches", skill.skill))
        for name in skill.taught_by
    ]  # fmt: skip
    if skill.people_below:
        below = Text("named people below it", "未达要求的任职人员")
        parts.append(leaf(below, skill.people_below, "count", (*at, "holders")))
    return Derivation(
        say("level held of {skill}", "{skill}已具备等级", skill=skill.skill),
        skill.held,
        "score",
        None,
        tuple(parts),
        (*at, "has", skill.skill),
    )


def _backup(known: Explained, figure: RoleSkills, backup: BackupFigure) -> Derivation:
    tolerated = known.design.head.limits.backup_level
    stand_in = known.design.path_of(backup.backup)
    lacking = tuple(
        leaf(
            say("level held of {skill}, wanted {wanted}", "{skill}已具备等级，要求{wanted}级", skill=one.skill, wanted=one.wanted),
            one.held,
            "score",
            (*stand_in, "has", one.skill),
        )
        for one in backup.lacking
    )  # fmt: skip
    people = leaf(Text("people", "人数"), backup.people, "count", (*stand_in, "headcount"))
    return Derivation(
        say(
            "backup `{backup}`: {able}",
            "互备`{backup}`：{able}",
            backup=backup.backup,
            able=STATES[backup.able],
        ),
        None,
        "none",
        say(
            "each skill at most {level} below the wanted level (`design.limits.backup_level`)",
            "每项技能至多低于要求{level}级（`design.limits.backup_level`）",
            level=tolerated,
        ),
        (people, *lacking),
        (*known.design.path_of(figure.role), "backup", backup.place),
    )


def of_raci(known: Explained, process: str, figures: Sequence[ActivityRaci]) -> Derivation:
    """Who does what in the activities of a process."""
    at = known.design.path_of(process)
    return Derivation(
        say(
            "activities of `{process}` without somebody who does them and one who answers",
            "`{process}`中职责不全的活动数",
            process=process,
        ),
        sum(1 for figure in figures if figure.gaps),
        "count",
        Text("one accountable and at least one responsible each", "每项活动应有一名问责人和至少一名负责人"),
        tuple(_activity(figure, (*at, "activities", figure.activity)) for figure in figures),
        at,
    )


def _activity(figure: ActivityRaci, at: Path) -> Derivation:
    parts = []
    for name, letter, words in LETTERS:
        value = getattr(figure, name)
        who = value if isinstance(value, tuple) else () if value is None else (value,)
        if who:
            parts.append(leaf(words, ", ".join(who), "none", (*at, letter)))
    parts += [Derivation(GAPS[gap], None, "none") for gap in figure.gaps]
    return Derivation(
        say("{activity}", "{activity}", activity=figure.activity), None, "none", None, tuple(parts), at
    )


def of_single_point(known: Explained, figure: SinglePoint) -> Derivation:
    """What hangs on something without a second."""
    design = known.design
    parts = [
        leaf(say("takes down `{part}`", "使`{part}`无人承担", part=part), None, "none", (*design.path_of(part), "provided_by"))
        for part in figure.parts
        if part != figure.entity
    ]  # fmt: skip
    parts += [
        leaf(say("service `{name}`", "服务`{name}`", name=name), None, "none", design.path_of(name))
        for name in figure.services
    ]
    parts += [
        leaf(say("promised by `{name}`", "见于协议`{name}`", name=name), None, "none", (*design.path_of(name), "services"))
        for name in figure.slas
    ]  # fmt: skip
    return Derivation(
        say(
            "services that hang on `{entity}` alone ({kind})",
            "仅系于`{entity}`的服务数（{kind}）",
            entity=figure.entity,
            kind=KINDS[figure.kind],
        ),
        len(figure.services),
        "count",
        REASONS[figure.kind],
        tuple(parts),
        design.path_of(figure.entity),
    )


def _skills(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of a role."""
    for figure in known.figures.skills:
        if entity == figure.role:
            yield of_skills(known, figure)


def _raci(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of a process."""
    figures = [figure for figure in known.figures.raci if entity == figure.process]
    if figures:
        yield of_raci(known, entity, figures)


def _single_points(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of a component, a role or a supplier, and of the services that hang on them."""
    for figure in known.figures.single_points:
        if entity == figure.entity or entity in figure.services:
            yield of_single_point(known, figure)


METRICS: dict[str, Callable[[Explained, str], Iterator[Derivation]]] = {
    "skills": _skills,
    "raci": _raci,
    "single-points": _single_points,
}
