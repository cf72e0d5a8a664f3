"""Protects readers and forges from spec text: whatever it holds, it is shown as it is and does nothing."""

from __future__ import annotations

import ast
import html
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from itsm_compiler.renderers import escape
from markdown_it import MarkdownIt

ROOM = Path(__file__).resolve().parent.parent.parent / "renderers"
READER = MarkdownIt("js-default").enable("table")

PAYLOADS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- comment -->", "</td></tr></table>", "<svg/onload=alert(1)>",
    "[click](javascript:alert(1))", "![x](http://evil.example/x.png)", "[x]: http://evil.example", "[^1]: note", "[ ] task",
    "http://evil.example/a?b=c&d=e", "https://evil.example", "www.evil.example", "HTTP://EVIL.EXAMPLE", "ftp://evil.example/x",
    "mailto:a@b.example", "a@b.example", "@everyone", "@org/team", "#123", "!45", "GH-1", "%7", "&9",
    "a | b", "|---|---|", "a\n| --- |\n| b |", "`code`", "``` \nfence", "~~~\nfence", "~~gone~~", "*a* **b** _c_ __d__", "a_b_c a__b",
    "# heading", "###### six", "heading\n===", "heading\n---", "- item", "+ item", "* item", "1. item", "1) item", "123456789. x",
    "> quote", ">no space", "    code", "\tcode", "  two", "two  \nbreak", "back\\slash", "end\\", "\\", "&lt;b&gt;", "&#60;b&#62;", "&amp;amp;", "&copy",
    "$x^2$", "$$x$$", "{{ site.secret }}", "{% include x %}", "{: .class}", "{#id}", "{{< shortcode >}}", "}}", "%}",
    ":tada:", "***", "---", "___", "===", "- - -", "--", "=", "+", "-", "#", ">", "1.", ":--", "::: note", "\n\n\n", "a\n\nb", "\na", "a\n", " a ", "\u00a0a\u3000",
    "⟨U+0000⟩", "中文，`代码`", "（1. 一）", "1．全角", "a\u0301_b_", "\U0001f600_x_", "=cmd|' /C calc'!A0",
]  # fmt: skip

HIDDEN = {
    "\x00": "0000", "\x07": "0007", "\x1b": "001B", "\x7f": "007F", "\x85": "0085", "\u200b": "200B", "\u200e": "200E", "\u202e": "202E", "\u2066": "2066",
    "\u2028": "2028", "\u2029": "2029", "\ufeff": "FEFF", "\u00ad": "00AD", "\U000e0041": "E0041", "\ud800": "D800", "\uffff": "FFFF", "\x0b": "000B", "\x0c": "000C",
}  # fmt: skip

MARKED = "#>-+=*_`~|<>[](){}!&;:.\\@$%^1 2a\n\thttpw/"
SPEC_TEXT = st.text(
    st.one_of(st.sampled_from(MARKED), st.characters(exclude_categories=())), max_size=40
) | st.lists(st.sampled_from(PAYLOADS), max_size=3).map(" ".join)


def shown(tokens):
    """The text that tokens of one paragraph show; anything but text, code and line breaks is named."""
    parts = []
    for token in tokens:
        if token.children is not None:
            parts.append(shown(token.children))
        elif token.type in {"text", "text_special", "code_inline"}:
            parts.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif token.type not in {"paragraph_open", "paragraph_close"}:
            parts.append(f"<<{token.type}>>")
    return "".join(parts)


def seen(text):
    """What a reader must see of a text."""
    return escape.visible(text).rstrip("\n")


@settings(max_examples=200, deadline=None)
@given(SPEC_TEXT)
def test_markdown_gives_the_text_back(text):
    """A paragraph, a list item, a quotation, a cell and a heading each show the very text."""
    assert shown(READER.parse(escape.markdown(text))) == seen(text)
    item = READER.parse(f"- **a:** {escape.markdown(text)}")
    assert [token.type for token in item if token.type.endswith("_open")].count("list_item_open") == 1
    assert shown(token for token in item if token.type == "inline").startswith(
        "<<strong_open>>a:<<strong_close>>"
    )

    row = READER.parse(f"| a | b |\n| --- | --- |\n| x | {escape.markdown_cell(text)} |\n")
    cells = [token for token in row if token.type == "inline"]
    assert len(cells) == 4
    assert shown(cells[3:]).replace("<br>", "\n") == seen(text).replace("<br>", "\n")

    heading = READER.parse(f"## {escape.markdown_line(text)}")
    assert [token.type for token in heading][0::2] == ["heading_open", "heading_close"]
    assert shown(heading[1:2]) == " ".join(escape.visible(text).split("\n"))


@pytest.mark.parametrize("text", PAYLOADS)
def test_payloads_are_inert_in_markdown(text):
    """The table of known tricks, each shown as it is written."""
    assert shown(READER.parse(escape.markdown(text))) == seen(text)
    written = escape.markdown(text)
    assert "<" not in written
    assert "{{" not in written
    assert "{%" not in written


@pytest.mark.parametrize(
    "text",
    [
        "see https://a.example/x_y*z.",
        "mail a.b+c@d.example now",
        "(www.a.example)",
        "hi @someone!",
        "xmpp:a@b.example/x",
    ],
)
def test_addresses_stand_in_code(text):
    """Viewers link addresses and mentions whatever is escaped in them, except in code."""
    tokens = READER.parseInline(escape.markdown(text))[0].children
    (code,) = [token.content for token in tokens if token.type == "code_inline"]
    assert any(mark in code for mark in ("@", "://", "www."))
    assert not any(
        mark in token.content for token in tokens if token.type == "text" for mark in ("@", "://", "www.")
    )


@pytest.mark.parametrize(("char", "number"), HIDDEN.items())
def test_hidden_characters_are_shown(char, number):
    """What shows nothing, or turns what follows, is shown by its number in every sink."""
    for form in (
        escape.markdown,
        escape.markdown_cell,
        escape.markdown_line,
        escape.html_text,
        escape.html_attribute,
        escape.svg_text,
    ):
        assert f"⟨U+{number}⟩" in html.unescape(form(f"a{char}b"))
        form(f"a{char}b").encode()
    assert char not in escape.mermaid(f"a{char}b")


def test_harmless_text_stays_readable():
    """A planner reads the Markdown too: ordinary text carries no escapes."""
    for text in (
        "Mail & files (99.9 %), 24x7.",
        "mail_server_2",
        "1 June 2027",
        "a - b",
        "C# and F#",
        "50% + 2 = x",
        "price: 12,000/mo",
        "“quoted” – dash",
    ):
        assert escape.markdown(text) == text


class Tags(HTMLParser):
    """The tags of a page and the text between them."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.text = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))

    def handle_comment(self, data):
        self.tags.append(("!--", data))

    def handle_data(self, data):
        self.text.append(data)


@settings(deadline=None)
@given(SPEC_TEXT)
@example('" onload="x')
@example("' onload='x")
@example("]]>")
def test_html_and_svg_give_the_text_back(text):
    """As text, as an attribute and in a picture, nothing is opened or closed."""
    page = Tags()
    page.feed(f'<p title="{escape.html_attribute(text)}">{escape.html_text(text)}</p>')
    page.close()
    assert page.tags == [("p", [("title", escape.visible(text))])]
    assert "".join(page.text) == escape.visible(text)
    picture = ET.fromstring(f'<svg a="{escape.svg_attribute(text)}">{escape.svg_text(text)}</svg>')
    assert picture.text or not text
    assert (picture.text or "") == escape.visible(text)


@given(SPEC_TEXT)
def test_mermaid_labels_hold_no_signs(text):
    """A label is letters, digits, a few signs and character numbers: nothing that Mermaid reads."""
    label = escape.mermaid(text)
    assert label
    assert all(char.isalnum() or char in " \u00a0.,/-#;" for char in label)
    assert "\n" not in label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Mail, files", "Mail, files"),
        ('say "x"', "say #34;x#34;"),
        ("1. one", "1.\u00a0one"),
        ("- one", "-\u00a0one"),
        ("click here", "#99;lick here"),
        ("sectional", "sectional"),
        ("中文：一", "中文#65306;一"),
        ("", "#8212;"),
    ],
)
def test_mermaid_labels(text, label):
    """Statements, lists and quotes were each tried on Mermaid 11, which showed the text."""
    assert escape.mermaid(text) == label


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("sla-acme", "sla-acme"), ("SLA Acme", "sla-acme"), ("../../etc/passwd", "etc-passwd"), ("con", "con-"), ("NUL", "nul-"), ("", "x"), ("...", "x"),
        ("Zürich", "zurich"), ("邮件", "x"), ("a/b\\c:d*e", "a-b-c-d-e"), ("a" * 300, "a" * 80), ("-x-", "x"), (".hidden", "hidden"), ("com1", "com1-"),
    ],
)  # fmt: skip
def test_file_names(text, name):
    """No traversal, no reserved names, nothing that differs in case or Unicode form alone."""
    assert escape.file_name(text) == name


def test_names_are_kept_apart():
    """Two documents never share a file, whatever their slugs."""
    taken = {"index"}
    assert [escape.unique(escape.file_name(name), taken) for name in ("Index", "index", "a", "A", "a-2", "á")] == [
        "index-2", "index-3", "a", "a-2", "a-2-2", "a-3",
    ]  # fmt: skip


@given(st.text())
def test_anchors_hold_nothing_but_names(text):
    """An anchor stands in an attribute and in addresses."""
    assert all(char.isascii() and (char.isalnum() or char in ".-") for char in escape.fragment(text))


def test_long_text_takes_linear_time():
    """A megabyte of one sign is escaped as fast as any other: no pattern goes back and forth over it."""
    for sign in ("a", "@", "a@", "http:", "#", "<", " ", "\n", "1.", "_", "`", "www."):
        text = sign * (300_000 // len(sign))
        assert len(escape.markdown(text)) >= len(text.rstrip("\n"))
        assert escape.mermaid(text)


def test_escapers_have_one_home():
    """Only `escape` turns text into markup: no other module takes the tools for it."""
    tools = {"html", "xml", "markupsafe.escape", "saxutils", "urllib.parse"}
    for path in sorted(ROOM.rglob("*.py")):
        if path.name == "escape.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            assert not tools & set(names), f"{path.name} imports {tools & set(names)}"
