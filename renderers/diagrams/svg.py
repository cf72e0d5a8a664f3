"""Write SVG elements: the one place where a picture's text and numbers become markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.renderers.escape import svg_attribute, svg_text

if TYPE_CHECKING:
    from collections.abc import Iterable

NARROW, FITS = 700, 1000
"""Widths up to which a picture stands in the text as it is, and up to which it may be shrunk to stand in it."""

Attribute = str | float | None


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def element(name: str, content: str | Iterable[str] = "", /, **attributes: Attribute) -> str:
    """An element around markup that is already written; `class_` is `class`, `_` in a name is `-`, None is left out."""
    written = "".join(
        f' {_name(key)}="{number(value) if isinstance(value, int | float) else svg_attribute(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = content if isinstance(content, str) else "".join(content)
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def text(words: str, x: float, y: float, class_: str | None = None, anchor: str | None = None) -> str:
    """A line of text with its baseline at `y`; `anchor` is `middle` or `end`."""
    return element("text", svg_text(words), x=x, y=y, class_=class_, text_anchor=anchor)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> str:
    """A straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def box(x: float, y: float, size: tuple[float, float], class_: str, radius: float = 0) -> str:
    """A rectangle of a width and height."""
    return element("rect", x=x, y=y, width=size[0], height=size[1], rx=radius or None, class_=class_)


def title(words: str) -> str:
    """The text that a pointer over the element shows."""
    return element("title", svg_text(words))


def picture(
    key: str, size: tuple[float, float], class_: str, says: tuple[str, str], content: Iterable[str]
) -> str:
    """A whole picture: `says` is its title and description, `key` makes their ids unique in a page."""
    width, height = size
    fit = "narrow" if width <= NARROW else "fits" if width <= FITS else "wide"
    head = element("title", svg_text(says[0]), id=f"{key}-title") + element(
        "desc", svg_text(says[1]), id=f"{key}-desc"
    )
    return element(
        "svg",
        [head, *content],
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        class_=f"drawing {class_} {fit}",
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
    )


def _name(key: str) -> str:
    return "class" if key == "class_" else key if key == "viewBox" else key.replace("_", "-")
