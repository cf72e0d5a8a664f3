"""Explanations for a terminal: a title, and under it texts that are set in and broken over lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.terminal import COLUMNS, width, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

INDENT = "  "


def chapter(title: str, *texts: str) -> Iterator[str]:
    """A title and what stands under it; what begins with an id has its further lines under the first word."""
    yield from ("", title)
    for text in texts:
        code, space, rest = text.partition("  ")
        margin = INDENT + (" " * width(code + space) if rest else "")
        first, *others = wrapped(rest or text, COLUMNS - width(margin))
        yield f"{INDENT}{code + space if rest else ''}{first}"
        for line in others:
            yield margin + line
