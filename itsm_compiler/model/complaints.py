"""The findings about one design as they come up, each at its exact place and no more than anybody reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING, Any, Literal

from itsm_compiler.diagnostics import Edit, Finding, Severity, Span, Text
from itsm_compiler.model.design import written
from itsm_compiler.model.faults import FAULTS_BY_NAME
from itsm_compiler.model.links import GLOBAL_INSIDE
from itsm_compiler.model.references import ID_LENGTH, ONE_THING_SECTIONS
from itsm_compiler.model.repairs import repaired
from itsm_compiler.source.faults import show

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from itsm_compiler.diagnostics import Path, Related
    from itsm_compiler.source import Source

MOST_FINDINGS = 1_000
MOST_SUGGESTIONS = 100
"""Beyond so many a design is wrong as a whole, and looking for near names would only cost time."""

LIKE, SURELY = 0.6, 0.8
"""How alike a word must be to be suggested, and to be put in the other's place."""

At = Literal["key", "value"]


@dataclass(frozen=True, slots=True)
class Advice:
    """What a finding says besides its sentence.

    `of` tells whether it is about the key or the value at its path, `remedy` what to do where the rule's own help is
    not enough, `fix` the text that would be right at its place, `related` other places that explain it.
    """

    of: At = "value"
    remedy: Text | None = None
    fix: str | None = None
    related: tuple[Related, ...] = ()


PLAIN = Advice()
AT_KEY = Advice(of="key")


@dataclass(slots=True)
class Complaints:
    """The findings of one design.

    `misnamed` are keys that cannot be ids: a reference to one is wrong for the same reason and not reported again.
    """

    source: Source
    findings: list[Finding] = field(default_factory=list)
    misnamed: set[str] = field(default_factory=set)
    suggestions: int = 0
    _lines: dict[str, Sequence[str]] = field(default_factory=dict)

    def add(self, name: str, path: Path, values: Mapping[str, Any], advice: Advice = PLAIN) -> None:
        """Add a finding of the rule called `name` about what stands at `path`."""
        if len(self.findings) > MOST_FINDINGS:
            return
        if len(self.findings) == MOST_FINDINGS:
            name, path, values, advice = "more-faults", (), {"most": str(MOST_FINDINGS)}, PLAIN
        rule = FAULTS_BY_NAME[name]
        place = written(self.source.sections, path)
        span = self.span(place, of=advice.of) if path else None
        if span is not None and any(_overlap(span, spoiled) for spoiled in self.source.spoiled):
            return  # a consequence of what is reported there already
        shown = {key: show(value) if isinstance(value, str) else value for key, value in values.items()}
        self.findings.append(
            Finding(
                rule=rule.id,
                severity=rule.severity,
                message=rule.message.format(shown),
                span=span,
                entity=entity_of(place),
                related=advice.related,
                help=advice.remedy or rule.help.format(shown),
                path=place,
                fix=(Edit(span, advice.fix),) if advice.fix is not None and span is not None else (),
                fails=rule.severity is Severity.ERROR,
            )
        )

    def add_malformed_id(self, path: Path, key: str) -> str | None:
        """A key cannot be the id of what stands under it; `path` leads to it, or to the list that it stands in.

        Gives the id that was probably meant.
        """
        meant = repaired("id", key)
        rule = Text(
            "use small letters, digits and single hyphens, at most 64 characters",
            "请用小写字母、数字和单个连字符，最多 64 个字符",
        )
        remedy = Text(f"write `{meant}`; {rule.en}", f"请写 `{meant}`；{rule.zh}") if meant else rule
        self.misnamed.add(key)
        of: At = "key" if path[-1] == key else "value"
        self.add("malformed-id", path, {"value": key}, Advice(of=of, remedy=remedy))
        return meant

    def add_not_a_map(self, path: Path, field: str, value: Any) -> None:
        """Something stands at `path` where a map is needed."""
        word = show(self.as_written(path, value))
        shown = Text("a list", "列表") if isinstance(value, list) else Text(f"`{word}`", f" `{word}`")
        self.add("not-a-map", path, {"field": field, "value": shown})

    @property
    def may_suggest(self) -> bool:
        """Whether near names are still looked for."""
        return self.suggestions < MOST_SUGGESTIONS

    def near(self, word: str, known: Iterable[str], *, cutoff: float = LIKE) -> list[str]:
        """The known words most like `word`, the nearest first; none once too many were asked for."""
        if not self.may_suggest or len(word) > ID_LENGTH:
            return []
        self.suggestions += 1
        plain = {_plain(name): name for name in known}
        return [plain[name] for name in get_close_matches(_plain(word), plain, n=3, cutoff=cutoff)]

    def as_written(self, path: Path, value: Any, *, of: At = "value") -> str:
        """A value as it stands in the file; a text without its quotes."""
        return value if isinstance(value, str) else self.text_at(path, of=of) or str(value)

    def text_at(self, path: Path, *, of: At = "value") -> str:
        """What is written at a place, quotes and all; nothing when it is more than a line."""
        span = self.span(path, of=of)
        if span is None or span.line != span.end_line:
            return ""
        lines = self._lines.get(span.file)
        if lines is None:
            lines = self._lines[span.file] = self.source.lines(span.file)
        return lines[span.line - 1][span.column - 1 : span.end_column - 1] if span.line <= len(lines) else ""

    def held(self, path: Path) -> Mapping[str, Any]:
        """The map at a path that is written; an empty one where no map stands."""
        node: Any = self.source.sections
        for step in path:
            try:
                node = node[step]
            except (KeyError, IndexError, TypeError):
                return {}
        return node if isinstance(node, dict) else {}

    def span(self, path: Path, *, of: At = "value") -> Span | None:
        """Where something is written; what is missing as a whole, at the top of the root file."""
        span = self.source.locate(written(self.source.sections, path), of=of)
        if span is None and self.source.files:
            return Span(min(self.source.files, key=lambda file: (file.count("/"), file)), 1, 1, 1, 1)
        return span


def entity_of(path: Path) -> str | None:
    """The id of the entity to which a place belongs: in the deployment its task, milestone, deliverable or release."""
    if not path:
        return None
    if len(path) > 2 and path[1] in GLOBAL_INSIDE.get(str(path[0]), ()):
        return str(path[2])
    if path[0] in ONE_THING_SECTIONS or len(path) == 1:
        return str(path[0])
    return path[1] if isinstance(path[1], str) else None


def _overlap(span: Span, spoiled: Span) -> bool:
    """Whether two places share a character; what goes over several lines has more to it than one of them."""
    return (
        (span.file, span.line, span.end_line) == (spoiled.file, spoiled.line, spoiled.line)
        and span.column < spoiled.end_column
        and spoiled.column < span.end_column
    )


def sure(word: str, near: list[str]) -> str | None:
    """The nearest word, when it is so near that it can be put in the place of `word`."""
    if not near or SequenceMatcher(None, _plain(near[0]), _plain(word)).ratio() < SURELY:
        return None
    return near[0]


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")
