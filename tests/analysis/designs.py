"""Small designs for the tests of the analysis, read from text, and their figures."""

from __future__ import annotations

from datetime import date

from itsm_compiler.analysis.analyse import analyse
from itsm_compiler.graph import build_graph
from itsm_compiler.model.shape import shape
from itsm_compiler.source import load_texts

HEAD = "language: itsm/v1\ndesign: {title: Test, time_zone: Asia/Shanghai}\n"
AS_OF = date(2026, 11, 21)

CALENDARS = """
calendars:
  office: {hours: {mon-fri: "08:00-18:00"}}
  clinic: {hours: {mon-sun: "08:00-20:00"}}
parties:
  buyer: {role: customer}
  seller: {role: supplier}
"""


def design_of(body, head=HEAD):
    """The design of a text of which shape has nothing to say."""
    source, slips = load_texts({"itsm.yaml": head + body})
    design, faults = shape(source)
    said = [finding.message.en for finding in (*slips, *faults)]
    assert said == []
    return design


def figures_of(body, head=HEAD, as_of=AS_OF):
    """The figures of a text, with its design and graph."""
    design = design_of(body, head)
    graph = build_graph(design)
    return analyse(design, graph, as_of), design, graph
