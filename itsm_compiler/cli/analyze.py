"""`itsmc analyze`: every derived figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from itsm_compiler.cli import PASSED
from itsm_compiler.cli.options import (
    demand_options,
    design_argument,
    language_option,
    message_language,
    settings,
)

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@design_argument
@click.option(
    "--format", "format_", type=click.Choice(["human", "json"]), default="human", help="Form of the figures."
)
@demand_options
@language_option
def command(path: Path, format_: str, language: str | None, **demand: Any) -> int:
    """Print every figure that follows from the design at PATH, whether or not it passes its check."""
    from itsm_compiler.pipeline import compile_design  # noqa: PLC0415 (after the options are known to be right)

    compiled = compile_design(path, settings(**demand))
    if format_ == "json":
        import json  # noqa: PLC0415 (see above)

        from itsm_compiler.analysis.export import export  # noqa: PLC0415 (see above)

        click.echo(json.dumps(export(compiled.design, compiled.figures), ensure_ascii=False, indent=2))
    else:
        from itsm_compiler.reports.figures import render  # noqa: PLC0415 (see above)

        click.echo(render(compiled.design, compiled.figures, message_language(language, compiled)), nl=False)
    return PASSED
