"""A folder of YAML into a `Source`: its files found, read and merged with what they import."""

from __future__ import annotations

import gc
import os
import posixpath
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itsm_compiler.diagnostics import Span, Text, in_order
from itsm_compiler.source.build import Known
from itsm_compiler.source.discovery import ROOT_FILE, NotAFileError, TooLargeError
from itsm_compiler.source.faults import LOSSES, fault, printable
from itsm_compiler.source.limits import DEFAULT_LIMITS, Limits
from itsm_compiler.source.merge import Merged, check_language
from itsm_compiler.source.nodes import Items, SourceFile, Table
from itsm_compiler.source.reading import parse_file
from itsm_compiler.source.shelves import NO_FOLDER, DiskShelf, MemoryShelf
from itsm_compiler.source.source import Source, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from itsm_compiler.diagnostics import Finding
    from itsm_compiler.source.discovery import Found
    from itsm_compiler.source.nodes import Place
    from itsm_compiler.source.reading import Parsed
    from itsm_compiler.source.shelves import Shelf

IMPORTS = "imports"

_FILE_BYTES = Text("bytes in one file", "单个文件的字节数")
_ALL_BYTES = Text("bytes in all files", "全部文件的字节数")
_NO_NAME = Text("it is no folder's name", "它不是文件夹名称")
_EMPTY = Text("it holds no `.yaml` file", "其中没有 `.yaml` 文件")
_INSIDE = Text("its files belong to this design already", "其中的文件已属于本设计")


def load(root: Path, limits: Limits = DEFAULT_LIMITS) -> tuple[Source, list[Finding]]:
    """Read the design in the folder `root`, which may also be given as its `itsm.yaml`.

    Whatever is wrong with the files is among the findings, in order of place; the rest is read all the same.

    Raises:
        SourceError: when there is no such folder, or it is no design.
    """
    top = _design_folder(root)
    with _collector_paused():
        return _Loader(DiskShelf(top), limits).load(Path(top))


def load_texts(
    texts: Mapping[str, str | bytes], limits: Limits = DEFAULT_LIMITS
) -> tuple[Source, list[Finding]]:
    """Read a design from memory: texts by file name, as `load` reads them from a folder.

    The names of imported files begin with their folder's, for instance `../common/parties.yaml`.

    Raises:
        SourceError: when there is no `itsm.yaml`.
    """
    if ROOT_FILE not in texts:
        raise SourceError(_NO_DESIGN.format({"folder": "."}))
    with _collector_paused():
        return _Loader(MemoryShelf(texts), limits).load(Path())


_NO_DESIGN = Text(
    "`{folder}` is no design: it holds no `itsm.yaml`", "`{folder}` 不是设计：其中没有 `itsm.yaml`"
)
_NEARBY = Text("; there is one in `{folder}`", "；`{folder}` 中有一份")
_INIT = Text("; `itsmc init` writes one to start from", "；可用 `itsmc init` 生成一份作为起点")
_NO_FOLDER = Text("there is no folder `{folder}`", "没有文件夹 `{folder}`")
_OTHER_FILE = Text(
    "`{folder}` is one file: name the folder of the design, or its `itsm.yaml`",
    "`{folder}` 是单个文件：请指定设计所在的文件夹或其中的 `itsm.yaml`",
)
_WRONG_SUFFIX = Text(
    "`{folder}` is no design: rename its `itsm.yml` to `itsm.yaml`",
    "`{folder}` 不是设计：请把其中的 `itsm.yml` 改名为 `itsm.yaml`",
)
_UNREADABLE = Text("the folder `{folder}` cannot be read: {reason}", "无法读取文件夹 `{folder}`：{reason}")


def _design_folder(root: Path) -> str:
    """The absolute path without links of the design's folder."""
    named = str(root)
    shown = {"folder": printable(named)}
    try:
        if root.is_file():
            if root.name != ROOT_FILE:
                raise SourceError(_OTHER_FILE.format(shown))
            named = str(root.parent)
        folder = os.path.realpath(named)
        names = {path.name for path in Path(folder).iterdir()}
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise SourceError(_NO_FOLDER.format(shown)) from None
    except OSError as error:
        raise SourceError(_UNREADABLE.format({**shown, "reason": error.strerror})) from None
    if "itsm.yml" in names and ROOT_FILE not in names:
        raise SourceError(_WRONG_SUFFIX.format(shown))
    if ROOT_FILE not in names:
        near = _nearby(named, Path(folder), names)
        hint = _NEARBY.format({"folder": printable(near)}) if near else _INIT
        told = _NO_DESIGN.format(shown)
        raise SourceError(Text(told.en + hint.en, told.zh + hint.zh))
    return folder


def _nearby(named: str, folder: Path, names: Iterable[str]) -> str | None:
    """The design that a folder belongs to, or the first one in it, as it would be named from where the program runs."""
    above = (depth for depth, parent in enumerate(folder.parents, 1) if _holds_design(parent))
    below = (name for name in sorted(names) if _holds_design(folder / name))
    depth, name = next(above, None), next(below, None)
    if depth is None and name is None:
        return None
    return os.path.normpath(f"{named}/{name or '../' * (depth or 0)}").replace(os.sep, "/")


def _holds_design(folder: Path) -> bool:
    try:
        return (folder / ROOT_FILE).is_file()
    except OSError:
        return False


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking, again and again, over a tree that only grows."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Loader:
    """Reads one design and the folders it imports, within one budget of bytes and nodes."""

    def __init__(self, shelf: Shelf, limits: Limits) -> None:
        self._shelf = shelf
        self._limits = limits
        self._bytes_left = limits.total_bytes
        self._nodes_left = limits.nodes
        self._known = Known()
        self._parsed: list[Parsed] = []
        self._findings: list[Finding] = []
        self._read: set[str] = set()

    def load(self, root: Path) -> tuple[Source, list[Finding]]:
        """The whole design and all that was found."""
        self._load_folders()
        parsed = sorted(self._parsed, key=lambda one: (one.file.imported, one.file.name))
        merged = Merged(parsed)
        findings = [*self._findings, *merged.findings]
        for one in parsed:
            findings += one.findings
            findings += check_language(one, is_root=one.file.name == ROOT_FILE)
        source = Source(
            root=root,
            sections=merged.sections,
            files=tuple(one.file.name for one in parsed),
            imported=frozenset(merged.imported),
            silences=tuple(silence for one in parsed for silence in one.silences),
            incomplete=any(finding.rule in LOSSES for finding in findings),
            spoiled=tuple(finding.span for finding in findings if finding.rule in LOSSES and finding.span),
            records={one.file.name: one.file for one in parsed},
        )
        return source, list(in_order(findings))

    def _load_folders(self) -> None:
        """Read the design's folder and, depth first, every folder imported."""
        top = self._shelf.top
        active = [(top, self._load_folder(top, None))]
        seen = {top}
        while active:
            folder, imports = active[-1]
            if not imports:
                active.pop()
                continue
            value, place = imports.pop(0)
            target = self._target(folder, value, place)
            if any(target == above for above, _ in active):
                self._say("import-cycle", place, folder=value)
            elif target is not None and target not in seen:
                seen.add(target)
                active.append((target, self._load_folder(target, place)))

    def _load_folder(self, folder: str, named: Place | None) -> list[tuple[Any, Place]]:
        """Read the files of a folder that the import at `named` asks for; gives the imports they ask for."""
        files, findings = self._shelf.files(folder, self._limits)
        self._findings += findings
        fresh = [found for found in files if (found.path or found.name) not in self._read]
        if named and not fresh:
            self._say("import-unusable", named, folder=folder, reason=_INSIDE if files else _EMPTY)
        parsed: list[Parsed] = []
        for found in fresh:
            self._read.add(found.path or found.name)
            one = self._parse(found, imported=named is not None)
            if one:
                parsed.append(one)
        belonging = _without_packs(parsed, self._shelf.prefix(folder))
        self._parsed += belonging
        return [pair for one in belonging for pair in _imports(one.sections)]

    def _parse(self, found: Found, *, imported: bool) -> Parsed | None:
        most = min(self._limits.file_bytes, self._bytes_left)
        try:
            data = self._shelf.read(found, most)
        except TooLargeError:
            what = _FILE_BYTES if most == self._limits.file_bytes else _ALL_BYTES
            self._say_of(found, "limit", what=what, most=f"{most:,}")
        except NotAFileError:
            self._say_of(found, "not-a-file")
        except OSError as error:
            self._say_of(found, "unreadable", reason=error.strerror or "")
        else:
            self._bytes_left -= len(data)
            kept = None if found.path else data
            file = SourceFile(found.name, found.path or None, kept, imported=imported)
            parsed = parse_file(data, file, self._limits, self._nodes_left, self._known)
            self._nodes_left = max(1, self._nodes_left - parsed.nodes)
            return parsed
        return None

    def _target(self, folder: str, value: object, place: Place) -> str | None:
        if not isinstance(value, str):
            self._say("import-unusable", place, folder=str(value), reason=_NO_NAME)
            return None
        target = self._shelf.resolve(folder, value)
        if isinstance(target, str):
            return target
        if target is NO_FOLDER:
            self._say("import-missing", place, folder=value)
        else:
            self._say("import-unusable", place, folder=value, reason=target)
        return None

    def _say(self, name: str, place: Place, **values: Any) -> None:
        self._findings.append(fault(name, place.value_span, values))

    def _say_of(self, found: Found, name: str, **values: Any) -> None:
        span = Span(found.name, 1, 1, 1, 1)
        self._findings.append(fault(name, span, {"name": found.name, **values}))


def _without_packs(parsed: list[Parsed], prefix: str) -> list[Parsed]:
    """The files of a folder without the rule packs that one of them names, which hold rules and no design."""
    named = {one.file.name: list(_packs(one.sections)) for one in parsed}
    packs = tuple(posixpath.normpath(prefix + name) for names in named.values() for name in names)
    if not packs:
        return parsed
    below = tuple(f"{name}/" for name in packs)
    return [
        one
        for one in parsed
        if named[one.file.name] or not (one.file.name in packs or one.file.name.startswith(below))
    ]


def _packs(sections: Table) -> Iterator[str]:
    """The rule packs that a file names."""
    rules = sections.get("rules")
    value = rules.get("packs") if isinstance(rules, Table) else None
    for name in value if isinstance(value, Items) else (value,):
        if isinstance(name, str):
            yield name


def _imports(sections: Table) -> list[tuple[Any, Place]]:
    """What a file asks to import, with the place of each; one folder is a list of one."""
    value = sections.get(IMPORTS)
    if value is None:
        return []
    if isinstance(value, Items):
        return list(zip(value, value.places, strict=True))
    return [(value, sections.places[IMPORTS])]
