"""Protects the reader of the site: in a real browser its pages show what they hold, ask nobody for anything, complain of nothing."""

from __future__ import annotations

import json
import re
import subprocess
from html.parser import HTMLParser

import pytest

from tests.acceptance.browser_tab import BROWSER, OPTIONS
from tests.cli.running import DATE, itsmc

BROWSERS_OWN = "not an origin"
"""What the browser asks for on its own account is logged under this initiator."""

pytestmark = pytest.mark.skipif(
    BROWSER is None, reason="no chromium on the PATH: apt-get install chromium opens the site's pages"
)


class Seen(HTMLParser):
    """The headings of a page as the browser has built it."""

    def __init__(self):
        super().__init__()
        self.headings, self.inside = [], None

    def handle_starttag(self, tag, attrs):
        if re.fullmatch("h[1-6]", tag):
            self.inside = tag
            self.headings.append("")

    def handle_endtag(self, tag):
        if tag == self.inside:
            self.inside = None

    def handle_data(self, data):
        if self.inside:
            self.headings[-1] += data


def opened(page, folder):
    """Open a page: its headings, the addresses it asked for, and what it wrote to the console."""
    log = folder / "net.json"
    command = [
        BROWSER,
        *OPTIONS,
        "--enable-logging=stderr",
        "--virtual-time-budget=2000",
        f"--user-data-dir={folder / 'profile'}",
        f"--log-net-log={log}",
        "--dump-dom",
    ]
    done = subprocess.run([*command, page.as_uri()], capture_output=True, text=True, check=True, timeout=120)
    seen = Seen()
    seen.feed(done.stdout)
    events = json.loads(log.read_text(encoding="utf-8"))["events"]
    asked = [
        event["params"]["url"]
        for event in events
        if "initiator" in (event.get("params") or {}) and event["params"]["initiator"] != BROWSERS_OWN
    ]
    console = re.findall(r"CONSOLE[^\]]*\] (.*)", done.stderr)
    return [heading.strip() for heading in seen.headings], asked, console


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "documents"
    assert itsmc("build", "specs/small", "-o", folder, "--date", DATE).code == 0
    return folder


@pytest.mark.parametrize(
    ("page", "headings"),
    [
        ("index.html", ("Office IT for Lark Legal", "For the customer")),
        ("en/index.html", ("Office IT for Lark Legal",)),
        ("en/sla-lark.html", ("Office IT",)),
        ("en/deployment-plan.html", ("Schedule",)),
    ],
)
def test_pages_open_from_a_folder(site, tmp_path, page, headings):
    """Whoever opens a page from a folder sees it whole; nothing is fetched, no script fails."""
    seen, asked, console = opened(site / page, tmp_path)
    for heading in headings:
        assert any(heading in one for one in seen), seen
    assert len(seen) >= 2
    assert asked == []
    assert console == []


def test_the_watch_itself_sees(tmp_path):
    """A page that does ask and complain is noticed, so that silence means something."""
    page = tmp_path / "probe.html"
    page.write_text(
        "<h1>Probe</h1><img src='http://127.0.0.1:9/x.png'><script>console.error('boo')</script>",
        encoding="utf-8",
    )
    headings, asked, console = opened(page, tmp_path)
    assert headings == ["Probe"]
    assert asked == ["http://127.0.0.1:9/x.png"]
    assert any("boo" in line for line in console)
