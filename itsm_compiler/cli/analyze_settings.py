"""`itsmc analyze --set`: the figures of a design with and without some changes, its files untouched."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import click

from itsm_compiler.analysis.analyse import analyse
from itsm_compiler.cli.options import use_colour
from itsm_compiler.cli.wrong import WrongInputError
from itsm_compiler.diagnostics import Severity, Text
from itsm_compiler.graph import build_graph
from itsm_compiler.model.sections import SECTIONS
from itsm_compiler.model.shape import shape
from itsm_compiler.reports import Report, comparison, human
from itsm_compiler.source.setting import FILE, SettingError, read_settings, with_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itsm_compiler.diagnostics import Finding, Language
    from itsm_compiler.pipeline import Compiled
    from itsm_compiler.source import Source

REFUSED = Text("nothing was computed: mend what `--set` says", "未进行计算：请改正 `--set` 的内容")
LOOSE = Text(
    "with this the design would no longer hold together: {message} ({place})",
    "如此修改后设计将不再完整：{message}（{place}）",
)


def compared(compiled: Compiled, settings: Sequence[str], format_: str, language: Language) -> str:
    """What moves with the settings, as text of a format.

    Raises:
        WrongInputError: when a setting leads nowhere or its value has not the right shape.
    """
    try:
        read, faults, file = read_settings(settings)
        source = with_settings(compiled.source, read, file, SECTIONS)
    except SettingError as error:
        raise WrongInputError(error.message[language]) from None
    design, shape_faults = shape(source)
    _refuse_wrong(compiled, source, faults or shape_faults, language)
    figures = analyse(design, build_graph(design), compiled.as_of, compiled.figures.seed)
    found = comparison.changes((compiled.design, compiled.figures), (design, figures))
    if format_ == "json":
        return comparison.as_json(figures, settings, found)
    return comparison.as_tables(compiled.design, figures, settings, found, language)


def _refuse_wrong(compiled: Compiled, source: Source, faults: list[Finding], language: Language) -> None:
    """Show the errors in the settings and refuse; say which other errors they would lead to."""
    errors = [fault for fault in faults if fault.severity is Severity.ERROR]
    own = tuple(fault for fault in errors if fault.span is not None and fault.span.file == FILE)
    if own:
        report = Report(
            design=compiled.design.head.title[language],
            as_of=compiled.as_of,
            status=compiled.demand.status or "",
            profile=compiled.demand.profile or "",
            findings=own,
            passed=False,
            prefix="",
            lines=cache(source.lines),
            language=language,
        )
        click.echo(human.render(report, colour=use_colour("auto", error=True)), nl=False, err=True)
        raise WrongInputError(REFUSED[language])
    before = {(finding.rule, finding.span, finding.message) for finding in compiled.findings}
    for fault in errors:
        if (fault.rule, fault.span, fault.message) not in before:
            place = f"{fault.span.file}:{fault.span.line}" if fault.span is not None else source.root.name
            click.echo(LOOSE.format({"message": fault.message, "place": place})[language], err=True)
