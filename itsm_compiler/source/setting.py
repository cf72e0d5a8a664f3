"""What-if settings: `path=value` read as YAML and put into the tree of a design that was read, its files untouched."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from itsm_compiler.diagnostics import Text
from itsm_compiler.source.build import Builder, Halt, Known
from itsm_compiler.source.editing import DELETE, edit
from itsm_compiler.source.events import YAMLError
from itsm_compiler.source.limits import DEFAULT_LIMITS
from itsm_compiler.source.log import FaultLog
from itsm_compiler.source.nodes import Items, Place, SourceFile, Table
from itsm_compiler.source.scrutiny import scrutinise
from itsm_compiler.source.syntax import log_syntax, syntax_offset

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from itsm_compiler.diagnostics import Finding, Path
    from itsm_compiler.source.source import Source

FILE = "--set"
"""The name of the file in which settings stand for whoever shows places: a line for each."""

_STEP = re.compile(r'"([^"]*)"|([^."=]+)')
_MEANT = Text("; did you mean `{near}`?", "；是否想写 `{near}`？")
_NO_FORM = Text(
    "`{text}` is no setting: write `path=value`, for instance `components.mail.availability=99.9%`",
    "`{text}` 不是有效设置：请写成 `路径=值`，例如 `components.mail.availability=99.9%`",
)
_UNKNOWN = Text("there is no `{path}` in the design{meant}", "设计中没有 `{path}`{meant}")
_SCALAR = Text(
    "`{around}` is one value (`{value}`) with nothing inside: set it itself",
    "`{around}` 是单个值（`{value}`），其中没有下级内容：请直接设置它",
)


class SettingError(Exception):
    """A setting that cannot be made; `message` says why in both languages."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


@dataclass(frozen=True, slots=True)
class Setting:
    """A value for a place of the design; `value` is `DELETE` where none was given. Steps are still texts."""

    steps: tuple[str, ...]
    value: Any
    place: Place


def read_settings(texts: Sequence[str]) -> tuple[list[Setting], list[Finding], SourceFile]:
    """The settings with what is wrong with their YAML, and the file of which each is a line.

    Raises:
        SettingError: for a text that is no `path=value`.
    """
    whole = "\n".join(texts)
    file = SourceFile(FILE, data=whole.encode(errors="replace"))
    file.measure(whole)
    log = FaultLog(file, DEFAULT_LIMITS.faults_per_file)
    settings, start = [], 0
    for text in texts:
        settings.append(_read(text, (whole, start), file, log))
        start += len(text) + 1
    return settings, log.findings, file


def with_settings(
    source: Source, settings: Iterable[Setting], file: SourceFile, sections: Iterable[str]
) -> Source:
    """A copy of a design with the settings made one after the other; `sections` are those that the language knows.

    Every step but the last must be there; the last may be new, except where its value is to be removed.

    Raises:
        SettingError: when a step is not there, or leads into a value that has nothing inside.
    """
    known = tuple(sections)
    for setting in settings:
        source = _made(source, setting, known)
    return replace(source, records={**source.records, FILE: file})


def _read(text: str, where: tuple[str, int], file: SourceFile, log: FaultLog) -> Setting:
    """One setting, which begins at an offset of the whole text."""
    whole, start = where
    name, sign, value = text.partition("=")
    steps = tuple(match[1] if match[1] is not None else match[2] for match in _STEP.finditer(name))
    written = ".".join(match[0] for match in _STEP.finditer(name))
    if not sign or not steps or written != name.strip():
        raise SettingError(_NO_FORM.format({"text": text}))
    from_, until = start + len(name) + 1, start + len(text)
    at = Place(file, start, start + len(name), from_, until)
    if not value.strip():
        return Setting(steps, DELETE, at)
    before = "".join("\n" if character == "\n" else " " for character in whole[:from_])
    return Setting(steps, _value(before + whole[from_:until], file, log), at)


def _value(text: str, file: SourceFile, log: FaultLog) -> Any:
    """The value at the end of a text, with what is wrong with it in the log."""
    builder = Builder(text, file, log, DEFAULT_LIMITS, Known())
    value, error, stop = None, None, None
    try:
        value = builder.build(DEFAULT_LIMITS.nodes)
    except YAMLError as raised:
        error = raised
    except Halt as halt:
        stop = halt.offset
    at = syntax_offset(error, file) if error else None
    explained, _ = scrutinise(text, file, log, error=at, stop=stop)
    if error and not explained:
        log_syntax(error, text, file, log)
    return value


def _made(source: Source, setting: Setting, sections: tuple[str, ...]) -> Source:
    *way, last = setting.steps
    path: list[str | int] = []
    node: Any = source.sections
    for step in way:
        key = _key(node, step, path, sections)
        node = node[key]
        path.append(key)
    new = setting.value is not DELETE
    key = _key(node, last, path, sections, new=new)
    if not new:
        return edit(source, (*path, key), DELETE)
    if isinstance(node, Items):
        rest = slice(int(key) + 1, None)
        around: Any = Items.placed(
            [*node[: int(key)], setting.value, *node[rest]],
            [*node.places[: int(key)], setting.place, *node.places[rest]],
        )
    else:
        around = Table.placed({**node, str(key): setting.value}, {**node.places, str(key): setting.place})
    return edit(source, tuple(path), around) if path else replace(source, sections=around)


def _key(
    node: Any, step: str, path: Path | list[str | int], sections: tuple[str, ...], *, new: bool = False
) -> str | int:
    """The key in a table, or the place in a list, that a step means; with `new` one that may not be there yet."""
    if isinstance(node, Items) and step.isdecimal() and int(step) < len(node) + new:
        return int(step)
    if isinstance(node, Table) and (step in node or (new and (path or step in sections))):
        return step
    if node is not None and not isinstance(node, (Table, Items)):
        around = ".".join(map(str, path))
        raise SettingError(_SCALAR.format({"around": around, "value": node}))
    known = node if isinstance(node, Table) else [str(index) for index in range(len(node or ()))]
    near = get_close_matches(step, [*known, *(() if path else sections)], n=1)
    meant = _MEANT.format({"near": ".".join(map(str, (*path, near[0])))}) if near else Text("", "")
    raise SettingError(_UNKNOWN.format({"path": ".".join(map(str, (*path, step))), "meant": meant}))
