"""How the people that a role takes, its roster and the hours that nobody mans came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.analysis.figures import Derivation
from itsm_compiler.analysis.staffing import staffing_rules
from itsm_compiler.analysis.telling import leaf, say, staffing_at
from itsm_compiler.diagnostics import Text
from itsm_compiler.wording import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from itsm_compiler.analysis.manning import UnmannedHours
    from itsm_compiler.analysis.roster import RosterFigure, RosterRule
    from itsm_compiler.analysis.staffing import ShiftHours, StaffingFigure, Work
    from itsm_compiler.analysis.telling import Explained
    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.people import Role

BINDING = {"posts": Text("its posts", "在岗需求"), "workload": Text("its workload", "工作负荷")}
DEMANDS = {
    "incidents": Text("incidents", "事件"),
    "requests": Text("requests", "请求"),
    "changes": Text("changes", "变更"),
}
RULES: dict[RosterRule, Text] = {
    "hours": Text("hours of the week", "每周工时"),
    "rest": Text("rest between shifts", "班间休息"),
    "one-a-day": Text("one shift a day", "每日一班"),
    "days-in-a-row": Text("days in a row", "连续工作天数"),
    "nights-in-a-row": Text("nights in a row", "连续夜班数"),
    "on-call-weeks": Text("weeks on call", "连续待命周数"),
    "together": Text("the rules together", "各项规则叠加"),
}
RULE_FORMULAS: dict[RosterRule, Text] = {
    "hours": Text(
        "hours of all posts a week ÷ paid hours of a person", "全部岗位每周工时 ÷ 每人每周计薪工时"
    ),
    "rest": Text(
        "the most people at work or at rest after it at one time", "同一时刻在岗或处于班后休息的最多人数"
    ),
    "one-a-day": Text("the most shifts that begin on a day", "一天内开始的班次数最大值"),
    "days-in-a-row": Text(
        "shifts a week × (days in a row + 1) ÷ (7 × days in a row)",
        "每周班次数 ×（连续天数上限 + 1）÷（7 × 连续天数上限）",
    ),
    "nights-in-a-row": Text(
        "night shifts a week × (nights in a row + 1) ÷ (7 × nights in a row)",
        "每周夜班数 ×（连续夜班上限 + 1）÷（7 × 连续夜班上限）",
    ),
    "on-call-weeks": Text(
        "posts on call × (weeks on call + 1) ÷ weeks on call",
        "待命岗位数 ×（连续待命周数上限 + 1）÷ 连续待命周数上限",
    ),
}
NO_NUMBER = Text("no number of people is enough", "任何人数都不够")


def of_staffing(known: Explained, figure: StaffingFigure) -> Derivation:
    """The people that a role takes, from its posts and its workload."""
    role = known.design.roles[figure.role]
    at = known.design.path_of(figure.role)
    parts = [_for_posts(known, figure, at), _for_work(known, figure, role, at)]
    parts.append(leaf(Text("head count", "编制人数"), figure.headcount, "count", (*at, "headcount")))
    if figure.utilisation is not None:
        parts.append(
            Derivation(
                Text("utilisation", "利用率"),
                figure.utilisation,
                "share",
                Text("workload ÷ net hours of all people", "工作负荷 ÷ 全员净工时"),
            )
        )
    parts += [
        leaf(
            say("not counted for want of `{field}`", "因缺少`{field}`未计入", field=path[-1]),
            None,
            "none",
            path,
        )
        for path in figure.lacks
    ]
    return Derivation(
        say(
            "people that `{role}` takes, set by {binding}",
            "`{role}`所需人数，由{binding}决定",
            role=figure.role,
            binding=BINDING[figure.binding],
        ),
        figure.required,
        "count",
        NO_NUMBER
        if figure.required is None
        else Text("the larger of both needs, in whole people", "两项需求取大者，向上取整"),
        tuple(parts),
        at,
    )


def _for_posts(known: Explained, figure: StaffingFigure, at: Path) -> Derivation:
    shifts = tuple(_shift(known, shift, (*at, "shift", place)) for place, shift in enumerate(figure.shifts))
    covered = Derivation(
        Text("covered hours a week", "每周覆盖工时"),
        figure.covered_hours_per_week,
        "hours",
        Text("Σ posts × open hours of an ordinary week", "Σ 在岗人数 × 平常周开放时间"),
        shifts,
    )
    return Derivation(
        Text("people for its posts", "在岗所需人数"),
        figure.posts,
        "count",
        Text("covered hours ÷ net hours of a person", "覆盖工时 ÷ 每人净工时"),
        (covered, _net_week(known, figure)),
    )


def _shift(known: Explained, shift: ShiftHours, at: Path) -> Derivation:
    what = say(
        "posts on `{hours}`: {posts}",
        "日历`{hours}`的在岗人数：{posts}",
        hours=shift.hours,
        posts=shift.posts,
    )
    if not shift.on_call:
        return leaf(what, shift.counted_hours_per_week, "hours", at)
    what = say(
        "posts on call on `{hours}`: {posts}",
        "日历`{hours}`的待命人数：{posts}",
        hours=shift.hours,
        posts=shift.posts,
    )
    share = known.design.head.limits.on_call_share.fraction
    return Derivation(
        what,
        shift.counted_hours_per_week,
        "hours",
        Text("posts × open hours × on-call share", "在岗人数 × 开放时间 × 待命折算率"),
        (leaf(Text("on-call share", "待命折算率"), share, "share", ("design", "limits", "on_call_share")),),
        at,
    )


def _net_week(known: Explained, figure: StaffingFigure) -> Derivation:
    staffing = staffing_rules(known.design)
    return Derivation(
        Text("net hours of a person a week", "每人每周净工时"),
        figure.net_hours_per_week,
        "hours",
        Text("paid week × (1 − shrinkage)", "每周计薪工时 ×（1 − 缺勤率）"),
        (
            leaf(Text("paid week", "每周计薪工时"), str(staffing.week), "none", staffing_at(known, "week")),
            leaf(
                Text("shrinkage in all", "缺勤率合计"),
                staffing.shrinkage.total.fraction,
                "share",
                staffing_at(known, "shrinkage"),
            ),
        ),
    )


def _for_work(known: Explained, figure: StaffingFigure, role: Role, at: Path) -> Derivation:
    limit = known.design.head.limits.utilisation.fraction
    booked = figure.net_hours_per_month * limit
    load = Derivation(
        Text("workload a month", "每月工作负荷"),
        figure.workload_hours_per_month,
        "hours",
        None,
        tuple(_work(known, role, work, (*at, "workload", work.place)) for work in figure.work),
    )
    net = Derivation(
        Text("net hours of a person a month", "每人每月净工时"),
        figure.net_hours_per_month,
        "hours",
        Text("net hours a week × 30.4375 ÷ 7", "每周净工时 × 30.4375 ÷ 7"),
    )
    return Derivation(
        Text("people for its workload", "工作负荷所需人数"),
        figure.workload_hours_per_month / booked if booked else None,
        "count",
        Text("workload ÷ net hours of a month ÷ utilisation limit", "工作负荷 ÷ 每月净工时 ÷ 利用率上限"),
        (
            load,
            net,
            leaf(
                Text("utilisation limit", "利用率上限"), limit, "share", ("design", "limits", "utilisation")
            ),
        ),
    )


def _work(known: Explained, role: Role, work: Work, at: Path) -> Derivation:
    words = DEMANDS[work.demand]
    cases = Derivation(
        Text("cases a month", "每月件数"),
        work.cases_per_month,
        "count",
        None,
        tuple(
            leaf(say("of `{service}`", "来自`{service}`", service=service), str(rate), "none", (*known.design.path_of(service), "demand", work.demand))
            for service in work.services
            if (rate := getattr(known.design.services[service].demand, work.demand, None)) is not None
        ),
    )  # fmt: skip
    share = leaf(Text("share taken", "承担比例"), work.share, "share", (*at, "share"))
    each = leaf(Text("time for each", "单件用时"), str(role.workload[work.place].each), "none", (*at, "each"))
    return Derivation(
        say("work with {demand}", "处理{demand}的工时", demand=words),
        work.hours_per_month,
        "hours",
        Text("cases × share × time for each", "件数 × 承担比例 × 单件用时"),
        (cases, share, each),
        at,
    )


def of_unmanned(known: Explained, figure: UnmannedHours) -> Derivation:
    """Hours of a team or a mode for which too few posts are manned."""
    team = known.design.teams[figure.team]
    at: Path = (*known.design.path_of(figure.team), "hours")
    what = say(
        "time a week of `{team}` on `{hours}` without a post manned",
        "`{team}`在日历`{hours}`内每周无人在岗的时间",
        team=figure.team,
        hours=figure.hours,
    )
    if figure.service is not None and figure.mode is not None:
        at = (*known.design.path_of(figure.service), "modes", figure.mode)
        what = say(
            "time a week of mode {mode} of `{service}` with fewer than {needed} posts of `{team}` manned",
            "`{service}`的服务方式{mode}每周`{team}`在岗不足{needed}人的时间",
            mode=figure.mode,
            service=figure.service,
            needed=figure.needed,
            team=figure.team,
        )
    day, minute = divmod(figure.first_minute, 1440)
    first = say(
        "{day} {time}", "{day}{time}", day=WEEKDAYS[day], time=f"{minute // 60:02d}:{minute % 60:02d}"
    )
    shifts = [
        leaf(say("shifts of `{role}`", "`{role}`的排班", role=role), None, "none", (*known.design.path_of(role), "shift"))
        for role in team.roles
        if role in known.design.roles and known.design.roles[role].shift
    ]  # fmt: skip
    return Derivation(
        what,
        figure.minutes_per_week / 60,
        "hours",
        say(
            "open hours of an ordinary week less those of the posts; they begin {first}",
            "平常周开放时间减去在岗时间；首次出现于{first}",
            first=first,
        ),
        tuple(shifts),
        at,
    )


def of_roster(known: Explained, figure: RosterFigure) -> Derivation:
    """The fewest people who can man the shifts of a role, rule by rule, with a rotation that does it."""
    at = known.design.path_of(figure.role)
    rules = tuple(
        Derivation(
            say("alone for {rule}", "仅按{rule}", rule=RULES[one.rule]),
            one.least,
            "count",
            RULE_FORMULAS[one.rule] if one.least is not None else NO_NUMBER,
            _measured(known, figure, one.rule),
        )
        for one in figure.rules
    )
    parts = [*rules]
    if figure.smallest is not None and not figure.exact:
        parts.append(Derivation(Text("surely enough", "足够的人数"), figure.smallest, "count"))
    parts.append(leaf(Text("head count", "编制人数"), figure.headcount, "count", (*at, "headcount")))
    if figure.spare is not None and figure.spare >= 0:
        parts.append(
            Derivation(Text("people who may be away at a time", "可同时离岗的人数"), figure.spare, "count")
        )
    parts += [
        Derivation(say("too few for {rule}", "人数不满足：{rule}", rule=RULES[rule]), None, "none")
        for rule in figure.broken
    ]
    if figure.rotation:
        weekly = figure.rotation_step != 1
        rows = tuple(_row(number, row, weekly=weekly) for number, row in enumerate(figure.rotation, 1))
        what = Text(
            "a rotation that does it, begun a day later by each person", "可行的轮班表，每人依次晚一天开始"
        )
        if weekly:
            what = Text(
                "a rotation that does it, begun a week later by each person",
                "可行的轮班表，每人依次晚一周开始",
            )
        parts.append(Derivation(what, None, "none", None, rows))
    return Derivation(
        say(
            "fewest people who can man the shifts of `{role}`, set by {rule}",
            "能排满`{role}`班次的最少人数，由{rule}决定",
            role=figure.role,
            rule=RULES[figure.binding],
        ),
        figure.at_least,
        "count",
        Text("the most that a rule asks for, with nobody away", "各规则所需人数的最大值，假定全员在岗")
        if figure.exact or figure.at_least is None
        else Text("at least; the search for a rotation has a budget", "下限；轮班表的搜索有规模上限"),
        tuple(parts),
        (*at, "shift"),
    )


def _row(number: int, row: tuple[str | None, ...], *, weekly: bool) -> Derivation:
    """A week of a rotation, or all of its days."""
    days = "  ".join(shift or "·" for shift in row)
    what = say("days: {days}", "各日：{days}", days=days)
    if weekly:
        what = say("week {number}: {days}", "第{number}周：{days}", number=number, days=days)
    return Derivation(what, None, "none")


def _measured(known: Explained, figure: RosterFigure, rule: RosterRule) -> tuple[Derivation, ...]:
    """What a rule is held against, and its limit at the place where it is written."""
    if rule == "hours":
        hours = Derivation(
            Text("hours of all posts a week", "全部岗位每周工时"), figure.hours_per_week, "hours"
        )
        paid = Text("paid hours of a person", "每人每周计薪工时")
        return hours, leaf(paid, figure.week_hours, "hours", staffing_at(known, "week"))
    if rule == "rest":
        return (leaf(RULES[rule], figure.rest_hours, "hours", staffing_at(known, "roster", "rest")),)
    if rule not in COUNTS:
        return ()
    words, number, field = COUNTS[rule]
    limit = leaf(RULES[rule], getattr(figure, field), "count", staffing_at(known, "roster", field))
    return Derivation(words, getattr(figure, number), "count"), limit


COUNTS: dict[RosterRule, tuple[Text, str, str]] = {
    "days-in-a-row": (Text("shifts a week", "每周班次数"), "shifts_per_week", "days_in_a_row"),
    "nights-in-a-row": (
        Text("night shifts a week", "每周夜班数"),
        "night_shifts_per_week",
        "nights_in_a_row",
    ),
    "on-call-weeks": (Text("posts on call", "待命岗位数"), "on_call_posts", "on_call_weeks"),
}
"""The rules that count: what they count, and the fields of the number and of the limit."""


def _staffing(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of a role, of a team, or of a service with modes."""
    for figure in known.figures.staffing:
        if entity == figure.role:
            yield of_staffing(known, figure)
    for gap in known.figures.unmanned:
        if entity in (gap.team, gap.service):
            yield of_unmanned(known, gap)


def _rosters(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of a role."""
    for figure in known.figures.rosters:
        if entity == figure.role:
            yield of_roster(known, figure)


METRICS: dict[str, Callable[[Explained, str], Iterator[Derivation]]] = {
    "staffing": _staffing,
    "roster": _rosters,
}
