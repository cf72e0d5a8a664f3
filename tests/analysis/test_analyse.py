"""Protects the whole: whatever a design leaves out, the analysis gives what can be computed, always the same."""

from __future__ import annotations

import dataclasses
import json
import random
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itsm_compiler.analysis.analyse import analyse
from itsm_compiler.analysis.explain import METRICS, explain
from itsm_compiler.analysis.export import export, number, plain
from itsm_compiler.graph import build_graph
from itsm_compiler.model.shape import shape
from itsm_compiler.source import load, load_texts
from tests.analysis.designs import AS_OF, figures_of

SPECS = Path(__file__).resolve().parents[2] / "specs"


class Lines(yaml.SafeLoader):
    """Reads dates and everything else that YAML 1.1 guesses as the text that was written."""


Lines.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag.rsplit(":", 1)[-1] in ("int", "null")]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def small_design() -> str:
    return (SPECS / "small" / "itsm.yaml").read_text(encoding="utf-8")


def everything(text_or_source):
    """Analyse, export and explain all there is; the export must be JSON."""
    source = (
        load_texts({"itsm.yaml": text_or_source})[0] if isinstance(text_or_source, str) else text_or_source
    )
    design, _ = shape(source)
    graph = build_graph(design)
    figures = analyse(design, graph, AS_OF)
    written = json.dumps(export(design, figures), allow_nan=False, sort_keys=True)
    for entity in design.entities:
        for derivation in explain(design, graph, figures, entity):
            check_derivation(derivation)
        graph.impact(entity)
    return design, graph, figures, written


def steps_of(derivation):
    """A step with all those below it."""
    yield derivation
    for part in derivation.parts:
        yield from steps_of(part)


def check_derivation(derivation):
    for language in ("en", "zh"):
        text = derivation.what[language] + (derivation.formula[language] if derivation.formula else "")
        assert text
        assert "{" not in text
    for part in derivation.parts:
        check_derivation(part)


def places(tree: Any, path=()) -> list[tuple]:
    found = [path] if path else []
    if isinstance(tree, dict):
        return found + [place for key, value in tree.items() for place in places(value, (*path, key))]
    if isinstance(tree, list):
        return found + [place for index, value in enumerate(tree) for place in places(value, (*path, index))]
    return found


VALUES = [
    "0wd",
    "0.5wd",
    "9999999w",
    "1d",
    "0m",
    "90sm",
    "0%",
    "100%",
    "always",
    "office",
    "it-team",
    "line",
    "mail",
    "all",
    "0/y",
    "3",
    {},
    [],
    "0001-01-01",
    "9999-12-31",
    "2027-02-29",
]


@given(st.integers(0, 10**9), st.integers(1, 12))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_that_is_left_out_or_odd_stops_the_analysis(seed, changes):
    """Delete, blank and exchange fields of a whole design at random: shape keeps what it can, the analysis takes it."""
    chance = random.Random(seed)
    tree = yaml.load(small_design(), Lines)
    for _ in range(changes):
        *path, last = chance.choice([place for place in places(tree) if place[0] != "language"])
        holder = tree
        for step in path:
            holder = holder[step]
        if chance.random() < 0.5:
            del holder[last]
        else:
            holder[last] = chance.choice(VALUES)
    everything(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False))


SECTIONS = [
    "calendars",
    "parties",
    "services",
    "components",
    "slas",
    "olas",
    "contracts",
    "teams",
    "roles",
    "tools",
    "service_desk",
    "deployment",
    "risks",
    "risk_policy",
]


@pytest.mark.parametrize("section", SECTIONS)
def test_any_section_may_be_missing(section):
    """A design without a section has the figures that do not need it."""
    tree = yaml.load(small_design(), Lines)
    tree.pop(section, None)
    everything(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False))


@pytest.mark.parametrize("spec", ["small", "starter", "reference"])
def test_the_example_designs(spec):
    """The examples are analysed, exported and explained; the same figures twice."""
    source, _ = load(SPECS / spec)
    design, graph, figures, written = everything(source)
    assert export(design, analyse(design, graph, AS_OF)) == json.loads(written)
    assert figures.availability
    assert figures.response


def test_figures_of_the_small_design():
    """The complete small design of the language page, by hand.

    Availability 0.999 · 20000/20006 · 0.998; its lower bound 1 − 0.001 − 6/20006 − 0.002, at most the line. A month has
    261 open days of 600 minutes in 366, times 30.4375. Priority A: 1 sh of the team and 4 h of the supplier are 300
    open minutes; C: 4 sh from 14:01 end at 8:01, 12 h later it is night: 239 + 600 minutes.
    """
    design, _, figures, _ = everything(small_design())
    found = figures.availability_of("lark-sla", "office-it")
    assert found.derived == pytest.approx(0.999 * 20000 / 20006 * 0.998, abs=1e-9)
    assert found.lower_bound == pytest.approx(1 - 0.001 - 6 / 20006 - 0.002, abs=1e-9)
    assert (found.upper_bound, found.upper_bound_by, found.verdict) == (0.998, "line", "guaranteed")
    assert found.window_minutes == pytest.approx(261 * 600 / 366 * 30.4375, abs=1e-3)
    times = {(one.priority, one.metric): one.composed_minutes for one in figures.responses_of("lark-sla")}
    assert times == {
        ("A", "response"): 20, ("A", "resolution"): 300, ("B", "response"): 30, ("B", "resolution"): 480,
        ("C", "response"): 60, ("C", "resolution"): 839, ("D", "response"): 240, ("D", "resolution"): 1080,
    }  # fmt: skip
    required = {(one.holder, one.metric, one.priority): one.required for one in figures.commitments}
    assert required["nimbus-contract", "resolution", "A"] == 420
    assert required["nimbus-contract", "availability", None] == pytest.approx(0.9966554934, abs=1e-9)
    assert (figures.schedule.finish, figures.schedule.go_live_margin) == (date(2027, 2, 11), 11)
    assert figures.gaps == figures.terms == figures.unprovided == figures.unsupported == ()
    assert figures.risk("server-dies").touches == ("lark-sla",)
    assert [one.party for one in figures.commitments_of("it-ola")] == ["it-team"] * 4
    assert design.head.title["en"] == "Office IT for Lark Legal"


def shuffled(entries, chance):
    if not isinstance(entries, dict):
        return entries
    pairs = list(entries.items())
    chance.shuffle(pairs)
    return dict(pairs)


def test_order_of_writing_changes_nothing():
    """Sections and entries shuffled give the same figures to the last digit."""
    tree = yaml.load(small_design(), Lines)
    first = everything(small_design())[3]
    for seed in range(5):
        chance = random.Random(seed)
        sections = list(tree.items())
        chance.shuffle(sections)
        mixed = {
            name: shuffled(entries, chance) if name != "deployment" else entries for name, entries in sections
        }
        assert everything(yaml.safe_dump(mixed, allow_unicode=True, sort_keys=False))[3] == first


def test_json_numbers():
    """Floats to twelve significant digits, whole fractions as integers, no infinities."""
    assert number(1 / 3) == 0.333333333333
    assert number(float("inf")) is None
    assert plain(43830.0) == 43830.0
    assert export(*reversed(figures_of("services: {a: {}}\n")[:2]))["availability"] == []


def test_what_the_json_says():
    """Keys are those of the contract, in full."""
    design, _, figures, written = everything(small_design())
    out = json.loads(written)
    schema = json.loads((SPECS.parent / "schemas" / "analyze-v1.schema.json").read_text(encoding="utf-8"))
    assert set(out) == set(schema["properties"])
    assert set(out["availability"][0]) == {
        "sla", "service", "target", "window_minutes", "derived", "lower_bound", "upper_bound", "upper_bound_by", "verdict", "independence",
        "margin", "downtime_allowed_minutes", "downtime_expected_minutes", "weakest",
    }  # fmt: skip
    assert set(out["response"][0]) == {
        "sla",
        "service",
        "priority",
        "metric",
        "target_minutes",
        "composed_minutes",
        "composed_from",
        "wall_minutes",
        "wall_from",
        "verdict",
        "attainment",
        "link_attainment",
        "chain",
    }
    assert out["response"][0]["composed_from"] == "2027-03-01T08:00+01:00"
    assert set(out["commitments"][0]) == {
        "holder",
        "kind",
        "metric",
        "priority",
        "required",
        "committed",
        "margin",
        "demanded_by",
    }
    assert out["schedule"]["tasks"][0] == {
        "task": "plan", "earliest_start": 0, "earliest_finish": 3, "latest_start": 0, "latest_finish": 3, "start_date": "2027-01-11", "finish_date": "2027-01-13",
        "total_float": 0, "free_float": 0,
    }  # fmt: skip
    assert out["schedule"]["critical_path"] == ["plan", "take-over", "try", "accept"]
    assert {risk["origin"] for risk in out["risks"]} == {"declared", "derived"}
    assert dataclasses.is_dataclass(figures)
    assert design.head.title["en"] == out["design"]


def test_explaining():
    """Every word that can be asked for answers for what has it, and nothing else."""
    design, graph, figures, _ = everything(small_design())

    def asked(entity, metric=None):
        return len(explain(design, graph, figures, entity, metric))

    assert set(METRICS) >= {
        "availability",
        "response",
        "resolution",
        "commitment",
        "coverage",
        "schedule",
        "go-live",
        "load",
        "gates",
        "risk",
        "loss",
        "window",
        "spares",
        "capacity",
        "continuity",
        "contract",
        "offers",
        "cost",
        "margin",
        "compensation",
        "budget",
        "staffing",
        "roster",
        "desk",
        "skills",
        "raci",
        "single-points",
    }
    assert (
        asked("office-it", "availability"),
        asked("line", "availability"),
        asked("lark-sla", "availability"),
    ) == (1, 1, 1)
    assert (asked("office-it", "response"), asked("office-it", "resolution"), asked("office-it")) == (
        4,
        4,
        25,
    )
    assert (asked("nimbus-contract", "commitment"), asked("it-team", "commitment")) == (5, 4)
    assert (asked("try", "schedule"), asked("deployment", "schedule"), asked("server-dies", "risk")) == (
        1,
        4,
        1,
    )
    assert (asked("office-it", "window"), asked("line", "window"), asked("try", "go-live")) == (3, 3, 1)
    assert (asked("office-it", "gates"), asked("engineer", "load"), asked("server-dies", "loss")) == (5, 1, 0)
    assert (asked("nobody"), asked("office-it", "nonsense")) == (0, 0)
    (tree,) = explain(design, graph, figures, "office-it", "availability")
    leaves = {step.at for step in steps_of(tree)}
    assert ("components", "line", "availability") in leaves
    assert ("slas", "lark-sla", "targets", "availability", "of") in leaves
