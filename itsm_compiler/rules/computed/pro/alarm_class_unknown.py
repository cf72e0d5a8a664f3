"""Alarms of a class that no event process knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.process_times import of_types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO112",
    "alarm-class-unknown",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("PRO-79",),
    message=Text("{what}, so its events cannot be sorted", "{what}，事态无法分类处理"),
    help=Text(
        "let the `class` of each monitoring entry be one of the `categories` of the event process",
        "各监控项的 `class` 应是事态过程 `categories` 中的一类",
    ),
    why=Text(
        "An event without a class is ranked by whoever happens to look at it.",
        "没有类别的事态，级别就取决于碰巧看到的人。",
    ),
)
EXAMPLE = Example(
    at="monitoring.watch-backup.class", set={"monitoring.watch-backup.class": "copies"}, base="reference"
)
NO_CATEGORIES = Text("event process `{id}` has no categories", "事态过程 `{id}` 没有类别")
NO_CLASS = Text("monitoring `{id}` has no class", "监控项 `{id}` 没有类别")
UNKNOWN = Text(
    "class `{name}` of monitoring `{id}` is no category of an event process",
    "监控项 `{id}` 的类别 `{name}` 不在事态过程的类别之中",
)


def check(context: Context) -> Iterator[Problem]:
    """Every monitoring entry without a class or with one that no event process has; without categories that alone."""
    sorting = list(of_types(context, ("event",)))
    known = {category for process in sorting for category in process.categories}
    for process in sorting if not known else ():
        at = ("processes", process.id)
        yield Problem(at, {"what": NO_CATEGORIES.format({"id": process.id})}, of="key", asks="categories")
    for entry in context.design.monitoring.values() if known else ():
        if entry.class_ is None:
            what = NO_CLASS.format({"id": entry.id})
            yield Problem(("monitoring", entry.id), {"what": what}, of="key", asks="class")
        elif entry.class_ not in known:
            what = UNKNOWN.format({"id": entry.id, "name": entry.class_})
            yield Problem(("monitoring", entry.id, "class"), {"what": what})
