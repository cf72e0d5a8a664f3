"""Protects what a user installs: wheel and source distribution hold the whole tree, under one top-level name, and run."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest

from tests.cli.running import DATE

ROOT = Path(__file__).resolve().parent.parent
INSIDE = ("renderers", "schemas", "specs")

in_a_checkout = pytest.mark.skipif(
    not (ROOT / ".git").exists(),
    reason="the tree is no git checkout: clone the repository to compare what is built with it",
)


def tracked(*folders):
    """The files that git knows and that are there."""
    listed = subprocess.run(["git", "ls-files", "-z", *folders], cwd=ROOT, capture_output=True, check=True)
    return [name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).exists()]


def build(folder, target, *options):
    """Build distributions of a tree with the tools that are installed; the wheel among them."""
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        *options,
        "--outdir",
        str(target),
        str(folder),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = target.glob("*.whl")
    return wheel


def held(wheel):
    """The files that a wheel installs."""
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy of what git knows, without what tools have left in the working tree."""
    copy = tmp_path_factory.mktemp("tree") / "itsm-compiler"
    for name in tracked():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_bytes((ROOT / name).read_bytes())
    return copy


@pytest.fixture(scope="module")
def wheel(tree, tmp_path_factory):
    """The wheel of the tree."""
    return build(tree, tmp_path_factory.mktemp("wheel"), "--wheel")


@in_a_checkout
def test_wheel_holds_the_tree(wheel):
    """Nothing is dropped silently and nothing generic lands in site-packages."""
    names = tracked("itsm_compiler", *INSIDE)
    prefix = "itsm_compiler/"
    assert held(wheel) == {name if name.startswith(prefix) else prefix + name for name in names}


@in_a_checkout
def test_source_distribution_builds_the_same_wheel(tree, wheel, tmp_path):
    """A packager who starts from the source distribution gets the same files."""
    from_source = build(tree, tmp_path)  # which builds the wheel from the source distribution
    assert len(list(tmp_path.glob("*.tar.gz"))) == 1
    assert held(from_source) == held(wheel)


@in_a_checkout
def test_what_is_installed_runs(wheel, tmp_path):
    """Without the tree beside it, the program writes a design, checks it and builds its documents."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "SOURCE_DATE_EPOCH": "1795219200"}
    for arguments in (("init", "library"), ("check", "library"), ("build", "library", "-o", "papers")):
        command = [sys.executable, "-m", "itsm_compiler", *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert DATE in done.stderr
    assert (tmp_path / "papers" / "index.html").exists()


def test_the_rooms_beside_the_package_are_found():
    """In an editable installation, too, templates, schemas and example designs are read as parts of the package."""
    for room in INSIDE:
        found = {entry.name for entry in files(f"itsm_compiler.{room}").iterdir()}
        assert {path.name for path in (ROOT / room).iterdir()} <= found
