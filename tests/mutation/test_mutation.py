"""Protects the reach of rules and documents: hardly a field of a design can be lost without anybody noticing."""

from __future__ import annotations

import pytest

from tests.mutation.fields import places
from tests.mutation.mutations import KINDS, mutations, outcome
from tests.mutation.reviewed import reason, reviewed
from tests.rules.judging import source_of

SEED = 4
SAMPLE = 40


@pytest.mark.parametrize("part", range(4))
def test_a_sample_of_mutations_is_noticed(part):
    """What is deleted, blanked or led to nothing is reported, shows in a document, or stands on the reviewed list."""
    chosen = mutations(SEED, 1)[:SAMPLE][part::4]
    outcomes = [outcome(mutation) for mutation in chosen]
    unseen = [told.mutation for told in outcomes if not told.seen]
    assert [f"{one.kind} {one.place}" for one in unseen if reason(one) is None] == []


def test_every_sort_of_field_is_mutated():
    """Fields of single things, of entries by name, of lists, of maps and of entries told apart by type are all tried."""
    drawn = mutations(SEED, 1)
    assert {one.kind for one in drawn} == set(KINDS)
    assert {
        "design.title",
        "examined.element",
        "slas.*.priorities.*.response",
        "slas.*.targets.*.of.*",
        "components.*.depends_on",
        "requirements.*(price).target",
        "processes.*.activities.*.r",
        "deployment.tasks.*.needs",
    } <= {one.field for one in drawn}


def test_the_seed_decides_the_sample():
    """The same seed draws the same mutations, another one others, and no field more often than asked for."""
    first = mutations(1, 2)
    assert first == mutations(1, 2)
    assert first != mutations(2, 2)
    drawn = [(one.field, one.kind) for one in first]
    assert max(map(drawn.count, drawn[:50])) <= 2
    assert {one.field for one in first} == {place.field for place in places(source_of("reference"))}


def test_each_exception_has_a_reason():
    """The reviewed list is read by people: a sentence each."""
    assert all(why.endswith(".") for why in reviewed().values())
