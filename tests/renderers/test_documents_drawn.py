"""Protects what a block looks like in Markdown and in HTML, by golden files and by small cases."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from itsm_compiler.renderers.frame import Composition
from itsm_compiler.renderers.html import HtmlWriter
from itsm_compiler.renderers.markdown import MarkdownWriter
from itsm_compiler.renderers.values import speaker

from itsm_compiler.documents.view import (
    Absence,
    Column,
    Definitions,
    Gap,
    Items,
    Link,
    Listing,
    Phrase,
    Signatory,
    Signatures,
    Table,
    Tag,
    phrase,
)
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import Duration, Money, Share

GOLDEN = Path(__file__).parent / "golden"
EVIL = Prose.plain("a | <b>\n# c")
MAIL = Link("mail", Prose.plain("Mail [1]"))


def resolve(target):
    """Only mail has a page."""
    return "catalogue.md" if target == "mail" else None


def markdown(*blocks):
    return MarkdownWriter(speaker("en"), resolve).write(Composition(blocks, {}))


def html(*blocks, anchors=()):
    return HtmlWriter(speaker("en"), resolve, anchors).write(Composition(blocks, {}))


TABLE = Table(
    phrase("Fees"),
    (Column(phrase("Service")), Column(phrase("Share"), figures=True), Column(phrase("State"))),
    (
        (MAIL, Share.read("99.9%"), Tag(Phrase("good | bad"), "bad")),
        (EVIL, None, Listing((MAIL, "x"), lines=True)),
    ),
)

CASES = [
    (
        TABLE,
        ("**Fees**\n\n| Service | Share | State |\n| --- | ---: | --- |\n"
        "| [Mail \\[1\\]](catalogue.md) | 99.9 % | good \\| bad |\n| a \\| &lt;b><br>\\# c | — | [Mail \\[1\\]](catalogue.md)<br>x |\n"),
        ('<div class="table"><table><caption>Fees</caption><thead><tr><th scope="col">Service</th><th scope="col" class="figure">Share</th>'
        '<th scope="col">State</th></tr></thead>\n<tbody><tr><th scope="row"><a href="catalogue.md">Mail [1]</a></th><td class="figure short">99.9\xa0%</td>'
        '<td><span class="tag bad">good | bad</span></td></tr><tr><th scope="row">a | &lt;b&gt;<br># c</th><td class="figure">—</td>'
        '<td><ul class="lines"><li><a href="catalogue.md">Mail [1]</a></li><li>x</li></ul></td></tr></tbody></table></div>\n'),
    ),
    (
        Definitions(((phrase("Services"), Listing((MAIL, Link("none", EVIL)))), (EVIL, EVIL))),
        "- **Services:** [Mail \\[1\\]](catalogue.md) and a | &lt;b>\\\n  \\# c\n- **a \\| &lt;b>\\\n\\# c:** a \\| &lt;b>\\\n  \\# c\n".replace("and a |", "and a \\|"),
        ('<dl class="facts"><div><dt>Services</dt><dd><a href="catalogue.md">Mail [1]</a> and a | &lt;b&gt;\n# c</dd></div>'
        "<div><dt>a | &lt;b&gt;<br># c</dt><dd>a | &lt;b&gt;<br># c</dd></div></dl>\n"),
    ),
    (
        Items((MAIL, "1. x"), ordered=True),
        "1. [Mail \\[1\\]](catalogue.md)\n2. 1\\. x\n",
        '<ol><li><a href="catalogue.md">Mail [1]</a></li><li>1. x</li></ol>\n',
    ),
    (
        Gap(phrase("No owner is named."), "SVC`001"),
        "> **Gap:** No owner is named. `SVC001`\n",
        '<div class="note gap" role="note"><strong>Gap</strong> No owner is named. <code>SVC`001</code></div>\n',
    ),
    (
        Absence(phrase("Telephones"), EVIL),
        "> **Left out on purpose:** Telephones\\\n> reason: a \\| &lt;b>\\\n> \\# c\n",
        '<div class="note absence" role="note"><strong>Left out on purpose</strong> Telephones <span class="reason">reason: a | &lt;b&gt;<br># c</span></div>\n',
    ),
    (
        Signatures((Signatory(Prose.plain("Pine"), "Mr. Cerny", None),)),
        "**Signatures**\n\n| Party | Name | Post | Signature | Date |\n| --- | --- | --- | --- | --- |\n| Pine | Mr. Cerny | — |  |  |\n",
        ('<div class="signatures"><div class="signatory"><p class="party">Pine</p><p class="name">Mr. Cerny</p><p class="line"><span>Signature</span></p>'
        '<p class="line"><span>Date</span> </p></div></div>\n'),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("block", "as_markdown", "as_html"), CASES, ids=[type(case[0]).__name__ for case in CASES]
)
def test_blocks(block, as_markdown, as_html):
    """Every kind of block, with hostile text, in both formats."""
    assert markdown(block) == as_markdown
    assert html(block) == as_html


def test_lists_stay_apart():
    """Two lists one after the other do not run together in Markdown."""
    facts = Definitions(((phrase("Code"), "1"),))
    one = Items(("x\ny",), ordered=True)
    assert (
        markdown(facts, Items(("a", "b")), Items(("c",)), facts)
        == "- **Code:** 1\n\n* a\n* b\n\n- c\n\n* **Code:** 1\n"
    )
    assert markdown(one, one, one) == "1. x\\\n  y\n\n1) x\\\n  y\n\n1. x\\\n  y\n"


def test_a_row_that_describes_an_entity_is_where_its_links_lead():
    """The first row with its link takes the anchor, and its name needs no link to itself."""
    table = Table(phrase("Fees"), (Column(phrase("Service")),), ((MAIL,), (MAIL,)))
    written = html(table, anchors=["mail", "other"])
    assert written.count('id="mail"') == 1
    assert (
        '<tr id="mail"><th scope="row">Mail [1]</th></tr><tr><th scope="row"><a href="catalogue.md">'
        in written
    )


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("APP-01", '<td class="code">APP-01</td>'),
        (date(2027, 9, 30), '<td class="short">30 September 2027</td>'),
        (Duration.read("24sh"), "<td>24 hours of service time</td>"),
        (Money.read("32016000 CNY"), '<td class="short">CNY\xa032,016,000</td>'),
        ("at most a word or two", "<td>at most a word or two</td>"),
        ("a sentence that would run down in a strip", '<td class="long">a sentence that would run down in a strip</td>'),
        ("一句在窄列里会变成竖排的较长的说明文字应当写得开", '<td class="long">一句在窄列里会变成竖排的较长的说明文字应当写得开</td>'),
        (Listing(("one short line", "and another one", "and a third one"), lines=True), '<td><ul class="lines"><li>one short line</li><li>and another one</li><li>and a third one</li></ul></td>'),
    ],
)  # fmt: skip
def test_a_cell_is_as_wide_as_its_kind_wants(value, cell):
    """Codes, dates and amounts stay on one line, prose gets room, and lines of one cell are told apart."""
    table = Table(phrase("Fees"), (Column(phrase("Service")),), ((value,),), head_column=False)
    assert cell in html(table)


def test_a_text_in_another_language_says_so():
    """WCAG 3.1.2: parts in another language are marked."""
    assert html(Items((Prose({"zh": "邮件"}),))) == '<ul><li><span lang="zh">邮件</span></li></ul>\n'


@pytest.mark.golden
@pytest.mark.parametrize(
    "path", ["markdown/en/sla-lark.md", "markdown/zh/sla-lark.md", "markdown/en/risk-register.md", "markdown/en/deployment-plan.md", "en/sla-lark.html", "zh/risk-register.html"]
)  # fmt: skip
def test_golden_documents(site, path):
    """Whole documents of the sample, read by a person when they change."""
    golden = GOLDEN / path.replace("/", "-")
    if os.environ.get("ITSMC_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(site[path])
    assert site[path].decode() == golden.read_text("utf-8")
