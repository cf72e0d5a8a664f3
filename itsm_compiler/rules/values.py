"""What expressions compute with: steps along a path, arithmetic, comparison and truth over the values of a design.

A value that is missing is None. None travels: arithmetic and comparison with it give None, which is neither true nor
false. Whoever asks decides what "no data" means for him.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from itsm_compiler.diagnostics import Text
from itsm_compiler.model.entity import Entity
from itsm_compiler.model.forms import fields_of
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import DAYS_PER, DateSpan, Duration, Money, Period, Rate, Share

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DECIMAL = Context(prec=34, Emax=999, Emin=-999, traps=[])
"""Arithmetic of 34 digits, so that no expression can grow numbers without end."""

MAPS = (dict, MappingProxyType)
SIZED = (str, tuple, *MAPS)
"""The kinds of map that models hold, and everything that can be empty; plain classes, which are tested fast."""

COMPUTED = frozenset(("needed", "always"))
"""Properties of models that count as fields."""


class OperandError(Exception):
    """An operation met a value it cannot work with; `text` says which."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Fields:
    """A fixed set of named values that expressions may step into, beside models and maps."""

    values: Mapping[str, Any]


@cache
def attributes(kind: type) -> dict[str, str]:
    """The attributes of a model by their names in Python and in the language; none of a class that is no model.

    Asking a class once is faster than asking each value whether it is a model.
    """
    if not issubclass(kind, BaseModel):
        return {}
    fields = kind.model_fields
    own = {name: name for name in (*fields, *COMPUTED) if hasattr(kind, name) or name in fields}
    return own | {known.name: known.attribute for known in fields_of(kind).values()}


def step(value: Any, name: str) -> Any:
    """The field `name` of a value; of a list, that field of each of its items, the missing ones left out.

    In a map of the design the field is the entry with that key; the organisation's `x-` fields are fields too.

    Raises:
        OperandError: when values of this kind have no such field.
    """
    if value is None:
        return None
    if attribute := attributes(value.__class__).get(name):
        return getattr(value, attribute)
    if isinstance(value, MAPS):
        return value.get(name)
    if isinstance(value, tuple):
        return _project(value, name)
    if isinstance(value, Fields):
        return _field(value, name)
    if isinstance(value, Entity) and name.startswith("x-"):
        return value.extensions.get(name)
    if isinstance(value, BaseModel):
        raise OperandError(
            Text(f"`{_kind(value)}` has no field `{name}`", f"`{_kind(value)}` 没有字段 `{name}`")
        )
    raise OperandError(Text(f"{_kind(value)} has no fields", f"{_kind(value)} 没有字段"))


def number(value: Any) -> Decimal:
    """A value as a number: a share is a fraction, an amount of money its amount.

    Raises:
        OperandError: when it is no number.
    """
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return DECIMAL.create_decimal(repr(value))
    if isinstance(value, Share):
        return value.percent / 100
    if isinstance(value, Money):
        return value.amount
    raise OperandError(Text(f"{_kind(value)} is no number", f"{_kind(value)} 不是数"))


def arithmetic(operation: Callable[[Decimal, Decimal], Decimal], left: Any, right: Any) -> Decimal | None:
    """Both values joined by an operation of `DECIMAL`; None when one is missing or the result is no finite number."""
    if left is None or right is None:
        return None
    result = operation(number(left), number(right))
    return result if result.is_finite() else None


def compare(left: Any, right: Any) -> int | None:
    """Below zero, zero or above zero as `left` is less than, equal to or more than `right`; None when nobody can say.

    A text beside a quantity is read as one: `duration <= "12mo"`.

    Raises:
        OperandError: when values of these kinds have no order.
    """
    if left is None or right is None:
        return None
    if isinstance(left, str) and not isinstance(right, str):
        left = _like(right, left)
    elif isinstance(right, str) and not isinstance(left, str):
        right = _like(left, right)
    for measure in _MEASURES:
        sizes = measure(left), measure(right)
        if all(size is not None for size in sizes):
            (scale, first), (other_scale, second) = sizes  # type: ignore[misc]
            return (first > second) - (first < second) if scale == other_scale else None
    raise OperandError(
        Text(
            f"{_kind(left)} and {_kind(right)} have no order",
            f"{_kind(left)} 与 {_kind(right)} 之间没有大小之分",
        ),
    )


def equal(left: Any, right: Any) -> bool | None:
    """Whether two values are the same; prose equals a text that one of its languages says; None when one is missing."""
    if left is None or right is None:
        return None
    if isinstance(left, Prose) and isinstance(right, str):
        return right in left.texts.values()
    if isinstance(right, Prose) and isinstance(left, str):
        return left in right.texts.values()
    if type(left) is type(right):
        return bool(left == right)
    try:
        return compare(left, right) == 0
    except OperandError:
        return False


def contains(container: Any, value: Any) -> bool | None:
    """Whether `value` is an item of a list, a key of a map or a day of a span; None when either is missing.

    Raises:
        OperandError: when nothing can be in such a value.
    """
    if container is None or value is None:
        return None
    if isinstance(container, tuple):
        return any(equal(item, value) for item in container)
    if isinstance(container, MAPS):
        return value in container
    if isinstance(container, DateSpan) and isinstance(value, date):
        return container.first <= value <= container.last
    raise OperandError(Text(f"nothing is in {_kind(container)}", f"{_kind(container)} 中不可能包含其他值"))


def truth(value: Any) -> bool | None:
    """Whether a value counts as true: something is there and it is not false, zero or empty; None stays None."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Decimal | int | float):
        return value != 0
    if isinstance(value, SIZED):
        return len(value) > 0
    return True


def is_missing(value: Any) -> bool:
    """Whether nothing was written: no value, or an empty list or map."""
    return value is None or (isinstance(value, SIZED) and not value)


def _field(fields: Fields, name: str) -> Any:
    if name not in fields.values:
        raise OperandError(Text(f"there is no `{name}`", f"没有 `{name}`"))
    return fields.values[name]


def _project(items: tuple[Any, ...], name: str) -> tuple[Any, ...]:
    found: list[Any] = []
    for item in items:
        value = step(item, name)
        if isinstance(value, tuple):
            found.extend(value)
        elif value is not None:
            found.append(value)
    return tuple(found)


def _like(sample: Any, text: str) -> Any:
    """A text read as a quantity of the kind of `sample`."""
    form: Any = Period if isinstance(sample, Period) else type(sample)
    try:
        return date.fromisoformat(text) if isinstance(sample, date) else form.read(text)
    except (ValueError, AttributeError, TypeError):
        raise OperandError(Text(f'"{text}" is no {_kind(sample)}', f"“{text}”不是 {_kind(sample)}")) from None


def _plain_size(value: Any) -> tuple[str, Any] | None:
    if isinstance(value, Decimal | int | float | Share) and not isinstance(value, bool):
        return "", number(value)
    return None


def _money_size(value: Any) -> tuple[str, Any] | None:
    if isinstance(value, Money):
        return f"{value.currency}/{value.per}", value.amount
    return None


def _date_size(value: Any) -> tuple[str, Any] | None:
    return ("", value.toordinal()) if isinstance(value, date) else None


def _time_size(value: Any) -> tuple[str, Any] | None:
    """Clock time and open time are measured on scales of their own; a rhythm on that of clock time."""
    if isinstance(value, Period):
        if value.every is None:
            return ("clock", value.days * 1440) if value.days is not None else ("on-demand", 0)
        value = value.every
    if not isinstance(value, Duration):
        return None
    if value.unit == "wd":
        return "open days", value.amount
    return ("open" if value.is_service_time else "clock"), value.minutes


def _rate_size(value: Any) -> tuple[str, Any] | None:
    return (str(value.is_share), value.value / DAYS_PER[value.per]) if isinstance(value, Rate) else None


_MEASURES = (_plain_size, _date_size, _time_size, _money_size, _rate_size)


def _kind(value: Any) -> str:
    """The kind of a value in words of the language."""
    names = {str: "text", bool: "truth value", Decimal: "number", tuple: "list", dict: "map", date: "date"}
    return names.get(type(value), type(value).__name__.lower())
