"""Who refers to whom: indexes over the fields of a design, each built once when a rule first asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from itsm_compiler.model.sections import DEPLOYMENT_KINDS, SECTIONS
from itsm_compiler.rules.values import attributes, step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.design import Design
    from itsm_compiler.model.entity import Entity

ALL = "all"
"""The word that stands for every service."""


class Lookup:
    """Indexes over a design, by the field that refers: `requirements.services`, `processes.activities.*.r`."""

    def __init__(self, design: Design) -> None:
        self._design = design
        self._indexes: dict[str, dict[str, dict[str, Any]]] = {}

    def referrers(self, target: str, field: str) -> tuple[Any, ...]:
        """The entities whose `field` names `target`, in the order written; for a service also those that say `all`.

        `field` is a section and the way to the reference: `teams.roles`, `slas.contacts.third-parties`,
        `processes.activities.*.r`. Where a map stands at its end, its keys are what refers.
        """
        index = self._indexes.get(field)
        if index is None:
            index = self._indexes[field] = self._build(field)
        found = index.get(target, {})
        everywhere = index.get(ALL) if target in self._design.services else None
        return tuple({**found, **everywhere}.values()) if everywhere else tuple(found.values())

    def _build(self, field: str) -> dict[str, dict[str, Any]]:
        section, *way = field.split(".")
        index: dict[str, dict[str, Any]] = {}
        for entity in entities_of(self._design, section):
            for target in _targets(entity, way):
                index.setdefault(target, {})[entity.id] = entity
        return index


def entities_of(design: Design, section: str) -> Iterator[Entity]:
    """The entities of a section, a section that is one thing as one; `tasks` and the like from the deployment."""
    if section in DEPLOYMENT_KINDS:
        yield from getattr(design.deployment, section).values() if design.deployment else ()
        return
    held = design.head if section == "design" else getattr(design, section)
    if isinstance(held, Mapping):
        yield from held.values()
    elif held is not None and not isinstance(held, tuple):
        yield held


def is_section(name: str) -> bool:
    """Whether a name is that of a section or of the deployment's named things."""
    return name in SECTIONS or name in DEPLOYMENT_KINDS


def _targets(value: Any, way: list[str]) -> Iterator[str]:
    """The ids at the end of a way; `*` goes through the entries of a map."""
    if isinstance(value, tuple):
        for item in value:
            yield from _targets(item, way)
    elif not way:
        yield from _ids(value)
    elif way[0] == "*" and isinstance(value, Mapping):
        for entry in value.values():
            yield from _targets(entry, way[1:])
    elif way[0] in attributes(value.__class__):
        yield from _targets(step(value, way[0]), way[1:])


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (key for key in value if isinstance(key, str))
