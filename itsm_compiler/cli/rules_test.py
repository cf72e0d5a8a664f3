"""`itsmc rules test`: run the examples of a rule pack."""

from __future__ import annotations

from pathlib import Path

import click

from itsm_compiler.cli import FAILED, PASSED
from itsm_compiler.cli.options import packs_usable
from itsm_compiler.diagnostics import LANGUAGES, Language


@click.command("test")
@click.argument("pack", type=click.Path(path_type=Path))
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="Language of the texts.")
def command(pack: Path, language: Language) -> int:
    """Try the rules of PACK, a file or a folder of them: does each do what its example shows?

    A rule passes when it says nothing of the example design and, once that is changed as its `example` says, fires at
    the place it names and only there. Exit code 0: all pass; 1: some fail; 2: the pack cannot be used.
    """
    from itsm_compiler.reports import trials as report  # noqa: PLC0415 (after the options are known to be right)
    from itsm_compiler.rules.organisation import loaded  # noqa: PLC0415 (see above)
    from itsm_compiler.rules.trial import trials  # noqa: PLC0415 (see above)

    with packs_usable(language):
        rules = loaded(pack)
    found = trials(rules)
    click.echo(report.render(found, language), nl=False)
    click.echo(report.summary(pack.as_posix(), found, language), err=True)
    return PASSED if all(trial.passed for trial in found) else FAILED
