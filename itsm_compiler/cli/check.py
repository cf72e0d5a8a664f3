"""`itsmc check`: load, validate and judge a design."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import click

from itsm_compiler.cli import FAILED, INTERNAL, PASSED
from itsm_compiler.cli.options import (
    colour_option,
    compiled_design,
    demand_options,
    design_argument,
    language_option,
    message_language,
    prefix_of,
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
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="human",
    help="For people, or one JSON object for programs.",
)
@demand_options
@language_option
@colour_option
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead of showing them.")
@click.option("-q", "--quiet", is_flag=True, help="Show the findings without the closing line.")
def command(  # noqa: PLR0913 (one argument an option)
    path: Path,
    format_: str,
    language: str | None,
    colour: str,
    *,
    statistics: bool,
    quiet: bool,
    **demand: Any,
) -> int:
    """Judge the design in the folder PATH: its form, references, arithmetic and completeness.

    Exit code 0: nothing fails the check; 1: findings fail it; 2: wrong usage or no design.
    """
    compiled = compiled_design(path, language, **demand)
    report = report_of(compiled, message_language(language, compiled))
    _show(report, format_, colour, statistics=statistics)
    if format_ == "human" and not quiet:
        show_summary(report, colour)
    return exit_code(compiled)


def report_of(compiled: Compiled, language: Language) -> Report:
    """The findings of a compiled design with what is needed to show them."""
    from itsm_compiler.reports import Report  # noqa: PLC0415 (see `compiled_design`)

    demand = compiled.demand
    return Report(
        design=compiled.design.head.title[language],
        as_of=compiled.as_of,
        status=demand.status or "",
        profile=demand.profile or "",
        findings=compiled.findings,
        passed=compiled.passed,
        prefix=prefix_of(compiled.source.root),
        lines=cache(compiled.source.lines),
        language=language,
        own={rule.id: rule.info for rule in demand.packs},
    )


def show_findings(report: Report, colour: str) -> None:
    """Every finding, for people, on standard output."""
    from itsm_compiler.reports import human  # noqa: PLC0415 (see `compiled_design`)

    click.echo(human.render(report, colour=use_colour(colour)), nl=False, color=True)


def show_summary(report: Report, colour: str) -> None:
    """The outcome in one line, on standard error."""
    from itsm_compiler.reports import human  # noqa: PLC0415 (see `compiled_design`)

    click.echo(human.summary(report, colour=use_colour(colour, error=True)), err=True, color=True)


def exit_code(compiled: Compiled) -> int:
    """0 when the design passes, 1 when findings fail it, 3 when a rule of the compiler crashed."""
    if compiled.crashed:
        return INTERNAL
    return PASSED if compiled.passed else FAILED


def _show(report: Report, format_: str, colour: str, *, statistics: bool) -> None:
    if statistics:
        from itsm_compiler.reports import statistics as counted  # noqa: PLC0415 (few calls ask for it)

        click.echo(counted.render(report) if format_ == "human" else counted.render_json(report), nl=False)
    elif format_ == "json":
        from itsm_compiler.reports import json  # noqa: PLC0415 (few calls ask for it)

        click.echo(json.render(report), nl=False)
    else:
        show_findings(report, colour)
