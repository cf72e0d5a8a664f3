"""Protects the promise of `itsmc explain`: every figure that is exported can be asked for and leads to spec lines."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from itsm_compiler.analysis.analyse import analyse
from itsm_compiler.analysis.explain import METRICS, explain
from itsm_compiler.analysis.export import export
from itsm_compiler.graph import build_graph
from itsm_compiler.model.shape import shape
from itsm_compiler.source import load
from tests.analysis.designs import AS_OF

SPECS = Path(__file__).resolve().parents[2] / "specs"
HEAD = {"version", "design", "date", "seed"}

ASKED = {
    "availability": lambda row: (row["sla"], "availability"),
    "response": lambda row: (row["sla"], row["metric"]),
    "commitments": lambda row: (row["holder"], "commitment"),
    "staffing": lambda row: (row["role"], "staffing"),
    "unmanned": lambda row: (row["team"], "staffing"),
    "service_desk": lambda row: ("service_desk", "desk"),
    "rosters": lambda row: (row["role"], "roster"),
    "skills": lambda row: (row["role"], "skills"),
    "raci": lambda row: (row["process"], "raci"),
    "single_points": lambda row: (row["entity"], "single-points"),
    "spares": lambda row: (row["spare"], "spares"),
    "capacity": lambda row: (row["component"], "capacity"),
    "continuity": lambda row: (row["service"], "continuity"),
    "contract_dates": lambda row: (row["agreement"], "contract"),
    "offers": lambda row: (row["dearer"].partition("/")[0], "offers"),
    "gates": lambda row: (row["service"] or "deployment", "gates"),
    "windows": lambda row: (row["sla"], "window"),
    "losses": lambda row: (row["risk"] or "risk_policy", "loss"),
    "risks": lambda row: (row["id"].partition(":")[2] or row["id"], "risk"),
    "remedies": lambda row: (row["sla"], "remedy"),
    "trace": lambda row: (row["requirement"] or row["targets"][0]["sla"], "trace"),
}
"""By section of the export, who is asked for the figure of a row, and for what."""

INSIDE = {
    ("schedule", "tasks"): lambda row: (row["task"], "schedule"),
    ("schedule", "go_live_chance"): lambda row: ("deployment", "go-live"),
    ("schedule", "overloads"): lambda row: (row["role"], "load"),
    ("schedule", "levelled"): lambda row: (row["task"], "load"),
    ("costs", "services"): lambda row: (row["service"], "cost"),
    ("costs", "slas"): lambda row: (row["sla"], "cost"),
    ("costs", "lines"): lambda row: (row["of"] or "design", "budget" if row["of"] else "cost"),
    ("costs", "budgets"): lambda row: (row["budget"], "budget"),
    ("costs", "unallocated"): lambda row: (row["entity"], "cost"),
}
"""The same for figures inside a section that is one object; a levelled schedule is its moves, without any the schedule."""
BELONGS = {
    ("schedule", name) for name in ("start", "finish", "go_live", "duration_working_days", "critical_path")
} | {("costs", name) for name in ("currency", "total", "unsold", "uncounted")}


@cache
def compiled(name):
    source, _ = load(SPECS / name)
    design, _ = shape(source)
    graph = build_graph(design)
    return design, graph, analyse(design, graph, AS_OF)


@cache
def exported(name):
    design, _, figures = compiled(name)
    return export(design, figures)


@cache
def trees(name, entity, metric):
    design, graph, figures = compiled(name)
    return explain(design, graph, figures, entity, metric)


def questions(name):
    """Each figure with who is asked for it, and for what."""
    for section, content in exported(name).items():
        if section in ASKED:
            for row in content:
                yield section, ASKED[section](row)
        elif section not in HEAD:
            for inside, value in content.items():
                if (section, inside) not in BELONGS and value is not None:
                    rows = value.get("moves", [value]) if isinstance(value, dict) else value
                    for row in rows:
                        yield f"{section}.{inside}", INSIDE[section, inside](row)


def leaves(tree):
    yield tree
    for part in tree.parts:
        yield from leaves(part)


@pytest.mark.parametrize("name", ["reference", "small", "starter", "first-draft"])
def test_every_exported_figure_has_a_derivation(name):
    """Whoever doubts a number can ask how it came about, and is led to a line that is written."""
    asked = dict.fromkeys(questions(name))
    assert asked
    unanswered = [question for question in asked if not trees(name, *question[1])]
    assert not unanswered
    design = compiled(name)[0]
    without_line = [
        question
        for question in asked
        if not any(
            step.at and design.span(step.at) for tree in trees(name, *question[1]) for step in leaves(tree)
        )
    ]
    assert not without_line


def test_every_metric_is_asked_for():
    """No word that `itsmc explain` knows is left untried; hours without cover have tests of their own."""
    tried = {metric for _, (_, metric) in questions("reference")} | {
        metric for _, (_, metric) in questions("first-draft")
    }
    assert set(METRICS) - tried <= {"coverage", "load", "margin", "compensation"}
    design, graph, figures = compiled("reference")
    busy = figures.loads[0].role
    for metric, entity in (("margin", "clinical-sla"), ("compensation", "clinical-sla"), ("load", busy)):
        assert explain(design, graph, figures, entity, metric)


@pytest.mark.parametrize("name", ["reference", "first-draft"])
def test_derivations_speak_both_languages(name):
    """No step is told in English to a Chinese reader."""
    design, graph, figures = compiled(name)
    for entity in list(design.entities)[::7]:
        for tree in explain(design, graph, figures, entity):
            for step in leaves(tree):
                assert step.what.en
                assert step.what.zh
                assert step.formula is None or (step.formula.en and step.formula.zh)
