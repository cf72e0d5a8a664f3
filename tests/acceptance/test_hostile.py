"""Protects whoever checks the design of a stranger: no input crashes the program, hangs it or speaks through it."""

from __future__ import annotations

import re
import shutil

import pytest

from tests.cli.running import DATE, SPECS, itsmc

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
COMMAND = re.compile(r"^\s*(::[A-Za-z]|##\[)", re.MULTILINE)
NAMES = {
    "terminal": r'"\e[2J\e]0;owned\a\x9b31m"',
    "direction": r'"a\u202eb\u2066c\u200b\ufeff\u2028"',
    "log-command": '"::error file=x::owned"',
    "script": '"<script>alert(1)</script><img src=x onerror=alert(1)>"',
    "link": '"[x](javascript:alert(1)) ![y](http://evil.example/a.png)"',
    "template": '"{{ 7 * 7 }} {% raw %} ${x}"',
    "table": '"a | b\\nc --- \\n# heading"',
    "mermaid": '"x\\"] --> y; click n0 call alert()"',
    "surrogate": r'"\ud83d\ude00 \ud800"',
    "long": f'"{"wide " * 4000}"',
    "chinese": "服务：目录（一）",
}
FILES = {
    "open-brackets": b"services: " + b"[" * 1_000_000,
    "open-braces": b"services: " + b"{a: " * 200_000,
    "deep": b"".join(b" " * depth + b"a:\n" for depth in range(2_000)),
    "nul": b"services: {a\x00b: {}}\n",
    "not-utf-8": "services: {a: {name: 服务}}\n".encode("gb18030"),
    "utf-16": "services: {}\n".encode("utf-16"),
    "empty": b"",
    "two-documents": b"services: {}\n---\nservices: {}\n",
    "scalar": b"just words\n",
    "list": b"- services\n",
    "tag": b'services: !!python/object/apply:os.system ["touch owned"]\n',
    "anchors": b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
    "merge": b"services: {<<: {a: {}}}\n",
    "duplicate": b"services: {a: {}, a: {}}\n",
    "tabs": b"services:\n\ta: {}\n",
    "numbers": b"components: {x: {kind: server, quantity: 99999999999999999999999, availability: 1e999%, mtbf: 0h, mttr: 0h}}\n",
    "more-numbers": b"components: {x: {kind: server, mtbf: 1e-400h, mttr: 999999999999999999y, quantity: -1, need: 1000000}}\n",
    "dates": b"slas: {x: {customer: lark-legal, services: all, valid: {from: 0001-01-01, to: 9999-12-31}, hours: always}}\n",
    "cycle": b"components: {x: {depends_on: y}, y: {depends_on: x}, z: {depends_on: z}}\n",
    "task-cycle": b"deployment: {tasks: {x: {needs: y, duration: 1wd}, y: {needs: x, duration: 1wd}}}\n",
    "wrong-everywhere": b"services: 7\ncomponents: [a]\nslas: text\nroles: null\ndeployment: [1, 2]\nkpis: true\n",
    "ids": b'services: {"../../etc/passwd": {}, CON: {}, "\\e[31m": {}, a--b: {}}\n',
    "formula": b"kpis: {x: {formula: '__import__(\"os\").system(\"ls\")', unit: '%'}, y: {formula: 'a**b**c**9999999', unit: '%'}}\n",
    "imports": b"imports: [/etc, ../../.., .]\n",
    "carriage": b"services:\r\n  a:\r    name: x\r\n",
}  # fmt: skip


def harmless(*arguments):
    """Run the program; whatever it says, it ends by its contract and sends nothing but text."""
    outcome = itsmc(*arguments)
    told = outcome.out + outcome.err
    assert outcome.code in (0, 1, 2), told[-2000:]
    assert "internal error" not in told
    assert "Traceback" not in told
    assert not CONTROL.search(told), repr(CONTROL.search(told))
    assert not COMMAND.search(told)
    return outcome


def both(design, out):
    """Check it, and compile it into documents all the same."""
    for form in ("human", "json"):
        harmless("check", design, "--date", DATE, "--format", form)
    harmless("build", design, "-o", out, "--date", DATE, "--draft")
    harmless("analyze", design, "--date", DATE)


@pytest.fixture
def design(tmp_path):
    (tmp_path / "design").mkdir()
    shutil.copy(SPECS / "small" / "itsm.yaml", tmp_path / "design")
    return tmp_path / "design"


@pytest.mark.parametrize("name", FILES)
def test_hostile_files(design, tmp_path, name):
    """A file of a stranger beside a sound design ends in findings with their places."""
    (design / "stranger.yaml").write_bytes(FILES[name])
    both(design, tmp_path / "out")
    assert not (tmp_path / "owned").exists()


@pytest.mark.parametrize("name", NAMES)
def test_hostile_words(design, tmp_path, name):
    """Words of a stranger are words in a terminal, a log, a page and a picture."""
    file = design / "itsm.yaml"
    text = file.read_text(encoding="utf-8")
    for place in (
        "name: Office IT",
        "title: Office IT for Lark Legal",
        "means: nobody works",
        "name: Lark Legal",
    ):
        text = text.replace(place, f"{place.partition(':')[0]}: {NAMES[name]}")
    file.write_text(text, encoding="utf-8")
    both(design, tmp_path / "out")
    for form in ("mermaid", "svg", "dot", "graphml", "json"):
        harmless("graph", "--design", design, "--format", form)
    harmless("explain", "lark-sla", "--design", design, "--date", DATE)
    for page in (tmp_path / "out").rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert "<script>alert" not in html
        assert "<img" not in html
        assert 'href="javascript:' not in html


def test_a_folder_of_odd_things(design):
    """Links that lead out, links to nowhere, folders named like files: each is named, none is followed."""
    (design / "passwords.yaml").symlink_to("/etc/passwd")
    (design / "nowhere.yaml").symlink_to("missing")
    (design / "folder.yaml").mkdir()
    (design / "\x1b[31mred.yaml").write_text("services: {", encoding="utf-8")
    outcome = harmless("check", design, "--date", DATE)
    assert outcome.code == 1
    assert "root:" not in outcome.out
