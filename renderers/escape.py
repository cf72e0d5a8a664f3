"""Make text inert: one escaper for each place that a document's text is written to.

Spec text comes from strangers. Whatever it holds, a reader of the Markdown, the HTML page or the picture sees that text and
nothing else happens. Characters that show nothing, or turn the direction of what follows, are shown by their number first.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""Controls, directions, invisible fillers and spaces of no width, tags, lone surrogates; joiners inside words stay."""

LINKED = re.compile(
    r"(?i:(?:https?|ftp|smb|irc|rdar|mailto|xmpp)(?=:)|www(?=\.))[A-Za-z0-9:/._~?#@!$&'()*+,;=%-]+"
    r"|(?<![A-Za-z0-9._+@-])[A-Za-z0-9._+-]*@[A-Za-z0-9._+@-]*[A-Za-z0-9]"
)
"""What forges and viewers turn into links by themselves, whatever is escaped in it: addresses, mail, mentions."""

ANYWHERE = re.compile(
    r"[\\`*\[\]{|~$]|(?<![^\W_])_|_(?![^\W_])|<|&(?=#|[A-Za-z][A-Za-z0-9]*;)|[#!^@](?=\w)|(?<!\d)%(?=\w)|(?<=\{)[%#]|(?<=[%#{}])\}"
)
"""Characters that mean something inside a line of Markdown, of a forge's references or of a site generator's templates."""

AT_START = re.compile(r"[-+=](?=\s|$|[-+=])|#(?=\W|$)|>|:(?=-)")
CLOSING = re.compile(r"(?<=\s)#+$")
NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
LISTED = re.compile(r"^(\d+[.)]|[-+*#>]+) ")
EDGE = re.compile(r"^\s|\s$")

STATEMENT = re.compile(
    r"(?i:click|href|call|section|title|dateFormat|axisFormat|tickInterval|excludes|includes|todayMarker|weekday|weekend"
    r"|inclusiveEndDates|topAxis|accTitle|accDescr|gantt|end)\b"
)
"""Words that begin a statement of Mermaid where a label stands without quotes."""

RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
"""Names that Windows keeps for devices, with any ending."""


CACHED = 16384
"""Texts whose escaped form is kept: headings, units, states and names come back on every page."""


def visible(text: str) -> str:
    """The text with hidden characters shown by their number, and every kind of line break as the one of Unix."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return HIDDEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


@lru_cache(maxsize=CACHED)
def markdown(text: str) -> str:
    """For a paragraph, list item or quotation: a line break inside is a hard one, one at the end is dropped."""
    return "\\\n".join(_markdown_line(line) for line in visible(text).rstrip("\n").split("\n"))


@lru_cache(maxsize=CACHED)
def markdown_cell(text: str) -> str:
    """For a cell of a pipe table, whose line breaks GitHub takes as `<br>`."""
    return "<br>".join(_markdown_line(line) for line in visible(text).rstrip("\n").split("\n"))


@lru_cache(maxsize=CACHED)
def markdown_line(text: str) -> str:
    """For a heading, which is one line: a line break is a space."""
    return CLOSING.sub(r"\\\g<0>", _markdown_line(" ".join(visible(text).split("\n"))))


def html_text(text: str) -> str:
    """For the text of an HTML element."""
    text = visible(text)
    return html.escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text


def html_attribute(text: str) -> str:
    """For a quoted HTML attribute."""
    return html.escape(visible(text)).replace("\n", "&#10;")


svg_text = html_text
svg_attribute = html_attribute
"""An SVG inside a page is read by the HTML parser, one in a file by an XML parser: both take these escapes."""


def mermaid(text: str) -> str:
    """For a label of a Mermaid diagram: everything but letters, digits, spaces and harmless signs by its number.

    A label that begins like a list gets a no-break space, as Mermaid reads labels as Markdown; one that begins like a
    statement gets its first letter by number too.
    """
    words = LISTED.sub("\\1\u00a0", " ".join(visible(text).split()) or "—")
    first = 1 if STATEMENT.match(words) else 0
    return "".join(
        char if place >= first and (char.isalnum() or char in " \u00a0.,/-") else f"#{ord(char)};"
        for place, char in enumerate(words)
    )


def file_name(text: str) -> str:
    """The stem of a file's name: lower-case ASCII letters, digits and `-`, nothing a system reserves.

    What is lost is not made up for: whoever needs names apart looks after that (`unique`).
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].rstrip("-") or "x"
    return f"{name}-" if name in RESERVED else name


def fragment(entity: str) -> str:
    """The anchor of an entity in its page. Anchors of a page's own begin with `_`, which no entity's does."""
    return re.sub(r"[^A-Za-z0-9.-]", "-", entity.replace("/", "."))


def unique(name: str, taken: set[str]) -> str:
    """The name, with a number behind when it is taken; marks the result as taken."""
    found, count = name, 1
    while found in taken:
        count += 1
        found = f"{name}-{count}"
    taken.add(found)
    return found


def _markdown_line(line: str) -> str:
    parts: list[str] = []
    end = 0
    for match in LINKED.finditer(line):
        address = match[0].rstrip("._-,;:!?'()*~&")
        parts += [
            _inline(line[end : match.start()]),
            f"`{address}`" if "@" in address or ":" in address or "." in address else _inline(address),
        ]
        end = match.start() + len(address)
    escaped = "".join(parts) + _inline(line[end:])
    escaped = NUMBERED.sub(r"\1\\\2", escaped, count=1) if NUMBERED.match(escaped) else escaped
    if AT_START.match(escaped):
        escaped = "\\" + escaped
    return EDGE.sub(lambda match: f"&#{ord(match[0])};", escaped)


def _inline(text: str) -> str:
    return ANYWHERE.sub(lambda match: "&lt;" if match[0] == "<" else "\\" + match[0], text)
