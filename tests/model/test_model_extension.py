"""Protects the organisation's own fields: checked against its schema, which can neither fetch nor hang."""

from __future__ import annotations

import json
import socket

import pytest

from itsm_compiler.model.shape import shape
from itsm_compiler.source import load

BODY = """language: itsm/v1
design: {title: T}
extensions: {schema: own.json}
services:
  mail: {x-cost-centre: 47, functions: {send: {x-tier: top}}}
  files: {name: Files}
"""
SCHEMA = {
    "type": "object",
    "properties": {"x-cost-centre": {"type": "integer", "minimum": 100}, "x-tier": {"enum": ["low", "high"]}},
    "additionalProperties": False,
}


def check(folder, schema, body=BODY):
    (folder / "itsm.yaml").write_text(body, encoding="utf-8")
    text = schema if isinstance(schema, str) else json.dumps(schema)
    (folder / "own.json").write_text(text, encoding="utf-8")
    source, slips = load(folder)
    assert slips == []
    return shape(source)[1]


def test_breaches_stand_at_the_value(tmp_path):
    found = check(tmp_path, SCHEMA)
    assert [(item.rule, item.span.line, item.span.column, item.span.end_column) for item in found] == [
        ("SHP015", 5, 25, 27),
        ("SHP015", 5, 56, 59),
    ]
    assert (
        found[0].message.en
        == "`x-cost-centre` breaks the organisation's schema: 47 is less than the minimum of 100"
    )
    assert found[0].entity == "mail"
    assert found[0].help.en == "see `own.json`"


def test_an_unknown_field_of_the_organisation_stands_at_the_entity(tmp_path):
    found = check(tmp_path, {**SCHEMA, "properties": {"x-tier": {}}})
    assert [(item.span.line, item.span.column, item.span.end_column) for item in found] == [(5, 3, 7)]


def test_without_a_breach_nothing_is_said(tmp_path):
    assert check(tmp_path, {"properties": {"x-cost-centre": {"type": "integer"}}}) == []


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ("{", "cannot be read as JSON"),
        ("[" * 100_000, "cannot be read as JSON"),
        ('{"type": "nonsense"}', "nonsense"),
        ("3", "3 is not of type"),
        ({"$ref": "https://example.com/schema.json"}, "not in it"),
        ({"$ref": "#/$defs/none"}, "not in it"),
        ({"$ref": "#"}, "without end"),
        ({"properties": {"x-tier": {"pattern": "(a+)+$"}}}, "may take for ever"),
        ({"patternProperties": {"(x|-)*": {}}}, "may take for ever"),
        (
            {
                "$defs": {f"a{n}": {"allOf": [{"$ref": f"#/$defs/a{n + 1}"}] * 2} for n in range(40)}
                | {"a40": {}},
                "$ref": "#/$defs/a0",
            },
            "too many steps",
        ),
    ],
)
def test_a_schema_that_cannot_be_used_is_one_finding(tmp_path, schema, reason, monkeypatch):
    """Neither the network nor the processor is at a stranger's service."""
    monkeypatch.setattr(socket, "socket", None)
    found = check(tmp_path, schema)
    assert [item.rule for item in found] == ["SHP016"]
    assert reason in found[0].message.en
    assert (found[0].span.line, found[0].span.column, found[0].span.end_column) == (3, 22, 30)


def test_long_texts_are_not_matched(tmp_path):
    body = BODY.replace("x-tier: top", f"x-tier: {'a' * 500}")
    found = check(tmp_path, {"properties": {"x-tier": {"pattern": "^a*$"}}}, body)
    assert "more than 200 characters" in found[0].message.en


@pytest.mark.parametrize(
    "name",
    ["../own.json", "/etc/own.json", "itsm.yaml", "none.json", "C:\\\\x.json", "https://example.com/x.json"],
)
def test_a_schema_outside_the_design_is_not_read(tmp_path, name):
    (tmp_path / "own.json").write_text("{}", encoding="utf-8")
    folder = tmp_path / "design"
    folder.mkdir()
    found = check(folder, {}, BODY.replace("own.json", f'"{name}"'))
    assert [item.rule for item in found] == ["SHP016"]


def test_a_link_out_of_the_design_is_not_followed(tmp_path):
    folder = tmp_path / "design"
    folder.mkdir()
    (tmp_path / "outside.json").write_text("{}", encoding="utf-8")
    (folder / "link.json").symlink_to(tmp_path / "outside.json")
    found = check(folder, {}, BODY.replace("own.json", "link.json"))
    assert [item.rule for item in found] == ["SHP016"]
