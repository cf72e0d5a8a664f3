"""Hours of a team or of a mode of delivery in which too few of its posts are manned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PPL045",
    "hours-unmanned",
    kind=Kind.WEAKNESS,
    severity=Severity.ERROR,
    factors=("PPL-02",),
    message=Text(
        "the shifts of team `{team}` leave {minutes} of each week of `{hours}` with fewer than {needed} posts, first on {first}",
        "团队 `{team}` 的班次使 `{hours}` 每周有 {minutes} 不足 {needed} 个岗位，最早出现在 {first}",
    ),
    help=Text(
        "add posts or longer hours to the `shift` of one of its roles, or promise fewer hours",
        "为其角色的 `shift` 增加岗位或延长时间，或减少承诺的服务时间",
    ),
    why=Text(
        "Hours that are written on the door and manned by nobody are found out by the first caller.",
        "门上写着营业却没有人在，第一个来电的人就会发现。",
    ),
)
EXAMPLE = Example(at="teams.it-team.hours", set={"teams.it-team.hours": "always"})
MIDNIGHT = 24 * 60
DAYS = (
    Text("Monday", "星期一"),
    Text("Tuesday", "星期二"),
    Text("Wednesday", "星期三"),
    Text("Thursday", "星期四"),
    Text("Friday", "星期五"),
    Text("Saturday", "星期六"),
    Text("Sunday", "星期日"),
)


def check(context: Context) -> Iterator[Problem]:
    """Every team, and every mode it delivers, with open hours of the ordinary week that its posts do not fill."""
    for gap in context.figures.unmanned:
        day, minute = divmod(gap.first_minute, MIDNIGHT)
        weekday, clock = DAYS[day], f"{minute // 60:02d}:{minute % 60:02d}"
        values = {
            "team": gap.team,
            "hours": gap.hours,
            "needed": gap.needed,
            "minutes": wording.minutes(gap.minutes_per_week),
            "first": Text(f"{weekday.en} at {clock}", f"{weekday.zh} {clock}"),
        }
        if gap.service is not None and gap.mode is not None:
            yield Problem(("services", gap.service, "modes", gap.mode), values, of="key")
        else:
            yield Problem(("teams", gap.team, "hours"), values)
