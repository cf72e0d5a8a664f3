"""`itsmc analyze`: every derived figure, or what moves when something were otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from itsm_compiler.cli import INTERNAL, PASSED
from itsm_compiler.cli.options import (
    compiled_design,
    date_option,
    design_argument,
    language_option,
    message_language,
)
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

INCOMPLETE = Text(
    "the design fails its check: a figure may lack what could not be read (`itsmc check {path}`)",
    "设计未通过检查：读不到的内容未计入数据（`itsmc check {path}`）",
)


@click.command()
@design_argument
@click.option(
    "--format",
    "format_",
    type=click.Choice(["human", "json"]),
    default="human",
    help="Tables for people, or one JSON object for programs.",
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="PATH=VALUE",
    help="Show only what moves if the design said so; nothing is written. Without a value the field is removed. May be repeated.",
)
@date_option
@language_option
def command(
    path: Path, format_: str, settings: tuple[str, ...], language: str | None, day: date | None
) -> int:
    """Print every figure that follows from the design in the folder PATH, whether or not it passes its check."""
    compiled = compiled_design(path, language, day=day)
    spoken = message_language(language, compiled)
    if settings:
        from itsm_compiler.cli.analyze_settings import compared  # noqa: PLC0415 (few calls ask what if)

        click.echo(compared(compiled, settings, format_, spoken), nl=False)
    elif format_ == "json":
        from itsm_compiler.analysis.export import export  # noqa: PLC0415 (see `compiled_design`)
        from itsm_compiler.reports.json import as_text  # noqa: PLC0415 (see `compiled_design`)

        click.echo(as_text(export(compiled.design, compiled.figures)), nl=False)
    else:
        from itsm_compiler.reports.figures import render  # noqa: PLC0415 (see `compiled_design`)

        click.echo(render(compiled.design, compiled.figures, spoken), nl=False)
    if not compiled.passed:
        click.echo(INCOMPLETE.format({"path": path})[spoken], err=True)
    return INTERNAL if compiled.crashed else PASSED
