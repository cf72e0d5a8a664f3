"""`itsmc check`: load, validate and judge a design."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from itsm_compiler.cli import FAILED, INTERNAL, PASSED
from itsm_compiler.cli.options import (
    colour_option,
    demand_options,
    design_argument,
    language_option,
    message_language,
    prefix_of,
    settings,
    use_colour,
)

if TYPE_CHECKING:
    from pathlib import Path

    from itsm_compiler.diagnostics import Language
    from itsm_compiler.pipeline import Compiled
    from itsm_compiler.reports import Report

FORMATS = ("human", "json")


@click.command()
@design_argument
@click.option("--format", "format_", type=click.Choice(FORMATS), default="human", help="Form of the report.")
@demand_options
@language_option
@colour_option
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead of showing them.")
@click.option("-q", "--quiet", is_flag=True, help="Show the findings without the closing line.")
def command(
    path: Path,
    format_: str,
    language: str | None,
    colour: str,
    *,
    statistics: bool,
    quiet: bool,
    **demand: Any,
) -> int:
    """Check the design at PATH: its form, its references, its arithmetic and its completeness."""
    from itsm_compiler.pipeline import compile_design  # noqa: PLC0415 (after the options are known to be right)

    compiled = compile_design(path, settings(**demand))
    report = report_of(compiled, message_language(language, compiled))
    _write(report, format_, colour, statistics=statistics, quiet=quiet)
    return exit_code(compiled)


def report_of(compiled: Compiled, language: Language) -> Report:
    """The findings of a compiled design with what is needed to show them."""
    from itsm_compiler.reports import Report  # noqa: PLC0415 (see above)

    demand = compiled.demand
    return Report(
        design=compiled.design.head.title[language],
        as_of=compiled.as_of,
        status=demand.status or "",
        profile=demand.profile or "",
        findings=compiled.findings,
        passed=compiled.passed,
        prefix=prefix_of(compiled.source.root),
        lines=compiled.source.lines,
        language=language,
    )


def exit_code(compiled: Compiled) -> int:
    """0 when the design passes, 1 when findings fail it, 3 when a rule of the compiler crashed."""
    if compiled.crashed:
        return INTERNAL
    return PASSED if compiled.passed else FAILED


def _write(report: Report, format_: str, colour: str, *, statistics: bool, quiet: bool) -> None:
    from itsm_compiler.reports import human, json  # noqa: PLC0415 (see above)
    from itsm_compiler.reports import statistics as counted  # noqa: PLC0415 (see above)

    if statistics:
        for rule, count in sorted(counted(report).items(), key=lambda item: (-item[1], item[0])):
            click.echo(f"{count:6}  {rule}")
    elif format_ == "json":
        click.echo(json.render(report), nl=False)
    else:
        click.echo(human.render(report, colour=use_colour(colour)), nl=False, color=True)
    if format_ == "human" and not quiet:
        click.echo(human.summary(report, colour=use_colour(colour, error=True)), err=True, color=True)
