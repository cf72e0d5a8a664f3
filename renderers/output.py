"""Write a site to its folder: built beside it, listed in a manifest, and put in its place in one step.

Whatever stops a build (a signal, a full disk, a second build), the folder holds the whole old site or the whole new one. What
a dead build leaves beside it, the next one removes. Files that somebody else put into the folder are kept.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import stat
import tempfile
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itsm_compiler.renderers.escape import RESERVED
from itsm_compiler.renderers.exchange import (
    ASIDE,
    NO_LOCKS,
    hold,
    locked,
    recover,
    release,
    settle,
    settle_names,
    swap,
)

import itsm_compiler
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

MANIFEST = "manifest.json"
GENERATOR = "itsm-compiler"
FOLDER_MODE, FILE_MODE = 0o755, 0o644
LARGEST_MANIFEST = 64 * 1024 * 1024
PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,199}")

NOT_OURS = Text(
    "`{folder}` holds files but no site of this compiler, and nothing there is overwritten: choose a new or an empty folder",
    "`{folder}` 中已有文件，且不是本编译器生成的站点，为避免覆盖已停止：请改用新的或空的文件夹",
)
NO_FOLDER = Text(
    "`{folder}` is a link or no folder: choose a real folder",
    "`{folder}` 是链接或不是文件夹：请指定真实的文件夹",
)
IN_THE_WAY = Text(
    "`{folder}/{path}` was put there by somebody else and stands where the site has a file: move it away",
    "`{folder}/{path}` 由他人放入，与站点文件位置冲突：请将其移走",
)
MOUNTED = Text(
    "`{folder}` is where a disk is mounted and can't be exchanged in one step: choose a folder inside it",
    "`{folder}` 是挂载点，无法一次性替换：请指定其下的文件夹",
)
BUSY = Text("another build is writing to `{folder}`: try again", "另一个构建正在写入 `{folder}`：请稍后重试")
FAILED = Text("can't write to `{folder}`: {reason}", "无法写入 `{folder}`：{reason}")


class OutputError(Exception):
    """The site was not written, and the folder is as it was; `message` says why in both languages."""

    def __init__(self, message: Text) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message.en


@dataclass(frozen=True, slots=True)
class Written:
    """How much was written."""

    files: int
    size: int


def write_site(folder: Path, files: Iterable[tuple[str, bytes]], stamp: date | None = None) -> Written:
    """Write the files, and a manifest of them, so that `folder` holds exactly these and what others put there.

    `files` are read one by one while writing; whatever they raise leaves the folder as it was. `stamp` is the date that
    the manifest names.

    Raises:
        OutputError: when the folder is not ours, or the system does not let us.
    """
    target = Path(os.path.abspath(folder))  # noqa: PTH100 - `resolve` would follow a link that is refused below
    try:
        target = target.parent.resolve() / target.name
        target.parent.mkdir(parents=True, exist_ok=True)
        with locked(target.parent):
            _check(target)
            _clear(target)
            build, lock = _new_folder(target)
        try:
            written = _write(build, files, stamp)
            with locked(target.parent):
                _check(target)
                left = _put_in_place(build, target)
        except BaseException:
            _remove(build)
            raise
        finally:
            release(lock)
        if left is not None:
            _remove(left)
    except TimeoutError:
        raise OutputError(BUSY.format({"folder": target})) from None
    except OSError as error:
        if error.errno == errno.EBUSY:
            raise OutputError(MOUNTED.format({"folder": target})) from error
        raise OutputError(
            FAILED.format({"folder": target, "reason": error.strerror or str(error)})
        ) from error
    return written


def read_manifest(folder: Path) -> dict[str, str] | None:
    """The files that the manifest of a folder names, with their hashes; None when the folder holds no site of ours."""
    try:
        with os.fdopen(os.open(folder / MANIFEST, os.O_RDONLY | _NOFOLLOW), "rb") as file:
            content: Any = json.loads(file.read(LARGEST_MANIFEST))
        if content["generator"] != GENERATOR:
            return None
        return {str(entry["path"]): str(entry["sha256"]) for entry in content["files"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)


def _check(target: Path) -> None:
    """Refuse a folder that is not ours to replace."""
    if not target.name or target == target.parent:
        raise OutputError(NO_FOLDER.format({"folder": target}))
    recover(target, _beside(target, ASIDE))
    if not os.path.lexists(target):
        return
    if not stat.S_ISDIR(target.lstat().st_mode):
        raise OutputError(NO_FOLDER.format({"folder": target}))
    if any(target.iterdir()) and read_manifest(target) is None:
        raise OutputError(NOT_OURS.format({"folder": target}))


def _beside(target: Path, name: str) -> Path:
    """A name beside the target that belongs to it alone, however long its own is."""
    mark = hashlib.sha256(os.fsencode(target.name)).hexdigest()[:16]
    return target.parent / f".itsmc-{mark}-{name}"


def _clear(target: Path) -> None:
    """Remove what dead builds left; a living build holds the lock of its folder, and without locks nobody can tell."""
    prefix = _beside(target, "").name
    with os.scandir(target.parent) as entries:
        left = [
            target.parent / entry.name
            for entry in entries
            if entry.name.startswith(prefix) and entry.is_dir(follow_symlinks=False)
        ]
    for folder in sorted(left):
        with suppress(OSError):
            lock = hold(folder)
            if lock is not None and lock != NO_LOCKS:
                _remove(folder)
            release(lock)


def _new_folder(target: Path) -> tuple[Path, int | None]:
    """A folder beside the target, with its lock."""
    build = Path(tempfile.mkdtemp(prefix=_beside(target, "").name, dir=target.parent))
    try:
        return build, hold(build)
    except BaseException:
        _remove(build)
        raise


def _write(build: Path, files: Iterable[tuple[str, bytes]], stamp: date | None) -> Written:
    """Write every file and the manifest, down to the disk."""
    entries: list[dict[str, str | int]] = []
    folders = {""}
    taken: set[str] = set()
    for path, content in files:
        _accept(path, taken)
        _make_folders(build, path, folders)
        _write_file(build / path, content)
        entries.append({"path": path, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)})
    manifest = {
        "version": 1,
        "generator": GENERATOR,
        "generator_version": itsm_compiler.__version__,
        "stamp": stamp.isoformat() if stamp else None,
        "files": sorted(entries, key=lambda entry: str(entry["path"])),
    }
    content = json.dumps(manifest, indent=1, ensure_ascii=False).encode() + b"\n"
    _write_file(build / MANIFEST, content)
    for folder in sorted(folders):
        os.chmod(build / folder, FOLDER_MODE)  # noqa: PTH101 - whatever the umask is
    settle(build)
    return Written(len(entries) + 1, sum(int(entry["size"]) for entry in entries) + len(content))


def _accept(path: str, taken: set[str]) -> None:
    """Refuse a path that any file system would not keep apart or inside the folder: no design can cause one.

    Raises:
        ValueError: which is a bug of ours.
    """
    key = unicodedata.normalize("NFC", path).casefold()
    parts = path.split("/")
    if (
        key in taken
        or key == MANIFEST
        or not all(PART.fullmatch(part) and not part.endswith(".") for part in parts)
    ):
        raise ValueError(f"no path for a file of a site: {path!r}")
    if any(part.split(".")[0].lower() in RESERVED for part in parts):
        raise ValueError(f"a reserved name: {path!r}")
    taken.add(key)


def _make_folders(build: Path, path: str, folders: set[str]) -> None:
    parts = path.split("/")[:-1]
    for depth in range(1, len(parts) + 1):
        name = "/".join(parts[:depth])
        if name not in folders:
            (build / name).mkdir(0o700)
            folders.add(name)


def _write_file(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOFOLLOW, FILE_MODE)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(descriptor, view) :]
        os.chmod(descriptor if os.chmod in os.supports_fd else path, FILE_MODE)  # noqa: PTH101 - whatever the umask is
    finally:
        os.close(descriptor)


def _put_in_place(build: Path, target: Path) -> Path | None:
    """Make the target be the new folder and give where the old one is now, None when there was none."""
    if not os.path.lexists(target):
        build.rename(target)
        left = None
    else:
        _keep_foreign(target, build)
        left = swap(build, target, _beside(target, ASIDE))
    with suppress(OSError):
        settle_names(target.parent)
    return left


def _keep_foreign(old: Path, new: Path) -> None:
    """Bring what is not in the old manifest over to the new folder: files as second links, so that nothing is moved yet."""
    ours = {MANIFEST, *(read_manifest(old) or {})}
    folders = {"/".join(path.split("/")[:depth]) for path in ours for depth in range(1, path.count("/") + 1)}
    for path, entry in _walk(old, ""):
        is_folder = entry.is_dir(follow_symlinks=False)
        if (is_folder and path in folders) or (not is_folder and path in ours):
            continue
        there = new / path
        if os.path.lexists(there) and not (is_folder and there.is_dir()):
            raise OutputError(IN_THE_WAY.format({"folder": old, "path": path}))
        there.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        if is_folder:
            there.mkdir(exist_ok=True)
            shutil.copystat(old / path, there)
        elif entry.is_symlink():
            there.symlink_to((old / path).readlink())
        else:
            _link(old / path, there)


def _walk(root: Path, below: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(root / below) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        path = f"{below}/{entry.name}" if below else entry.name
        yield path, entry
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(root, path)


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS}:
            raise
        shutil.copy2(old, new, follow_symlinks=False)


def _remove(folder: Path) -> None:
    """Remove a folder of ours without following links; what cannot go now, the next build tries again."""
    shutil.rmtree(folder, ignore_errors=True)
