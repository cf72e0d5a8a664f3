"""Protects the trace matrix: each requirement leads to its targets, and each missing link is found and named."""

from __future__ import annotations

import pytest

from itsm_compiler.analysis.explain import explain
from tests.analysis.designs import CALENDARS, figures_of

WHOLE = f"""{CALENDARS}
roles: {{boss: {{}}}}
requirements:
  up: {{type: availability, from: buyer, services: mail, target: 99%}}
services: {{mail: {{depends_on: server}}, files: {{depends_on: disk}}}}
components: {{server: {{provided_by: ops}}, disk: {{provided_by: ops}}}}
teams: {{ops: {{}}}}
olas: {{ops-ola: {{team: ops, availability: 99.9%, priorities: {{A: {{resolution: 2h}}}}}}}}
slas:
  deal: {{customer: buyer, services: mail, targets: {{availability: 99%}}, assessment: attained, reporting: monthly}}
kpis: {{attained: {{of: deal}}}}
monitoring: {{watch: {{of: server}}}}
reports: {{monthly: {{of: deal}}}}
"""


def lines(body):
    return {line.requirement: line for line in figures_of(body)[0].trace}


def holes(line):
    return [(hole.link, hole.service, hole.entity) for hole in line.holes]


def test_a_whole_chain():
    """Target, commitment, indicator, monitoring and report are found without a word of tracing in the design."""
    (line,) = lines(WHOLE).values()
    assert [(target.sla, target.metric, target.services) for target in line.targets] == [
        ("deal", "availability", ("mail",))
    ]
    assert (line.commitments, line.kpis, line.monitors, line.reports) == (
        ("ops-ola",),
        ("attained",),
        ("watch",),
        ("monthly",),
    )
    assert line.holes == ()


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ("targets: {availability: 99%}, ", "", ("target", None, None)),
        ("availability: 99.9%, ", "", ("commitment", "mail", "ops-ola")),
        ("olas: {ops-ola: {team: ops, availability: 99.9%, priorities: {A: {resolution: 2h}}}}", "", ("commitment", "mail", "ops")),
        ("server: {provided_by: ops}", "server: {}", ("commitment", "mail", "server")),
        ("of: deal}}\nmonitoring", "}}\nmonitoring", None),
        ("assessment: attained, ", "", None),
        ("watch: {of: server}", "watch: {of: disk}", ("monitor", "mail", None)),
        ("services: mail, target", "services: [mail, files], target", ("target", "files", None)),
        ("from: buyer, services: mail, target: 99%", "from: buyer, services: mail, target: 99%, deferred: {reason: later}", None),
    ],
)  # fmt: skip
def test_each_missing_link_is_named(old, new, missing):
    """One link taken away leaves exactly one hole, at who lacks it; what stands in for a link leaves none."""
    assert old in WHOLE
    line = lines(WHOLE.replace(old, new, 1))["up"]
    assert holes(line) == ([missing] if missing else [])


def test_without_any_indicator_or_report():
    """A target that nobody measures or tells of has both holes."""
    body = WHOLE.replace("assessment: attained, reporting: monthly", "exclusions: none").replace(
        "of: deal", ""
    )
    assert holes(lines(body)["up"]) == [("kpi", "mail", None), ("report", "mail", None)]


def test_a_named_requirement_beats_the_type():
    """A target that names the requirement answers it, whatever its metric; others of its type do not."""
    body = WHOLE.replace("{availability: 99%}", "{availability: 99%, failures: {requirements: up, of: 2}}")
    line = lines(body)["up"]
    assert [target.metric for target in line.targets] == ["failures"]
    assert lines(body)[None].holes[-1].link == "requirement"


TYPES = [
    ("type: price, from: buyer, services: mail, target: 5, per: year", "charges: {total: 5/y}", "charges"),
    ("type: reporting, from: buyer, services: mail", "hours: office", "reporting"),
    ("type: capacity, from: buyer, services: mail, unit: users", "scope: {limits: {users: 5}}", "capacity"),
    ("type: continuity, from: buyer, services: mail, rto: 4h", "valid: {from: 2027-01-01}", "recovery"),
]


@pytest.mark.parametrize(("wish", "answer", "metric"), TYPES)
def test_what_answers_each_type(wish, answer, metric):
    """Fees answer prices, limits or plans capacities, reports the wish for them, recovery continuity."""
    targets = "{availability: 99%, recovery: 4h}" if metric == "recovery" else "{availability: 99%}"
    body = WHOLE.replace("type: availability, from: buyer, services: mail, target: 99%", wish)
    body = body.replace("targets: {availability: 99%}", f"targets: {targets}, {answer}")
    assert [target.metric for target in lines(body)["up"].targets] == [metric]


def test_continuity_wants_a_plan():
    """A promised recovery that no continuity plan covers is a hole."""
    body = WHOLE.replace("type: availability, from: buyer, services: mail, target: 99%", TYPES[3][0])
    body = body.replace("{availability: 99%}", "{recovery: 4h}")
    assert holes(lines(body)["up"]) == [("plan", "mail", None)]
    assert holes(lines(body + "continuity_plans: {again: {covers: mail}}\n")["up"]) == []


def test_what_is_done_answers_a_function():
    """A wish without a figure is answered by a function or a mode of the service, with the tools that fit it."""
    wish = "type: function, from: buyer, services: mail"
    body = WHOLE.replace("type: availability, from: buyer, services: mail, target: 99%", wish)
    assert holes(lines(body)["up"])[0] == ("target", None, None)
    served = body.replace(
        "mail: {depends_on: server}", "mail: {depends_on: server, functions: {sending: {}}}"
    )
    line = lines(served + "tools: {sorter: {selection: {fit: up}}}\n")["up"]
    assert [(target.sla, target.metric) for target in line.targets] == [(None, "function")]
    assert line.means == ("sorter",)
    assert line.holes == ()


def test_it_can_be_explained():
    """Every hole is told where the requirement is explained, in both languages."""
    figures, design, graph = figures_of(WHOLE.replace("watch: {of: server}", "watch: {of: disk}"))
    (tree,) = explain(design, graph, figures, "up", "trace")
    assert tree.parts[-1].value == 1
    assert tree.parts[-1].parts[0].what.en == "no monitoring for `availability` of `mail` under `deal`"
    assert "监控" in tree.parts[-1].parts[0].what.zh
