"""`itsmc rules`: the catalogue of rules."""

from __future__ import annotations

import json

import click

from itsm_compiler.cli import PASSED
from itsm_compiler.diagnostics import LANGUAGES, Language


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["human", "json", "markdown"]),
    default="human",
    help="Form of the list.",
)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="Language of the texts.")
def command(format_: str, language: Language) -> int:
    """List every rule with its severity, the kind of proof and the success factors that it answers."""
    from itsm_compiler.rules.catalogue import catalogue  # noqa: PLC0415 (after the options are known to be right)

    infos = [rule.info for rule in catalogue()]
    if format_ == "json":
        click.echo(
            json.dumps(
                [
                    {
                        "id": info.id,
                        "name": info.name,
                        "kind": info.kind,
                        "severity": info.severity,
                        "profile": info.profile,
                        "success_factors": list(info.factors),
                        "message": info.message[language],
                        "help": info.help[language],
                    }
                    for info in infos
                ],
                ensure_ascii=False,
                indent=2,
            )
        )
    elif format_ == "markdown":
        from itsm_compiler.rules.docs import rules_page  # noqa: PLC0415 (see above)

        click.echo(rules_page(language), nl=False)
    else:
        from itsm_compiler.reports.tables import table  # noqa: PLC0415 (see above)

        rows = [(i.id, i.severity, i.kind, i.profile, i.name, ", ".join(i.factors)) for i in infos]
        click.echo("\n".join(table(("rule", "severity", "kind", "profile", "name", "success factors"), rows)))
    return PASSED
