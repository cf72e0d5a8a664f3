"""Options that several commands share, and what they mean together."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from itsm_compiler.diagnostics import LANGUAGES, Language, Profile

if TYPE_CHECKING:
    from collections.abc import Callable

    from itsm_compiler.pipeline import Compiled, Settings

STATUSES = ("draft", "review", "approved")


class Day(click.ParamType):
    """A day written `YYYY-MM-DD`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day or fail with the form that is wanted."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date; write it as 2027-06-01", param, ctx)


def design_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """The folder of the design, this folder when none is named."""
    return click.argument("path", default=".", type=click.Path(path_type=Path))(command)


def demand_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What is asked of a design, and on which day."""
    for option in reversed(
        (
            click.option(
                "--date",
                "day",
                type=Day(),
                help="The day the design is judged on (default: SOURCE_DATE_EPOCH, else today).",
            ),
            click.option(
                "--status",
                type=click.Choice(STATUSES),
                help="Judge as this status instead of the design's own.",
            ),
            click.option(
                "--profile",
                type=click.Choice([str(p) for p in Profile]),
                help="Ask for this much instead of the design's own.",
            ),
            click.option(
                "--select", default="", metavar="RULE[,…]", help="Run only these rules (prefixes allowed)."
            ),
            click.option(
                "--ignore", default="", metavar="RULE[,…]", help="Leave these rules out (prefixes allowed)."
            ),
        )
    ):
        command = option(command)
    return command


def language_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The language of messages."""
    help_text = "Language of messages (default: the design's first)."
    return click.option("--language", type=click.Choice(LANGUAGES), help=help_text)(command)


def colour_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Whether colours are used."""
    return click.option(
        "--color",
        "colour",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="Use colours.",
    )(command)


def settings(day: date | None, status: str | None, profile: str | None, select: str, ignore: str) -> Settings:
    """The settings of a compilation from the options of a command."""
    from itsm_compiler.pipeline import Settings  # noqa: PLC0415 (commands without a design do without)

    return Settings(
        as_of=day or _today(),
        status=status,
        profile=Profile(profile) if profile else None,
        select=_names(select),
        ignore=_names(ignore),
    )


def stated_day(day: date | None) -> date | None:
    """The day somebody stated: `--date`, else `SOURCE_DATE_EPOCH`."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if day or not epoch:
        return day
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}; it wants whole seconds since 1970") from None


def _today() -> date:
    return stated_day(None) or datetime.now(UTC).astimezone().date()


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def message_language(chosen: str | None, compiled: Compiled) -> Language:
    """The language of messages: the chosen one, else the design's first that the compiler speaks, else English."""
    for language in (chosen, *compiled.design.head.languages):
        for known in LANGUAGES:
            if language and language.split("-")[0] == known:
                return known
    return "en"


def use_colour(choice: str, *, error: bool = False) -> bool:
    """Whether to colour: as chosen, else on a terminal unless `NO_COLOR` is set."""
    stream = sys.stderr if error else sys.stdout
    return choice == "always" or (choice == "auto" and stream.isatty() and not os.environ.get("NO_COLOR"))


def prefix_of(root: Path) -> str:
    """The path of the design from the working folder, `` for that folder itself."""
    relative = Path(os.path.relpath(root)).as_posix()
    return "" if relative == "." else relative
