"""The published schema, and designs as JSON sees them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jsonschema
import referencing

from itsm_compiler.model.schema import schema
from itsm_compiler.model.shape import shape
from itsm_compiler.source import load_texts

ROOT = Path(__file__).resolve().parents[2]
ACROSS = ("SHP013", "SHP014", "SHP015", "SHP016")
"""What the models' room reports of several places together, which no schema of one file can see."""


@cache
def validator() -> jsonschema.Draft202012Validator:
    """A validator that fetches nothing."""
    return jsonschema.Draft202012Validator(schema(), registry=referencing.Registry())


def as_json(value):
    """A value of a spec with the keys that JSON would give it."""
    if isinstance(value, dict):
        return {str(key): as_json(entry) for key, entry in value.items()}
    return [as_json(entry) for entry in value] if isinstance(value, list) else value


def sections(text: str):
    """The sections of one file."""
    source, faults = load_texts({"itsm.yaml": text})
    return source, faults


def refused_by_models(source) -> list[str]:
    """What the models refuse, conditions across entries left aside."""
    _, findings = shape(source)
    return [
        f"{each.rule} {each.message.en}"
        for each in findings
        if each.rule[:3] == "SHP" and each.rule not in ACROSS
    ]


def refused_by_schema(source) -> list[str]:
    """What the schema refuses."""
    return [error.message for error in validator().iter_errors(as_json(source.sections))]
