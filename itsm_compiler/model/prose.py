"""Texts that people read, in one or several languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic_core import PydanticCustomError, core_schema

from itsm_compiler.model.codes import is_language
from itsm_compiler.model.reading import Reads

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import GetCoreSchemaHandler


@dataclass(frozen=True, slots=True)
class Prose:
    """A text, plain for every language of the design or one text per language.

    `texts` maps a language tag to the text; plain prose has the single key `""`.
    """

    texts: Mapping[str, str]

    @classmethod
    def plain(cls, text: str) -> Prose:
        """Prose that reads the same in every language."""
        return cls({"": text})

    @property
    def is_plain(self) -> bool:
        """Whether one text stands for every language."""
        return "" in self.texts

    def has(self, language: str) -> bool:
        """Whether there is a text written for `language`."""
        return self.is_plain or language in self.texts

    def __getitem__(self, language: str) -> str:
        """The text in `language`, else the first that was written."""
        texts = self.texts
        return texts.get(language) or texts.get("") or next(iter(texts.values()), "")

    def says(self, other: Prose) -> bool:
        """Whether a text of this prose is, but for case and space, one of the other's: how persons are told by name."""
        return not {_folded(text) for text in self.texts.values()}.isdisjoint(
            map(_folded, other.texts.values())
        )

    def __hash__(self) -> int:
        return hash(frozenset(self.texts.items()))

    def __str__(self) -> str:
        return self["en"]

    @classmethod
    def read(cls, value: Any) -> Prose:
        """Read prose as written in a spec.

        Raises:
            PydanticCustomError: `prose` when it is neither text nor a map of texts, `empty` when nothing is said,
                `prose_language` for a key that is no language, `prose_text` for a text in it that is none.
        """
        if isinstance(value, Prose):
            return value
        if isinstance(value, str):
            if not value.strip():
                raise PydanticCustomError("empty", "empty text")
            return cls({"": value})
        if not isinstance(value, dict):
            raise PydanticCustomError("prose", "not a text")
        if not value:
            raise PydanticCustomError("empty", "empty text")
        for tag, text in value.items():
            if not isinstance(tag, str) or not is_language(tag):
                raise PydanticCustomError("prose_language", "no language", {"key": tag})
            if not isinstance(text, str):
                raise PydanticCustomError("prose_text", "not a text", {"key": tag})
            if not text.strip():
                raise PydanticCustomError("empty", "empty text", {"key": tag})
        return cls(dict(value))

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read)


def is_language_map(value: Any) -> bool:
    """Whether a map can only be prose in several languages."""
    return (
        isinstance(value, dict)
        and bool(value)
        and all(isinstance(tag, str) and is_language(tag) for tag in value)
    )


def read_line(value: Any) -> str:
    """Read a text that is the same in every language: a version, a number to call, a unit.

    Raises:
        PydanticCustomError: `line` when it is no text, `empty` when nothing is said.
    """
    if not isinstance(value, str):
        raise PydanticCustomError("line", "not a text")
    if not value.strip():
        raise PydanticCustomError("empty", "empty text")
    return value


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


Line = Annotated[str, Reads(read_line)]
"""A text that is the same in every language."""
