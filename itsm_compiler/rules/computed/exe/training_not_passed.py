"""A training whose result stays below what passes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.model.quantities import Share
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "EXE053",
    "training-not-passed",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.STANDARD,
    factors=("EXE-23",),
    message=Text(
        "training `{training}` was held with {result}, {wanted} passes",
        "培训 `{training}` 的结果为 {result}，合格标准为 {wanted}",
    ),
    help=Text(
        "repeat it for those who did not pass, and write the new day and result",
        "为未合格者补训，并写明新的日期和结果",
    ),
    why=Text(
        "A course that was sat through and not passed leaves the post as unready as before.",
        "听完却没考过，岗位能力和培训前一样。",
    ),
)
EXAMPLE = Example(
    at="training.tr-processes.result",
    set={"training.tr-processes.when": "2026-11-09", "training.tr-processes.result": {"passed": "72%"}},
    base="reference",
)
FAILED = Text("`fail`", "`fail`")
PASSING = Text("what its evaluation asks", "评价所要求的结果")


def check(context: Context) -> Iterator[Problem]:
    """Every training that failed, or of whose result one share is below the pass mark."""
    for training in context.design.training.values():
        mark = training.evaluation.pass_ if training.evaluation is not None else None
        wanted = wording.same(mark) if isinstance(mark, Share) else PASSING
        shown = None
        if training.result == "fail":
            shown = FAILED
        elif isinstance(training.result, Mapping) and isinstance(mark, Share):
            reached = [value for value in training.result.values() if isinstance(value, Share)]
            lowest = min(reached, key=lambda share: share.percent, default=None)
            shown = wording.same(lowest) if lowest is not None and lowest.percent < mark.percent else None
        if shown is not None:
            values = {"training": training.id, "result": shown, "wanted": wanted}
            yield Problem(("training", training.id, "result"), values)
