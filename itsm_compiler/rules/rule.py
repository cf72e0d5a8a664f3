"""What a rule is: what is known of it, the function that finds problems, and an example that makes it fire."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from itsm_compiler.diagnostics import Kind, Path, Profile, RuleInfo, Severity, Text
from itsm_compiler.rules.lookup import Lookup
from itsm_compiler.rules.walking import Written, written_in

if TYPE_CHECKING:
    from datetime import date

    from itsm_compiler.analysis.analyse import Figures
    from itsm_compiler.graph import Graph
    from itsm_compiler.model.design import Design
    from itsm_compiler.rules.declared import Declared

Status = Literal["draft", "review", "approved"]
STATUSES: tuple[Status, ...] = ("draft", "review", "approved")


@dataclass(frozen=True)
class Context:
    """What a rule may look at: the design, its graph, the figures derived from it and the day it is judged on."""

    design: Design
    graph: Graph
    figures: Figures
    as_of: date

    @cached_property
    def lookup(self) -> Lookup:
        """Who refers to whom, by field; each index is built when it is first asked for."""
        return Lookup(self.design)

    @cached_property
    def written(self) -> Written:
        """Every text of the design, and everything that happens at a time."""
        return written_in(self.design)


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule found, in terms of the design; the engine finds the lines and fills the texts.

    `at` is the path where it is mended, `of` whether its key or its value is underlined. `values` fill the places of
    message, help, `label` and the messages of `related`. `entity` is whose problem it is, by default the entity in
    which `at` lies. `asks` is the name under which a `none` excuses it; `help` replaces the rule's own.
    `missing` are the fields that are to be written, each by the paths of which one is enough.
    """

    at: Path
    values: Mapping[str, Any] = field(default_factory=dict)
    label: Text | None = None
    related: tuple[tuple[Path, Text], ...] = ()
    of: Literal["key", "value"] = "value"
    entity: str | None = None
    asks: str | None = None
    help: Text | None = None
    missing: tuple[tuple[Path, ...], ...] = ()


Check: TypeAlias = Callable[[Context], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Example:
    """A change to an example design that makes a rule fire at `at`; without it the design is clean for the rule.

    `base` names the design: the reference, or the small one of the language's page. Paths are dotted, list indexes are
    numbers, one past the end appends. `given` is set first: what the example design lacks and the rule asks for.
    `as_of` and `status` are those under which it is judged.
    """

    at: str
    set: Mapping[str, Any] = field(default_factory=dict)
    delete: tuple[str, ...] = ()
    base: Literal["reference", "small"] = "small"
    status: Status | None = None
    as_of: str | None = None
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that the engine runs.

    It is computed by `check`, or `declared` as a row of a pack. `section` is the section whose absence the rule's problems come down to: a design without it gets one finding for
    all of them. `mandatory` rules can be neither silenced nor waived nor turned off.
    """

    info: RuleInfo
    check: Check | None
    example: Example | None = None
    section: str | None = None
    mandatory: bool = False
    declared: Declared | None = None

    @property
    def id(self) -> str:
        """The stable code."""
        return self.info.id


def rule(  # noqa: PLR0913 (a table of facts, always by name)
    code: str,
    name: str,
    *,
    kind: Kind,
    severity: Severity,
    message: Text,
    help: Text,  # noqa: A002 (the field's word)
    why: Text,
    factors: tuple[str, ...] = (),
    profile: Profile = Profile.ESSENTIAL,
) -> RuleInfo:
    """What is known of a computed rule, with every fact under its name."""
    return RuleInfo(code, name, kind, severity, message, help, why, profile, factors)
