"""Protects the reader of the docs: every command line shown runs and prints what is shown, every snippet is valid.

A `console` block holds commands behind `$ ` and what they print; a line `…` stands for any lines, `…` inside a line for
any text. `(exit N)` at the end of a command's comment gives its exit code. A `yaml` block that begins with `language:` is a
whole design, one that begins with `version:` a rule pack, every other one a part of a design.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from itsm_compiler.model.shape import shape
from itsm_compiler.rules.organisation import loaded
from itsm_compiler.rules.trial import trials
from itsm_compiler.source import load_texts

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)#\s]+)(?:#[^)]*)?\)")
HEREDOC = re.compile(r"<< ?'(\w+)'")
EXIT = re.compile(r"\s+# .*\(exit (\d)\)$|\s+# .*$")


def blocks(page, kind):
    """Each fenced block of a kind on a page, in order, with the line at which it begins."""
    text = page.read_text(encoding="utf-8")
    for match in BLOCK.finditer(text):
        if match[2] == kind:
            line = text.count("\n", 0, match.start()) + 1
            yield line, re.sub(f"^{match[1]}", "", match[3], flags=re.MULTILINE)


def pages(kind):
    """The pages that hold a block of a kind."""
    return [pytest.param(page, id=str(page.relative_to(ROOT))) for page in PAGES if any(blocks(page, kind))]


def steps(block):
    """The commands of a console block, each with its exit code and the output shown; a here-document is the command's."""
    command, shown, code, until = None, [], 0, None
    for line in block.splitlines():
        if until is not None:
            command += f"\n{line}"
            until = None if line == until else until
        elif line.startswith("$ "):
            if command:
                yield command, code, shown
            document = HEREDOC.search(line)
            until = document[1] if document else None
            comment = EXIT.search(line)
            code = int(comment[1] or 0) if comment else 0
            command, shown = (line[2 : comment.start()] if comment else line[2:]), []
        else:
            shown.append(line)
    if command:
        yield command, code, shown


def pattern(shown):
    """A pattern for the output shown, in which `…` stands for anything."""
    lines = [".*" if line == "…" else re.escape(line.rstrip()).replace("…", "[^\n]*") for line in shown]
    return "\n".join(lines) + r"\s*"


@pytest.fixture
def workplace(tmp_path):
    """A folder with the example designs and the project's own program on the path."""
    shutil.copytree(ROOT / "specs", tmp_path / "specs", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "docs" / "packs", tmp_path / "docs" / "packs")
    for name in ("Makefile", "pyproject.toml", "setup.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    keep = {
        name: value
        for name, value in os.environ.items()
        if name in ("LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR")
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return tmp_path, {
        **keep,
        "PATH": path,
        "HOME": str(tmp_path),
        "SOURCE_DATE_EPOCH": "1795219200",
        "NO_COLOR": "1",
    }


@pytest.mark.parametrize("page", pages("console"))
def test_commands_do_what_is_shown(page, workplace):
    """Whoever types what a page shows, from top to bottom, gets what the page shows."""
    folder, environment = workplace
    for line, block in blocks(page, "console"):
        for command, code, shown in steps(block):
            if command.startswith("git clone "):
                continue
            run = command.replace("make ", "make --dry-run ", 1) if command.startswith("make ") else command
            done = subprocess.run(
                run, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False
            )
            output = "\n".join(text.rstrip() for text in (done.stdout + done.stderr).splitlines())
            assert done.returncode == code, f"line {line}: {command}\n{output}"
            if shown and not command.startswith("make"):
                assert re.fullmatch(pattern(shown), output, re.DOTALL), f"line {line}: {command}\n{output}"


@pytest.mark.parametrize("page", pages("yaml"))
def test_snippets_are_valid(page, tmp_path):
    """What a page tells a planner to write has the right shape; the rules it shows do what their examples show."""
    for line, block in blocks(page, "yaml"):
        if block.startswith("version:"):
            (tmp_path / "pack.yaml").write_text(block, encoding="utf-8")
            assert all(trial.passed for trial in trials(loaded(tmp_path))), f"line {line}"
            continue
        text = block if re.search("^language:", block, re.MULTILINE) else f"language: itsm/v1\n{block}"
        text += "" if re.search("^design:", text, re.MULTILINE) else "design: {title: A design}\n"
        source, faults = load_texts({"itsm.yaml": text})
        _, shape_faults = shape(source)
        serious = [finding for finding in faults + shape_faults if not finding.rule.startswith("REF")]
        assert not serious, [f"line {line}: {finding.rule} {finding.message.en}" for finding in serious]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    """No link between the pages is broken."""
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_index_lists_every_page_of_the_analysis():
    """Whoever starts at the index of the analysis finds every arithmetic."""
    folder = ROOT / "docs" / "analysis"
    listed = set(LINK.findall((folder / "README.md").read_text(encoding="utf-8")))
    assert {page.name for page in folder.glob("*.md")} - {"README.md"} <= listed
