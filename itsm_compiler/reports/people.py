"""Staffing, rosters, the service desk, skills, responsibilities and single points in tables for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.analysis.skill_derivations import GAPS, KINDS
from itsm_compiler.analysis.staff_derivations import BINDING, RULES
from itsm_compiler.diagnostics import Text
from itsm_compiler.wording import open_minutes, share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from itsm_compiler.analysis.analyse import Figures
    from itsm_compiler.analysis.competence import RoleSkills
    from itsm_compiler.analysis.desk import DeskFigure
    from itsm_compiler.analysis.queueing import Answering
    from itsm_compiler.diagnostics import Language

Rows = list[tuple[str, ...]]

NOTHING = "–"
YES = "●"
TARGET = Text("enough for {share} in {seconds:g} s", "达到 {seconds:g} 秒内 {share} 所需")
MANNED = Text("on duty at most", "最多同时在岗")
LEVEL = Text("{skill} ({held} of {wanted})", "{skill}（{held}/{wanted}级）")
TITLES = {
    "staffing": Text("Staff that roles take", "岗位人员需求"),
    "unmanned": Text("Hours that nobody mans", "无人在岗的时段"),
    "service_desk": Text("Service desk in its busiest hour", "最忙小时的服务台"),
    "rosters": Text("Rosters", "排班可行性"),
    "skills": Text("Skills and cover", "技能与互备"),
    "raci": Text("Activities without responsibility", "职责不全的活动"),
    "single_points": Text("Single points of failure", "单点故障"),
}
HEADINGS = {
    "staffing": (
        Text("role", "角色"),
        Text("covered a week", "每周覆盖"),
        Text("for posts", "在岗所需"),
        Text("for workload", "负荷所需"),
        Text("required", "所需人数"),
        Text("set by", "取决于"),
        Text("head count", "编制"),
        Text("utilisation", "利用率"),
    ),
    "unmanned": (
        Text("team", "团队"),
        Text("for", "对象"),
        Text("calendar", "日历"),
        Text("posts wanted", "要求在岗"),
        Text("lacking a week", "每周缺口"),
    ),
    "service_desk": (
        Text("agents", "坐席"),
        Text("number", "人数"),
        Text("calls an hour", "每小时来电"),
        Text("service level", "服务水平"),
        Text("mean wait", "平均应答"),
        Text("occupancy", "占用率"),
        Text("have to wait", "等待概率"),
        Text("hang up", "放弃率"),
        Text("to be planned", "排班人数"),
    ),
    "rosters": (
        Text("role", "角色"),
        Text("shifts a week", "每周班次"),
        Text("of them nights", "其中夜班"),
        Text("on call", "待命"),
        Text("fewest people", "最少人数"),
        Text("set by", "取决于"),
        Text("head count", "编制"),
        Text("too few for", "不满足"),
    ),
    "skills": (
        Text("role", "角色"),
        Text("people", "人数"),
        Text("skills missing today", "当前技能缺口"),
        Text("after training", "培训后仍缺"),
        Text("able backups", "可胜任的互备"),
        Text("one person only", "仅系于一人"),
    ),
    "raci": (Text("process", "过程"), Text("activity", "活动"), Text("missing", "缺失")),
    "single_points": (
        Text("kind", "类别"),
        Text("entity", "对象"),
        Text("services", "服务"),
        Text("agreements", "涉及协议"),
    ),
}
RIGHT = {
    "staffing": {1, 2, 3, 4, 6, 7},
    "unmanned": {3, 4},
    "service_desk": {1, 2, 3, 4, 5, 6, 7, 8},
    "rosters": {1, 2, 3, 4, 6},
    "skills": {1},
}


def tables(
    figures: Figures, named: Callable[[Sequence[str], Language], str], language: Language
) -> Iterator[tuple[str, Rows]]:
    """The rows of the tables by name; `named` tells a few ids, or the first with the number of the others."""
    yield "staffing", _staffing(figures, language)
    unmanned: Rows = [
        (
            gap.team,
            gap.team if gap.service is None else f"{gap.service} {gap.mode}",
            gap.hours,
            str(gap.needed),
            open_minutes(gap.minutes_per_week)[language],
        )
        for gap in figures.unmanned
    ]
    yield "unmanned", unmanned
    desk = figures.service_desk
    if desk is not None:
        yield "service_desk", list(_desk(desk, language))
    yield "rosters", _rosters(figures, language)
    yield "skills", [_skills(role, named, language) for role in figures.skills]
    missing: Rows = [
        (one.process, one.activity, ", ".join(GAPS[gap][language] for gap in one.gaps))
        for one in figures.raci
        if one.gaps
    ]
    yield "raci", missing
    points: Rows = [
        (
            KINDS[point.kind][language],
            point.entity,
            named(point.services, language),
            named(point.slas, language),
        )
        for point in figures.single_points
    ]
    yield "single_points", points


def _staffing(figures: Figures, language: Language) -> Rows:
    return [
        (
            one.role,
            open_minutes(60 * one.covered_hours_per_week)[language],
            _count(one.required_for_posts),
            _count(one.required_for_workload),
            _count(one.required),
            BINDING[one.binding][language],
            str(one.headcount),
            NOTHING if one.utilisation is None else share(one.utilisation)[language],
        )
        for one in figures.staffing
    ]


def _desk(desk: DeskFigure, language: Language) -> Iterator[tuple[str, ...]]:
    values = {"share": share(desk.target_share)[language], "seconds": desk.target_seconds}
    yield (*_answering(TARGET.format(values)[language], desk, desk, language), _count(desk.positions))
    if desk.as_manned is not None:
        yield (*_answering(MANNED[language], desk, desk.as_manned, language), "")


def _answering(
    name: str, desk: DeskFigure, one: DeskFigure | Answering, language: Language
) -> tuple[str, ...]:
    wait = one.average_speed_of_answer_seconds
    return (
        name,
        str(one.agents),
        f"{desk.calls_per_hour:.1f}",
        share(one.service_level)[language],
        f"{wait:.1f} s" if language == "en" else f"{wait:.1f} 秒",
        share(one.occupancy)[language],
        share(one.probability_of_waiting)[language],
        share(one.abandonment)[language] if one.abandonment else NOTHING,
    )


def _rosters(figures: Figures, language: Language) -> Rows:
    return [
        (
            one.role,
            str(one.shifts_per_week),
            str(one.night_shifts_per_week),
            str(one.on_call_posts),
            _count(one.smallest) if one.exact else f"{_count(one.at_least)} … {_count(one.smallest)}",
            RULES[one.binding][language],
            str(one.headcount),
            ", ".join(RULES[rule][language] for rule in one.broken),
        )
        for one in figures.rosters
    ]


def _skills(
    role: RoleSkills, named: Callable[[Sequence[str], Language], str], language: Language
) -> tuple[str, ...]:
    missing = [skill for skill in role.skills if skill.gap]
    levels = [
        LEVEL.format({"skill": skill.skill, "held": skill.held, "wanted": skill.wanted})[language]
        for skill in missing
    ]
    return (
        role.role,
        str(role.headcount),
        named(levels, language),
        named([skill.skill for skill in missing if skill.open], language),
        named([backup.backup for backup in role.backups if backup.able], language) or NOTHING,
        YES if role.alone else "",
    )


def _count(value: int | None) -> str:
    return NOTHING if value is None else str(value)
