"""Protects the contracts of all outputs: closed objects, every field described, nothing printed that they do not name."""

from __future__ import annotations

import json
import re
from functools import cache

import jsonschema
import pytest

from itsm_compiler.cli.schema import SCHEMAS
from itsm_compiler.reports.field_words import known_fields
from tests.cli.running import DATE, ROOT, itsmc

OUTPUTS = ("check", "analyze", "what-if", "impact", "graph")
DESIGNS = ("reference", "small", "starter", "first-draft")


@cache
def schema(name):
    return json.loads(itsmc("schema", name).out)


@cache
def analysis(design):
    return json.loads(itsmc("analyze", f"specs/{design}", "--date", DATE, "--format", "json").out)


def test_every_schema_can_be_asked_for():
    """What is committed is what `itsmc schema` prints, and each output has one."""
    assert set(OUTPUTS) <= set(SCHEMAS)
    assert {path.name for path in (ROOT / "schemas").glob("*.json")} == set(SCHEMAS.values())


@pytest.mark.parametrize("name", OUTPUTS)
def test_objects_are_closed_and_described(name):
    """Nothing undeclared may be printed, and a reader learns what each field means."""
    whole = schema(name)
    for title, form in {"": whole, **whole["$defs"]}.items():
        assert form["additionalProperties"] is False, title
        assert form["description"], title
        missing = [key for key, one in form["properties"].items() if not one.get("description")]
        assert not missing, f"{title or name}: describe {missing} in itsm_compiler/reports/fields.yaml"


def test_the_reference_fills_every_section():
    """No section of the contract is an empty promise: the reference design has something in each but for gaps."""
    empty = {name for name, value in analysis("reference").items() if value in ([], {})}
    assert empty <= {"remedies", "unmanned", "offers"}


@pytest.mark.parametrize("design", DESIGNS)
def test_the_other_outputs_keep_theirs(design):
    """Graph, impact of an agreement, and what-if."""
    folder = f"specs/{design}"
    printed = {"graph": itsmc("graph", "--design", folder, "--date", DATE, "--format", "json")}
    sla = analysis(design)["response"][0]["sla"]
    printed["impact"] = itsmc("impact", sla, "--design", folder, "--date", DATE, "--format", "json")
    service = analysis(design)["response"][0]["service"]
    arguments = ("--set", f"services.{service}.users=1", "--set", f"slas.{sla}.targets.availability=99.999%")
    printed["what-if"] = itsmc("analyze", folder, "--date", DATE, "--format", "json", *arguments)
    for name, outcome in printed.items():
        jsonschema.Draft202012Validator(schema(name)).validate(json.loads(outcome.out))


def test_fields_are_told_once():
    """Each field has one row with a unit, a label in each language and a description."""
    text = (ROOT / "itsm_compiler" / "reports" / "fields.yaml").read_text(encoding="utf-8")
    names = re.findall(r"^([A-Za-z][\w.]*):", text, re.MULTILINE)
    assert len(names) == len(set(names))
    for name, field in known_fields().items():
        assert field.unit in ("share", "minutes", "open", "seconds", "hours", "money", "number", "text"), name
        assert field.label.en, name
        assert re.search("[\u4e00-\u9fff]", field.label.zh) or field.label.en == field.label.zh, name
        assert field.description.endswith("."), name
