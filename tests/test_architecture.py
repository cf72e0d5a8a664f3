"""Protects the layout: imports only go down, no cycles, and the limits that keep modules readable."""

from __future__ import annotations

import ast
from pathlib import Path

import networkx
import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "itsm_compiler"

LAYERS = (
    ("cli", "__main__"),
    ("renderers",),
    ("reports",),
    ("pipeline",),
    ("documents",),
    ("rules",),
    ("analysis",),
    ("graph",),
    ("model",),
    ("source",),
    ("knowledge",),
    ("diagnostics", "wording", "terminal"),
)
"""From top to bottom; a room may import those below it, and the modules of its own."""

VIEW = f"{PACKAGE}.documents.view"
MODULE_LINES, FUNCTION_LINES, RULE_LINES = 400, 60, 90


def sources() -> dict[str, Path]:
    """Every module of the installed package by its name."""
    found = {}
    for folder, name in ((ROOT / PACKAGE, PACKAGE), (ROOT / "renderers", f"{PACKAGE}.renderers")):
        for path in sorted(folder.rglob("*.py")):
            parts = path.relative_to(folder).with_suffix("").parts
            found[".".join([name, *(part for part in parts if part != "__init__")])] = path
    return found


SOURCES = sources()


def imports(name: str, path: Path) -> set[str]:
    """The modules of the package that a module imports, wherever the statement stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.split(".")[0] == PACKAGE}
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == PACKAGE:
            found |= {
                full if (full := f"{node.module}.{alias.name}") in SOURCES else node.module
                for alias in node.names
            }
    return {module for module in found if module != name}


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def layer(module: str) -> int:
    for index, rooms in enumerate(LAYERS):
        if room(module) in rooms:
            return index
    return len(LAYERS)


@pytest.mark.parametrize("name", SOURCES)
def test_imports_only_go_down(name):
    """A room knows nothing of the rooms above it."""
    upward = {module for module in imports(name, SOURCES[name]) if layer(module) < layer(name)}
    assert not upward, f"{name} imports from above: {sorted(upward)}"


@pytest.mark.parametrize("name", [name for name in SOURCES if room(name) == "renderers"])
def test_renderers_know_only_views(name):
    """Renderers draw what a view says; the design, its analysis and its rules stay unknown to them."""
    known = {"renderers", "diagnostics", "wording", "terminal", ""}
    other = {
        module for module in imports(name, SOURCES[name]) if room(module) not in known and module != VIEW
    }
    assert not other, f"{name} knows of {sorted(other)}"


def test_no_import_cycles():
    """Each module can be understood after those it imports."""
    graph = networkx.DiGraph()
    for name, path in SOURCES.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        lazy = {id(node) for block in ast.walk(tree) if _is_deferred(block) for node in ast.walk(block)}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and id(node) not in lazy:
                for alias in node.names:
                    full = f"{node.module}.{alias.name}"
                    graph.add_edge(name, full if full in SOURCES else node.module)
    cycles = [sorted(part) for part in networkx.strongly_connected_components(graph) if len(part) > 1]
    assert not cycles


def _is_deferred(node: ast.AST) -> bool:
    typing_only = (
        isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    )
    return typing_only or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


@pytest.mark.parametrize("name", SOURCES)
def test_modules_and_functions_stay_short(name):
    """A module fits in the head, a function on a screen, a computed rule on one page."""
    text = SOURCES[name].read_text(encoding="utf-8")
    limit = RULE_LINES if ".rules.computed." in name else MODULE_LINES
    assert len(text.splitlines()) <= limit
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < FUNCTION_LINES, f"{name}.{node.name}"


SINGLE_HOMES = {
    "subprocess": ("cli.git",),
    "datetime.now": ("cli.options",),
    "date.today": (),
    "time.time": (),
    "os.environ": ("cli.options",),
}


@pytest.mark.parametrize(("word", "homes"), list(SINGLE_HOMES.items()))
def test_one_home_for_the_world_outside(word, homes):
    """Clock, environment and other programs are reached from one module each."""
    users = {name for name, path in SOURCES.items() if word in path.read_text(encoding="utf-8")}
    strangers = {
        name for name in users if not any(name.removeprefix(f"{PACKAGE}.").startswith(home) for home in homes)
    }
    assert not strangers
