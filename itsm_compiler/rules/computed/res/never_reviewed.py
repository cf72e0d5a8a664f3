"""Tools, spares, components, desk or knowledge of which nobody says when they were last looked over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.lookup import entities_of
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "RES056",
    "resource-never-reviewed",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("RES-38",),
    message=Text(
        "no `reviewed` says when anybody last looked at {entities}",
        "{entities} 没有用 `reviewed` 写明最近一次复核的日期",
    ),
    help=Text(
        "look whether they still fit the levels agreed, and write the day: `reviewed: {today}`",
        "复核其是否仍符合约定的级别，并写明日期：`reviewed: {today}`",
    ),
    why=Text(
        "Levels and needs change; means that nobody looks at stay what they were.",
        "级别和需求会变，不复核，资源就停在原地。",
    ),
)
EXAMPLE = Example(at="tools.log-platform", delete=("tools.log-platform.reviewed",), base="reference")
RESOURCES = ("tools", "spares", "components", "service_desk", "knowledge")


def check(context: Context) -> Iterator[Problem]:
    """Every kind of resource with those of it that were never reviewed, at the first of them."""
    for section in RESOURCES:
        never = [
            entity
            for entity in entities_of(context.design, section)
            if entity.reviewed is None and "reviewed" not in entity.none
        ]
        if never:
            values = {
                "entities": wording.listing([entity.id for entity in never]),
                "today": wording.day(context.as_of),
            }
            at = (section,) if section in ("service_desk", "knowledge") else (section, never[0].id)
            yield Problem(at, values, of="key")
