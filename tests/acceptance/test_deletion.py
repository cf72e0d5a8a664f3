"""Protects references: whatever is deleted from a design, every place that named it is reported, and nothing crashes."""

from __future__ import annotations

import random
from functools import cache

import pytest

from itsm_compiler.model.links import Harvest, collect
from itsm_compiler.source import DELETE, edit
from tests.acceptance.designs import design_of, findings_of, source_of

SAMPLE = 64
SMALL = sorted(design_of("small").paths)
REFERENCE = sorted(random.Random(20261121).sample(sorted(design_of("reference").paths), SAMPLE))


@cache
def mentions(name):
    """Where a design may hold words in the place of a reference: an id that is gone is read as words there."""
    design, harvest = design_of(name), Harvest()
    for entity_id, path in design.paths.items():
        if not (path[0] == "deployment" and len(path) > 1):
            collect(design.entities[entity_id], str(path[0]), path, entity_id, harvest)
    return {link.path for link in harvest.links if link.reference.or_text}


def unreported(name, entity):
    """The references to an entity that nobody reports once it is deleted."""
    design, source = design_of(name), source_of(name)
    findings = findings_of(edit(source, design.path_of(entity), DELETE))
    assert not [finding for finding in findings if finding.rule == "INT001"]
    reported = {finding.span for finding in findings if finding.rule[:3] in ("REF", "SHP")}
    return [
        f"{'.'.join(map(str, reference.path))} ({reference.field})"
        for reference in design.references
        if reference.target_id.partition("/")[0] == entity
        and reference.owner_id.partition("/")[0] != entity
        and reference.path not in mentions(name)
        and design.span(reference.path, of="key" if reference.at_key else "value") not in reported
    ]


@pytest.mark.parametrize("entity", SMALL)
def test_every_reference_to_what_is_deleted_is_reported_in_the_small_design(entity):
    """No entity can go without everybody who relies on it being named."""
    assert unreported("small", entity) == []


@pytest.mark.parametrize("entity", REFERENCE)
def test_every_reference_to_what_is_deleted_is_reported_in_the_reference(entity):
    """The same in a design of the size of real ones, for a sample of its entities."""
    assert unreported("reference", entity) == []
