"""Trials: whether a rule is silent on an example design, and fires at its place, and only there, once that is changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from itsm_compiler.analysis.analyse import analyse
from itsm_compiler.diagnostics import Profile, Text
from itsm_compiler.graph import build_graph
from itsm_compiler.model.shape import shape
from itsm_compiler.rules.demand import Demand
from itsm_compiler.rules.engine import run_rules
from itsm_compiler.rules.own import INTERNAL_ERROR, MISSING_SECTION, PACK_RULE_FAILS
from itsm_compiler.rules.rule import Context
from itsm_compiler.source import DELETE, edit, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from itsm_compiler.diagnostics import Finding, Path
    from itsm_compiler.rules.rule import Example, Rule
    from itsm_compiler.source import Source

EXAMPLE_DAY = date(2026, 11, 21)
"""The day on which the example designs are judged, unless an example says another."""
STATUS = "review"

NO_EXAMPLE = Text(
    "it has no `example`: a change to an example design that makes it fire",
    "没有 `example`：应给出对示例设计的一处修改，使该规则触发",
)
NO_PLACE = Text("`{path}` leads nowhere in `specs/{base}`", "`{path}` 在 `specs/{base}` 中不存在")
FIRES_BEFORE = Text(
    "it fires on `specs/{base}` before the change, at `{at}`: {message}; what it asks for can be `given`",
    "修改之前，`specs/{base}` 已在 `{at}` 处触发该规则：{message}；可用 `given` 先补上它所要求的内容",
)
SILENT = Text(
    "it does not fire at `{at}` once `specs/{base}` is changed",
    "修改 `specs/{base}` 后，在 `{at}` 处没有触发",
)
ELSEWHERE = Text("it fires at `{at}` too: {message}", "在 `{at}` 处也触发了：{message}")
CHANGE_IS_WRONG = Text("the change itself is wrong: {message}", "修改内容本身有误：{message}")
UNFILLED = Text("a place of its texts is not filled: {message}", "文字中有未填入的位置：{message}")
FAILS = Text("{message}", "{message}")

_UNFILLED = re.compile(r"\{[a-z_]+\}|\bNone\b")


@dataclass(frozen=True, slots=True)
class Trial:
    """What the trial of a rule's example brought; without `faults` it passes."""

    rule: Rule
    faults: tuple[Text, ...]

    @property
    def passed(self) -> bool:
        """Whether the rule does what its example shows."""
        return not self.faults


def trials(rules: Sequence[Rule]) -> tuple[Trial, ...]:
    """The trial of each rule of a pack, in its order."""
    return tuple(Trial(rule, tuple(_faults(rule, (rule,)))) for rule in rules)


def trial(rule: Rule) -> Trial:
    """The trial of a built-in rule."""
    return Trial(rule, tuple(_faults(rule, ())))


def path_of(dotted: str) -> Path:
    """The path that a dotted one means; digits are list indexes."""
    return tuple(int(step) if step.isdigit() else step for step in dotted.split("."))


def patched(source: Source, changes: Mapping[str, Any] | None = None, deleted: Iterable[str] = ()) -> Source:
    """A source with values set and removed at dotted paths.

    Raises:
        KeyError: when a path leads nowhere; its argument is the dotted path.
    """
    for dotted, value in (*(changes or {}).items(), *((dotted, DELETE) for dotted in deleted)):
        try:
            source = edit(source, path_of(dotted), value)
        except KeyError:
            raise KeyError(dotted) from None
    return source


def _faults(rule: Rule, packs: tuple[Rule, ...]) -> Iterator[Text]:
    example = rule.example
    if example is None:
        yield NO_EXAMPLE
        return
    base, at = example.base, path_of(example.at)
    as_of = date.fromisoformat(example.as_of) if example.as_of else EXAMPLE_DAY
    try:
        clean = patched(example_design(base), example.given)
        source = patched(clean, example.set, example.delete)
    except KeyError as error:
        yield NO_PLACE.format({"path": error.args[0], "base": base})
        return
    known = _judged(clean, as_of) if example.given else _context(base, as_of)
    before = _found(known, rule, packs, example)
    for finding in before:
        yield _told(FIRES_BEFORE if finding.rule == rule.id else FAILS, finding, base)
    if before:
        return
    context, wrong = _judged(source, as_of)
    found = _found((context, wrong), rule, packs, example)
    own = [finding for finding in found if finding.rule == rule.id]
    yield from (_told(FAILS, finding, base) for finding in found if finding.rule != rule.id)
    if not any(finding.path == at for finding in own):
        yield SILENT.format({"at": example.at, "base": base})
        yield from (_told(CHANGE_IS_WRONG, finding, base) for finding in wrong)
    yield from (_told(ELSEWHERE, finding, base) for finding in own if finding.path != at)
    yield from (_told(UNFILLED, finding, base) for finding in own if _is_unfilled(finding))


def _found(
    known: tuple[Context, Sequence[Finding]], rule: Rule, packs: tuple[Rule, ...], example: Example
) -> list[Finding]:
    """What a rule, its failure or its missing section says of a design, under the fullest profile."""
    context, faults = known
    demand = Demand(status=example.status or STATUS, profile=Profile.FULL, select=(rule.id,), packs=packs)
    told = (rule.id, INTERNAL_ERROR.id, MISSING_SECTION.id, PACK_RULE_FAILS.id)
    return [finding for finding in run_rules(context, demand, faults) if finding.rule in told]


def _told(text: Text, finding: Finding, base: str) -> Text:
    at = ".".join(str(step) for step in finding.path or ())
    return text.format({"at": at, "message": finding.message, "base": base})


def _is_unfilled(finding: Finding) -> bool:
    texts = (finding.message, finding.help, finding.label, *(one.message for one in finding.related))
    return any(text is not None and _UNFILLED.search(f"{text.en} {text.zh}") for text in texts)


@cache
def example_design(base: str) -> Source:
    """An example design as it is written."""
    with as_file(files("itsm_compiler.specs").joinpath(base)) as folder:
        return load(folder)[0]


@cache
def _context(base: str, as_of: date) -> tuple[Context, Sequence[Finding]]:
    return _judged(example_design(base), as_of)


def _judged(source: Source, as_of: date) -> tuple[Context, Sequence[Finding]]:
    """What rules look at in a design, with the faults of its shape."""
    design, faults = shape(source)
    graph = build_graph(design)
    return Context(design, graph, analyse(design, graph, as_of), as_of), faults
