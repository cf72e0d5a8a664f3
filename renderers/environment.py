"""Run a document's template: offer it the view and a handful of names, and gather what it places.

Raises `TemplateFault`, with the file and line, for whatever is wrong in a template; a fault in our own is a bug that the
command line reports as one.
"""

from __future__ import annotations

import os
import re
from contextlib import nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from itsm_compiler.renderers import parts
from itsm_compiler.renderers.catalog import translation
from itsm_compiler.renderers.frame import UNNUMBERED, Composition, Frame, HeadingReference, assemble
from itsm_compiler.renderers.sandbox import LENGTH, Sandbox, TooLong, limited
from itsm_compiler.renderers.values import parsed
from jinja2 import BaseLoader, TemplateError, TemplateNotFound, TemplateSyntaxError, Undefined, pass_context
from markupsafe import Markup

from itsm_compiler.documents import view as views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from jinja2 import Environment
    from jinja2.runtime import Context

    from itsm_compiler.documents.view import Block, Section, Value, View

SUFFIX = ".md.j2"
FAULTS = (
    TemplateError,
    TooLong,
    ArithmeticError,
    LookupError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What a template can do wrong."""

LARGEST = 256 * 1024
"""The most characters that a template of an organisation may have."""

CONTENT: dict[type, str] = {
    views.Table: "rows",
    views.Signatures: "rows",
    views.Definitions: "pairs",
    views.Items: "values",
    views.Flow: "nodes",
    views.Gantt: "bars",
    views.RiskMap: "points",
    views.Chain: "legs",
    views.Organisation: "posts",
    views.WeekMap: "rows",
    views.RaciMatrix: "rows",
    views.ProcessFlow: "steps",
    views.IndicatorTree: "nodes",
    views.MoneyBars: "rows",
}
"""What a block shows nothing without; the others always show something."""

OLD_PLACE = re.compile(r"%(?:\((\w+)\)s|%)")


@dataclass(slots=True)
class _Run:
    """A document being composed: its language, what was placed, and how much prose went through places."""

    language: str
    frame: Frame
    length: int = 0


_run: ContextVar[_Run] = ContextVar("run")


class TemplateFault(Exception):  # noqa: N818 - named for what the reader is told
    """A template cannot be used: which, where, and why."""

    def __init__(self, template: str, line: int | None, reason: str) -> None:
        super().__init__(template, line, reason)
        self.template, self.line, self.reason = template, line, reason

    def __str__(self) -> str:
        return (
            f"{self.template}:{self.line}: {self.reason}" if self.line else f"{self.template}: {self.reason}"
        )


class Composer:
    """Turns a view into a composition with the built-in templates, or an organisation's where `folder` has one."""

    def __init__(self, folder: Path | None = None) -> None:
        self._trusted = folder is None
        self._environment = Sandbox(_Loader(folder))
        self._environment.finalize = _finalize
        self._environment.globals.update(OFFERED)
        self._environment.tests["filled"] = is_filled

    def compose(self, view: View, language: str) -> Composition:
        """The parts of the document in one language.

        Raises:
            TemplateFault: when the template is missing or wrong.
        """
        name = view.document + SUFFIX
        frame = Frame()
        token = _run.set(_Run(language, frame))
        try:
            template = self._environment.get_template(name)
            with nullcontext() if self._trusted else limited(SUFFIX):
                text = template.render(view=view, language=language)
            return _with_known_references(assemble(text, frame))
        except TemplateNotFound as error:
            raise TemplateFault(str(error.name), None, "there is no such template") from error
        except FAULTS as error:
            raise _fault(name, error) from error
        finally:
            _run.reset(token)


@lru_cache(maxsize=4)
def composer(folder: Path | None = None) -> Composer:
    """The composer of a folder of templates, made once a process."""
    return Composer(folder)


def one_form(text: str) -> str:
    """A sentence of a template as the catalogue has it: Jinja2 writes places as `%(name)s`, we as `{name}`."""
    return OLD_PLACE.sub(lambda match: f"{{{match[1]}}}" if match[1] else "%", text)


def is_filled(content: Block | Section | None) -> bool:
    """Whether a block or section shows anything."""
    if content is None:
        return False
    if isinstance(content, views.Section):
        return bool(content.lead) or any(is_filled(block) for block in content.blocks)
    name = CONTENT.get(type(content))
    return name is None or bool(getattr(content, name))


class _Loader(BaseLoader):
    """Finds a template in an organisation's folder, else among ours; never outside either, never through a link."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template, its name for messages, and that it does not change while we run."""
        del environment
        if not re.fullmatch(r"[a-z0-9_-]+\.md\.j2", template):
            raise TemplateNotFound(template)
        own = self._folder / template if self._folder else None
        if own is not None and os.path.lexists(own):
            if own.is_symlink() or not own.is_file():
                raise TemplateNotFound(template)
            if own.stat().st_size > LARGEST:
                raise TooLong(f"more than {LARGEST} bytes")
            return own.read_text("utf-8"), str(own), lambda: True
        source = files("itsm_compiler.renderers").joinpath("templates", template)
        if not source.is_file():
            raise TemplateNotFound(template)
        return source.read_text("utf-8"), template, lambda: True


@pass_context
def _finalize(_context: Context, value: Any) -> Markup:
    return _placed(value)


def _placed(value: Any) -> Markup:
    """Give every value a place: only what we made ourselves is prose."""
    run = _run.get()
    if isinstance(value, Markup):
        run.length += len(value)
        if run.length > LENGTH:
            raise TooLong(f"more than {LENGTH} characters")
        return value
    if isinstance(value, Undefined):
        str(value)  # raises, as an undefined name is never empty text
    if isinstance(value, bool) or callable(value):
        raise TypeError(f"{value!r} is no value of a document")
    return _run.get().frame.place(value)


def _gettext(text: str, /, **values: Value) -> Markup:
    return _sentence(text, None, values)


def _ngettext(text: str, plural: str, count: Any, /, **values: Value) -> Markup:
    is_one = (count.value if isinstance(count, views.Number) else count) == 1
    return _sentence(text, None if is_one else plural, {"count": count, **values})


def _sentence(text: str, plural: str | None, values: dict[str, Value]) -> Markup:
    key = one_form(text)
    words = translation(_run.get().language, key) or (one_form(plural) if plural else key)
    prose = Markup("")
    for piece in parsed(words):
        prose += Markup(piece) if isinstance(piece, str) else _placed(values[piece[0]])  # noqa: S704 - wording of ours
    return prose


def _block(content: Block | None) -> Markup:
    return _run.get().frame.place_block(content) if content is not None and is_filled(content) else Markup("")


def _blocks(section: Section | None) -> Markup:
    if section is None:
        return Markup("")
    lead = [Markup("\n\n") + _run.get().frame.place(sentence) + Markup("\n\n") for sentence in section.lead]
    return Markup("").join([*lead, *(_block(block) for block in section.blocks)])


def _anchor(name: Any) -> Markup:
    return _run.get().frame.place_name(str(name))


def _ref(name: str) -> Markup:
    return _run.get().frame.place(HeadingReference(name))


def _listing(values: Iterable[Value]) -> views.Listing:
    return views.Listing(tuple(values))


OFFERED: dict[str, Any] = {
    "gettext": _gettext,
    "ngettext": _ngettext,
    "block": _block,
    "blocks": _blocks,
    "anchor": _anchor,
    "ref": _ref,
    "listing": _listing,
    "unnumbered": UNNUMBERED,
    "control_sheet": parts.control_sheet,
    "approvals": parts.approvals,
    "history": parts.history,
}
"""What a template may call beside Jinja2's own statements."""


def _with_known_references(composition: Composition) -> Composition:
    for part in composition.parts:
        content = getattr(part, "content", part)
        for value in getattr(content, "values", ()):
            if isinstance(value, HeadingReference) and value.name not in composition.named:
                raise LookupError(f"`ref` to {value.name!r}, which no heading is named")
    return composition


def _fault(name: str, error: BaseException) -> TemplateFault:
    """Say where in which template an error arose: Jinja2 gives tracebacks the template's own lines."""
    line, template = None, name
    if isinstance(error, TemplateSyntaxError):
        line, template = error.lineno, error.name or name
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(SUFFIX):
            template, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return TemplateFault(str(template), line, str(error) or type(error).__name__)
