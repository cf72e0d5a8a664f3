"""The base of the value types that are written as one scalar, and the numbers in them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic_core import PydanticCustomError, core_schema

if TYPE_CHECKING:
    import re

    from pydantic import GetCoreSchemaHandler

NUMBER = r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?"
LARGEST = 10**15
LONGEST = 80


class Quantity:
    """Base of the value types that are written as one scalar.

    `pattern` is the written form (shared with the JSON Schema), `kind` the code of the shape error, `numbers` whether a
    bare number will do.
    """

    __slots__ = ()
    kind: ClassVar[str]
    pattern: ClassVar[re.Pattern[str]]
    numbers: ClassVar[bool] = False

    @classmethod
    def read(cls, value: Any) -> Self:
        """Read the quantity as written in a spec.

        Raises:
            PydanticCustomError: with `kind` as its type when the value is not of this form.
        """
        if isinstance(value, cls):
            return value
        if cls.numbers and isinstance(value, int | float):
            value = plain_number(value)
        if not isinstance(value, str) or len(value) > LONGEST:
            raise PydanticCustomError(cls.kind, "not a quantity of this form")
        return cls._of_text(value)

    @classmethod
    @lru_cache(maxsize=1 << 14)
    def _of_text(cls, text: str) -> Self:
        """The quantity of a text; a design says the same few again and again."""
        match = cls.pattern.fullmatch(text)
        if match is None:
            raise PydanticCustomError(cls.kind, "not a quantity of this form")
        return cls.build(match)

    @classmethod
    def build(cls, match: re.Match[str]) -> Self:
        """Make the value from the groups of `pattern`."""
        raise NotImplementedError(match.re.pattern)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read)


def plain_number(value: float) -> str:
    """A number as its shortest decimal text, without an exponent; empty for what no design means by a number."""
    if isinstance(value, bool) or not -LARGEST < value < LARGEST:
        return ""
    return f"{Decimal(str(value)):f}"
