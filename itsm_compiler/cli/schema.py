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
}
"""Each schema is a file of the package `itsm_compiler.schemas`."""


@click.command()
@click.argument("name", type=click.Choice(list(SCHEMAS)), default="design", metavar="[NAME]")
def command(name: str) -> int:
    """Print the JSON Schema (2020-12) called NAME: `design` (the default), `rule-pack`, `check` or `analyze`.

    The first two are for editors; the others describe what `itsmc check` and `itsmc analyze` print with `--format json`.
    """
    click.echo(files("itsm_compiler.schemas").joinpath(SCHEMAS[name]).read_text(encoding="utf-8"), nl=False)
    return PASSED
