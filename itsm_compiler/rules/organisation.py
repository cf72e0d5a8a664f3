"""Rules of the organisation: the packs of installed packages, and those that a design names if it is trusted."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Finding, Text
from itsm_compiler.rules import own
from itsm_compiler.rules.catalogue import catalogue, load_pack
from itsm_compiler.rules.refusals import PackError
from itsm_compiler.source.discovery import Walk
from itsm_compiler.source.limits import DEFAULT_LIMITS
from itsm_compiler.source.shelves import is_relative

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itsm_compiler.diagnostics import RuleInfo
    from itsm_compiler.model.design import Design
    from itsm_compiler.rules.rule import Rule

GROUP = "itsm_compiler.rule_packs"
"""The entry points of installed packs: each names a Python package whose `*.yaml` files are packs."""

NOT_INSTALLED = Text("there is no package `{module}`", "没有名为 `{module}` 的包")
NO_PACK = Text("`{name}` holds no `.yaml` file", "`{name}` 中没有 `.yaml` 文件")
NOT_RELATIVE = Text(
    "it is no path relative to the design, or leads through a link", "它不是相对于设计的路径，或经过链接"
)


@dataclass(frozen=True, slots=True)
class Packs:
    """The rules of the organisation for one design, and what is to be said of packs that were not used."""

    rules: tuple[Rule, ...]
    findings: tuple[Finding, ...]


def packs_of(design: Design, *, trusted: bool) -> Packs:
    """The installed rules, and of a trusted design its own; a pack that cannot be used or was left out is a finding.

    Raises:
        PackError: when an installed pack cannot be used.
    """
    rules = list(installed_rules())
    findings: list[Finding] = []
    for index, name in enumerate(design.rules.packs if design.rules else ()):
        if not trusted:
            findings.append(_finding(design, own.PACK_LEFT_OUT, index, {"pack": name}))
            continue
        try:
            rules += loaded(_inside(design.source.root, name), rules)
        except PackError as error:
            values = {"pack": name, "reason": error.text}
            findings.append(_finding(design, own.PACK_UNUSABLE, index, values))
    return Packs(tuple(rules), tuple(findings))


@cache
def installed_rules() -> tuple[Rule, ...]:
    """The rules of the packs of installed packages, in the order of their entry points.

    Raises:
        PackError: when a pack cannot be used: a rule that the organisation counts on is not left out in silence.
    """
    rules: list[Rule] = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        for folder in _folders(entry.module):
            rules += loaded(folder, rules)
    return tuple(rules)


def known_rules() -> dict[str, RuleInfo]:
    """What is known of every rule that is installed, the compiler's and the organisation's, by id.

    Raises:
        PackError: when an installed pack cannot be used.
    """
    return catalogue() | {rule.id: rule.info for rule in installed_rules()}


def loaded(path: Path, before: Iterable[Rule] = ()) -> tuple[Rule, ...]:
    """The rules of the pack in a file, or of every `*.yaml` in and below a folder; `before` take part already.

    Raises:
        PackError: when there is none, one cannot be used, or an id or a name is taken.
    """
    rules: tuple[Rule, ...] = ()
    for file in _files(path):
        rules += load_pack(file, (*before, *rules))
    return rules


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = [Path(file.path) for file in Walk(os.path.realpath(path), DEFAULT_LIMITS).files]
    if not found:
        raise PackError(NO_PACK.format({"name": path.name}))
    return found


def _folders(module: str) -> list[Path]:
    """Where an installed package lies, found without running it: a pack is data."""
    try:
        spec = find_spec(module)
    except (ImportError, ValueError):
        spec = None
    if spec is None or not spec.submodule_search_locations:
        raise PackError(NOT_INSTALLED.format({"module": module}))
    return [Path(place) for place in spec.submodule_search_locations]


def _inside(root: Path, name: str) -> Path:
    """The place that a design names; never through a link, which would lead where the design does not say."""
    named = os.path.normpath(f"{os.path.realpath(root)}{os.sep}{name}")
    if not is_relative(name) or os.path.realpath(named) != named:
        raise PackError(NOT_RELATIVE)
    return Path(named)


def _finding(design: Design, info: RuleInfo, index: int, values: dict[str, object]) -> Finding:
    path = ("rules", "packs", index)
    return Finding(
        info.id,
        info.severity,
        info.message.format(values),
        design.span(path),
        help=info.help.format(values),
        entity="rules",
        path=path,
    )
