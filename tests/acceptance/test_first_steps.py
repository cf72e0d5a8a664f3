"""Protects the first five minutes, and every start: the way from nothing to documents, and what is imported on it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.cli.running import DATE, SPECS, itsmc_apart

HEAVY = ("jinja2", "babel", "markdown_it", "networkx", "jsonschema", "referencing", "hypothesis", "pytest")


def test_from_an_empty_folder_to_documents(tmp_path):
    """`init`, `check`, `build`: three commands in an empty folder, each saying what comes next."""
    assert itsmc_apart("init", "library", cwd=tmp_path).code == 0
    checked = itsmc_apart("check", "library", "--date", DATE, cwd=tmp_path)
    assert (checked.code, checked.out) == (0, "")
    assert "Library IT: passed, no findings" in checked.err
    built = itsmc_apart("build", "library", "--output", "papers", "--date", DATE, cwd=tmp_path)
    assert (built.code, built.out) == (0, "")
    assert built.err.splitlines()[-1].endswith("to papers; open papers/index.html")
    listed = json.loads((tmp_path / "papers" / "manifest.json").read_text(encoding="utf-8"))
    names = {entry["path"] for entry in listed["files"]}
    assert {"index.html", "en/sla-library.html", "markdown/en/sla-library.md"} <= names
    assert sorted(path.name for path in tmp_path.iterdir()) == ["library", "papers"]


def imported(*arguments):
    """The modules that a command has imported when it ends."""
    program = (
        "import sys\n"
        "from itsm_compiler.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print('\\n'.join(sorted(sys.modules)), file=sys.stderr)\n"
    )
    command = [sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines())


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (("--version",), (*HEAVY, "yaml", "pydantic", "itsm_compiler.pipeline")),
        (("--help",), (*HEAVY, "yaml", "pydantic", "itsm_compiler.pipeline", "itsm_compiler.cli.check")),
        (("schema",), (*HEAVY, "yaml", "pydantic", "itsm_compiler.pipeline")),
        (("init",), (*HEAVY, "yaml", "pydantic", "itsm_compiler.pipeline")),
        (("check", SPECS / "small", "--date", DATE), (*HEAVY, "itsm_compiler.renderers", "itsm_compiler.documents.sla")),
        (("analyze", SPECS / "small", "--date", DATE), (*HEAVY, "itsm_compiler.renderers")),
        (("explain", "SLM014"), (*HEAVY, "itsm_compiler.pipeline", "itsm_compiler.renderers")),
    ],
    ids=lambda value: " ".join(map(str, value[:1])),
)  # fmt: skip
def test_a_command_imports_only_what_it_uses(arguments, unwanted):
    """A check on every save, a completion in a shell: nothing is loaded that another command needs."""
    assert imported(*arguments) & set(unwanted) == set()
