"""`itsmc kpis`: the library of indicators."""

from __future__ import annotations

import click

from itsm_compiler.cli import PASSED
from itsm_compiler.diagnostics import LANGUAGES, Language


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["human", "json", "markdown"]),
    default="human",
    help="A table, a JSON list for programs, or a page with formulas and sources.",
)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="Language of the texts.")
def command(format_: str, language: Language) -> int:
    """List the indicators that a design can use: what each is, how it is counted, and which way is better."""
    from itsm_compiler.reports import kpis  # noqa: PLC0415 (after the options are known to be right)

    written = {"human": kpis.as_table, "json": kpis.as_json, "markdown": kpis.as_page}
    click.echo(written[format_](language), nl=False)
    return PASSED
