"""`itsmc schema`: the JSON Schemas that editors and programs use."""

from __future__ import annotations

from importlib.resources import files

import click

SCHEMAS = {
    "design": "itsm-v1.schema.json",
    "rule-pack": "rule-pack-v1.schema.json",
    "check": "check-v1.schema.json",
    "analyze": "analyze-v1.schema.json",
}


@click.command()
@click.argument("name", type=click.Choice(list(SCHEMAS)), default="design")
def command(name: str) -> None:
    """Print the JSON Schema (2020-12) of a design, a rule pack, or the output of `check` or `analyze`."""
    click.echo(files("itsm_compiler.schemas").joinpath(SCHEMAS[name]).read_text(encoding="utf-8"), nl=False)
