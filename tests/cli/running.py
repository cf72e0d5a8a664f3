"""What the tests of the program share: running `itsmc` in this process or in one of its own, and the example designs."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from itsm_compiler.cli import main

ROOT = Path(__file__).resolve().parents[2]
SPECS = ROOT / "specs"
DATE = "2026-11-21"
"""The day on which the example designs are judged."""


@dataclass(frozen=True)
class Outcome:
    """What a run of the program left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


def itsmc(*arguments, cwd=ROOT):
    """Run the program in this process, from a working folder."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as leave:
            code = leave.code
    return Outcome(code, out.getvalue(), err.getvalue())


def itsmc_apart(*arguments, cwd=ROOT, **environment):
    """Run the program in a process of its own, whose environment holds little more than what is given."""
    command = [sys.executable, "-m", "itsm_compiler", *(str(argument) for argument in arguments)]
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR") if name in os.environ}
    done = subprocess.run(command, cwd=cwd, env={**kept, **environment}, capture_output=True, check=False)
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


def copied(name, folder):
    """A copy of an example design to change."""
    return shutil.copytree(SPECS / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))


def changed(folder, old, new):
    """Replace a text that stands once in a design; the file, and its line and column from 1."""
    (file,) = (path for path in sorted(folder.rglob("*.yaml")) if old in path.read_text(encoding="utf-8"))
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")
    before = text[: text.index(old)]
    return file, before.count("\n") + 1, len(before) - before.rfind("\n")
