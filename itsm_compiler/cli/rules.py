"""`itsmc rules`: the catalogue of rules, and the trial of a pack."""

from __future__ import annotations

import click

from itsm_compiler.cli import PASSED
from itsm_compiler.cli.options import packs_usable
from itsm_compiler.cli.rules_test import command as test
from itsm_compiler.cli.wrong import did_you_mean
from itsm_compiler.diagnostics import LANGUAGES, Language


class WithTrial(click.Group):
    """The list, and below it the trial of a pack."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named; what is none is told with what may have been meant."""
        if args[0] not in self.commands:
            near = did_you_mean(args[0], self.commands).en
            raise click.UsageError(f"there is no command 'rules {args[0]}'{near}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=WithTrial, invoke_without_command=True)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["human", "json", "markdown"]),
    default="human",
    help="A table, a JSON list for programs, or a page with reasons, remedies and examples.",
)
@click.option(
    "--by-factor", is_flag=True, help="List the success factors, each with the rules that answer it."
)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="Language of the texts.")
@click.pass_context
def command(ctx: click.Context, format_: str, language: Language, *, by_factor: bool) -> int:
    """List every rule: how strongly it counts, what it guards, and which success factors it answers.

    `itsmc rules test PACK` tries the rules of an organisation instead.
    """
    if ctx.invoked_subcommand:
        return PASSED
    if by_factor:
        from itsm_compiler.reports import coverage  # noqa: PLC0415 (after the options are known to be right)

        written = {"human": coverage.as_table, "json": coverage.as_json, "markdown": coverage.as_page}
        click.echo(written[format_](language), nl=False)
    elif format_ == "markdown":
        from itsm_compiler.rules.docs import rules_page  # noqa: PLC0415 (after the options are known to be right)

        click.echo(rules_page(language), nl=False)
    else:
        from itsm_compiler.reports import rules  # noqa: PLC0415 (see above)

        with packs_usable(language):
            text = rules.as_json(language) if format_ == "json" else rules.as_table(language)
        click.echo(text, nl=False)
    return PASSED


command.add_command(test)
