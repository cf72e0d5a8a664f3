"""Nights or on-call posts that the people of a role cannot share, or for which no limits are set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.roster import RosterFigure
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PPL048",
    "nights-by-too-few",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.STANDARD,
    factors=("PPL-04",),
    message=Text(
        "role `{role}` has to fill {posts} at night or on call: {lacking}",
        "角色 `{role}` 要承担 {posts}夜班或待命岗位：{lacking}",
    ),
    help=Text(
        "raise the headcount to twice the posts at least, and set `staffing.roster.nights_in_a_row` and `on_call_weeks`",
        "编制至少为该岗位数的两倍，并规定 `staffing.roster.nights_in_a_row` 和 `on_call_weeks`",
    ),
    why=Text("Nights wear people out; who never has one off leaves.", "夜班耗人，得不到轮休的人会离开。"),
)
EXAMPLE = Example(
    at="roles.shift-leader",
    set={"roles.shift-leader.headcount": 1},
    base="reference",
)
POSTS = (Text("post", "个"), Text("posts", "个"))
PEOPLE = Text(
    "its headcount is {people}, at least {wanted} are needed", "编制 {people} 人，至少需要 {wanted} 人"
)
LIMITS = Text("nobody limits {limits}", "没有限制 {limits}")


def check(context: Context) -> Iterator[Problem]:
    """Every role with posts at night or on call that has fewer than two people for each, or no limits for them."""
    staffing = context.design.staffing
    roster = staffing.roster if staffing is not None else None
    for figure in context.figures.rosters:
        posts = _posts(figure)
        if not posts:
            continue
        lacking = []
        if figure.headcount < 2 * posts:
            lacking.append(PEOPLE.format({"people": figure.headcount, "wanted": 2 * posts}))
        unlimited = [
            name
            for name, needed in (
                ("nights_in_a_row", figure.night_shifts_per_week),
                ("on_call_weeks", figure.on_call_posts),
            )
            if needed and (roster is None or getattr(roster, name) is None)
        ]
        if unlimited:
            lacking.append(LIMITS.format({"limits": wording.listing(unlimited)}))
        if lacking:
            values = {
                "role": figure.role,
                "posts": wording.count(posts, *POSTS),
                "lacking": wording.listing(lacking),
            }
            yield Problem(("roles", figure.role), values, of="key")


def _posts(figure: RosterFigure) -> int:
    """The posts at night of the fullest night and those on call."""
    nights: dict[int, int] = {}
    for duty in figure.duties:
        if duty.night:
            nights[duty.weekday] = nights.get(duty.weekday, 0) + duty.posts
    return max(nights.values(), default=0) + figure.on_call_posts
