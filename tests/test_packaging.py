"""Protects what a user installs: wheel and source distribution hold the whole tree, under one top-level name."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
INSIDE = ("renderers", "schemas", "specs")


def shipped() -> set[str]:
    """The files of the tree that belong into the wheel, by their name there, as git knows them."""
    listed = subprocess.run(
        ["git", "ls-files", "itsm_compiler", *INSIDE], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = listed.stdout.splitlines()
    return {
        name if name.startswith("itsm_compiler/") else f"itsm_compiler/{name}"
        for name in names
        if (ROOT / name).exists()
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A wheel and a source distribution, built from a copy without the tree's own build folder."""
    target = tmp_path_factory.mktemp("dist")
    copy = tmp_path_factory.mktemp("tree") / "itsm-compiler"
    subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, stdout=(target / "names").open("wb"))
    for name in (target / "names").read_bytes().decode().split("\0"):
        source = ROOT / name
        if name and source.exists():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes(source.read_bytes())
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(copy)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return target


@pytest.mark.skipif(
    not (ROOT / ".git").exists(),
    reason="the tree is no git checkout: clone the repository to compare the wheel with it",
)
def test_wheel_holds_the_tree(built):
    """Nothing is dropped silently and nothing generic lands in site-packages."""
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == shipped()
    assert {name.split("/")[0] for name in names} == {"itsm_compiler"}


@pytest.mark.skipif(
    not (ROOT / ".git").exists(),
    reason="the tree is no git checkout: clone the repository to build the distributions",
)
def test_source_distribution_builds_the_same_wheel(built, tmp_path):
    """A packager who starts from the source distribution gets the same files."""
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path, filter="data")
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(tmp_path),
        str(folder),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    contents = []
    for wheel in (*built.glob("*.whl"), *tmp_path.glob("*.whl")):
        with zipfile.ZipFile(wheel) as opened:
            contents.append({name for name in opened.namelist() if ".dist-info/" not in name})
    assert contents[0] == contents[1]
