"""The program `itsmc`: one module per command, and the one boundary that turns outcomes into exit codes."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import click

from itsm_compiler import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PASSED, FAILED, USAGE, INTERNAL = 0, 1, 2, 3
"""Exit codes: nothing fails the check; something does; wrong usage or unreadable input; a bug of the compiler."""
INTERRUPTED, UNHEARD = 130, 141
"""Exit codes of every Unix program that is stopped from the keyboard, or whose reader went away."""

COMMANDS = {
    "init": "write a small, complete, commented design to start from",
    "check": "judge a design: form, references, arithmetic, completeness",
    "build": "check, then write every document as Markdown and as a site",
    "analyze": "print every figure that follows from a design",
    "explain": "explain a rule, a success factor, an indicator, or how a figure came about",
    "impact": "print what the loss or change of an entity touches",
    "graph": "print who needs what, as a diagram or for programs",
    "rules": "list every rule, or which rules answer which success factor; try a rule pack",
    "kpis": "list the library of indicators",
    "schema": "print the JSON Schema of the language or of an output",
}
"""Each command is the function `command` of the module of its name in this package, imported when it is called."""


class Commands(click.Group):
    """The group that imports a command only when it is called."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Without a command the help is shown, and nothing was done."""
        if not args:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(USAGE)
        with _reader_may_leave(ctx):  # the help and the version are shown from here
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command."""
        with _reader_may_leave(ctx):
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's interface)
        """The commands in the order in which a planner meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; what is no command and no option is wrong usage."""
        if cmd_name not in COMMANDS:
            if cmd_name.startswith("-"):
                return None
            from itsm_compiler.cli.wrong import did_you_mean  # noqa: PLC0415 (only when it is needed)

            raise click.UsageError(
                f"there is no command '{cmd_name}'{did_you_mean(cmd_name, COMMANDS).en}", ctx
            )
        command: click.Command = importlib.import_module(f"itsm_compiler.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 (click's interface)
        """List the commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@contextmanager
def _reader_may_leave(ctx: click.Context) -> Iterator[None]:
    """Leave quietly when nobody reads on: click would leave with 1, which says that findings fail the check."""
    try:
        yield
    except BrokenPipeError:
        ctx.exit(UNHEARD)


COLLECT_RARELY = (100_000, 50, 100)
"""Thresholds of the garbage collector: a compilation builds trees that live until its end, and hardly any garbage."""


@click.command(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="itsmc")
def program() -> None:
    """Check an IT service design and compile it into the documents that people sign."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and leave with its exit code.

    What the user got wrong is told in one line; an exception that no code foresaw is a bug of the compiler and is
    reported as one, with the place where its details were written.
    """
    _prepare_streams()
    gc.set_threshold(*COLLECT_RARELY)
    sys.exit(_run(arguments))


def _prepare_streams() -> None:
    """Write UTF-8 with plain line ends; a stream that was closed refuses results, and swallows messages."""
    if sys.stdout is None:  # what is written to a descriptor for reading fails as on a full disk
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _run(arguments: Sequence[str] | None) -> int:
    try:
        outcome = program.main(arguments, prog_name="itsmc", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        from itsm_compiler.cli.wrong import told  # noqa: PLC0415 (only when it happens)

        return _refused(told(error))
    except (click.Abort, KeyboardInterrupt):
        _tell("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        sys.stdout = None
        return UNHEARD
    except OSError as error:
        sys.stdout = None
        what = f"read or write `{error.filename}`" if error.filename else "write the output"
        return _refused(f"cannot {what}: {error.strerror or error}")
    except Exception as error:  # noqa: BLE001 (the one boundary)
        from itsm_compiler.cli.crash import report_crash  # noqa: PLC0415 (only when it happens)

        with suppress(OSError):
            report_crash(error)
        return INTERNAL
    return outcome if isinstance(outcome, int) else PASSED


def _refused(sentence: str) -> int:
    _tell(sentence)
    return USAGE


def _tell(sentence: str) -> None:
    """Say on standard error why the program ends; where that cannot be written either, the exit code says it alone."""
    from itsm_compiler.terminal import printable  # noqa: PLC0415 (only when it happens)

    with suppress(OSError):
        click.echo(f"itsmc: {printable(sentence)}", err=True)
