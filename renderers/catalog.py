"""Find the translation of a phrase in the catalogue of a language (`locales/<language>.po`).

The English text with its `{named}` places is the key. The reader takes the part of the PO format that our own catalogues
use; a test compares it with Babel's reader, which is five times slower and whose generality nothing here needs.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

ESCAPE = re.compile(r'\\(["\\nt])')
CHARACTERS = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}
KEYWORDS = frozenset({"msgid", "msgid_plural", "msgstr", "msgstr[0]"})

Entry = dict[str, list[str]]


def translation(language: str, text: str) -> str | None:
    """The phrase in `language`, None when nobody has translated it and the English text must do."""
    return _catalogue(language).get(text) or None


def read_catalogue(text: str) -> dict[str, str]:
    """Each msgid of a PO file with its translation; a plural entry stands under its singular.

    Raises:
        ValueError: for a line that is no part of our use of the format, with its number.
    """
    found: dict[str, str] = {}
    entry: Entry = {}
    keyword = ""
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.startswith('"') and keyword:
            entry[keyword].append(line)
        elif line.startswith("msg"):
            if line.startswith("msgid ") and "msgid" in entry:
                _close(entry, found)
                entry = {}
            keyword, _, quoted = line.partition(" ")
            if keyword not in KEYWORDS:
                raise ValueError(f"line {number}: `{keyword}` has no place in this catalogue")
            entry[keyword] = [quoted]
        elif not line:
            _close(entry, found)
            entry, keyword = {}, ""
        elif not line.startswith("#"):
            raise ValueError(f"line {number}: {line!r} is no line of a catalogue")
    return found


def _close(entry: Entry, found: dict[str, str]) -> None:
    key = _unquoted(entry.get("msgid", []))
    if key:
        found[key] = _unquoted(entry.get("msgstr") or entry.get("msgstr[0]") or [])


def _unquoted(lines: list[str]) -> str:
    return "".join(ESCAPE.sub(lambda match: CHARACTERS[match[1]], line[1:-1]) for line in lines)


@cache
def _catalogue(language: str) -> dict[str, str]:
    if not re.fullmatch(r"[a-z]{2,3}", language):
        return {}
    source = files("itsm_compiler.renderers").joinpath("locales", f"{language}.po")
    return read_catalogue(source.read_text("utf-8")) if source.is_file() else {}
