"""One file: its bytes into a tree, the faults met on the way and the comments that silence rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from itsm_compiler.diagnostics import Text
from itsm_compiler.source.build import Builder, Halt
from itsm_compiler.source.events import YAMLError
from itsm_compiler.source.log import FaultLog
from itsm_compiler.source.nodes import Items, SourceFile, Table
from itsm_compiler.source.scrutiny import scrutinise
from itsm_compiler.source.syntax import log_syntax, syntax_offset
from itsm_compiler.source.text import decode

if TYPE_CHECKING:
    from itsm_compiler.diagnostics import Finding
    from itsm_compiler.source.build import Known
    from itsm_compiler.source.limits import Limits
    from itsm_compiler.source.silences import Silence

NUMBERED = (("risk_policy", "scale"), ("slas", "*", "compensation", "steps"))
"""The maps whose keys are numbers by the language: the steps of a scale."""


_LIST = Text("a list", "列表")
_SCALAR = Text("a single value", "单个值")
_NUMBER = Text("the number `{key}`", "数字 `{key}`")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one file holds: its sections, its findings, its silences and how many nodes it took of the limit."""

    file: SourceFile
    sections: Table
    findings: tuple[Finding, ...]
    silences: tuple[Silence, ...]
    nodes: int


def parse_file(data: bytes, file: SourceFile, limits: Limits, most_nodes: int, known: Known) -> Parsed:
    """The tree of `data` with all that is wrong with it.

    A file whose text, syntax or size is at fault contributes nothing and is marked incomplete. `known` is
    shared by the files of one design.
    """
    log = FaultLog(file, limits.faults_per_file)
    text = decode(data, file, log)
    if text is None:
        file.complete = False
        return Parsed(file, Table.placed({}, {}), tuple(log.findings), (), 0)
    builder = Builder(text, file, log, limits, known)
    root: Any = None
    error: YAMLError | None = None
    stop: int | None = None
    try:
        root = builder.build(most_nodes)
    except YAMLError as raised:
        error = raised
    except Halt as halt:
        stop = halt.offset
        file.complete = False
    at = syntax_offset(error, file) if error else None
    explained, silences = scrutinise(text, file, log, error=at, stop=stop)
    if error:
        file.complete = False
        if not explained:
            log_syntax(error, text, file, log)
    if not explained:
        _check_top(root, builder.root_start, log)
    sections = root if isinstance(root, Table) else Table.placed({}, {})
    _log_number_keys(builder, sections, text, log)
    return Parsed(file, sections, tuple(log.findings), silences, builder.nodes)


def _check_top(root: Any, start: int, log: FaultLog) -> None:
    """Log that the top of a file is something else than a map of sections."""
    if root is not None and not isinstance(root, Table):
        what = _LIST if isinstance(root, Items) else _SCALAR
        log.add("not-a-mapping", (start, start + 1), {"what": what})


def _log_number_keys(builder: Builder, sections: Table, text: str, log: FaultLog) -> None:
    """Log the keys that are numbers where the language wants names."""
    if not builder.number_keys:
        return
    wanted = {
        place.key_start
        for path in NUMBERED
        for table in _tables(sections, path)
        for place in table.places.values()
    }
    for start, end in builder.number_keys:
        if start not in wanted:
            log.add("key-not-text", (start, end), {"key": _NUMBER.format({"key": text[start:end]})})


def _tables(node: Any, path: tuple[str, ...]) -> list[Table]:
    """The tables at `path`, in which `*` stands for every entry."""
    if not isinstance(node, Table):
        return []
    if not path:
        return [node]
    steps = node if path[0] == "*" else node.keys() & {path[0]}
    return [table for step in steps for table in _tables(node[step], path[1:])]
