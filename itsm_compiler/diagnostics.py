"""What the compiler says about a design: texts in both languages, spans, findings and their order."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")

Path = tuple[str | int, ...]
"""The place of a value in the merged design: section, id, field, …, list index."""


class Severity(StrEnum):
    """How strongly a finding counts; the order of the members is the order of weight."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Kind(StrEnum):
    """What a rule guards, which decides from which `design.status` on its findings fail a check.

    `shape`, `reference` and `contradiction` fail in every status: what is written must be right, however little is
    written. `gap` is something missing: it fails from `review` on when its strength is error. `weakness` is a piece
    that is there and could be better.
    """

    SHAPE = "shape"
    REFERENCE = "reference"
    CONTRADICTION = "contradiction"
    GAP = "gap"
    WEAKNESS = "weakness"


class Profile(StrEnum):
    """How much a design is asked for, from a one-page design to the whole register of success factors."""

    ESSENTIAL = "essential"
    STANDARD = "standard"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in English and Chinese, with `{named}` places in `str.format` style."""

    en: str
    zh: str

    def __getitem__(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    def format(self, values: Mapping[str, Any]) -> Text:
        """Fill the places of both sentences; a value that is itself a `Text` is taken in the sentence's language."""
        return Text(*(self[language].format_map(_Places(values, language)) for language in LANGUAGES))


class _Places(dict[str, Any]):
    """The values of a sentence's places in one language."""

    def __init__(self, values: Mapping[str, Any], language: Language) -> None:
        super().__init__(
            (key, value[language] if isinstance(value, Text) else value) for key, value in values.items()
        )


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file: 1-based lines and columns in code points, the end column exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that explains a finding, with what is to be seen there."""

    message: Text
    span: Span | None


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text of `span` by `text`; a fix is a tuple of edits that do not overlap."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What is known of a rule without running it.

    `id` is the stable code (`SLM014`), `name` the readable slug, `severity` the strength at full demand, `profile` the
    smallest profile that asks for it, `factors` the success factors it answers.
    """

    id: str
    name: str
    kind: Kind
    severity: Severity
    message: Text
    help: Text
    why: Text
    profile: Profile = Profile.ESSENTIAL
    factors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect of a design, at the line where it is mended."""

    rule: str
    severity: Severity
    message: Text
    span: Span | None
    entity: str | None = None
    label: Text | None = None
    related: tuple[Related, ...] = ()
    help: Text | None = None
    factors: tuple[str, ...] = ()
    path: Path = ()
    fix: tuple[Edit, ...] = ()
    fails: bool = field(default=True, compare=False)

    @property
    def fingerprint(self) -> str:
        """A hash that survives moved lines: rule, file, place in the design and the English sentence."""
        place = "/".join(str(step) for step in self.path) or (self.span.file if self.span else "")
        return hashlib.sha256(f"{self.rule}\0{place}\0{self.message.en}".encode()).hexdigest()[:16]

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """File, line, column, rule, message: the order of every report."""
        span = self.span
        where = (span.file, span.line, span.column) if span else ("", 0, 0)
        return (*where, self.rule, self.message.en)


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Sort findings and drop repetitions of the same defect at the same place."""
    unique: dict[tuple[Any, ...], Finding] = {}
    for finding in findings:
        unique.setdefault(finding.sort_key, finding)
    return tuple(unique[key] for key in sorted(unique))
