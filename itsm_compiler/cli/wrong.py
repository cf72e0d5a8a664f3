"""Wrong usage: one line that says what is wrong and what to type instead."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

MEANT = Text("; did you mean `{name}`?", "；是否想写 `{name}`？")
_QUOTED = re.compile(r"'([^']*)'")


class WrongInputError(click.ClickException):
    """What was asked for cannot be done; the message says what to do instead."""

    exit_code = 2


def told(error: click.ClickException) -> str:
    """The line for an error: our own as it is, click's in the manner of our own, with the way to the help."""
    if isinstance(error, WrongInputError):
        return error.message
    sentence = _sentence(error)
    if ";" in sentence:
        return sentence  # which says already what to write
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "itsmc"
    return f"{sentence}; `{command} --help` shows what can be written"


def did_you_mean(name: str, known: Iterable[str]) -> Text:
    """What a mistyped name may have meant, as the end of a sentence; empty when nothing is near."""
    near = get_close_matches(name, list(known), n=1)
    return MEANT.format({"name": near[0]}) if near else Text("", "")


def _sentence(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"there is no option `{error.option_name}`{did_you_mean(error.option_name, error.possibilities or ()).en}"
    param = error.param if isinstance(error, click.BadParameter) else None
    if param is not None:
        long = [name for name in param.opts if name.startswith("--")]
        shown = long[0] if long else param.human_readable_name.strip("[]")
        name = f"`{shown}`"
        return (
            f"{name} is missing"
            if isinstance(error, click.MissingParameter)
            else f"{name}: {_of_value(error, param)}"
        )
    return _in_house_style(error.format_message())


def _of_value(error: click.ClickException, param: click.Parameter) -> str:
    """What is wrong with the value of an option or argument."""
    value = _QUOTED.match(error.message)
    if isinstance(param.type, click.Choice) and value:
        words = ", ".join(f"`{word}`" for word in param.type.choices)
        return f"`{value[1]}` is none of {words}{did_you_mean(value[1], param.type.choices).en}"
    return _in_house_style(error.message)


def _in_house_style(sentence: str) -> str:
    plain = _QUOTED.sub(r"`\1`", sentence).rstrip(".")
    return plain[:1].lower() + plain[1:]
