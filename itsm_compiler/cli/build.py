"""`itsmc build`: check, then write every document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from itsm_compiler.cli import FAILED, PASSED
from itsm_compiler.cli.check import exit_code, report_of
from itsm_compiler.cli.git import last_change
from itsm_compiler.cli.options import (
    colour_option,
    demand_options,
    design_argument,
    language_option,
    message_language,
    settings,
    stated_day,
    use_colour,
)

if TYPE_CHECKING:
    from datetime import date

    from itsm_compiler.pipeline import Compiled
    from itsm_compiler.renderers.site import Settings as SiteSettings

LANGUAGES = ("en", "zh")
"""The languages that documents can be written in."""


@click.command()
@design_argument
@click.option(
    "-o",
    "--output",
    "--out",
    type=click.Path(path_type=Path),
    default=Path("documents"),
    show_default=True,
    help="Folder to write.",
)
@click.option(
    "--draft", is_flag=True, help="Write the documents even if the check fails, each stamped DRAFT."
)
@click.option("--trust", is_flag=True, help="Use the design's own templates, which are code.")
@demand_options
@language_option
@colour_option
def command(
    path: Path, output: Path, language: str | None, colour: str, *, draft: bool, trust: bool, **demand: Any
) -> int:
    """Check the design at PATH and write its documents: Markdown, a HTML site, and manifest.json."""
    from itsm_compiler.pipeline import compile_design, documents_of  # noqa: PLC0415 (after the options are known to be right)
    from itsm_compiler.renderers.environment import TemplateFault  # noqa: PLC0415 (see above)
    from itsm_compiler.renderers.output import OutputError, write_site  # noqa: PLC0415 (see above)
    from itsm_compiler.renderers.render import render_site  # noqa: PLC0415 (see above)

    compiled = compile_design(path, settings(**demand))
    if not compiled.passed and not draft:
        _refuse(compiled, language, colour)
        return exit_code(compiled)
    stamp = _stamp(compiled, demand["day"])
    views = documents_of(compiled, stamp)
    try:
        written = write_site(output, render_site(views, _site(compiled, trust=trust)), stamp)
    except (OutputError, TemplateFault) as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"wrote {written.files} files for {len(views)} documents to {output}", err=True)
    return FAILED if not compiled.passed and not draft else PASSED


def _refuse(compiled: Compiled, language: str | None, colour: str) -> None:
    from itsm_compiler.reports import human  # noqa: PLC0415 (see above)

    report = report_of(compiled, message_language(language, compiled))
    click.echo(human.render(report, colour=use_colour(colour)), nl=False, color=True)
    click.echo(human.summary(report, colour=use_colour(colour, error=True)), err=True, color=True)
    click.echo("nothing was written; `--draft` writes the documents as they are", err=True)


def _stamp(compiled: Compiled, day: date | None) -> date:
    """The day on the documents: as stated, else that of the last commit that touched the design, else that of the check."""
    return stated_day(day) or last_change(compiled.source.root) or compiled.as_of


def _site(compiled: Compiled, *, trust: bool) -> SiteSettings:
    from itsm_compiler.documents import DOCUMENTS  # noqa: PLC0415 (see above)
    from itsm_compiler.renderers.site import Settings  # noqa: PLC0415 (see above)

    head, wanted = compiled.design.head, compiled.design.documents
    languages = tuple(language for language in head.languages if language in LANGUAGES) or ("en",)
    formats = tuple(name for name in (wanted.formats if wanted else ("md", "html")) if name in ("md", "html"))
    folder = compiled.source.root / wanted.templates if trust and wanted and wanted.templates else None
    kinds = {kind: document.title for kind, document in DOCUMENTS.items()}
    return Settings(languages=languages, formats=formats, title=head.title, kinds=kinds, templates=folder)
