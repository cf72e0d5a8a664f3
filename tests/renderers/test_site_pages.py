"""Protects the site: every link leads somewhere its reader may go, nothing is fetched, and spec text opens no tag."""

from __future__ import annotations

import hashlib
import itertools
import os
import pickle
import re
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from html.parser import HTMLParser
from multiprocessing import get_context
from pathlib import Path, PurePosixPath

import pytest
from itsm_compiler.renderers.environment import TemplateFault
from itsm_compiler.renderers.render import render_site
from itsm_compiler.renderers.site import MOST_IN_MENU, plan

from itsm_compiler.documents.view import Definitions, Items, Link, Section, phrase
from itsm_compiler.model.prose import Prose
from tests.renderers import sample

ROOT = Path(__file__).resolve().parent.parent.parent
SECRET = Prose.plain(
    "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> [x](javascript:alert(1)) http://evil.example \u202e {{ 7*7 }} \x02v0\x03"
)


class Page(HTMLParser):
    """The tags with their attributes, links, ids and text of a page."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.links, self.ids, self.words, self.open = [], [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self.links += [given[name] for name in ("href", "src") if name in given]
        if "id" in given:
            self.ids.append(given["id"])
        if tag not in {"meta", "link", "br", "input", "img", "hr"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, tuple(name for name, _ in attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def pages(site):
    return {path: Page(content.decode()) for path, content in site.items() if path.endswith(".html")}


def test_layout_of_the_output(site):
    """Where everything lies is part of the contract."""
    names = {"service-catalogue", "sla-lark", "ola-desk", "deployment-plan", "risk-register"}
    expected = {"index.html", "assets/style.css", "assets/script.js"}
    for language in ("en", "zh"):
        expected |= {f"{language}/{name}.html" for name in (*names, "index")}
        expected |= {f"markdown/{language}/{name}.md" for name in (*names, "README")}
    assert set(site) == expected


def test_every_link_leads_somewhere(pages, site):
    """Each address is a file of the site, each fragment an anchor of its page."""
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path
        assert not page.open
        for link in page.links:
            address, _, fragment = link.partition("#")
            target = os.path.normpath(PurePosixPath(path).parent / address) if address else path
            assert target in site, f"{path}: {link}"
            if fragment:
                assert fragment in pages[target].ids, f"{path}: {link}"


def test_markdown_links_lead_to_files(site):
    """So do the links between Markdown files."""
    for path, content in site.items():
        if path.endswith(".md"):
            for target in re.findall(r"(?<!\\)\]\(([^)]*)\)", content.decode()):
                assert f"{PurePosixPath(path).parent}/{target}" in site


def test_nothing_is_fetched(site):
    """No page, style or script names an address outside, and the policy forbids it."""
    for path, content in site.items():
        text = content.decode().replace("http://www.w3.org/2000/svg", "")
        if path.startswith("markdown/"):
            continue
        assert not re.search(
            r"https?:|//[a-z]|@import|url\(|fetch\(|XMLHttp|WebSocket|eval\(", text, re.IGNORECASE
        ), path
        if path.endswith(".html"):
            assert (
                "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'"
                in text
            )
            assert not re.search(r"<style|<script(?! src=)| on[a-z]+=| style=", text)


def test_pages_say_their_language_and_their_twin(pages, site):
    """A reader, or a reading machine, knows the language and finds the other."""
    assert (
        '<html lang="zh-CN" data-foot="SLA-LARK-01 · 版本1.2 · 评审中 · 2026年11月20日">'
        in site["zh/sla-lark.html"].decode()
    )
    assert "../zh/sla-lark.html" in pages["en/sla-lark.html"].links
    assert "../en/sla-lark.html" in pages["zh/sla-lark.html"].links
    assert {"en/index.html", "zh/index.html"} <= set(pages["index.html"].links)


def test_the_first_page_asks_only_where_there_is_a_choice(site):
    """A site in one language opens at its list of documents; one in two lets the reader choose."""
    assert "refresh" not in site["index.html"].decode()
    alone = dict(render_site([sample.ola()], replace(sample.SETTINGS, languages=("en",))))
    assert '<meta http-equiv="refresh" content="0; url=en/index.html">' in alone["index.html"].decode()


def test_a_page_can_be_walked_by_keyboard_and_ear(site):
    """One heading of the first level, a way past the menu, named regions, tables with captions and scopes."""
    for path, content in site.items():
        text = content.decode()
        if path.endswith(".html") and path != "index.html":
            assert text.count("<h1") == 1
            assert 'class="skip" href="#_content"' in text
            assert text.count("<table") == text.count("<caption")
            assert not re.search(r"<th(?! scope=)[ >]", text)
            assert not re.search(r"<nav(?![^>]*aria-label)", text)
            levels = [
                int(level)
                for level in re.findall(r"<h([1-6])", text.split("<article>")[1].split("</article>")[0])
            ]
            assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def palettes():
    """The colours of each block of variables in the style: light, dark by system, dark by choice, print."""
    style = (ROOT / "renderers" / "site" / "style.css").read_text("utf-8")
    found = [
        dict(re.findall(r"(--[a-z-]+): (#[0-9a-f]{6});", block))
        for block in re.findall(r"\{([^{}]*--paper:[^{}]*)\}", style)
    ]
    assert len(found) == 4
    return dict(zip(("light", "dark by system", "dark by choice", "print"), found, strict=True))


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colours, one, other):
    first, second = luminance(colours[f"--{one}"]), luminance(colours[f"--{other}"])
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


@pytest.mark.parametrize("name", ["light", "dark by system", "dark by choice", "print"])
def test_colours_can_be_read(name):
    """WCAG 1.4.3: text stands out from its ground by 4.5 to 1 in every theme."""
    colours = palettes()[name]
    pairs = [
        ("ink", "paper"),
        ("ink", "ground"),
        ("soft", "paper"),
        ("soft", "ground"),
        ("soft", "tint"),
        ("accent", "paper"),
        ("accent", "accent-tint"),
        ("ink", "accent-tint"),
    ]
    pairs += [(tone, f"{tone}-tint") for tone in ("good", "warning", "bad", "extreme", "violet", "teal")]
    pairs += [("ink", f"{tone}-tint") for tone in ("good", "warning", "bad", "extreme")]
    notes = ("accent", "good", "warning", "violet", "teal")
    pairs += [("soft", f"{tone}-tint") for tone in notes]
    for text, ground in pairs:
        assert contrast(colours, text, ground) >= 4.5, (text, ground)


@pytest.mark.parametrize("name", ["light", "dark by system", "dark by choice", "print"])
def test_lines_of_diagrams_can_be_seen(name):
    """WCAG 1.4.11: arrows, bars and the edges of boxes stand out by 3 to 1 in every theme."""
    colours = palettes()[name]
    for line in ("stroke", "accent", "bad", "violet", "teal", "warning", "good"):
        assert contrast(colours, line, "paper") >= 3, line
    assert contrast(colours, "stroke", "tint") >= 3


def test_dark_is_dark_however_it_is_chosen():
    """By the system or by the button: the same colours, and all that the light theme has."""
    found = palettes()
    assert found["dark by system"] == found["dark by choice"]
    assert set(found["light"]) == set(found["dark by choice"]) == set(found["print"])


def test_drafts_are_stamped(site):
    """A document of a design that fails its check says so on every page, in both languages."""
    assert 'data-draft="DRAFT"' in site["en/deployment-plan.html"].decode()
    assert 'data-draft="草案"' in site["zh/deployment-plan.html"].decode()
    assert "data-draft" not in site["en/sla-lark.html"].decode()


def test_customers_are_led_only_to_their_own(wording):
    """A customer's page names no internal document and no other customer's, in its menu or its links."""
    mine = sample.sla()
    other = replace(
        mine,
        slug="sla-finch",
        about="finch-sla",
        title=Prose.plain("SLA with Finch"),
        control=sample.control("SLA-FINCH", customer=Prose.plain("Finch")),
    )
    items = Items(
        (
            Link("desk", Prose.plain("the desk")),
            Link("finch-sla", Prose.plain("their agreement")),
            Link("lark-sla", Prose.plain("this")),
        )
    )
    mine = replace(mine, scope=Section((items,)))
    inside = replace(sample.ola(), priorities=Section((items,)))
    files = dict(render_site([mine, other, inside], sample.SETTINGS))
    page = files["en/sla-lark.html"].decode()
    assert "Finch" not in page
    assert "ola-desk" not in page
    assert "<li>the desk</li><li>their agreement</li><li>this</li>" in page
    assert "finch" not in files["markdown/en/sla-lark.md"].decode().lower()
    assert (
        '<li>the desk</li><li><a href="sla-finch.html">their agreement</a></li><li><a href="sla-lark.html">this</a></li>'
        in files["en/ola-desk.html"].decode()
    )


def hostile(text):
    """The sample with a text in every place that spec text can reach."""
    words = Prose.plain(text)
    facts = Section(
        (Definitions(((words, words), (Link("mail", words), words))), Items((words, Link("mail", words)))),
        (phrase("{first} to {last}", first=words, last=words),),
    )
    sla = replace(
        sample.sla(),
        title=words,
        scope=facts,
        control=sample.control(text, customer=words, owner=words, version=text),
    )
    flow = sample.needs()
    flow = replace(
        flow,
        nodes=tuple(replace(node, label=words, note=words if node.note else None) for node in flow.nodes),
        edges=tuple(replace(edge, label=words if edge.label else None) for edge in flow.edges),
    )
    gantt = replace(sample.gantt(), bars=tuple(replace(bar, label=words) for bar in sample.gantt().bars))
    risks = replace(
        sample.risk_map(),
        points=tuple(replace(point, label=words, number=text) for point in sample.risk_map().points),
    )
    return [replace(sla, diagrams=Section((flow, gantt, risks))), replace(sample.catalogue(), title=words)]


def test_spec_text_opens_no_tag(wording):
    """With hostile text everywhere the pages have the very tags and attributes that they have with a harmless one."""
    settings = replace(sample.SETTINGS, title=SECRET)
    harmless = dict(render_site(hostile("x" * 200), settings))
    evil = dict(render_site(hostile(SECRET["en"]), settings))
    assert set(harmless) == set(evil)
    for path, content in evil.items():
        if path.endswith(".html"):
            wicked, kind = Page(content.decode()), Page(harmless[path].decode())
            skip = {"text", "title", "tspan"}  # a label may take more lines in a picture
            assert [tag for tag in wicked.tags if tag[0] not in skip] == [
                tag for tag in kind.tags if tag[0] not in skip
            ]
            assert not any("evil" in link or link.startswith("javascript") for link in wicked.links)
        assert b"\x02" not in content
        assert "\u202e" not in content.decode()


def test_a_menu_stays_short():
    """With many documents of a kind the menu leads to the list instead, and each page still stands in it."""
    views = [replace(sample.ola(), slug=f"ola-{place}", about=None) for place in range(MOST_IN_MENU + 8)]
    files = dict(render_site(views, replace(sample.SETTINGS, languages=("en",))))
    page = Page(files["en/ola-7.html"].decode())
    assert page.links.count("index.html#_k-ola") == 2
    assert [link for link in page.links if link.startswith("ola-")] == ["ola-7.html"]
    assert (
        len([link for link in Page(files["en/index.html"].decode()).links if link.startswith("ola-")])
        == MOST_IN_MENU + 8
    )


def test_files_are_kept_apart():
    """Slugs that differ in case alone, or are names of ours, get files of their own."""
    views = [replace(sample.ola(), slug=slug) for slug in ("a", "A", "index", "README", "con")]
    assert [entry.stem for entry in plan(views, sample.SETTINGS).entries] == [
        "a",
        "a-2",
        "index-2",
        "readme-2",
        "con-",
    ]


def test_languages_of_a_view(wording):
    """A document that is written in one language only has pages in that alone."""
    views = [sample.ola(), replace(sample.sla(), languages=("en",))]
    files = dict(render_site(views, sample.SETTINGS))
    assert "en/sla-lark.html" in files
    assert "zh/sla-lark.html" not in files
    assert "sla-lark" not in files["zh/index.html"].decode()


@pytest.mark.parametrize(
    ("formats", "some", "none"),
    [
        (("md",), "markdown/en/sla-lark.md", "en/sla-lark.html"),
        (("html",), "en/sla-lark.html", "markdown/en/README.md"),
    ],
)
def test_formats(wording, formats, some, none):
    """Only the formats that are asked for are written."""
    files = dict(render_site([sample.sla()], replace(sample.SETTINGS, formats=formats)))
    assert some in files
    assert none not in files


def test_workers_write_the_same(site, wording):
    """Chunks rendered elsewhere come back in order and byte for byte the same."""
    with ThreadPoolExecutor(2) as executor:
        assert list(render_site(sample.views(), sample.SETTINGS, executor)) == list(site.items())


def test_a_fault_comes_back_from_a_worker():
    """What is wrong in a template is told by another process as by this one."""
    fault = pickle.loads(pickle.dumps(TemplateFault("sla.md.j2", 3, "no such name")))
    assert str(fault) == "sla.md.j2:3: no such name"
    assert (fault.template, fault.line) == ("sla.md.j2", 3)


def test_other_processes_write_the_same():
    """Views, settings and site go to a worker process and pages come back."""
    views = [replace(sample.ola(), slug=f"ola-{place}") for place in range(70)]
    settings = replace(sample.SETTINGS, languages=("en",))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        assert list(render_site(views, settings, executor)) == list(render_site(views, settings))


SCRIPT = """
import hashlib, os, sys
os.umask(int(sys.argv[1], 8))
from tests.renderers import sample
from itsm_compiler.renderers import catalog
from itsm_compiler.renderers.environment import TemplateFault
from itsm_compiler.renderers.render import render_site
catalog._catalogue("zh").update(catalog.read_catalogue(sample.WORDS.read_text("utf-8")))
digest = hashlib.sha256()
for path, content in render_site(sample.views(), sample.SETTINGS):
    digest.update(path.encode() + content)
print(digest.hexdigest())
"""


@pytest.mark.parametrize(
    ("seed", "zone", "locale", "umask"), [("0", "UTC", "C", "022"), ("1", "Asia/Shanghai", "C.UTF-8", "077"), ("2", "America/Lima", "de_DE.UTF-8", "000")]
)  # fmt: skip
def test_same_bytes_everywhere(site, tmp_path, seed, zone, locale, umask):
    """Hash seed, time zone, locale, umask and working folder change nothing."""
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "TZ": zone,
        "LC_ALL": locale,
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, umask],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    digest = hashlib.sha256()
    for path, content in site.items():
        digest.update(path.encode() + content)
    assert done.stdout.strip() == digest.hexdigest()
