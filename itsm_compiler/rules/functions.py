"""The functions that the expressions of rule packs may call."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from itsm_compiler.diagnostics import Text
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import DateSpan, Duration, Period
from itsm_compiler.rules.values import MAPS, OperandError, equal, is_missing, step

if TYPE_CHECKING:
    from collections.abc import Callable

    from itsm_compiler.model.entity import Entity
    from itsm_compiler.rules.rule import Context

ITERABLE = (tuple, *MAPS)
SCALE = ("low", "medium", "high")


def functions_for(context: Context) -> dict[str, Callable[..., Any]]:
    """Every function of `FUNCTIONS`, those that look around bound to a design."""
    return _FREE | {name: partial(function, context) for name, function in _BOUND.items()}


def has(value: Any) -> bool:
    """Whether something is written: not missing, not an empty list or map."""
    return not is_missing(value)


def lacks(container: Any, wanted: Any, thing: Any = None) -> tuple[Any, ...]:
    """The items of `wanted` that are not in `container`, nor in the `none` of `thing` (there also as `section/item`)."""
    if not isinstance(wanted, tuple):
        wanted = (wanted,)
    held = tuple(container) if isinstance(container, ITERABLE) else ()
    excuses = {name.rpartition("/")[2] for name in thing.none} if thing is not None else frozenset()
    return tuple(
        item for item in wanted if item not in excuses and not any(equal(item, other) for other in held)
    )


def keys(value: Any) -> tuple[Any, ...]:
    """The keys of a map."""
    return tuple(value) if isinstance(value, MAPS) else ()


def values(value: Any) -> tuple[Any, ...]:
    """The entries of a map as a list, so that a field can be taken of each: `values(activities).r`."""
    return tuple(value.values()) if isinstance(value, MAPS) else ()


def entry(value: Any, key: Any) -> Any:
    """The field or entry whose name is computed; none when there is none."""
    return step(value, str(key))


def distinct(value: Any) -> tuple[Any, ...]:
    """The items of a list, each once."""
    return tuple(dict.fromkeys(value)) if isinstance(value, ITERABLE) else ()


def repeated(value: Any) -> tuple[Any, ...]:
    """The items that a list holds more than once, each once."""
    return tuple(item for item in distinct(value) if value.count(item) > 1)


def has_figure(value: Any) -> bool:
    """Whether a text, or one of a list of texts, holds a number."""
    if isinstance(value, tuple):
        return any(has_figure(item) for item in value)
    texts = value.texts.values() if isinstance(value, Prose) else (str(value),) if value is not None else ()
    return any(character.isdigit() for text in texts for character in text)


def minutes(value: Any) -> Decimal | None:
    """The minutes of a duration; none for open days, whose length only a calendar knows."""
    if value is None or (isinstance(value, Duration) and value.unit == "wd"):
        return None
    if not isinstance(value, Duration):
        raise OperandError(Text("only a duration has minutes", "只有时长才有分钟数"))
    return Decimal(repr(value.minutes))


def days(value: Any) -> Decimal | None:
    """The mean days of a rhythm or a duration of clock time; none when it is on demand, counts open time or is a day."""
    if isinstance(value, Duration):
        return None if value.is_service_time else Decimal(repr(value.minutes)) / 1440
    if isinstance(value, Period):
        return None if value.days is None else Decimal(repr(value.days))
    if value is None or isinstance(value, date | DateSpan | str):
        return None
    raise OperandError(Text("only a rhythm or a duration has days", "只有周期或时长才有天数"))


def rank(value: Any) -> Decimal | None:
    """A word of the scale as a number: low 1, medium 2, high 3."""
    return Decimal(SCALE.index(value) + 1) if value in SCALE else None


def later(value: Any, number: Any) -> date | None:
    """The day so many days after another."""
    return value + timedelta(days=int(number)) if isinstance(value, date) else None


def entity(context: Context, target: Any) -> Entity | None:
    """The entity with an id."""
    return context.design.entities.get(target) if isinstance(target, str) else None


def entities(context: Context, targets: Any) -> tuple[Entity, ...]:
    """The entities with these ids, `all` being every service."""
    ids = targets if isinstance(targets, ITERABLE) else (targets,)
    if "all" in ids:
        ids = context.design.services_of([one for one in ids if isinstance(one, str)])
    found = (context.design.entities.get(one) for one in ids if isinstance(one, str))
    return tuple(one for one in found if one is not None)


def kind(context: Context, target: Any) -> str | None:
    """The section in which the entity with an id stands."""
    known = isinstance(target, str) and target in context.design.entities
    return context.design.kind_of(target) if known else None


def referrers(context: Context, target: Any, field: str) -> tuple[Any, ...]:
    """The entities whose field names this one: `referrers(id, "teams.roles")`; for a service also those that say all."""
    return context.lookup.referrers(target, field) if isinstance(target, str) else ()


def support(context: Context, target: Any) -> tuple[str, ...]:
    """The services and components that a service or component stands on, through all levels, itself first."""
    return (target, *context.graph.support_of(target)) if isinstance(target, str) else ()


def providers(context: Context, target: Any) -> tuple[str, ...]:
    """The teams and contracts that provide a service or component, or what it stands on."""
    nodes = (context.design.entities.get(node) for node in support(context, target))
    found = (holder for node in nodes for holder in getattr(node, "provided_by", ()))
    return tuple(dict.fromkeys(found))


def day(context: Context, when: Any) -> date | None:
    """The day of a date, of a task or milestone (its end), or the last day of a span; none for a rhythm."""
    return context.figures.day(when)


def past(context: Context, when: Any) -> bool | None:
    """Whether the day of `when` lies before the day of the check; none when no day is known."""
    known = day(context, when)
    return None if known is None else known < context.as_of


def excused(_context: Context, thing: Any, name: str) -> bool:
    """Whether `none` of an entity says why it has no such thing."""
    return name in (step(thing, "none") or {})


_FREE: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        has,
        lacks,
        keys,
        values,
        entry,
        distinct,
        repeated,
        has_figure,
        minutes,
        days,
        rank,
        later,
    )
}
_BOUND: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (entity, entities, kind, referrers, support, providers, day, past, excused)
}
FUNCTIONS = frozenset(_FREE) | frozenset(_BOUND)
"""The names of all functions, for the compiler of expressions."""
