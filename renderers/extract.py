"""Gather the phrases that need translating, compare them with a catalogue, and bring the catalogue up to date.

Phrases are the literals in `phrase("…")` of view modules and renderers, and in `_("…")` and `{% trans %}` of templates. Run in
a checkout, `python -m itsm_compiler.renderers.extract` lists what is missing, stale or torn; with `--write` it also adds the
missing ones, empty, and drops the stale.
"""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import dataclass, field
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from itsm_compiler.renderers.catalog import read_catalogue
from itsm_compiler.renderers.environment import one_form
from jinja2.ext import babel_extract

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PLACE = re.compile(r"\{(\w+)\}")
OPTIONS = {
    "trimmed": "true",
    "newstyle_gettext": "true",
    "silent": "false",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
}
HEADER = """# The wording of the documents in Chinese.
#
# Keep it up to date with `python -m itsm_compiler.renderers.extract --write`.
msgid ""
msgstr ""
"Language: zh\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""


class NotLiteral(Exception):  # noqa: N818 - says what the phrase is
    """A call of `phrase` whose text stands elsewhere, so that no catalogue can have it."""


@dataclass(frozen=True, slots=True)
class Message:
    """A phrase with the file where it is first used."""

    text: str
    plural: str | None
    file: str


@dataclass(slots=True)
class Comparison:
    """What a catalogue lacks, has too much, or translates with other places."""

    missing: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether catalogue and phrases agree."""
        return not (self.missing or self.stale or self.torn)


def messages() -> dict[str, Message]:
    """Every phrase of the installed package by its text, files in order of name.

    Raises:
        NotLiteral: for a phrase that is no literal.
    """
    found: dict[str, Message] = {}
    for package in ("documents", "renderers"):
        root = Path(str(files(f"itsm_compiler.{package}")))
        for path in sorted(root.rglob("*")):
            name = f"{package}/{path.relative_to(root).as_posix()}"
            if path.suffix == ".py":
                gathered = python_messages(path.read_text("utf-8"), name)
            elif path.name.endswith(".j2"):
                gathered = template_messages(path.read_text("utf-8"), name)
            else:
                continue
            for message in gathered:
                found.setdefault(message.text, message)
    return found


def python_messages(source: str, name: str) -> Iterator[Message]:
    """The phrases of a module."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if not isinstance(node.func, ast.Name) or node.func.id not in {"phrase", "Phrase"}:
            continue
        text = _literal(node.args[0]) if node.args else None
        if text is not None:
            plural = next((keyword.value for keyword in node.keywords if keyword.arg == "plural"), None)
            yield Message(text, _literal(plural), name)
        elif node.func.id == "phrase":
            raise NotLiteral(f"{name}:{node.lineno}: the text of a phrase must be a literal")


def template_messages(source: str, name: str) -> Iterator[Message]:
    """The phrases of a template."""
    for _, _, found, _ in babel_extract(BytesIO(source.encode()), ("_", "gettext", "ngettext"), (), OPTIONS):
        forms = [found] if isinstance(found, str) else [form for form in found or () if form]
        if forms:
            yield Message(one_form(forms[0]), one_form(forms[1]) if len(forms) > 1 else None, name)


def compare(used: Mapping[str, Message], translations: Mapping[str, str]) -> Comparison:
    """Compare phrases with translations: each must be there, with the same places, and nothing beside."""
    comparison = Comparison(stale=[text for text in translations if text not in used])
    for text, message in used.items():
        translation = translations.get(text)
        if not translation:
            comparison.missing.append(text)
        elif set(PLACE.findall(translation)) - {"count", "amount"} != set(
            PLACE.findall(message.plural or text)
        ) - {"count", "amount"}:
            comparison.torn.append(text)
    return comparison


def written(used: Mapping[str, Message], translations: Mapping[str, str]) -> str:
    """A catalogue of exactly the phrases that are used, grouped by file."""
    parts = [HEADER]
    group = ""
    for message in used.values():
        if message.file != group:
            group = message.file
            parts.append(f"#\n# {group}\n")
        translation = _quoted(translations.get(message.text, ""))
        if message.plural:
            parts.append(
                f"msgid {_quoted(message.text)}\nmsgid_plural {_quoted(message.plural)}\nmsgstr[0] {translation}\n"
            )
        else:
            parts.append(f"msgid {_quoted(message.text)}\nmsgstr {translation}\n")
    return "\n".join(parts)


def main(arguments: list[str]) -> int:
    """Report on the Chinese catalogue and, with `--write`, bring it up to date; 1 when it does not agree."""
    path = Path(str(files("itsm_compiler.renderers").joinpath("locales", "zh.po")))
    used = messages()
    translations = read_catalogue(path.read_text("utf-8"))
    comparison = compare(used, translations)
    for kind in ("missing", "stale", "torn"):
        for text in getattr(comparison, kind):
            sys.stdout.write(f"{kind}: {text}\n")
    if "--write" in arguments:
        path.write_text(written(used, translations), "utf-8")
    return 0 if comparison.is_clean else 1


def _literal(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    lines = escaped.split("\n")
    if len(lines) == 1:
        return f'"{escaped}"'
    return "\n".join(['""', *(f'"{line}\\n"' for line in lines[:-1]), f'"{lines[-1]}"'])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
