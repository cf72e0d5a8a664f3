"""What libyaml or PyYAML says about a fault of syntax, in our own words and at the place where it is mended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from yaml.error import MarkedYAMLError

from itsm_compiler.diagnostics import Text
from itsm_compiler.source import syntax_words as words
from itsm_compiler.source.events import (
    MappingEndEvent,
    MappingStartEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from itsm_compiler.source.written import Written

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml.error import Mark

    from itsm_compiler.source.events import YAMLError
    from itsm_compiler.source.log import FaultLog
    from itsm_compiler.source.nodes import SourceFile
    from itsm_compiler.source.syntax_words import Explanation

_FIELD = re.compile(r"[ ]*(?:-[ ]+)*[\w.-]+[ ]*:(?:\s|$)|[ ]*-[ ]")
_LONGEST_KEY = 1024
_INDENT = re.compile(r"[ \t]*")
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{0,2}|u[0-9a-fA-F]{0,4}|U[0-9a-fA-F]{0,8}|.)")
_LISTS = {"[": Text("list", "列表"), "{": Text("map", "映射")}
_STARTS = (MappingStartEvent, SequenceStartEvent)
_ENDS = (MappingEndEvent, SequenceEndEvent)
_QUOTED = Text("text", "文本")


class _Fault(NamedTuple):
    """A fault as the parser tells it: what it missed, where it noticed, and where it began what it was reading."""

    text: str
    file: SourceFile
    context: str
    at: int
    began: int

    @property
    def character(self) -> str:
        return self.text[self.at : self.at + 1]

    @property
    def line_start(self) -> int:
        return self.file.line_around(self.at)[0]

    @property
    def opens_line(self) -> bool:
        return not self.text[self.line_start : self.at].strip()


class _Account(NamedTuple):
    """The explanation of a fault, where it is mended, and the mark of YAML it is about."""

    explanation: Explanation
    at: int
    mark: str = ""
    what: Text = _QUOTED


def syntax_offset(error: YAMLError, file: SourceFile) -> int:
    """The offset at which the parser noticed the fault."""
    return _offset(getattr(error, "problem_mark", None), file)


def log_syntax(error: YAMLError, text: str, file: SourceFile, log: FaultLog) -> None:
    """Log the fault of syntax that ended the reading of a file."""
    at = syntax_offset(error, file)
    began = (
        _offset(error.context_mark, file) if isinstance(error, MarkedYAMLError) and error.context_mark else at
    )
    context = (error.context or "") if isinstance(error, MarkedYAMLError) else ""
    problem = (error.problem or "") if isinstance(error, MarkedYAMLError) else ""
    fault = _Fault(text, file, context, at, began)
    tab = _tab(fault)
    if tab is not None:
        log.add("tab-indentation", (tab, tab + 1))
        return
    account = next((tell(fault) for part, tell in _ACCOUNTS if part in context or part in problem), None)
    account = account or _Account(words.OTHER, at)
    values = {"mark": account.mark, "what": account.what}
    start = min(account.at, len(text))
    texts = {
        "problem": account.explanation.problem.format(values),
        "remedy": account.explanation.remedy.format(values),
    }
    log.add("syntax", (start, start + max(1, len(account.mark))), texts)


def _offset(mark: Mark | None, file: SourceFile) -> int:
    if mark is None:
        return 0
    if mark.line >= len(file.line_starts):
        return file.length
    return min(file.line_starts[mark.line] + mark.column, file.length)


def _tab(fault: _Fault) -> int | None:
    """The offset of a tab that indents where the fault was noticed or began."""
    if fault.character == "\t":
        return fault.at
    last = fault.file.line_of(fault.at)
    first = fault.file.line_of(fault.began)
    for line in sorted({first, *range(max(first, last - 2), last + 1)}):
        start = fault.file.line_starts[line - 1]
        indent = _INDENT.match(fault.text, start)
        if (
            indent
            and "\t" in indent.group()
            and fault.text[indent.end() : indent.end() + 1] not in ("", "\r", "\n", "#")
        ):
            return fault.text.index("\t", start)
    return None


def _open_brackets(text: str) -> list[int]:
    """The offsets of the brackets and braces that are open where the reading ended, innermost last."""
    open_ones: list[int | None] = []
    for event in Written(text).events():
        kind = type(event)
        if kind in _STARTS:
            open_ones.append(event.start_mark.index if event.flow_style else None)
        elif kind in _ENDS:
            open_ones.pop()
    return [at for at in open_ones if at is not None]


def _colon(fault: _Fault) -> _Account:
    before = fault.text[fault.line_start : fault.at]
    if len(before.lstrip()) > _LONGEST_KEY:
        return _Account(words.LONG_KEY, fault.line_start + len(before) - len(before.lstrip()))
    if re.search(r":\s", before):
        return _Account(words.SECOND_COLON, fault.at, ":")
    return _Account(words.VALUE_AND_FIELDS, fault.line_start + len(before) - len(before.lstrip()))


def _beginning(fault: _Fault) -> _Account:
    return _Account(words.BAD_START, fault.at, fault.character)


def _property(fault: _Fault) -> _Account:
    return _Account(words.BAD_PROPERTY, fault.began, fault.text[fault.began : fault.began + 1])


def _escape(fault: _Fault) -> _Account:
    at = max(fault.text.rfind("\\", fault.line_start, fault.at + 1), fault.line_start)
    whole = _ESCAPE.match(fault.text, at)
    return _Account(words.BAD_ESCAPE, at, whole.group() if whole else "\\")


def _unclosed_quote(fault: _Fault) -> _Account:
    return _Account(words.UNCLOSED, fault.began, fault.text[fault.began : fault.began + 1])


def _unclosed_bracket(at: int, text: str) -> _Account:
    return _Account(words.UNCLOSED, at, text[at], _LISTS.get(text[at], _QUOTED))


def _content(fault: _Fault) -> _Account:
    brackets = _open_brackets(fault.text)
    if fault.at >= len(fault.text.rstrip()) and brackets:
        return _unclosed_bracket(brackets[-1], fault.text)
    if fault.character in "]}" and not brackets:
        return _Account(words.NOTHING_TO_CLOSE, fault.at, fault.character)
    if fault.character in ",]}":
        return _Account(words.VALUE_MISSING, fault.at, fault.character)
    return _beginning(fault)


def _separator(fault: _Fault) -> _Account:
    brackets = _open_brackets(fault.text)
    if brackets:
        opened = brackets[-1]
        line_start, line_end = fault.file.line_around(fault.at)
        line = fault.text[line_start:line_end]
        opened_start, opened_end = fault.file.line_around(opened)
        below = (
            fault.at >= opened_end
            and _FIELD.match(line)
            and _indent(line) <= _indent(fault.text[opened_start:opened_end])
        )
        if below or fault.at >= len(fault.text.rstrip()):
            return _unclosed_bracket(opened, fault.text)
    return _Account(words.COMMA_MISSING, fault.at, "]" if "sequence" in fault.context else "}")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _entry(fault: _Fault) -> _Account:
    if fault.character in ("]", "}"):
        return _Account(words.NOTHING_TO_CLOSE, fault.at, fault.character)
    if fault.character == ":":
        return _Account(words.NO_NAME, fault.at, ":")
    if not fault.opens_line:
        return _Account(words.TRAILING, fault.at)
    column, began_column = (at - fault.file.line_around(at)[0] for at in (fault.at, fault.began))
    same_list = "collection" in fault.context and column == began_column
    return _Account(words.FIELD_IN_LIST if same_list else words.MISALIGNED, fault.at)


def _document(fault: _Fault) -> _Account:
    if fault.character in ("]", "}"):
        return _Account(words.NOTHING_TO_CLOSE, fault.at, fault.character)
    return _Account(words.AFTER_END, fault.at)


def _here(explanation: Explanation) -> Callable[[_Fault], _Account]:
    return lambda fault: _Account(explanation, fault.at)


def _there(explanation: Explanation) -> Callable[[_Fault], _Account]:
    return lambda fault: _Account(explanation, fault.began)


_ACCOUNTS: tuple[tuple[str, Callable[[_Fault], _Account]], ...] = (
    ("directive", _there(words.BAD_DIRECTIVE)),
    ("incompatible YAML document", _here(words.BAD_DIRECTIVE)),
    ("duplicate %", _here(words.BAD_DIRECTIVE)),
    ("undefined tag handle", _property),
    ("scanning an anchor", _property),
    ("scanning an alias", _property),
    ("scanning a tag", _property),
    ("parsing a tag", _property),
    ("block scalar", _there(words.BAD_BLOCK)),
    ("unexpected end of stream", _unclosed_quote),
    ("unexpected document", _here(words.QUOTE_BROKEN)),
    ("escape", _escape),
    ("decimal number", _escape),
    ("mapping values", _colon),
    ("expected ':'", _there(words.NO_COLON)),
    ("sequence entries", _here(words.LIST_IN_LINE)),
    ("mapping keys", _beginning),
    ("cannot start any token", _beginning),
    ("node content", _content),
    ("',' or '", _separator),
    ("expected key", _entry),
    ("'-' indicator", _entry),
    ("<block end>", _entry),
    ("document start", _document),
)
"""Parts of the parsers' own sentences, the more special first, and what each comes down to."""
