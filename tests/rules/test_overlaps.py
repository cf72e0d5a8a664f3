"""Protects the planner from being asked twice for one field, and the demands that only look alike."""

from __future__ import annotations

import pytest

from itsm_compiler.diagnostics import Kind, Severity
from itsm_compiler.rules.overlaps import joined
from itsm_compiler.rules.rule import Problem
from tests.rules.test_engine import fake

AT = ("services", "mail")


def asking(code, *fields, at=AT, **facts):
    """A rule whose problem is that fields are missing; ways of which one is enough stand side by side: `a|b`."""
    ways = tuple(tuple((*at, *way.split(".")) for way in one.split("|")) for one in fields)
    return fake(code, factors=(code[:3] + "-01",), **facts), Problem(at, missing=ways)


@pytest.mark.parametrize(
    ("found", "left"),
    [
        ([asking("AAA001", "x"), asking("BBB001", "x")], ["AAA001"]),
        ([asking("AAA001", "x"), asking("BBB001", "x", "y")], ["BBB001"]),
        ([asking("AAA001", "x", "y"), asking("BBB001", "x")], ["AAA001"]),
        ([asking("AAA001", "x"), asking("BBB001", "x.y")], ["BBB001"]),
        ([asking("AAA001", "x|z"), asking("BBB001", "x")], ["BBB001"]),
        ([asking("AAA001", "x"), asking("BBB001", "x", "y"), asking("CCC001", "x", "y", "z")], ["CCC001"]),
        ([asking("AAA001", "x", "y"), asking("BBB001", "y", "z")], ["AAA001", "BBB001"]),
        ([asking("AAA001", "x"), asking("BBB001", "x", at=("services", "line"))], ["AAA001", "BBB001"]),
        ([asking("AAA001", "x", mandatory=True), asking("BBB001", "x", "y")], ["AAA001", "BBB001"]),
        ([asking("AAA001", "x", kind=Kind.WEAKNESS), asking("BBB001", "x", "y")], ["AAA001", "BBB001"]),
    ],
)
def test_a_gap_that_closes_with_another_one_is_not_told_again(found, left):
    """One field is one finding; fields that differ, other things, mandatory rules and other kinds stay."""
    assert [rule.id for rule, _ in joined(found)] == left


def test_the_finding_that_stays_speaks_for_both():
    """No factor and no weight is lost."""
    light = asking("AAA001", "x", "y", severity=Severity.WARNING)
    [(rule, _)] = joined([light, asking("BBB001", "x", severity=Severity.ERROR)])
    assert rule.info.factors == ("AAA-01", "BBB-01")
    assert rule.info.severity is Severity.ERROR
