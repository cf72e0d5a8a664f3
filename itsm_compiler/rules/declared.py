"""Declared rules at work: each section is walked once, and every row that looks at it is applied on the way."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, RuleInfo, Severity, Text
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.sections import DEPLOYMENT_KINDS, SECTIONS
from itsm_compiler.rules.expressions import Scope, compile_checked
from itsm_compiler.rules.functions import FUNCTIONS, functions_for
from itsm_compiler.rules.rule import Example, Problem, Rule
from itsm_compiler.rules.values import MAPS, Fields, is_missing, step, truth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.design import Design
    from itsm_compiler.rules.expressions import Expression
    from itsm_compiler.rules.rule import Context

Way = tuple[str, ...]


@dataclass(frozen=True)
class Declared:
    """What a row of a pack demands, as its model `pack.PackRow` describes it; compiled when it is first needed."""

    each: str
    where: str | None
    require: tuple[str, ...]
    demand: str | None
    at: tuple[str, ...]
    asks: str | None
    values: Mapping[str, str]

    @cached_property
    def condition(self) -> Expression | None:
        """Which things the row is about."""
        return compile_checked(self.where, FUNCTIONS) if self.where else None

    @cached_property
    def assertion(self) -> Expression | None:
        """What must hold of them."""
        return compile_checked(self.demand, FUNCTIONS) if self.demand else None

    @cached_property
    def places(self) -> dict[str, Expression]:
        """More places of the row's texts."""
        return {name: compile_checked(text, FUNCTIONS) for name, text in self.values.items()}

    @cached_property
    def required(self) -> tuple[tuple[tuple[Way, ...], Text], ...]:
        """The fields that must be written: the ways of which one is enough, and how they are named."""
        return tuple(_alternatives(fields) for fields in self.require)


@dataclass(frozen=True, slots=True)
class Thing:
    """One of the things that a row looks at: its value, its key or index, its path and the entity around it."""

    value: Any
    key: str | int
    path: Path
    owner: Any


class Names(dict[str, Any]):
    """The names a condition knows: those put in, and the fields of its thing as they are asked for."""

    __slots__ = ("_value",)

    def __init__(self, thing: Thing, around: Mapping[str, Any]) -> None:
        super().__init__(around)
        self["it"], self["key"], self["parent"] = thing.value, thing.key, thing.owner
        self._value = thing.value

    def __missing__(self, name: str) -> Any:
        value = self[name] = step(self._value, name)
        return value


class Places(dict[str, Any]):
    """The names a row's conditions know: its own `values`, each computed when first asked for, then those of its thing.

    A value may use other values; its own name means there the field of the thing.
    """

    __slots__ = ("_around", "_functions", "_open")

    def __init__(
        self, declared: Declared, around: Names, functions: Mapping[str, Callable[..., Any]]
    ) -> None:
        super().__init__()
        self._around, self._functions = around, functions
        self._open = dict(declared.places)

    def __missing__(self, name: str) -> Any:
        place = self._open.pop(name, None)
        if place is None:
            return self._around[name]
        value = self[name] = place.run(Scope(self, self._functions))
        return value


def declared_rule(row: Mapping[str, Any]) -> Rule:
    """A row, checked by `pack.PackRow` and dumped, as a rule."""
    message, help_, why = (Text(**row[name]) for name in ("message", "help", "why"))
    known = RuleInfo(
        row["id"],
        row["name"],
        Kind(row["kind"]),
        Severity(row["severity"]),
        message,
        help_,
        why,
        Profile(row["profile"]),
        tuple(row["factors"]),
    )
    declared = Declared(
        row["each"],
        row["where"],
        tuple(row["require"]),
        row["assert"],
        tuple(row["at"].split(".")) if row["at"] else (),
        row["asks"],
        row["values"],
    )
    shown = row["example"]
    example = Example(**{**shown, "delete": tuple(shown["delete"])}) if shown else None
    return Rule(known, None, example, row["section"], row["mandatory"], declared)


def run_declared(context: Context, rules: Iterable[Rule]) -> Iterator[tuple[Rule, Problem | Exception]]:
    """What the rows of a pack find; a row that fails on the way yields its exception and is left out from then on."""
    by_things: dict[str, list[tuple[Rule, Declared]]] = {}
    for rule in rules:
        if rule.declared is not None:
            by_things.setdefault(rule.declared.each, []).append((rule, rule.declared))
    around, functions = surroundings(context), functions_for(context)
    for each, group in by_things.items():
        try:
            found = list(things(context.design, each))
        except Exception as error:  # noqa: BLE001 -- a path that leads nowhere is a bug of these rows alone
            yield from ((rule, error) for rule, _ in group)
            continue
        for thing in found:
            names = Names(thing, around)
            for rule, declared in tuple(group):
                try:
                    for problem in problems_of(declared, thing, names, functions):
                        yield rule, problem
                except Exception as error:  # noqa: BLE001 -- a bug in one row must not take the others along
                    group.remove((rule, declared))
                    yield rule, error


def surroundings(context: Context) -> dict[str, Any]:
    """What every condition knows beside its thing: the design's head, all sections, and the day of the check."""
    design = context.design
    held = {name: getattr(design, name) for name in SECTIONS if name != "design"}
    of_deployment = {
        kind: getattr(design.deployment, kind) if design.deployment else {} for kind in DEPLOYMENT_KINDS
    }
    return {"design": design.head, "sections": Fields(held | of_deployment), "as_of": context.as_of}


def things(design: Design, each: str) -> Iterator[Thing]:
    """The things at a path: the entries of its maps, the items of its lists, what stands there alone.

    Of `evidence` the path names one topic: `slas.evidence.contract-review`.
    """
    section, *way = each.split(".")
    path: Path = (section,)
    held: Any
    if section in DEPLOYMENT_KINDS:
        held, path = (
            getattr(design.deployment, section) if design.deployment else None,
            ("deployment", section),
        )
    else:
        held = design.head if section == "design" else getattr(design, section)
    for thing in _entries(held, path, section, None):
        yield from _inside(thing, way)


def _inside(thing: Thing, way: Sequence[str]) -> Iterator[Thing]:
    if not way:
        yield thing
        return
    name, *rest = way
    value, path = step(thing.value, name), (*thing.path, name)
    if name == "evidence" and rest:
        name, *rest = rest
        value, path = (value or {}).get(name), (*path, name)
    for inner in _entries(value, path, name, thing.owner):
        yield from _inside(inner, rest)


def _entries(value: Any, path: Path, name: str, owner: Any) -> Iterator[Thing]:
    if isinstance(value, MAPS):
        for key, entry in value.items():
            yield Thing(entry, key, (*path, str(key)), owner or entry)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield Thing(item, index, (*path, index), owner or item)
    elif value is not None:
        yield Thing(value, name, path, owner or value)


def problems_of(
    declared: Declared, thing: Thing, names: Names, functions: Mapping[str, Callable[..., Any]]
) -> Iterator[Problem]:
    """The problem of a row with one thing, if there is one."""
    scope = Scope(Places(declared, names, functions) if declared.values else names, functions)
    if declared.condition is not None and not truth(declared.condition.run(scope)):
        return
    if declared.assertion is None:
        missing = [
            (ways, text)
            for ways, text in declared.required
            if not any(_is_there(thing.value, way) for way in ways)
        ]
        if missing:
            values = _values(declared, thing, scope) | {
                "fields": wording.listing([text for _, text in missing]),
                "count": len(missing),
            }
            paths = tuple(tuple((*thing.path, *way) for way in ways) for ways, _ in missing)
            yield Problem(thing.path, values, of="key", asks=declared.asks, missing=paths)
    elif truth(declared.assertion.run(scope)) is False:
        yield _broken(declared, thing, scope)


def _broken(declared: Declared, thing: Thing, scope: Scope) -> Problem:
    """A condition does not hold: underlined is the field it is about, or the key of the thing without it."""
    value = thing.value
    for name in declared.at:
        value = step(value, name)
    written = bool(declared.at) and not is_missing(value)
    at = (*thing.path, *declared.at) if written else thing.path
    return Problem(at, _values(declared, thing, scope), of="value" if written else "key", asks=declared.asks)


def _values(declared: Declared, thing: Thing, scope: Scope) -> dict[str, Any]:
    owner = getattr(thing.owner, "id", thing.path[0])
    own = {name: in_words(scope.names[name]) for name in declared.values}
    return {"id": thing.key, "owner": owner} | own


def in_words(value: Any) -> Any:
    """A value as a message says it: ids of a list in back-ticks, prose in its languages."""
    if isinstance(value, tuple):
        return wording.listing(
            [in_words(item) if isinstance(item, Prose) else str(_id_of(item)) for item in value]
        )
    if isinstance(value, Prose):
        return Text(value["en"], value["zh"])
    if isinstance(value, Decimal):
        return wording.number(value)
    return value if isinstance(value, Text) else str(_id_of(value))


def _id_of(value: Any) -> Any:
    return getattr(value, "id", value)


def _alternatives(fields: str) -> tuple[tuple[Way, ...], Text]:
    shown = [field.strip() for field in fields.split("|")]
    return tuple(tuple(field.split(".")) for field in shown), wording.listing(shown, joined=Text("or", "或"))


def _is_there(value: Any, way: Way) -> bool:
    """Whether something stands at the end of a way, or a `none` on it says why not."""
    for position, name in enumerate(way):
        inner = step(value, name)
        if is_missing(inner):
            none = getattr(value, "none", ())
            return name in none or ".".join(way[position:]) in none
        value = inner
    return True
