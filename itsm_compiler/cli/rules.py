"""`itsmc rules`: the catalogue of rules."""

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
    help="A table, a JSON list for programs, or a page with reasons, remedies and examples.",
)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="Language of the texts.")
def command(format_: str, language: Language) -> int:
    """List every rule: how strongly it counts, what it guards, and which success factors it answers."""
    if format_ == "markdown":
        from itsm_compiler.rules.docs import rules_page  # noqa: PLC0415 (after the options are known to be right)

        click.echo(rules_page(language), nl=False)
    else:
        from itsm_compiler.reports import rules  # noqa: PLC0415 (see above)

        click.echo(rules.as_json(language) if format_ == "json" else rules.as_table(language), nl=False)
    return PASSED
