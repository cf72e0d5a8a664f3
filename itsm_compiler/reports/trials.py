"""The trial of a rule pack for people: which rules do what their examples show, and what the others do instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Text
from itsm_compiler.terminal import COLUMNS, printable, width, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from itsm_compiler.diagnostics import Language
    from itsm_compiler.rules.trial import Trial

PASSES, FAILS = Text("passes", "通过"), Text("fails", "未通过")
MARGIN = "        "
SUMMARY = (
    Text("{name}: 1 rule, {outcome}", "{name}：1 条规则，{outcome}"),
    Text("{name}: {n} rules, {outcome}", "{name}：{n} 条规则，{outcome}"),
)
ALL_PASS = Text(
    "every example fires where it says, and only there", "每个示例均在所写位置触发，且仅在该处触发"
)
SOME_FAIL = (Text("1 fails", "1 条未通过"), Text("{n} fail", "{n} 条未通过"))


def render(trials: Sequence[Trial], language: Language) -> str:
    """A line for each rule, and under those that fail what is wrong."""
    return "".join(f"{line}\n" for trial in trials for line in _lines(trial, language))


def summary(name: str, trials: Sequence[Trial], language: Language) -> str:
    """The outcome in one line."""
    failed = sum(not trial.passed for trial in trials)
    outcome = SOME_FAIL[failed != 1].format({"n": failed}) if failed else ALL_PASS
    values = {"name": name, "n": len(trials), "outcome": outcome}
    return printable(SUMMARY[len(trials) != 1].format(values)[language])


def _lines(trial: Trial, language: Language) -> Iterator[str]:
    outcome = (PASSES if trial.passed else FAILS)[language]
    yield f"{outcome}{' ' * (len(MARGIN) - width(outcome))}{trial.rule.id} {trial.rule.info.name}"
    for fault in trial.faults:
        for line in wrapped(printable(fault[language]), COLUMNS - len(MARGIN)):
            yield MARGIN + line
