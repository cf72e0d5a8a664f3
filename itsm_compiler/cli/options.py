"""Options that several commands share, and what they mean together."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from itsm_compiler.cli.wrong import WrongInputError, did_you_mean
from itsm_compiler.diagnostics import LANGUAGES, Language, Profile, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from itsm_compiler.pipeline import Compiled

    Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

STATUSES = ("draft", "review", "approved")

NO_RULE = Text(
    "no rule is called `{name}` or begins so; `itsmc rules` lists them{near}",
    "没有名为 `{name}` 或编号以其开头的规则；可用 `itsmc rules` 查看全部规则{near}",
)
NO_ENTITY = Text(
    "`{name}` is no entity of the design in `{folder}`{near}", "`{folder}` 的设计中没有 `{name}`{near}"
)


def _day(text: str) -> date:
    """A day written `YYYY-MM-DD`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"'{text}' is no date; write it as '2027-06-01'") from None


design_argument = click.argument("path", default=".", type=click.Path(path_type=Path))
"""The folder of the design, this folder when none is named."""

design_option = click.option(
    "--design",
    "path",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="FOLDER",
    help="The folder of the design (default: this folder).",
)
"""The folder of the design for commands whose argument is something else."""

date_option = click.option(
    "--date",
    "day",
    type=_day,
    metavar="DATE",
    help="Day of judgement (default: SOURCE_DATE_EPOCH, else today).",
)
"""The day on which the design is judged."""

language_option = click.option(
    "--language", type=click.Choice(LANGUAGES), help="Language of messages (default: the design's first)."
)
"""The language of messages."""

colour_option = click.option(
    "--color",
    "colour",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Use colours (default: on a terminal, unless NO_COLOR is set).",
)
"""Whether colours are used."""

DEMAND = (
    date_option,
    click.option("--status", type=click.Choice(STATUSES), help="Judge as this status, not the design's own."),
    click.option(
        "--profile",
        type=click.Choice([str(p) for p in Profile]),
        help="Ask for this much, not the design's own.",
    ),
    click.option(
        "--select",
        default="",
        metavar="RULE[,…]",
        help="Apply only these rules; beginnings of ids are enough.",
    ),
    click.option("--ignore", default="", metavar="RULE[,…]", help="Leave these rules out."),
    click.option(
        "--trust", is_flag=True, help="Use the design's own rule packs and templates, which are code."
    ),
)


def demand_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What is asked of a design, and on which day."""
    for option in reversed(DEMAND):
        command = option(command)
    return command


def compiled_design(path: Path, language: str | None, *, day: date | None, **demand: Any) -> Compiled:
    """The design at `path`, compiled as the options of a command say.

    Raises:
        WrongInputError: when there is no design to read, or an option names a rule that does not exist.
    """
    from itsm_compiler.pipeline import Settings, compile_design  # noqa: PLC0415 (after the options are known to be right)
    from itsm_compiler.rules.refusals import UnknownRuleError  # noqa: PLC0415 (see above)
    from itsm_compiler.source import SourceError  # noqa: PLC0415 (see above)

    shown = _known(language) or "en"
    profile = demand.get("profile")
    settings = Settings(
        as_of=stated_day(day) or datetime.now(UTC).astimezone().date(),
        status=demand.get("status"),
        profile=Profile(profile) if profile else None,
        select=_names(demand.get("select", "")),
        ignore=_names(demand.get("ignore", "")),
        trust=demand.get("trust", False),
    )
    try:
        with packs_usable(shown):
            return compile_design(path, settings)
    except SourceError as error:
        raise WrongInputError(error.message[shown]) from None
    except UnknownRuleError as error:
        values = {"name": error.name, "near": did_you_mean(error.name.upper(), error.known)}
        raise WrongInputError(NO_RULE.format(values)[shown]) from None


@contextmanager
def packs_usable(language: Language) -> Iterator[None]:
    """Tell of a rule pack that cannot be used as of wrong input."""
    from itsm_compiler.rules.refusals import PackError  # noqa: PLC0415 (after the options are known to be right)

    try:
        yield
    except PackError as error:
        raise WrongInputError(error.text[language]) from None


def stated_day(day: date | None) -> date | None:
    """The day somebody stated: `--date`, else `SOURCE_DATE_EPOCH`."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if day or not epoch:
        return day
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise WrongInputError(f"SOURCE_DATE_EPOCH is `{epoch}`; it wants whole seconds since 1970") from None


def _names(text: str) -> tuple[str, ...]:
    """The names of rules in the value of an option."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def message_language(chosen: str | None, compiled: Compiled) -> Language:
    """The language of messages: the chosen one, else the design's first that the compiler speaks, else English."""
    spoken = (_known(language) for language in (chosen, *compiled.design.head.languages))
    return next((language for language in spoken if language), "en")


def _known(tag: str | None) -> Language | None:
    """The language that a tag such as `zh-CN` stands for, None for one that the compiler does not speak."""
    return next((known for known in LANGUAGES if tag and tag.split("-")[0] == known), None)


def no_entity(name: str, path: Path, compiled: Compiled, language: Language) -> WrongInputError:
    """The error for a name that nothing in the design has."""
    values = {"name": name, "folder": path.as_posix(), "near": did_you_mean(name, compiled.design.entities)}
    return WrongInputError(NO_ENTITY.format(values)[language])


def use_colour(choice: str, *, error: bool = False) -> bool:
    """Whether to colour: as chosen, else on a terminal unless `NO_COLOR` is set."""
    stream = sys.stderr if error else sys.stdout
    return choice == "always" or (choice == "auto" and stream.isatty() and not os.environ.get("NO_COLOR"))


def prefix_of(root: Path) -> str:
    """The path of the design from the working folder, `` for that folder itself."""
    try:
        relative = Path(os.path.relpath(root)).as_posix()
    except ValueError:  # another drive
        relative = root.as_posix()
    return "" if relative == "." else relative
