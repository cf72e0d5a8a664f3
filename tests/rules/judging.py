"""What the tests of the rules share: the example designs, patches on them, and a judge for one rule."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from itsm_compiler.analysis.analyse import analyse
from itsm_compiler.diagnostics import Profile
from itsm_compiler.graph import build_graph
from itsm_compiler.model.shape import shape
from itsm_compiler.rules.demand import Demand
from itsm_compiler.rules.engine import run_rules
from itsm_compiler.rules.rule import Context
from itsm_compiler.rules.trial import EXAMPLE_DAY, patched, path_of
from itsm_compiler.source import load

__all__ = ["TODAY", "clean_context", "context_of", "judge", "judge_rule", "patched", "path_of", "source_of"]

SPECS = Path(__file__).resolve().parents[2] / "specs"
TODAY = EXAMPLE_DAY


@cache
def source_of(base):
    """An example design as read; the language's small one is `small`."""
    return load(SPECS / base)[0]


def context_of(source, as_of=TODAY):
    """What rules look at, with the faults of its shape."""
    design, faults = shape(source)
    graph = build_graph(design)
    return Context(design, graph, analyse(design, graph, as_of), as_of), faults


@cache
def clean_context(base, as_of=TODAY):
    """What rules look at in an example design as it is written."""
    return context_of(source_of(base), as_of)


def judge(source, *, as_of=TODAY, **demand):
    """The findings of a design under a demand, the faults of its shape among them."""
    context, faults = context_of(source, as_of)
    return run_rules(context, Demand(**demand), faults)


def judge_rule(known, rule, *, status="review"):
    """What one rule, its crash or its missing section says of a design, under the fullest profile.

    `known` is what `context_of` or `clean_context` gives.
    """
    context, faults = known
    findings = run_rules(context, Demand(status=status, profile=Profile.FULL, select=(rule,)), faults)
    return [finding for finding in findings if finding.rule in (rule, "INT001", "PLN001")]
