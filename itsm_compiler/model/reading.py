"""How a value is read: by a function that is all of its schema, or by one that brings it into form first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic_core import core_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import GetCoreSchemaHandler


@dataclass(frozen=True, slots=True)
class Reads:
    """In an annotation: the value is what `function` makes of it.

    As `pydantic.PlainValidator`, whose look at the signature of each function is a third of what building costs.
    """

    function: Callable[[Any], Any]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.function)


@dataclass(frozen=True, slots=True)
class Forms:
    """In an annotation: `function` brings the value into the form that is read; as `pydantic.BeforeValidator`."""

    function: Callable[[Any], Any]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self.function, handler(source))
