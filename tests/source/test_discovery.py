"""Protects what is read of a folder and what never is: other designs, hidden files, links that lead out, devices."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest

from itsm_compiler.source import SourceError, load
from itsm_compiler.source.discovery import show_name
from tests.source.readings import ROOT, short

if TYPE_CHECKING:
    from pathlib import Path


def make(folder: Path, files: dict[str, str]) -> Path:
    """Write files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_files_in_order(tmp_path):
    """Every `.yaml` file below the folder is read, in the order of paths."""
    make(tmp_path, {"itsm.yaml": ROOT, "b/x.yaml": "", "b.yaml": "", "a/b/c.yaml": "", "a/notes.txt": "x: ["})
    source, findings = load(tmp_path)
    assert source.files == ("a/b/c.yaml", "b.yaml", "b/x.yaml", "itsm.yaml")
    assert not findings
    assert source.root == tmp_path.resolve()
    assert source.path("b/x.yaml") == tmp_path.resolve() / "b" / "x.yaml"


def test_root_file_names_its_folder(tmp_path):
    """The design may be given as its `itsm.yaml`."""
    make(tmp_path, {"itsm.yaml": ROOT, "a.yaml": "a: 1\n"})
    assert load(tmp_path / "itsm.yaml")[0].files == ("a.yaml", "itsm.yaml")


def test_apart(tmp_path):
    """Hidden files, other designs and what programs made are no part of the design."""
    hidden = [
        ".git/a.yaml",
        ".hidden.yaml",
        "a/.venv/b.yaml",
        "node_modules/p/a.yaml",
        "a/__pycache__/c.yaml",
    ]
    made = {
        "out/manifest.json": '{"generator": "itsmc"}',
        "out/a.yaml": "",
        "cache/CACHEDIR.TAG": "",
        "cache/b.yaml": "",
    }
    other = {
        "other/itsm.yaml": "language: itsm/v9\n",
        "other/deep/a.yaml": "[",
        "env/pyvenv.cfg": "",
        "env/a.yaml": "",
    }
    ours = {"build/a.yaml": "", "site/manifest.json": '{"name": "site"}', "site/b.yaml": ""}
    make(tmp_path, {"itsm.yaml": ROOT, **dict.fromkeys(hidden, "["), **made, **other, **ours})
    source, findings = load(tmp_path)
    assert source.files == ("build/a.yaml", "itsm.yaml", "site/b.yaml")
    assert not findings


@pytest.mark.parametrize("name", ["a.yml", "A.YML", "a.YAML"])
def test_other_endings_are_named(tmp_path, name):
    """A file that looks like part of the design and is not read is said to be so."""
    make(tmp_path, {"itsm.yaml": ROOT, name: "["})
    source, findings = load(tmp_path)
    assert short(findings) == [f"not-read {name}:1:1"]
    assert findings[0].severity == "warning"
    assert not source.incomplete


def test_links_outside(tmp_path):
    """A link never brings a file or folder from outside into the design."""
    make(tmp_path, {"secret.yaml": "secret: 1\n", "far/a.yaml": "far: 1\n", "design/itsm.yaml": ROOT})
    design = tmp_path / "design"
    (design / "a.yaml").symlink_to(tmp_path / "secret.yaml")
    (design / "b").symlink_to("../far", target_is_directory=True)
    (design / "c.yaml").symlink_to("/dev/zero")
    (design / "d.yaml").symlink_to("nowhere.yaml")
    (design / "e.yaml").symlink_to("e.yaml")
    (design / "notes.txt").symlink_to(tmp_path / "secret.yaml")
    source, findings = load(design)
    assert source.files == ("itsm.yaml",)
    assert short(findings) == [
        "link-outside a.yaml:1:1",
        "link-outside b:1:1",
        "link-outside c.yaml:1:1",
        "broken-link d.yaml:1:1",
        "broken-link e.yaml:1:1",
    ]
    assert source.incomplete


def test_links_inside(tmp_path):
    """A link inside the design adds only what is not read anyway, and a loop ends."""
    make(
        tmp_path,
        {
            "itsm.yaml": ROOT,
            "a/a.yaml": "a: 1\n",
            ".data/b.yaml": "b: 1\n",
            "x.txt": "c: 1\n",
            ".d/d.yaml": "",
        },
    )
    (tmp_path / "again").symlink_to("a", target_is_directory=True)
    (tmp_path / "loop").symlink_to(".", target_is_directory=True)
    (tmp_path / "a.yaml").symlink_to("a/a.yaml")
    (tmp_path / "b.yaml").symlink_to(".data/b.yaml")
    (tmp_path / "c.yaml").symlink_to("x.txt")
    (tmp_path / "d").symlink_to(".d", target_is_directory=True)
    source, findings = load(tmp_path)
    assert source.files == ("a/a.yaml", "b.yaml", "c.yaml", "d/d.yaml", "itsm.yaml")
    assert not findings


def test_design_reached_by_a_link(tmp_path):
    """Whoever names a design may name it by a link."""
    make(tmp_path, {"design/itsm.yaml": ROOT, "design/a.yaml": "a: 1\n"})
    (tmp_path / "link").symlink_to("design", target_is_directory=True)
    source, findings = load(tmp_path / "link")
    assert source.files == ("a.yaml", "itsm.yaml")
    assert not findings


def test_special_files_are_not_opened(tmp_path):
    """A pipe or a socket would block; a folder with a file's name is a folder."""
    make(tmp_path, {"itsm.yaml": ROOT, "d.yaml/a.yaml": "a: 1\n"})
    os.mkfifo(tmp_path / "a.yaml")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(str(tmp_path / "c.yaml"))
        source, findings = load(tmp_path)
    assert short(findings) == [f"not-a-file {name}.yaml:1:1" for name in "abc"]
    assert source.files == ("d.yaml/a.yaml", "itsm.yaml")


def test_failing_reads_are_findings(tmp_path, monkeypatch):
    """A file that vanishes or fails between being found and being read is a finding too."""
    make(tmp_path, {"itsm.yaml": ROOT, "a.yaml": ""})
    really_open = os.open

    def refuse(path, *options):
        if str(path).endswith("a.yaml"):
            raise PermissionError(13, "Permission denied")
        return really_open(path, *options)

    monkeypatch.setattr(os, "open", refuse)
    source, findings = load(tmp_path)
    assert short(findings) == ["unreadable a.yaml:1:1"]
    assert source.incomplete


def test_failing_walks_are_findings(tmp_path, monkeypatch):
    """A folder that cannot be listed is a finding, and the others are walked."""
    make(tmp_path, {"itsm.yaml": ROOT, "a/a.yaml": "", "b/b.yaml": ""})
    really_scan = os.scandir

    def refuse(path):
        if str(path).endswith("/a"):
            raise PermissionError(13, "Permission denied")
        return really_scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    source, findings = load(tmp_path)
    assert short(findings) == ["unreadable a:1:1"]
    assert source.files == ("b/b.yaml", "itsm.yaml")


def test_file_names_are_shown_safely(tmp_path):
    """A name cannot send control characters or a line of its own into a log."""
    names = ["a\nb.yaml", "\x1b[31m.yaml", "\u202egpj.yaml", "back\\slash.yaml"]
    make(tmp_path, {"itsm.yaml": ROOT, **{name: f"s{number}: 1\n" for number, name in enumerate(names)}})
    source, findings = load(tmp_path)
    assert set(source.files) == {
        "itsm.yaml",
        "a\\nb.yaml",
        "\\x1b[31m.yaml",
        "\\u202egpj.yaml",
        "back\\\\slash.yaml",
    }
    assert not findings
    assert source.lines("a\\nb.yaml") == ["s0: 1", ""]


def test_file_names_that_are_no_text(tmp_path):
    """A name that is not UTF-8 is read and shown."""
    make(tmp_path, {"itsm.yaml": ROOT})
    with open(os.path.join(os.fsencode(tmp_path), b"\xff.yaml"), "wb") as file:  # noqa: PTH118, PTH123  no text path
        file.write(b"a: 1\n")
    source, findings = load(tmp_path)
    assert source.files == ("\\udcff.yaml", "itsm.yaml")
    assert not findings


def test_names_never_look_the_same():
    """An escape in a shown name cannot be written by hand."""
    assert show_name("a\nb") != show_name("a\\nb")
    assert show_name("服务 a.yaml") == "服务 a.yaml"


@pytest.mark.parametrize(
    ("files", "named", "expected"),
    [
        ({}, "none", "there is no folder"),
        ({"a.yaml": ""}, "", "holds no `itsm.yaml`"),
        ({"itsm.yml": ""}, "", "rename"),
        ({"itsm.yaml": ROOT, "a.yaml": ""}, "a.yaml", "is one file"),
        ({"itsm.yaml": ROOT}, "itsm.yaml/x", "there is no folder"),
        ({}, "a\0b", "there is no folder"),
    ],
)
def test_no_design(tmp_path, files, named, expected):
    """A folder that is no design is wrong usage, said in both languages."""
    make(tmp_path, files)
    with pytest.raises(SourceError) as raised:
        load(tmp_path / named)
    assert expected in raised.value.message.en
    assert raised.value.message.zh
    assert str(raised.value) == raised.value.message.en
