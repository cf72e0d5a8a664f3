"""Protects reproducible builds: the same design gives the same bytes, whoever compiles it where."""

from __future__ import annotations

import hashlib
import os
import shlex
import subprocess
import sys

import pytest

from tests.cli.running import DATE, copied

PLACES = {
    "hash seed": {"PYTHONHASHSEED": "7"},
    "another hash seed and time zone": {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati"},
    "locale": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "TZ": "America/Anchorage"},
    "umask": {"umask": "077"},
    "no colours wanted, wide terminal": {"NO_COLOR": "1", "COLUMNS": "300", "TERM": "dumb"},
}


def run(folder, command, umask="022", **environment):
    """The bytes that a command writes to both streams, run in a folder of its own process."""
    line = f"umask {umask}; exec {shlex.quote(sys.executable)} -m itsm_compiler {command}"
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    env = {**kept, "PYTHONHASHSEED": "0", **environment}
    done = subprocess.run(["sh", "-c", line], cwd=folder, env=env, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.stdout + done.stderr


def tree(folder):
    """Every file of a folder with its mode and a hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): (
            path.stat().st_mode,
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in sorted(folder.rglob("*"))
    }


def everything(folder, umask="022", **environment):
    """All that the program makes of a broken and of a clean design lying in the working folder."""
    where = {"umask": umask, **environment}
    said = [
        run(folder, f"{command} --date {DATE}", **where)
        for command in (
            "check first-draft",
            "check first-draft --format json --language zh",
            "analyze small --format json",
            "graph --design small --format svg",
            "build small -o documents",
        )
    ]
    return said, tree(folder / "documents")


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    folder = tmp_path_factory.mktemp("usual")
    for name in ("first-draft", "small"):
        copied(name, folder)
    return everything(folder)


@pytest.mark.parametrize("place", PLACES)
def test_same_bytes_everywhere(usual, tmp_path, place):
    """Hash seed, time zone, locale, umask, terminal and working folder leave no trace in any output."""
    for name in ("small", "first-draft"):
        copied(name, tmp_path)
    assert everything(tmp_path, **PLACES[place]) == usual
