"""A list of holidays that ends before the agreements that count on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM006",
    "holidays-end",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    factors=("SLM-25",),
    message=Text(
        "calendar `{calendar}` needs the holidays of {country} until {until}, the list {known}",
        "日历 `{calendar}` 需要 {country} 截至 {until} 的节假日，而清单{known}",
    ),
    help=Text(
        "write the later days under `closed` (and working weekends under `open`), or update the compiler",
        "把之后的放假日写入 `closed`（调休上班日写入 `open`），或更新编译器",
    ),
    why=Text(
        "Beyond its end the list counts every holiday as a working day, and deadlines come out too short.",
        "清单截止之后，节假日会被当作工作日，算出的时限就会偏紧。",
    ),
)
EXAMPLE = Example(
    at="calendars.office.holidays",
    set={
        "calendars.office.holidays": "CN",
        "slas.lark-sla.valid.to": "2099-02-28",
        "olas.it-ola.valid.to": "2099-02-28",
        "contracts.nimbus-contract.valid.to": "2099-12-31",
    },
)
ENDS = Text("ends on {last}", "止于 {last}")
BEGINS = Text("begins on {first}", "始于 {first}")
EMPTY = Text("has none", "中没有收录")


def check(context: Context) -> Iterator[Problem]:
    """Every calendar whose holidays are not known for all the days it is needed."""
    for gap in context.figures.holidays:
        known = EMPTY
        if gap.last is not None and gap.last < gap.needed_until:
            known = ENDS.format({"last": wording.day(gap.last)})
        elif gap.first is not None:
            known = BEGINS.format({"first": wording.day(gap.first)})
        values = {
            "calendar": gap.calendar,
            "country": gap.country,
            "until": wording.day(gap.needed_until),
            "known": known,
        }
        yield Problem(("calendars", gap.calendar, "holidays"), values)
