"""Build the documents of a design that a test has read or changed, as Markdown by file name."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from itsm_compiler.renderers.render import render_site
from itsm_compiler.renderers.site import Settings

from itsm_compiler.analysis.analyse import analyse
from itsm_compiler.documents import DOCUMENTS, views
from itsm_compiler.documents.scribe import Material
from itsm_compiler.graph import build_graph
from itsm_compiler.model.shape import shape
from itsm_compiler.source import load, load_texts

SPECS = Path(__file__).resolve().parents[2] / "specs"
AS_OF = date(2026, 11, 21)
KINDS = {kind: document.title for kind, document in DOCUMENTS.items()}
HEADING = re.compile(r"#{1,4} ")


@cache
def written(name: str) -> str:
    """The sections of a design of `specs/` as JSON, which is YAML too."""
    source, _ = load(SPECS / name)
    return json.dumps(source.sections, ensure_ascii=False)


def sections_of(name: str) -> dict[str, Any]:
    """A fresh copy of the sections of a design of `specs/`."""
    return json.loads(written(name))


def design_of(sections: dict[str, Any]):
    """The design of some sections, as far as its shape is right."""
    source, _ = load_texts({"itsm.yaml": json.dumps(sections, ensure_ascii=False)})
    return shape(source)[0]


def views_of(design, *, passed=True):
    """The views of the documents of a design."""
    graph = build_graph(design)
    figures = analyse(design, graph, AS_OF)
    return list(views(Material(design, graph, figures, (), AS_OF, passed=passed)))


def markdown_of(found, languages=("en",)):
    """The documents as Markdown: `en/sla-office.md` and its text."""
    settings = Settings(languages=languages, formats=("md",), kinds=KINDS)
    files = dict(render_site(found, settings))
    return {
        name.removeprefix("markdown/"): text.decode()
        for name, text in files.items()
        if not name.endswith("README.md")
    }


@cache
def documents(name: str):
    """The documents of a design of `specs/` in all its languages."""
    design = design_of(sections_of(name))
    return markdown_of(views_of(design, passed=name != "first-draft"), design.head.languages)


def visible(text: str) -> str:
    """What a reader sees of a Markdown file: without the source of diagrams, addresses of links and code."""
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    return re.sub(r"`[^`]*`", "", text)


def empty_headings(text: str) -> list[str]:
    """The headings after which neither text nor a deeper heading follows."""
    lines = [line for line in re.sub(r"```.*?```", "x", text, flags=re.DOTALL).splitlines() if line.strip()]
    found = []
    for line, following in zip(lines, [*lines[1:], "# end"], strict=True):
        if HEADING.match(line) and HEADING.match(following) and depth(following) <= depth(line):
            found.append(line)
    return found


def depth(heading: str) -> int:
    """The level of a heading."""
    return len(heading) - len(heading.lstrip("#"))
