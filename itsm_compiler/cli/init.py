"""`itsmc init`: write the starter design."""

from __future__ import annotations

import shlex
from importlib.resources import files
from pathlib import Path

import click

from itsm_compiler.cli import PASSED
from itsm_compiler.cli.wrong import WrongInputError

FILES = {
    "itsm.yaml": ("specs", "starter/itsm.yaml"),
    "itsm-v1.schema.json": ("schemas", "itsm-v1.schema.json"),
}
"""What is written, and the resource that it is a copy of."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> int:
    """Write a small, complete, commented design into FOLDER, ready to be checked and built.

    Nothing that exists is overwritten.
    """
    contents = {
        name: files(f"itsm_compiler.{room}").joinpath(resource).read_bytes()
        for name, (room, resource) in FILES.items()
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in contents:
            if (folder / name).exists():
                raise WrongInputError(f"`{folder / name}` exists already: name a folder without a design")
        for name, content in contents.items():
            with (folder / name).open("xb") as file:
                file.write(content)
    except OSError as error:
        raise WrongInputError(f"`{folder}` cannot be written to: {error.strerror}") from None
    click.echo(f"wrote {folder / 'itsm.yaml'}; next: itsmc check {shlex.quote(str(folder))}", err=True)
    return PASSED
