"""`itsmc schema`: the JSON Schemas that editors and programs use."""

from __future__ import annotations

from importlib.resources import files

import click

from itsm_compiler.cli import PASSED

SCHEMAS = {
    "design": "itsm-v1.schema.json",
    "rule-pack": "rule-pack-v1.schema.json",
    "check": "check-v1.schema.json",
    "analyze": "analyze-v1.schema.json",
    "what-if": "what-if-v1.schema.json",
    "impact": "impact-v1.schema.json",
    "graph": "graph-v1.schema.json",
}
"""Each schema is a file of the package `itsm_compiler.schemas`."""


@click.command()
@click.argument("name", type=click.Choice(list(SCHEMAS)), default="design", metavar="[NAME]")
def command(name: str) -> int:
    """Print the JSON Schema (2020-12) called NAME: `design` (the default), `rule-pack`, or a command's output.

    The first two are for editors; `check`, `analyze`, `what-if` (`analyze --set`), `impact` and `graph` describe what
    these commands print with `--format json`.
    """
    click.echo(files("itsm_compiler.schemas").joinpath(SCHEMAS[name]).read_text(encoding="utf-8"), nl=False)
    return PASSED
