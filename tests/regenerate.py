"""Write anew what is generated and committed: `python -m tests.regenerate schemas|docs|golden`.

Each generated file is a function from nothing to text in `SCHEMAS` (which holds the compiled rule packs too) or `DOCS`;
tests compare the same functions with what is committed. Golden files are written by the tests that own them, run with
`ITSMC_GOLDEN=write`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itsm_compiler.rules.docs import page, page_names

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent


def _design_schema() -> dict[str, Any]:
    from itsm_compiler.model.schema import schema

    return schema()


def _pack_schema() -> dict[str, Any]:
    from itsm_compiler.rules.pack import pack_schema

    return pack_schema()


def _check_schema() -> dict[str, Any]:
    from itsm_compiler.reports.json import CheckOutput
    from tests.output_schema import output_schema

    return output_schema(CheckOutput, "itsmc check --format json")


def _analyze_schema() -> dict[str, Any]:
    from itsm_compiler.reports.analyze_output import AnalyzeOutput
    from tests.output_schema import output_schema

    return output_schema(AnalyzeOutput, "itsmc analyze --format json")


def _impact_schema() -> dict[str, Any]:
    from itsm_compiler.reports.impact import ImpactOutput
    from tests.output_schema import output_schema

    return output_schema(ImpactOutput, "itsmc impact --format json")


def _what_if_schema() -> dict[str, Any]:
    from itsm_compiler.reports.comparison import WhatIfOutput
    from tests.output_schema import output_schema

    return output_schema(WhatIfOutput, "itsmc analyze --set --format json")


def _graph_schema() -> dict[str, Any]:
    from itsm_compiler.reports.graphs import GraphOutput
    from tests.output_schema import output_schema

    return output_schema(GraphOutput, "itsmc graph --format json")


def _packs() -> str:
    from itsm_compiler.rules.catalogue import compile_packs

    return compile_packs()


def _language_page() -> str:
    from itsm_compiler.model.language_page import language_page

    return language_page()


def _as_json(make: Callable[[], dict[str, Any]]) -> Callable[[], str]:
    return lambda: json.dumps(make(), ensure_ascii=False, indent=2) + "\n"


SCHEMAS: dict[str, Callable[[], str]] = {
    "schemas/itsm-v1.schema.json": _as_json(_design_schema),
    "schemas/rule-pack-v1.schema.json": _as_json(_pack_schema),
    "schemas/check-v1.schema.json": _as_json(_check_schema),
    "schemas/analyze-v1.schema.json": _as_json(_analyze_schema),
    "schemas/what-if-v1.schema.json": _as_json(_what_if_schema),
    "schemas/impact-v1.schema.json": _as_json(_impact_schema),
    "schemas/graph-v1.schema.json": _as_json(_graph_schema),
    "itsm_compiler/rules/packs.json": _packs,
}
DOCS: dict[str, Callable[[], str]] = {
    "docs/language.md": _language_page,
    **{name: partial(page, *what) for name, what in page_names().items()},
}


def main(what: str) -> int:
    """Write the files of one sort."""
    if what == "golden":
        command = [sys.executable, "-m", "pytest", "-m", "golden", "tests"]
        return subprocess.run(
            command, cwd=ROOT, env={**os.environ, "ITSMC_GOLDEN": "write"}, check=False
        ).returncode
    for name, make in {"schemas": SCHEMAS, "docs": DOCS}[what].items():
        (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / name).write_text(make(), encoding="utf-8")
        print(f"wrote {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
