"""Which files make up a design: every `*.yaml` below its folder, and nothing that lies outside it or is no file."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from itsm_compiler.diagnostics import Span, Text
from itsm_compiler.source.faults import fault, printable

if TYPE_CHECKING:
    from collections.abc import Collection

    from itsm_compiler.diagnostics import Finding
    from itsm_compiler.source.limits import Limits

ROOT_FILE = "itsm.yaml"

_SUFFIX = ".yaml"
_LIKE_SUFFIX = (".yml", ".yaml")
_GENERATED = frozenset({"node_modules", "__pycache__"})
_SIGNS_OF_GENERATED = ("CACHEDIR.TAG", "pyvenv.cfg")
_MANIFEST = "manifest.json"
_READ_AHEAD = 1 << 12
_MANIFEST_HEAD = 4096
_MANIFEST_SIGNS = (b"itsm-compiler", b"itsmc")
_FILES = Text("files of one design", "一个设计的文件数")
_ENTRIES = Text("files and folders walked through", "遍历的文件和文件夹数")
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
)


class Found(NamedTuple):
    """A file of a folder: its name relative to the folder, with `/`, and where it really lies."""

    name: str
    path: str


class NotAFileError(Exception):
    """What a path leads to is no regular file."""


class TooLargeError(Exception):
    """A file holds more than may be read of it."""


def read_file(path: str, most: int) -> bytes:
    """The bytes of a regular file, opened without following a link or waiting for a pipe.

    Raises:
        OSError: when it cannot be opened or read.
        NotAFileError: when it is a device, pipe, socket or folder.
        TooLargeError: when it holds more than `most` bytes.
    """
    descriptor = os.open(path, _FLAGS)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise NotAFileError
        data = b""
        while status.st_size <= most >= len(data):
            more = os.read(descriptor, max(status.st_size - len(data), 0) + _READ_AHEAD)
            if not more:
                return data
            data += more
        raise TooLargeError
    finally:
        os.close(descriptor)


class Walk:
    """The walk through one folder; `files` are sorted by name, `findings` in the order met."""

    def __init__(self, folder: str, limits: Limits, prefix: str = "") -> None:
        """Walk `folder`, an absolute path without links; shown names begin with `prefix`."""
        self.files: list[Found] = []
        self.findings: list[Finding] = []
        self._folder = folder
        self._prefix = prefix
        self._left = limits.entries
        self._links: list[Found] = []
        self._folders: set[str] = set()
        self._walk(Found("", folder))
        while self._links:
            links, self._links = sorted(self._links), []
            known = {found.path for found in self.files}
            for link in links:
                self._follow(link, known)
        self.files.sort()
        if len(self.files) > limits.files:
            self._say("limit", Found("", folder), what=_FILES, most=f"{limits.files:,}")
            del self.files[limits.files :]

    def _walk(self, top: Found) -> None:
        folders = [top]
        while folders:
            folder = folders.pop()
            self._folders.add(folder.path)
            try:
                with os.scandir(folder.path) as scan:
                    entries = list(scan)
            except OSError as error:
                self._say("unreadable", folder, reason=error.strerror or "")
                continue
            self._left -= len(entries)
            if self._left < 0:
                self._say("limit", folder, what=_ENTRIES, most="")
                return
            if folder.path != self._folder and self._is_apart(folder, {entry.name for entry in entries}):
                continue
            for entry in entries:
                if not entry.name.startswith("."):
                    found = Found(f"{folder.name}/{entry.name}" if folder.name else entry.name, entry.path)
                    self._sort_in(entry, found, folders)

    def _sort_in(self, entry: os.DirEntry[str], found: Found, folders: list[Found]) -> None:
        if entry.is_symlink():
            self._links.append(found)
        elif entry.is_dir(follow_symlinks=False):
            if entry.name not in _GENERATED:
                folders.append(found)
        elif entry.name.endswith(_SUFFIX):
            if entry.is_file(follow_symlinks=False):
                self.files.append(found)
            else:
                self._say("not-a-file", found)
        elif entry.name.lower().endswith(_LIKE_SUFFIX):
            self._say("not-read", found, better=entry.name.rsplit(".", 1)[0] + _SUFFIX)

    def _is_apart(self, folder: Found, names: Collection[str]) -> bool:
        """Whether a folder below the top is another design, or was made by a program."""
        if ROOT_FILE in names or any(sign in names for sign in _SIGNS_OF_GENERATED):
            return True
        if _MANIFEST not in names:
            return False
        try:
            with os.fdopen(os.open(f"{folder.path}{os.sep}{_MANIFEST}", _FLAGS), "rb") as file:
                head = file.read(_MANIFEST_HEAD) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else b""
        except OSError:
            return False
        return any(sign in head for sign in _MANIFEST_SIGNS)

    def _follow(self, link: Found, known: set[str]) -> None:
        """Take in what a link inside the folder leads to, if it lies inside too and is not read anyway."""
        named_as_file = link.name.endswith(_SUFFIX)
        target = os.path.realpath(link.path)
        try:
            mode = Path(target).stat().st_mode
        except OSError:
            if named_as_file:
                self._say("broken-link", link)
            return
        is_folder = stat.S_ISDIR(mode)
        if not (is_folder or named_as_file):
            return
        if target != self._folder and not target.startswith(self._folder.rstrip(os.sep) + os.sep):
            self._say("link-outside", link)
        elif is_folder:
            if target not in self._folders:
                self._walk(Found(link.name, target))
        elif not stat.S_ISREG(mode):
            self._say("not-a-file", link)
        elif target not in known:
            known.add(target)
            self.files.append(Found(link.name, target))

    def _say(self, name: str, found: Found, **values: str | Text) -> None:
        shown = show_name(self._prefix + found.name) or "."
        self.findings.append(fault(name, Span(shown, 1, 1, 1, 1), {"name": shown, **values}))


def show_name(name: str) -> str:
    """A file name that can be printed anywhere; two names never look the same."""
    return printable(name.replace("\\", "\\\\"))
