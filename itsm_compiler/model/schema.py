"""The JSON Schema (2020-12) of one file of a design, written from the models: what editors complete, explain and check.

It accepts what the models accept, shorthands included, but for conditions that join several places: ids that are
unique, references that lead somewhere, days in order, times that overlap, time zones that exist.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from itsm_compiler.model.fieldtexts import section_text
from itsm_compiler.model.schema_writer import SchemaWriter, described, one_or_many
from itsm_compiler.model.sections import SECTIONS
from itsm_compiler.model.value_forms import READERS, SOMETHING, JsonSchema

FILE = Path("schemas", "itsm-v1.schema.json")


def schema() -> JsonSchema:
    """The schema of one file; since sections may be spread over the files of a design, nothing is demanded at the top."""
    writer = SchemaWriter()
    properties: JsonSchema = {
        "language": {"const": "itsm/v1", **described(section_text("language"))},
        "imports": {
            **one_or_many({"type": "array", "items": SOMETHING}),
            **described(section_text("imports")),
            "examples": [["../common"]],
        },
    }
    for section in SECTIONS.values():
        entry = writer.of(section.model())
        if section.shape == "named":
            entry = {
                "type": "object",
                "propertyNames": writer.value(READERS["read_id"]),
                "additionalProperties": entry,
            }
        elif section.shape == "list":
            entry = one_or_many({"type": "array", "items": entry})
        properties[section.name] = {**entry, **described(section_text(section.name))}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:itsm-compiler:schema:itsm-v1",
        "title": "itsm/v1",
        "description": "One file of an IT service design — IT 服务设计中的一个文件",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": dict(sorted(writer.definitions.items())),
    }


def schema_text() -> str:
    """The schema as it is committed."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def main(arguments: list[str] | None = None) -> None:
    """Print the schema, or write it into the `schemas` folder of the project in which this is run."""
    parser = argparse.ArgumentParser(prog="python -m itsm_compiler.model.schema", description=schema.__doc__)
    parser.add_argument(
        "--write", action="store_true", help=f"write {FILE.as_posix()} below the current folder"
    )
    if parser.parse_args(arguments).write:
        FILE.write_text(schema_text(), encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(schema_text())


if __name__ == "__main__":
    main()
