"""The compiler on one screen: from the text of a design to figures and findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.analysis.analyse import Figures, analyse
from itsm_compiler.diagnostics import Finding, Profile, in_order
from itsm_compiler.documents import views
from itsm_compiler.graph import Graph, build_graph
from itsm_compiler.model.shape import shape
from itsm_compiler.rules.catalogue import codes_of
from itsm_compiler.rules.engine import Context, Demand, run_rules
from itsm_compiler.rules.organisation import packs_of
from itsm_compiler.rules.own import INTERNAL_ERROR
from itsm_compiler.source import Source, load

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from itsm_compiler.documents.view import View
    from itsm_compiler.model.design import Design


@dataclass(frozen=True, slots=True)
class Settings:
    """What the command line decides for a compilation; None leaves it to the design.

    `select` and `ignore` name rules as people do. `trust` says that the design's own rule packs may be used.
    """

    as_of: date
    status: str | None = None
    profile: Profile | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    trust: bool = False


@dataclass(frozen=True, slots=True)
class Compiled:
    """A design with everything derived from it; `demand` is what it was judged by."""

    source: Source
    design: Design
    graph: Graph
    figures: Figures
    findings: tuple[Finding, ...]
    demand: Demand
    as_of: date

    @property
    def passed(self) -> bool:
        """Whether no finding fails the check."""
        return not any(finding.fails for finding in self.findings)

    @property
    def crashed(self) -> bool:
        """Whether a rule of the compiler itself failed."""
        return any(finding.rule == INTERNAL_ERROR.id for finding in self.findings)


def compile_design(root: Path, settings: Settings) -> Compiled:
    """Load, shape, analyse and judge the design in the folder `root`.

    Raises:
        SourceError: when there is no design to read at `root`.
        PackError: when an installed rule pack cannot be used.
        UnknownRuleError: when the settings name a rule that does not exist.
    """
    source, faults = load(root)
    design, shape_faults = shape(source)
    graph = build_graph(design)
    figures = analyse(design, graph, settings.as_of)
    packs = packs_of(design, trusted=settings.trust)
    select, ignore = (codes_of(names, packs.rules) for names in (settings.select, settings.ignore))
    demand = Demand(settings.status, settings.profile, select, ignore, packs.rules).filled(design)
    faults += [*shape_faults, *packs.findings]
    findings = run_rules(Context(design, graph, figures, settings.as_of), demand, faults)
    return Compiled(source, design, graph, figures, in_order(findings), demand, settings.as_of)


def documents_of(compiled: Compiled, stamp: date) -> list[View]:
    """The view of every document that the design wants, stamped with a day."""
    from itsm_compiler.documents.scribe import Material  # noqa: PLC0415 (a check writes no documents)

    material = Material(
        compiled.design, compiled.graph, compiled.figures, compiled.findings, stamp, passed=compiled.passed
    )
    return list(views(material))
