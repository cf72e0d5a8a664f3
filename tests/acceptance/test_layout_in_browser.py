"""Protects the look of the site where it once broke: on a phone, on a laptop, on A4 paper, and for the keyboard."""

from __future__ import annotations

import pytest

from tests.acceptance.browser_tab import BROWSER, Tab
from tests.cli.running import DATE, itsmc

PAGES = (
    "en/index", "zh/index", "en/service-catalogue", "en/sla-office", "zh/sla-clinical", "en/ola-service-desk",
    "en/contract-hardware", "en/deployment-plan", "zh/deployment-plan", "en/risk-register",
)  # fmt: skip
PAPER = 658
"""The text of an A4 page with the margins of the style, in CSS pixels."""

OUTSIDE = """
[...document.querySelectorAll("body *")]
  .filter(e => e.checkVisibility() && !e.closest(".hidden, .skip") && !e.parentElement.closest(FRAMES))
  .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(e => `${e.tagName} ${e.className} ${e.textContent.slice(0, 60)}`)
"""
STRIPS = """
[...document.querySelectorAll("article :is(td, th)")]
  .filter(e => e.checkVisibility() && e.clientHeight > 4 * e.clientWidth && e.textContent.length > 20)
  .map(e => e.textContent.slice(0, 60))
"""
"""Cells whose text runs down in a strip of a word or a character a line."""

UNREACHED = """
[...document.querySelectorAll(".table, .picture")]
  .filter(e => e.scrollWidth > e.clientWidth && !(e.tabIndex === 0 && e.getAttribute("aria-label")))
  .map(e => e.textContent.slice(0, 60))
"""

pytestmark = pytest.mark.skipif(
    BROWSER is None, reason="no chromium on the PATH: apt-get install chromium opens the site's pages"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "documents"
    assert itsmc("build", "specs/reference", "-o", folder, "--date", DATE).code == 0
    return folder


@pytest.fixture(scope="module")
def tab(tmp_path_factory):
    opened = Tab(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_pages_fit_every_screen(site, tab, width):
    """No page is wider than the screen; what is wider scrolls in a frame that the keyboard reaches; no cell is a strip."""
    outside = OUTSIDE.replace("FRAMES", '".table, .picture"')
    for page in PAGES:
        tab.open(site / f"{page}.html", width)
        assert tab.ask("document.documentElement.scrollWidth") <= width, page
        assert tab.ask(outside) == [], page
        assert tab.ask(UNREACHED) == [], page
        assert tab.ask(STRIPS) == [], page


def test_pages_fit_paper(site, tab):
    """Nothing is wider than the sheet: the browser would print the whole document smaller, or cut its last column."""
    for page in PAGES:
        tab.open(site / f"{page}.html", PAPER, media="print")
        assert tab.ask(OUTSIDE.replace("FRAMES", '"svg"')) == [], page
        assert tab.ask("getComputedStyle(document.querySelector('.menu')).display") == "none"


def test_small_print_can_be_read(site, tab):
    """No letter of a diagram on a laptop or on paper is smaller than 6 points."""
    smallest = """
    Math.min(...[...document.querySelectorAll("svg.drawing text")]
      .map(e => parseFloat(getComputedStyle(e).fontSize) * Math.hypot(e.getScreenCTM().a, e.getScreenCTM().b)))
    """
    for page in ("en/deployment-plan", "en/risk-register", "en/service-catalogue"):
        for width, media in ((1280, "screen"), (PAPER, "print")):
            tab.open(site / f"{page}.html", width, media)
            assert tab.ask(smallest) >= 8, (page, media)


def test_the_keyboard_gets_past_the_menu(site, tab):
    """The first stop of the tab key is a link to the content, which shows itself."""
    tab.open(site / "en/sla-office.html", 1280)
    tab.press("Tab")
    assert tab.ask("document.activeElement.className") == "skip"
    assert tab.ask("document.activeElement.getBoundingClientRect().top >= 0")
    assert tab.ask("getComputedStyle(document.activeElement).outlineStyle") == "solid"
