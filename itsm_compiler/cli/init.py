"""`itsmc init`: write the starter design."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from itsm_compiler.cli import PASSED

FILES = {
    "itsm.yaml": ("specs", "starter/itsm.yaml"),
    "itsm-v1.schema.json": ("schemas", "itsm-v1.schema.json"),
}
"""What is written, and the resource that it is a copy of."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path) -> int:
    """Write a small, complete, commented design into FOLDER, ready to be checked and built.

    Nothing that exists is overwritten.
    """
    present = [name for name in FILES if (folder / name).exists()]
    if present:
        raise click.UsageError(f"{folder / present[0]} exists already; name an empty folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, (room, resource) in FILES.items():
            content = files(f"itsm_compiler.{room}").joinpath(resource).read_bytes()
            (folder / name).write_bytes(content)
    except OSError as error:
        raise click.UsageError(f"cannot write to {folder}: {error.strerror}") from None
    click.echo(f"wrote {folder / 'itsm.yaml'}; next: itsmc check {folder}")
    return PASSED
