"""A day that has passed without a result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.model.parts import Approval
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "DEP027",
    "past-without-result",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    factors=("EXE-19", "ACC-02", "SLM-04", "PRO-54"),
    message=Text("{day} has passed, and nobody says what came of it", "{day} 已过，却没有写明结果"),
    help=Text(
        "write `result: pass`, `fail` or what came of it; or plan a new day",
        "写明 `result: pass`、`fail` 或具体结果；或重新安排日期",
    ),
    why=Text(
        "Plan first, record later: a day that has passed is a fact, and facts are written down.",
        "先计划、后记录：过去的日期是事实，事实就要记下来。",
    ),
)
EXAMPLE = Example(
    at="slas.lark-sla.evidence.verification.0.when", delete=("slas.lark-sla.evidence.verification.result",)
)


def check(context: Context) -> Iterator[Problem]:
    """Every `when` and `due` before the day of the check, beside which a result could stand and does not.

    A record says what came of it as a result does; an approval with its day says by itself that it was given.
    """
    for path, happening in context.written.happenings:
        if happening.result is None and happening.record is None and not isinstance(happening, Approval):
            for name in ("when", "due"):
                day = context.figures.day(getattr(happening, name, None))
                if day is not None and day < context.as_of:
                    yield Problem((*path, name), {"day": wording.day(day)}, asks="result")
