"""`itsmc impact`: what the loss or change of an entity touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from itsm_compiler.cli import INTERNAL, PASSED
from itsm_compiler.cli.options import (
    compiled_design,
    date_option,
    design_option,
    language_option,
    message_language,
    no_entity,
)

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command()
@click.argument("entity")
@design_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["human", "json"]),
    default="human",
    help="Tables for people, or one JSON object for programs.",
)
@date_option
@language_option
def command(entity: str, path: Path, format_: str, language: str | None, day: date | None) -> int:
    """Print what the loss or change of ENTITY touches, up to agreements, customers and documents, and along which way."""
    from itsm_compiler.analysis.impact import impact_of  # noqa: PLC0415 (after the options are known to be right)
    from itsm_compiler.pipeline import documents_of  # noqa: PLC0415 (see above)
    from itsm_compiler.renderers.values import speaker  # noqa: PLC0415 (see above)
    from itsm_compiler.reports import impact  # noqa: PLC0415 (see above)

    compiled = compiled_design(path, language, day=day)
    spoken = message_language(language, compiled)
    if entity not in compiled.design.entities:
        raise no_entity(entity, path, compiled, spoken)
    figure = impact_of(compiled.graph, compiled.figures, entity)
    documents = impact.touched_documents(
        documents_of(compiled, compiled.as_of), figure, speaker(spoken).plain
    )
    if format_ == "json":
        click.echo(impact.as_json(figure, documents), nl=False)
    else:
        click.echo(impact.as_tables(compiled.design, figure, documents, spoken), nl=False)
    return INTERNAL if compiled.crashed else PASSED
