"""What the tests of the source room share: texts in, findings out as short lines."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest import mock

from itsm_compiler.source import events, load_texts
from itsm_compiler.source.faults import FAULTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.diagnostics import Finding
    from itsm_compiler.source import Source

ROOT = "language: itsm/v1\n"
NAMES = {rule.id: rule.name for rule in FAULTS}


def read(text: str | bytes, name: str = "x.yaml") -> tuple[Source, list[Finding]]:
    """A design of an empty root file and one file of `text`."""
    return load_texts({"itsm.yaml": ROOT, name: text})


def read_all(texts: Mapping[str, str | bytes]) -> tuple[Source, list[Finding]]:
    """A design of several files; the root file is added when missing."""
    return load_texts({"itsm.yaml": ROOT, **texts})


def short(findings: list[Finding]) -> list[str]:
    """Findings as `duplicate-key 2:1`; with the file's name when it is not x.yaml."""
    return [f"{NAMES[finding.rule]} {_place(finding)}" for finding in findings]


def _place(finding: Finding) -> str:
    span = finding.span
    assert span is not None
    return f"{'' if span.file == 'x.yaml' else span.file + ':'}{span.line}:{span.column}"


@contextmanager
def python_parser() -> Iterator[None]:
    """Read with PyYAML's own parser, as where libyaml is missing."""
    with mock.patch.object(events, "CParser", events.PythonParser):
        yield
