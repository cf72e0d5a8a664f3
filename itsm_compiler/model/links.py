"""What in a model refers to something: collected by routes that are derived once per class."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from itsm_compiler.model.forms import Mapping, Plural, Scalar, Thing, fields_of, form_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.forms import Form
    from itsm_compiler.model.references import Reference

    Collector = Callable[[Any, Path, str, "Harvest"], None]

GLOBAL_INSIDE = {"deployment": ("tasks", "milestones", "deliverables", "releases")}
"""Maps inside a section that is one thing whose entries share the name space of the sections."""


class Link(NamedTuple):
    """A word that refers to something: where it stands, what it names and what that may be.

    `field` is the way from the owner in the language's names, `*` for the keys of maps. `at_key` says that the word
    is the last step of the path itself.
    """

    path: Path
    target: str
    reference: Reference
    field: str
    owner: str
    at_key: bool


@dataclass(slots=True)
class Harvest:
    """The links of a design, and the names that stand inside entities by the path of their map."""

    links: list[Link] = field(default_factory=list)
    inside: dict[Path, Any] = field(default_factory=dict)


def collect(entity: Any, section: str, path: Path, owner: str, harvest: Harvest) -> None:
    """Add the links of an entity that stands at `path`."""
    model: Any = type(entity)
    collector = _root(model, section if section in GLOBAL_INSIDE else "")
    if collector is not None:
        collector(entity, path, owner, harvest)


@cache
def _root(model: type[BaseModel], section: str) -> Collector | None:
    return _collector(form_of(model), "", section)


def _collector(form: Form, route: str, section: str) -> Collector | None:
    """How the links below a form are collected; None where there can be none."""
    if isinstance(form, Scalar):
        return None if form.reference is None else _of_scalar(form.reference, route)
    if isinstance(form, Plural):
        inner = _collector(form.item, route, "")
        return None if inner is None else _of_plural(inner)
    if isinstance(form, Mapping):
        return _of_mapping(form, route, section)
    return _of_thing(form, route, section)


def _of_scalar(reference: Reference, route: str) -> Collector:
    words = reference.words

    def collect_scalar(value: Any, path: Path, owner: str, harvest: Harvest) -> None:
        if type(value) is str and value not in words:
            harvest.links.append(Link(path, value, reference, route, owner, at_key=False))

    return collect_scalar


def _of_plural(inner: Collector) -> Collector:
    def collect_plural(value: Any, path: Path, owner: str, harvest: Harvest) -> None:
        for index, item in enumerate(value):
            inner(item, (*path, index), owner, harvest)

    return collect_plural


def _of_mapping(form: Mapping, route: str, section: str) -> Collector | None:
    shared = section in GLOBAL_INSIDE and route in GLOBAL_INSIDE[section]
    below = "" if shared else f"{route}.*"
    inner = _collector(form.value, below, "")
    reference = form.key.reference
    if inner is None and reference is None and not form.named:
        return None
    words = reference.words if reference else ()

    def collect_mapping(value: Any, path: Path, owner: str, harvest: Harvest) -> None:
        if form.named and not shared:
            harvest.inside[path] = value
        for key, entry in value.items():
            place = (*path, key)
            if reference is not None and key not in words:
                harvest.links.append(Link(place, key, reference, below, owner, at_key=True))
            if inner is not None:
                inner(entry, place, key if shared else owner, harvest)

    return collect_mapping


def _of_thing(form: Thing, route: str, section: str) -> Collector | None:
    prefix = f"{route}." if route else ""
    routes: dict[type[BaseModel], list[tuple[str, str, Collector]]] = {}
    for model in form.models.values():
        routes[model] = []
        for known in fields_of(model).values():
            collector = _collector(known.form, prefix + known.name, section)
            if collector is not None:
                routes[model].append((known.attribute, known.name, collector))
    if not any(routes.values()):
        return None

    def collect_thing(value: Any, path: Path, owner: str, harvest: Harvest) -> None:
        held = value.__dict__
        for attribute, name, collector in routes[type(value)]:
            inner = held[attribute]
            if inner:
                collector(inner, (*path, name), owner, harvest)

    return collect_thing
