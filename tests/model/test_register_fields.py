"""Protects that what the success factors look at can be written: each field of the register is one of the language."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from itsm_compiler.model.forms import Mapping, Plural, Thing, fields_of, form_of
from itsm_compiler.model.sections import SECTIONS

REGISTER = Path(__file__).resolve().parents[2] / "itsm_compiler" / "knowledge" / "ksf.yaml"


def leads_to_a_field(path: str) -> bool:
    section, *steps = path.split(".")
    if section not in SECTIONS:
        return False
    form = form_of(SECTIONS[section].model())
    if SECTIONS[section].shape != "single":
        steps = steps[1:]
    forms = [form]
    for step in steps:
        forms = [inner.item if isinstance(inner, Plural) and step != "*" else inner for inner in forms]
        below = []
        for inner in forms:
            if isinstance(inner, Plural):
                below.append(inner.item)
            elif isinstance(inner, Mapping):
                below.append(inner.value)
            elif isinstance(inner, Thing):
                below += [
                    fields_of(model)[step].form for model in inner.models.values() if step in fields_of(model)
                ]
        forms = below
    return bool(forms)


def test_each_field_of_the_register_is_of_the_language():
    if not REGISTER.exists():
        pytest.skip(f"{REGISTER.name} is not in the tree: restore itsm_compiler/knowledge")
    factors = yaml.load(REGISTER.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["factors"]
    paths = {path for factor in factors for path in factor.get("fields", ()) if isinstance(path, str)}
    assert len(paths) > 500
    assert sorted(path for path in paths if not leads_to_a_field(path)) == []


def test_a_field_that_is_not_of_the_language_is_seen():
    assert leads_to_a_field("slas.*.targets.*.source")
    assert not leads_to_a_field("slas.*.targets.*.sauce")
    assert not leads_to_a_field("nothing.*.name")
