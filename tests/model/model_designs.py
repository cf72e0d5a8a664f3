"""Small designs for the tests of this room: a head, a body, and the place of a fault marked in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.model.shape import shape
from itsm_compiler.source import load_texts

if TYPE_CHECKING:
    from itsm_compiler.diagnostics import Finding
    from itsm_compiler.model.design import Design

HEAD = "language: itsm/v1\ndesign: {title: Test}\n"


def read(body: str, *, head: str = HEAD, **files: str) -> tuple[Design, list[Finding]]:
    """The design of a head and a body, and what shape has to say; further files by name."""
    texts = {"itsm.yaml": head + body, **{f"{name}.yaml": text for name, text in files.items()}}
    source, _ = load_texts(texts)
    return shape(source)


def design(body: str, *, head: str = HEAD, **files: str) -> Design:
    """A design of which shape has nothing to say."""
    found, findings = read(body, head=head, **files)
    assert findings == [], [finding.message.en for finding in findings]
    return found


def marked(text: str) -> tuple[str, tuple[int, int, int, int]]:
    """A text without its one pair of `«` and `»`, and the span that they mark."""
    before, _, rest = text.partition("«")
    inside, _, after = rest.partition("»")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    end_line = line + inside.count("\n")
    end_column = column + len(inside) if end_line == line else len(inside) - inside.rfind("\n")
    return before + inside + after, (line, column, end_line, end_column)


def place(finding: Finding) -> tuple[int, int, int, int]:
    """The lines and columns of a finding."""
    span = finding.span
    assert span is not None
    return span.line, span.column, span.end_line, span.end_column
