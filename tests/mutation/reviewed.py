"""The reviewed list: fields whose loss nobody is shown, each with the reason why that is right."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.mutation.mutations import Mutation

LIST = Path(__file__).with_name("reviewed.yaml")


@cache
def reviewed() -> dict[str, str]:
    """Patterns of fields, or of places within them, and the reason of each."""
    return yaml.safe_load(LIST.read_text(encoding="utf-8")) or {}


def _pattern(mutation: Mutation) -> str | None:
    names = (mutation.field, mutation.place)
    return next(
        (pattern for pattern in reviewed() if any(_matches(name, pattern) for name in names)),
        None,
    )


def _matches(name: str, pattern: str) -> bool:
    return name == pattern or fnmatchcase(name, pattern)


def reason(mutation: Mutation) -> str | None:
    """Why it is right that nobody notices a mutation; None where nobody has looked at it."""
    pattern = _pattern(mutation)
    return None if pattern is None else reviewed()[pattern]


def unused(unseen: Iterable[Mutation]) -> list[str]:
    """What stands on the list though it was noticed."""
    used = {_pattern(mutation) for mutation in unseen}
    return [pattern for pattern in reviewed() if pattern not in used]
