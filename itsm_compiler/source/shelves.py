"""Where the folders of a design are kept: on disk, or in memory for tests and examples."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from itsm_compiler.diagnostics import Text
from itsm_compiler.source.discovery import ROOT_FILE, Found, TooLargeError, Walk, read_file, show_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itsm_compiler.diagnostics import Finding
    from itsm_compiler.source.limits import Limits

NO_FOLDER = Text("there is none", "没有该文件夹")

_NOT_RELATIVE = Text("it is no path relative to this design", "它不是相对于本设计的路径")
_LINK = Text("it leads through a link", "其路径经过链接")


class Shelf(Protocol):
    """Gives the files of a folder; a folder is known by a text that is equal only for the same folder."""

    top: str

    def prefix(self, folder: str) -> str:
        """How the names of the files of a folder begin."""
        ...

    def files(self, folder: str, limits: Limits) -> tuple[list[Found], list[Finding]]:
        """The files of a folder in order, their names relative to the top, and what was found wrong on the way."""
        ...

    def read(self, found: Found, most: int) -> bytes:
        """The bytes of a file; raises as `read_file` does."""
        ...

    def resolve(self, folder: str, text: str) -> str | Text:
        """The folder that `text` names in an import of `folder`, or why there is none."""
        ...


def is_relative(text: str) -> bool:
    """Whether an import means the same folder on every machine."""
    return bool(text) and text.isprintable() and text[0] not in "/~" and "\\" not in text and ":" not in text


class DiskShelf:
    """Folders on disk, known by their absolute paths without links."""

    def __init__(self, top: str) -> None:
        self.top = top

    def prefix(self, folder: str) -> str:
        """The way from the top to a folder, with `/`."""
        return "" if folder == self.top else os.path.relpath(folder, self.top).replace(os.sep, "/") + "/"

    def files(self, folder: str, limits: Limits) -> tuple[list[Found], list[Finding]]:
        """The files below a folder."""
        prefix = self.prefix(folder)
        walk = Walk(folder, limits, prefix)
        return [Found(show_name(prefix + found.name), found.path) for found in walk.files], walk.findings

    def read(self, found: Found, most: int) -> bytes:
        """The bytes of a file."""
        return read_file(found.path, most)

    def resolve(self, folder: str, text: str) -> str | Text:
        """The folder that an import names; never through a link, which would lead where the design does not say."""
        if not is_relative(text):
            return _NOT_RELATIVE
        named = os.path.normpath(f"{folder}{os.sep}{text}")
        if not Path(named).is_dir():
            return NO_FOLDER
        return named if os.path.realpath(named) == named else _LINK


class MemoryShelf:
    """Files in memory by their names, which begin with `../` for those of folders outside the design."""

    def __init__(self, texts: Mapping[str, str | bytes]) -> None:
        self.top = ""
        self._texts = {posixpath.normpath(name): text for name, text in texts.items()}

    def prefix(self, folder: str) -> str:
        """The name of a folder, with `/`."""
        return f"{folder}/" if folder else ""

    def files(self, folder: str, limits: Limits) -> tuple[list[Found], list[Finding]]:
        """The files whose names begin with the folder's, without those of other designs in it."""
        prefix = self.prefix(folder)
        inside = [
            name for name in self._texts if name.startswith(prefix) and (prefix or not name.startswith("../"))
        ]
        apart = [
            name.removesuffix(ROOT_FILE)
            for name in inside
            if name.endswith(f"/{ROOT_FILE}") and name != prefix + ROOT_FILE
        ]
        names = sorted(name for name in inside if not any(name.startswith(other) for other in apart))
        return [Found(name, "") for name in names[: limits.files]], []

    def read(self, found: Found, most: int) -> bytes:
        """The bytes of a text."""
        text = self._texts[found.name]
        data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        if len(data) > most:
            raise TooLargeError
        return data

    def resolve(self, folder: str, text: str) -> str | Text:
        """The folder that an import names, if any file is in it."""
        if not is_relative(text):
            return _NOT_RELATIVE
        named = posixpath.normpath(posixpath.join(folder, text))
        if named == ".":
            return ""
        return named if any(name.startswith(f"{named}/") for name in self._texts) else NO_FOLDER
