"""Ask for a missing field once: a gap that closes with another one joins it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.rules.rule import Problem, Rule

    Found = tuple[Rule, Problem]


def joined(found: Sequence[Found]) -> list[Found]:
    """The problems without those whose missing fields another one asks for too; that one then answers their factors."""
    asked = _asked(found)
    into = {
        place: _closing(place, found, asked) for place, (_, problem) in enumerate(found) if problem.missing
    }
    kept = list(found)
    for place, closing in into.items():
        if closing is None:
            continue
        target = closing
        while (further := into[target]) is not None:
            target = further
        rule, problem = kept[target]
        kept[target] = (_answering(rule, found[place][0]), problem)
    return [one for place, one in enumerate(kept) if into.get(place) is None]


def _asked(found: Sequence[Found]) -> dict[Path, set[int]]:
    """Which problems can only be mended by writing something at or below a path."""
    asked: dict[Path, set[int]] = {}
    for place, (_, problem) in enumerate(found):
        for ways in problem.missing:
            if len(ways) == 1:
                for length in range(len(problem.at) + 1, len(ways[0]) + 1):
                    asked.setdefault(ways[0][:length], set()).add(place)
    return asked


def _closing(place: int, found: Sequence[Found], asked: dict[Path, set[int]]) -> int | None:
    """The first problem that mends this one with itself; of two that mend each other, the later joins the earlier."""
    rule, problem = found[place]
    closing = set[int].intersection(
        *(set[int]().union(*(asked.get(way, ()) for way in ways)) for ways in problem.missing)
    )
    for other in sorted(closing - {place}):
        theirs, wider = found[other]
        if theirs.info.kind is not rule.info.kind or (rule.mandatory and not theirs.mandatory):
            continue
        mutual = all(any(place in asked.get(way, ()) for way in ways) for ways in wider.missing)
        if other < place or not mutual:
            return other
    return None


def _answering(rule: Rule, other: Rule) -> Rule:
    """A rule that speaks for another one too, with the weight of the heavier."""
    factors = tuple(dict.fromkeys((*rule.info.factors, *other.info.factors)))
    severity = min(rule.info.severity, other.info.severity, key=list(Severity).index)
    return replace(rule, info=replace(rule.info, factors=factors, severity=severity))
