"""What the acceptance tests share: the example designs as read, and the whole compilation of a changed one."""

from __future__ import annotations

import datetime
from functools import cache

from itsm_compiler.analysis.analyse import analyse
from itsm_compiler.graph import build_graph
from itsm_compiler.model.shape import shape
from itsm_compiler.rules.engine import Context, run_rules
from itsm_compiler.source import load
from tests.cli.running import DATE, SPECS

AS_OF = datetime.date.fromisoformat(DATE)


@cache
def source_of(name):
    """An example design as read; its files have no faults."""
    source, faults = load(SPECS / name)
    assert not faults
    return source


@cache
def design_of(name):
    """An example design in shape."""
    design, faults = shape(source_of(name))
    assert not faults
    return design


def findings_of(source):
    """All that is found in a design, by every stage that a check runs."""
    design, faults = shape(source)
    graph = build_graph(design)
    context = Context(design, graph, analyse(design, graph, AS_OF), AS_OF)
    return run_rules(context, faults=faults)
