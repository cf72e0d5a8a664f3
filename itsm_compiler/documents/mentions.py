"""Which entities of a design a document names: by links, as nodes of a diagram, or as what it is about."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from itsm_compiler.documents.view import Link, Node

if TYPE_CHECKING:
    from itsm_compiler.documents.view import View


def mentions(view: View) -> frozenset[str]:
    """The ids of all entities that a view names."""
    found = {view.about or "", *view.anchors}
    waiting: list[Any] = [view]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Link):
            found.add(one.target)
        elif isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, tuple | list):
            waiting += one
        elif is_dataclass(one):
            if isinstance(one, Node):
                found.add(one.id)
            waiting += (getattr(one, field.name) for field in fields(one))
    return frozenset(found - {""})
