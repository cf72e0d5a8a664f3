"""Protects the output folder: the whole old site or the whole new one, whatever happens, and nobody else's files."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from itsm_compiler.renderers import exchange, output
from itsm_compiler.renderers.output import MANIFEST, OutputError, read_manifest, write_site

ROOT = Path(__file__).resolve().parent.parent.parent
OLD = [("index.html", b"old"), ("en/a.html", b"old a"), ("en/gone.html", b"gone"), ("assets/x/y.css", b"")]
NEW = [("index.html", b"new"), ("en/a.html", b"new a"), ("zh/b.html", b"b" * 100_000)]

needs_posix = pytest.mark.skipif(
    os.name != "posix", reason="locks and exchanges of folders: run it on Linux or macOS"
)


def tree(folder):
    """Every path below a folder with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def whole(folder, files):
    """Whether a folder holds exactly a site."""
    found = tree(folder)
    found.pop(MANIFEST)
    return found == dict(files)


@pytest.fixture
def folder(tmp_path):
    """An output folder with the old site, alone in its parent."""
    target = tmp_path / "stage" / "site"
    write_site(target, OLD)
    return target


def litter(folder):
    return sorted(path.name for path in folder.parent.iterdir() if path != folder)


def test_a_new_folder_is_made_with_its_parents(tmp_path):
    """The first build needs nothing to be there."""
    written = write_site(tmp_path / "a" / "b" / "site", NEW, date(2026, 11, 20))
    target = tmp_path / "a" / "b" / "site"
    assert whole(target, NEW)
    assert litter(target) == []
    assert written.files == 4
    assert written.size == sum(len(content) for content in tree(target).values())


def test_the_manifest_names_everything(tmp_path):
    """Sorted, with hashes and sizes, and no time but the stamp that was given."""
    write_site(tmp_path / "site", NEW, date(2026, 11, 20))
    manifest = json.loads((tmp_path / "site" / MANIFEST).read_text("utf-8"))
    assert list(manifest) == ["version", "generator", "generator_version", "stamp", "files"]
    assert manifest["stamp"] == "2026-11-20"
    assert manifest["files"] == [
        {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        for path, content in sorted(NEW)
    ]
    assert read_manifest(tmp_path / "site") == {entry["path"]: entry["sha256"] for entry in manifest["files"]}


def test_the_new_site_takes_the_place_of_the_old(folder):
    """What the old site had and the new one has not is gone."""
    write_site(folder, NEW)
    assert whole(folder, NEW)
    assert litter(folder) == []
    assert sorted(path.name for path in folder.iterdir()) == ["en", "index.html", "manifest.json", "zh"]


@needs_posix
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_modes_do_not_depend_on_the_umask(tmp_path, umask):
    """Everyone may read a site, whoever built it."""
    before = os.umask(umask)
    try:
        write_site(tmp_path / "site", NEW)
    finally:
        os.umask(before)
    modes = {
        stat.S_IMODE(path.stat().st_mode) for path in [tmp_path / "site", *(tmp_path / "site").rglob("*")]
    }
    assert modes == {0o755, 0o644}


@pytest.mark.parametrize(
    "content",
    [
        {"x.txt": b"mine"},
        {MANIFEST: b"{}"},
        {MANIFEST: b'{"generator": "itsm-compiler"}'},
        {MANIFEST: b"[" * 100_000},
        {MANIFEST: b"\xff"},
    ],
)
def test_a_folder_of_somebody_else_is_refused(tmp_path, content):
    """A folder with files and no manifest of ours is not touched."""
    target = tmp_path / "site"
    target.mkdir()
    for name, data in content.items():
        (target / name).write_bytes(data)
    with pytest.raises(OutputError, match="holds files but no site") as caught:
        write_site(target, NEW)
    assert tree(target) == content
    assert litter(target) == []
    assert "已停止" in caught.value.message.zh


def test_an_empty_folder_will_do(tmp_path):
    """A folder that holds nothing is as good as none."""
    (tmp_path / "site").mkdir()
    write_site(tmp_path / "site", NEW)
    assert whole(tmp_path / "site", NEW)


@needs_posix
def test_a_link_is_refused(tmp_path):
    """An output that is a link, even to an empty folder or to nothing, leads somewhere nobody named."""
    (tmp_path / "real").mkdir()
    for name, to in (("a", "real"), ("b", "nowhere")):
        (tmp_path / name).symlink_to(to)
        with pytest.raises(OutputError, match="is a link or no folder"):
            write_site(tmp_path / name, NEW)
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="is a link or no folder"):
        write_site(tmp_path / "file", NEW)
    with pytest.raises(OutputError, match="is a link or no folder"):
        write_site(Path("/"), NEW)


@needs_posix
def test_planted_links_are_not_followed(folder, tmp_path):
    """Links inside an old output (it may come from a repository) lead no write and no deletion outside."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("x")
    shutil.rmtree(folder / "en")
    (folder / "en").symlink_to(outside)
    (folder / "also").symlink_to(outside)
    with pytest.raises(OutputError, match="put there by somebody else"):
        write_site(folder, NEW)
    (folder / "en").unlink()
    write_site(folder, NEW)
    assert tree(outside) == {"precious": b"x"}
    assert (folder / "also").is_symlink()


def test_a_forged_manifest_deletes_nothing_outside(folder, tmp_path):
    """A manifest that names paths outside has no power."""
    (tmp_path / "stage" / "precious").write_text("x")
    manifest = json.loads((folder / MANIFEST).read_text())
    manifest["files"] += [
        {"path": "../precious", "sha256": "", "size": 1},
        {"path": str(tmp_path / "stage" / "precious"), "sha256": "", "size": 1},
    ]
    (folder / MANIFEST).write_text(json.dumps(manifest))
    write_site(folder, NEW)
    assert (tmp_path / "stage" / "precious").read_text() == "x"


def test_files_of_others_are_kept(folder):
    """What somebody put into the folder stays: files, folders, and what stands beside our files."""
    (folder / "CNAME").write_text("docs.example")
    (folder / "en" / "notes.txt").write_text("note")
    (folder / ".well-known" / "deep").mkdir(parents=True)
    (folder / ".well-known" / "deep" / "x").write_text("x")
    for files in (NEW, OLD, NEW):
        write_site(folder, files)
        found = tree(folder)
        assert found.pop("CNAME") == b"docs.example"
        assert found.pop("en/notes.txt") == b"note"
        assert found.pop(".well-known/deep/x") == b"x"
        found.pop(MANIFEST)
        assert found == dict(files)
    assert litter(folder) == []


def test_a_file_of_others_in_the_way_is_named(folder):
    """Where both want the same place, nothing is written and the file is named."""
    (folder / "zh").mkdir()
    (folder / "zh" / "b.html").write_text("mine")
    with pytest.raises(OutputError, match=r"zh/b.html` was put there by somebody else"):
        write_site(folder, NEW)
    assert (folder / "zh" / "b.html").read_text() == "mine"
    assert (folder / "index.html").read_bytes() == b"old"
    assert litter(folder) == []


class Stop(BaseException):
    """A build that ends here, as if killed."""


def test_a_failing_source_leaves_the_old_site(folder):
    """An exception while pages are rendered changes nothing and leaves nothing."""

    def files():
        yield NEW[0]
        raise ValueError("a template is wrong")

    with pytest.raises(ValueError, match="a template is wrong"):
        write_site(folder, files())
    assert whole(folder, OLD)
    assert litter(folder) == []


STEPS = [
    "_accept",
    "_make_folders",
    "_write_file",
    "settle",
    "_put_in_place",
    "_keep_foreign",
    "swap",
    "settle_names",
    "_remove",
]


@needs_posix
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step(folder, monkeypatch, step, after):
    """Dying before or after any step leaves one of the two whole sites, and the next build leaves no trace of it."""
    real = getattr(output, step)

    def dies(*arguments):
        if after:
            real(*arguments)
        raise Stop

    monkeypatch.setattr(output, step, dies)
    if step != "_remove":
        monkeypatch.setattr(output, "_remove", lambda _: None)  # the dead do not tidy up
    with pytest.raises(Stop):
        write_site(folder, NEW)
    assert whole(folder, OLD) or whole(folder, NEW)
    monkeypatch.undo()
    write_site(folder, NEW)
    assert whole(folder, NEW)
    assert litter(folder) == []


@needs_posix
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EDQUOT])
@pytest.mark.parametrize("call", ["write", "mkdir", "chmod", "open"])
def test_errors_of_the_system_are_told(folder, monkeypatch, call, number):
    """A full or broken disk is a sentence in both languages, and the old site stays."""
    real = getattr(os, call)
    calls = []

    def fails(*arguments, **named):
        calls.append(arguments)
        if len(calls) > 6:
            raise OSError(number, os.strerror(number))
        return real(*arguments, **named)

    monkeypatch.setattr(output.os, call, fails)
    with pytest.raises(OutputError, match="can't write to") as caught:
        write_site(folder, [(f"{n}/{m}.html", b"x") for n in range(9) for m in range(9)])
    monkeypatch.undo()
    assert os.strerror(number) in caught.value.message.zh
    assert whole(folder, OLD)
    write_site(folder, NEW)
    assert litter(folder) == []


def test_a_mount_point_is_explained(folder, monkeypatch):
    """A container's volume can't be exchanged: the message says what to do."""

    def busy(*_):
        raise OSError(errno.EBUSY, "busy")

    monkeypatch.setattr(output, "swap", busy)
    with pytest.raises(OutputError, match="choose a folder inside it"):
        write_site(folder, NEW)
    assert whole(folder, OLD)
    assert litter(folder) == []


@needs_posix
def test_without_an_exchange_two_renames_do(folder, monkeypatch):
    """On systems that exchange no folders, the old one is moved aside first."""
    monkeypatch.setattr(exchange, "_exchange", lambda: None)
    write_site(folder, NEW)
    assert whole(folder, NEW)
    assert litter(folder) == []


@needs_posix
@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOSYS])
def test_a_file_system_without_exchange(folder, monkeypatch, code):
    """So it goes where the system could and the file system can't."""
    monkeypatch.setattr(exchange, "_exchange", lambda: lambda _first, _second: code)
    write_site(folder, NEW)
    assert whole(folder, NEW)


@needs_posix
def test_a_build_that_died_between_two_renames_is_mended(folder, monkeypatch):
    """The old site is moved back before anything else, even when the next build fails."""
    monkeypatch.setattr(exchange, "_exchange", lambda: None)
    folder.rename(output._beside(folder, exchange.ASIDE))
    with pytest.raises(ValueError, match="no path"):
        write_site(folder, [("../x", b"")])
    assert whole(folder, OLD)
    assert litter(folder) == []


@needs_posix
def test_what_is_alive_is_left_alone(folder):
    """A second build does not remove the folder that a first one is still filling."""

    def files():
        yield NEW[0]
        write_site(folder, OLD)
        assert len(litter(folder)) == 1
        yield from NEW[1:]

    write_site(folder, files())
    assert whole(folder, NEW)
    assert litter(folder) == []


@needs_posix
def test_a_lock_that_is_held_is_waited_for_and_then_named(folder, monkeypatch):
    """Nothing hangs: after a while the build says that another one is writing."""
    monkeypatch.setattr(exchange, "PAUSE", 0.0)
    held = exchange.hold(folder.parent)
    try:
        with pytest.raises(OutputError, match="another build is writing"):
            write_site(folder, NEW)
    finally:
        exchange.release(held)
    write_site(folder, NEW)


@needs_posix
def test_where_nothing_can_be_locked(folder, monkeypatch):
    """A file system without locks is written to all the same; what may be alive is not removed."""
    import fcntl

    def refuses(*_):
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(fcntl, "flock", refuses)
    left = output._beside(folder, "left")
    left.mkdir()
    write_site(folder, NEW)
    assert whole(folder, NEW)
    assert litter(folder) == [left.name]


PROGRAM = """
import sys
from pathlib import Path
from itsm_compiler.renderers.output import write_site
name = sys.argv[2]
for _ in range(6):
    write_site(Path(sys.argv[1]), ((f"en/{n}.html", name.encode() * 1000) for n in range(40)))
"""


@needs_posix
def test_builds_at_once(tmp_path):
    """Several builds into one folder all end, and one of them is there in whole."""
    target = tmp_path / "stage" / "site"
    command = [sys.executable, "-c", PROGRAM, str(target)]
    builds = [subprocess.Popen([*command, name], cwd=ROOT, stderr=subprocess.PIPE) for name in "abcd"]
    for build in builds:
        _, errors = build.communicate()
        assert build.returncode == 0, errors.decode()
    found = {path.read_bytes() for path in (target / "en").iterdir()}
    assert len(found) == 1
    assert len(read_manifest(target)) == 40
    write_site(target, NEW)
    assert litter(target) == []


@pytest.mark.parametrize(
    "path", ["", "/x", "../x", "a/../b", "a//b", "./a", "a\\b", "con", "en/aux.html", "a.", ".hidden", "a\x00b", "manifest.json", "Manifest.JSON", "ü.html", "a b"]
)  # fmt: skip
def test_paths_that_no_file_system_keeps(tmp_path, path):
    """Traversal, reserved and hidden names are bugs of ours, caught before they are written."""
    with pytest.raises(ValueError, match=r"no path for a file|reserved"):
        write_site(tmp_path / "site", [(path, b"x")])
    assert list(tmp_path.iterdir()) == []


def test_two_files_that_differ_in_case_alone(tmp_path):
    """They would be one on many disks."""
    with pytest.raises(ValueError, match="no path"):
        write_site(tmp_path / "site", [("a.html", b"x"), ("A.html", b"y")])


def test_a_long_name_has_room_beside_it(tmp_path):
    """What is built beside a folder with the longest of names still has a name."""
    target = tmp_path / ("x" * 255)
    write_site(target, NEW)
    write_site(target, OLD)
    assert whole(target, OLD)


def test_a_relative_folder(tmp_path, monkeypatch):
    """The folder is named as people type it."""
    monkeypatch.chdir(tmp_path)
    for name in ("site", "./site/", "x/../site"):
        (tmp_path / "x").mkdir(exist_ok=True)
        write_site(Path(name), NEW)
    assert whole(tmp_path / "site", NEW)
