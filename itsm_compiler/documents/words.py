"""The short machine words of the language as people say them, read from `words.yaml` and the common glossary."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from itsm_compiler.diagnostics import Text
from itsm_compiler.documents.view import phrase
from itsm_compiler.knowledge import glossary
from itsm_compiler.model.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "words.yaml"

PHASES = {
    "plan": phrase("Planning"),
    "execute": phrase("Execution"),
    "accept": phrase("Acceptance"),
    "operate": phrase("Operation"),
}
"""The phases of a deployment and what follows it, as headings."""


def known_word(name: str) -> Prose | None:
    """A word of the language or of the glossary in each language; None for a planner's own."""
    key = word_key(name)
    known = words().get(key)
    if known is None and key in glossary():
        known = glossary()[key].text
    return None if known is None else Prose({"en": known.en, "zh": known.zh})


def plain_word(name: str) -> Prose:
    """A planner's own word with spaces for hyphens, the same in every language."""
    return Prose.plain(name.replace("-", " ").replace("_", " "))


def capital(prose: Prose) -> Prose:
    """The words with a capital at the start, as they begin a heading or a row."""
    return Prose({language: text[:1].upper() + text[1:] for language, text in prose.texts.items()})


def titled(kind: Text, name: Prose) -> Prose:
    """The title of a document: what it is and its name, or the name alone where that says what it is."""
    noun, suffix = kind.en.rpartition(" ")[2].casefold(), kind.zh[-2:]
    english, chinese = name["en"], name["zh"]
    return Prose(
        {
            **name.texts,
            "en": english if noun in english.casefold() else f"{kind.en}: {english}",
            "zh": chinese if suffix in chinese else f"{kind.zh}：{chinese}",
        }
    )


def word_key(name: str) -> str:
    """The form under which a word is looked up: `major incidents` is `major-incidents`."""
    return name.strip().lower().replace(" ", "-").replace("_", "-")


@cache
def words() -> Mapping[str, Text]:
    """The words of `words.yaml`."""
    text = files("itsm_compiler.documents").joinpath(FILE).read_text(encoding="utf-8")
    written: dict[str, list[str]] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return {name: Text(*pair) for name, pair in written.items()}
