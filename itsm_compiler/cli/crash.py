"""What is written when the compiler itself is at fault: where it failed, without the contents of the design."""

from __future__ import annotations

import platform
import tempfile
import traceback

import click

from itsm_compiler import __version__

PACKAGE = "itsm_compiler"


def report_crash(error: BaseException) -> None:
    """Tell of an internal error and write its stack to a file to send along.

    The file holds places in the program only: no values of variables, no text of the design, nothing of the environment.
    """
    places = [
        (str(frame.f_globals.get("__name__", "?")), line, frame.f_code.co_name)
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    own = [module.removeprefix(f"{PACKAGE}.") for module, _, _ in places if module.startswith(PACKAGE)]
    lines = [
        f"itsmc {__version__}, Python {platform.python_version()}, {platform.system()}",
        type(error).__qualname__,
        *(f"  {module}:{line} in {name}" for module, line, name in places),
    ]
    click.echo(
        f"itsmc: internal error in `{own[-1] if own else 'start'}` ({type(error).__qualname__})", err=True
    )
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="itsmc-crash-", suffix=".txt", delete=False, encoding="utf-8"
        ) as file:
            file.write("\n".join(lines) + "\n")
    except OSError:
        click.echo("\n".join(lines), err=True)
        where = "the lines above"
    else:
        where = f"the file {file.name}"
    click.echo(
        f"itsmc: this is a bug of the compiler, not of your design; please report it to its maintainers with {where}",
        err=True,
    )
