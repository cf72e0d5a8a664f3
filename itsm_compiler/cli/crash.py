"""What is written when the compiler itself is at fault: where it failed, without the contents of the design."""

from __future__ import annotations

import platform
import tempfile
import traceback
from pathlib import Path

import click

from itsm_compiler import __version__

ISSUES = "the issue tracker of itsm-compiler"


def report_crash(error: BaseException) -> int:
    """Tell of an internal error, write its stack to a file, and give the exit code 3.

    The file holds places in the program only: no values of variables, no text of the design, nothing of the environment.
    """
    frames = traceback.extract_tb(error.__traceback__)
    stage = next((frame.name for frame in reversed(frames) if "itsm_compiler" in frame.filename), "start")
    lines = [
        f"itsmc {__version__}, Python {platform.python_version()}, {platform.system()}",
        type(error).__qualname__,
    ]
    lines += [f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames]
    click.echo(f"itsmc: internal error in `{stage}`: {type(error).__qualname__}", err=True)
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="itsmc-crash-", suffix=".txt", delete=False, encoding="utf-8"
        ) as file:
            file.write("\n".join(lines) + "\n")
    except OSError:
        click.echo("\n".join(lines), err=True)
    else:
        click.echo(f"itsmc: please report it to {ISSUES} with the file {file.name}", err=True)
    return 3
