"""The program `itsmc`: one module per command, and the one boundary that turns outcomes into exit codes."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

import click

from itsm_compiler import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

PASSED, FAILED, USAGE, INTERNAL = 0, 1, 2, 3
"""Exit codes: nothing fails the check; something does; wrong usage or unreadable input; a bug of the compiler."""

COMMANDS = {
    "init": "write a small, complete, commented starter design",
    "check": "validate a design and run the rules; the pull-request check",
    "build": "check, then write every document as Markdown and as a site",
    "analyze": "print every derived figure",
    "explain": "explain a rule, or how a figure of an entity came about",
    "graph": "print the dependency graph",
    "rules": "list every rule",
    "schema": "print the JSON Schema of the language, for editors",
}
"""Each command is the function `command` of the module of its name in this package, imported when it is called."""


class Commands(click.Group):
    """The group that imports a command only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's interface)
        """The commands in the order in which a planner meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click's interface)
        """The command of that name, None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"itsm_compiler.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 (click's interface)
        """List the commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="itsmc")
def program() -> None:
    """Check an IT service design and compile it into the documents that people sign."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and leave with its exit code.

    What the user got wrong is told in one line; an exception that no code foresaw is a bug of the compiler and is
    reported as one, with the place where its details were written.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        outcome = program.main(arguments, prog_name="itsmc", standalone_mode=False)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.ClickException as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return 130
    except BrokenPipeError:
        sys.stdout = None
        return PASSED
    except Exception as error:  # noqa: BLE001 (the one boundary)
        return _failure(error)
    return outcome if isinstance(outcome, int) else PASSED


def _failure(error: Exception) -> int:
    from itsm_compiler.cli.crash import report_crash  # noqa: PLC0415 (only when it happens)
    from itsm_compiler.source import SourceError  # noqa: PLC0415 (commands that read no design do without)

    if isinstance(error, SourceError):
        from itsm_compiler.terminal import printable  # noqa: PLC0415 (only when it happens)

        click.echo(f"itsmc: {printable(error.message.en)}", err=True)
        return USAGE
    return report_crash(error)
