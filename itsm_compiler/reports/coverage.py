"""The register of success factors against the rules: by area, which rules answer each factor, and which have none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Text
from itsm_compiler.knowledge import areas, factors
from itsm_compiler.reports.chapters import chapter
from itsm_compiler.reports.json import as_text
from itsm_compiler.rules.docs import SEVERITIES
from itsm_compiler.rules.register import rules_by_factor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from itsm_compiler.diagnostics import Language
    from itsm_compiler.knowledge import Factor

TITLE = Text("Success factors and the rules that answer them", "成功因素与对应规则")
SUMMARY = Text(
    "{answered} of {every} success factors are answered by a rule",
    "{every} 个成功因素中，{answered} 个已有对应规则",
)
NONE = Text("no rule yet", "尚无规则")
ALIKE = Text("{rules} (as {other})", "{rules}（同 {other}）")
HEADINGS = (Text("factor", "因素"), Text("strength", "强度"), Text("profile", "级别"), Text("rules", "规则"))


@dataclass(frozen=True, slots=True)
class Answer:
    """A factor with the rules that answer it; `alike` is the factor it is the same as, when those are only its rules."""

    factor: Factor
    rules: tuple[str, ...]
    alike: str | None

    def told(self, language: Language) -> str:
        """The rules in words."""
        listed = ", ".join(self.rules)
        if not self.rules:
            return NONE[language]
        return ALIKE.format({"rules": listed, "other": self.alike})[language] if self.alike else listed


def answers() -> tuple[Answer, ...]:
    """Every factor of the register in its order, answered by its own rules, else by those of one it is the same as."""
    known = rules_by_factor()
    return tuple(_answer(factor, known) for factor in factors().values())


def as_table(language: Language) -> str:
    """The factors by area with their rules, and at the end how many are answered and which are not."""
    found = answers()
    lines: list[str] = []
    for area, group in _by_area(found):
        done = sum(bool(answer.rules) for answer in group)
        title = f"{area} {areas()[area][language]} · {done}/{len(group)}"
        lines += chapter(title, *(f"{answer.factor.id}  {answer.told(language)}" for answer in group))
    return "\n".join([*lines[1:], "", *_summary(found, language)]) + "\n"


def as_json(language: Language) -> str:
    """A JSON list of the factors in the order of the register; `rules` is empty where none answers."""
    return as_text(
        [
            {
                "id": answer.factor.id,
                "area": answer.factor.area,
                "text": answer.factor.text[language],
                "strength": answer.factor.strength,
                "profile": answer.factor.profile,
                "rules": list(answer.rules),
                "same_as": answer.alike,
            }
            for answer in answers()
        ]
    )


def as_page(language: Language) -> str:
    """A page of Markdown with a table for each area."""
    found = answers()
    lines = [f"# {TITLE[language]}", "", *_summary(found, language), ""]
    for area, group in _by_area(found):
        lines += [f"## {area} · {areas()[area][language]}", ""]
        lines += [_row([heading[language] for heading in HEADINGS]), _row(["---"] * len(HEADINGS))]
        for answer in group:
            factor = answer.factor
            strength = SEVERITIES[factor.strength][language]
            lines.append(
                _row(
                    [f"{factor.id} {factor.text[language]}", strength, factor.profile, answer.told(language)]
                )
            )
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _answer(factor: Factor, known: dict[str, tuple[str, ...]]) -> Answer:
    if known[factor.id]:
        return Answer(factor, known[factor.id], None)
    alike = next((other for other in factor.same_as if known[other]), None)
    return Answer(factor, known[alike] if alike else (), alike)


def _by_area(found: Sequence[Answer]) -> Iterator[tuple[str, list[Answer]]]:
    for area in areas():
        group = [answer for answer in found if answer.factor.area == area]
        if group:
            yield area, group


def _summary(found: Sequence[Answer], language: Language) -> Iterator[str]:
    unanswered = [answer.factor.id for answer in found if not answer.rules]
    values = {"answered": len(found) - len(unanswered), "every": len(found)}
    yield SUMMARY.format(values)[language]
    if unanswered:
        yield from chapter(NONE[language], ", ".join(unanswered))


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
