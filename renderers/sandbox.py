"""A Jinja2 environment in which a template can read a view, write prose and do nothing else.

Built-in templates run in it as an organisation's own do, so that what works for one works for the other. A template of a
repository is a stranger's program: `limited` bounds its steps and its output by counting, not by the clock, so that the same
template fails at the same place everywhere.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateSyntaxError
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import FrameType

    from jinja2 import BaseLoader
    from jinja2.lexer import Token, TokenStream
    from jinja2.runtime import Context

FILTERS = frozenset({
    "batch", "default", "first", "groupby", "last", "length", "list", "map", "max", "min", "reject", "rejectattr",
    "reverse", "round", "select", "selectattr", "sort", "sum", "unique",
})  # fmt: skip
METHODS = frozenset({"items", "keys", "values", "get"})
STEPS = 400_000
LENGTH = 4_000_000
"""The most lines of a template that are run, and the most characters that go through its places, for one document."""


class TooLong(Exception):  # noqa: N818 - it says what the template is
    """A template runs, or writes, more than a document can need."""


class _NoConcatenation(Extension):
    """Refuse `~`, which would mix a value into prose before it is escaped."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Pass every token but that one."""
        for token in stream:
            if token.type == "tilde":
                raise TemplateSyntaxError(
                    "`~` is not for documents: write two places beside each other",
                    token.lineno,
                    stream.name,
                    stream.filename,
                )
            yield token


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment with an allow-list: fields and properties of views, macros, loops, and a few filters."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            extensions=("jinja2.ext.i18n", _NoConcatenation),
        )
        self.policies["ext.i18n.trimmed"] = True
        self.newstyle_gettext = True
        for name in set(self.filters) - FILTERS:
            del self.filters[name]
        for name in set(self.globals) - {"_", "namespace"}:
            del self.globals[name]

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read this attribute: what a view says, not what Python can do."""
        if attr.startswith("_"):
            return False
        kind = type(obj)
        if is_dataclass(kind):
            return attr in kind.__dataclass_fields__ or isinstance(getattr(kind, attr, None), property)
        if isinstance(obj, Mapping):
            return attr in METHODS
        return isinstance(obj, LoopContext | TemplateModule | Namespace) and not isinstance(value, type)

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call this: macros, what we offer by name, and reading a map."""
        return (
            isinstance(obj, Macro | LoopContext)
            or obj in self.globals.values()
            or getattr(obj, "__name__", "") in METHODS
        )

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic is for numbers of modest size."""
        if (
            isinstance(left, int | float)
            and isinstance(right, int | float)
            and (operator != "**" or abs(right) <= 64)
        ):
            return super().call_binop(context, operator, left, right)
        raise SecurityError(f"`{operator}` is for numbers")


@contextmanager
def limited(suffix: str, steps: int = STEPS) -> Iterator[None]:
    """Stop code from files whose name ends in `suffix` after `steps` lines.

    Raises:
        TooLong: inside, when they are used up.
    """
    left = steps

    def in_template(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal left
        if event == "line":
            left -= 1
            if left < 0:
                raise TooLong(f"more than {steps} steps")
        return in_template

    def entered(frame: FrameType, _event: str, _argument: Any) -> Any:
        return in_template if frame.f_code.co_filename.endswith(suffix) else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        yield
    finally:
        sys.settrace(before)
