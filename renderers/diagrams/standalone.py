"""Write a flow diagram as a file of its own: Mermaid text, or an SVG that carries its style and stands on white."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from itsm_compiler.renderers.diagrams import flow as flow_diagram
from itsm_compiler.renderers.diagrams.mermaid import mermaid_of
from itsm_compiler.renderers.diagrams.svg import element
from itsm_compiler.renderers.values import speaker

if TYPE_CHECKING:
    from itsm_compiler.documents.view import Flow

STYLE = "site/style.css"
"""The style of the site, whose palette and rules for diagrams a picture outside it takes along."""

_PALETTE = re.compile(r":root \{(.*?)\}", re.DOTALL)
_VARIABLE = re.compile(r"(--[\w-]+): ([^;]+);")
_USED = re.compile(r"var\((--[\w-]+)\)")
_RULES = re.compile(r"^(\.(?:drawing|node)\b[^{\n]*) (\{[^}\n]*\})", re.MULTILINE)
_ANY = re.compile(r"(\S*):is\(([^)]*)\)(.*)")
_HEAD = "</desc>"


def mermaid_text(flow: Flow, language: str) -> str:
    """The diagram in Mermaid's language, for a file that ends in `.mmd` or a fenced block."""
    return f"{mermaid_of(flow, speaker(language))}\n"


def svg_text(flow: Flow, language: str) -> str:
    """The diagram as a complete SVG file, whatever shows it: nothing in it leads elsewhere."""
    (drawn,) = flow_diagram.draw(flow, speaker(language), "graph")
    head, content = drawn.split(_HEAD, 1)
    ground = element("rect", width="100%", height="100%", fill=_palette()["--paper"])
    return f"{head}{_HEAD}{element('style', _style())}{ground}{content}\n"


@cache
def _style() -> str:
    """The site's rules for flow diagrams, in the colours of its light palette and in words that any viewer knows."""
    palette = _palette()
    return "\n".join(
        f"{_spelt_out(selector)} {_USED.sub(lambda used: palette[used[1]], body)}"
        for selector, body in _RULES.findall(_site_style())
    )


def _spelt_out(selector: str) -> str:
    """A selector without `:is()`, which not every viewer of pictures knows."""
    match = _ANY.fullmatch(selector)
    if match is None:
        return selector
    before, kinds, after = match.groups()
    return ", ".join(f"{before}{kind}{after}" for kind in kinds.split(", "))


@cache
def _palette() -> dict[str, str]:
    """The colours and typefaces of the site by the names of their variables."""
    match = _PALETTE.search(_site_style())
    return dict(_VARIABLE.findall(match[1])) if match else {}


@cache
def _site_style() -> str:
    return files("itsm_compiler.renderers").joinpath(STYLE).read_text(encoding="utf-8")
