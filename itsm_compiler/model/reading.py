"""How a value is read: by a function that is all of its schema, or by one that brings it into form first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from pydantic import BeforeValidator, PlainValidator
from pydantic_core import core_schema

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler


class Reads(PlainValidator):
    """In an annotation: the value is what the function makes of it.

    Pydantic's own looks at the signature of each function, which is a third of what building a model costs.
    """

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cast("core_schema.NoInfoValidatorFunction", self.func)
        )


class Forms(BeforeValidator):
    """In an annotation: the function brings the value into the form that is then read."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        function = cast("core_schema.NoInfoValidatorFunction", self.func)
        return core_schema.no_info_before_validator_function(function, handler(source))
