"""The figures of two designs against each other: only what moves, as tables for people and as JSON for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from itsm_compiler.analysis.export import export
from itsm_compiler.diagnostics import Text
from itsm_compiler.reports.field_words import compared_words, field_of, field_words
from itsm_compiler.reports.json import as_text
from itsm_compiler.reports.tables import table
from itsm_compiler.terminal import COLUMNS, printable, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from itsm_compiler.analysis.analyse import Figures
    from itsm_compiler.diagnostics import Language
    from itsm_compiler.model.design import Design

Json = Any
Row = tuple[tuple[str, str], ...]

IDENTITY = (
    "sla", "customer", "service", "requirement", "holder", "role", "team", "party", "component", "part", "spare", "offer",
    "contract", "agreement", "activity", "process", "task", "gate", "milestone", "calendar", "kind", "metric", "priority",
    "id", "risk", "entity", "origin", "line", "budget", "period", "week", "month", "day", "site", "skill", "name", "link",
)  # fmt: skip
"""Fields that say which figure a row of a list is, not what it amounts to."""
LEFT_OUT = frozenset({"version", "design", "date", "seed"})
NOTHING_MOVES = Text("no figure moves", "没有数据发生变化")
TITLE = Text(
    "{design}, as of {date}: what moves with {settings}", "{design}，基准日期 {date}：{settings} 引起的变化"
)
LESS_THAN_SHOWN = Text(
    "figures that move by less than is shown: {n} (`--format json` gives them)",
    "变化小于显示精度的数据：{n} 项（见 `--format json`）",
)
HEADINGS = (Text("of", "对象"), Text("figure", "数据项"), Text("before", "变更前"), Text("after", "变更后"))
NOT_THERE = Text("not there", "不存在")
THERE = Text("there", "存在")


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that moves: of which `row` of which `section`, named by `figure`, a way of field names.

    For a row that is only on one side `figure` is empty, and the other side is None.
    """

    section: str
    row: Row
    figure: str
    before: Json
    after: Json


class Moved(TypedDict):
    """A figure that moves, with its row as the ids and words that tell it from the others of its section."""

    section: str
    row: dict[str, str]
    figure: str
    before: Any
    after: Any


class WhatIfOutput(TypedDict):
    """What `itsmc analyze --set … --format json` prints: only the figures that move."""

    version: Literal[1]
    date: str
    set: list[str]
    changes: list[Moved]


def changes(before: tuple[Design, Figures], after: tuple[Design, Figures]) -> tuple[Change, ...]:
    """Every figure that moves from one design to the other, in the order in which figures are exported."""
    first, second = export(*before), export(*after)
    return tuple(
        change
        for section in second
        if section not in LEFT_OUT
        for change in _compared(section, (), "", first.get(section), second[section])
    )


def as_json(figures: Figures, settings: Sequence[str], found: Iterable[Change]) -> str:
    """One JSON object, described by `itsmc schema what-if`."""
    return as_text(
        {
            "version": 1,
            "date": figures.as_of.isoformat(),
            "set": list(settings),
            "changes": [
                {
                    "section": one.section,
                    "row": dict(one.row),
                    "figure": one.figure,
                    "before": one.before,
                    "after": one.after,
                }
                for one in found
            ],
        }
    )


def as_tables(
    design: Design, figures: Figures, settings: Sequence[str], found: Sequence[Change], language: Language
) -> str:
    """A table for each section in which something moves."""
    named = ", ".join(f"`{setting}`" for setting in settings)
    values = {"design": design.head.title[language], "date": figures.as_of, "settings": named}
    lines = [*wrapped(printable(TITLE.format(values)[language]), COLUMNS), ""]
    if not found:
        return "\n".join([*lines, NOTHING_MOVES[language], ""])
    sections: dict[str, list[tuple[str, ...]]] = {}
    hidden = 0
    for one in found:
        cells = _cells(one, design.head.currency, language)
        if cells[-1] == cells[-2]:
            hidden += 1
        else:
            sections.setdefault(one.section, []).append(cells)
    headings = [heading[language] for heading in HEADINGS]
    for section, rows in sections.items():
        lines += [field_words(section)[language], "", *table(headings, rows, frozenset({2, 3})), ""]
    if hidden:
        lines += [LESS_THAN_SHOWN.format({"n": hidden})[language], ""]
    return "\n".join(lines)


def _cells(one: Change, currency: str | None, language: Language) -> tuple[str, ...]:
    of = " ".join(dict.fromkeys(value for _, value in one.row))
    if not one.figure:
        sides = (NOT_THERE if side is None else THERE for side in (one.before, one.after))
        return (of, "", *(side[language] for side in sides))
    words = " · ".join(field_words(name, one.section)[language] for name in one.figure.split("."))
    before, after = compared_words(_unit(one), one.before, one.after, currency)
    return (of, words, before[language], after[language])


def _unit(one: Change) -> str:
    """The unit of a figure; what is committed to is a share or a time by its metric."""
    if one.section == "commitments":
        return "share" if dict(one.row).get("metric") == "availability" else "minutes"
    known = field_of(one.section, one.figure.rpartition(".")[2])
    return known.unit if known is not None else "text"


def _compared(section: str, row: Row, figure: str, before: Json, after: Json) -> Iterator[Change]:
    """The figures below two JSON values that differ."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys((*before, *after)):
            inner = f"{figure}.{name}" if figure else name
            yield from _compared(section, row, inner, before.get(name), after.get(name))
    elif _is_rows(before) and _is_rows(after) and (before or after):
        yield from _compared_rows(section, row, figure, before, after)
    else:
        yield Change(section, row, figure, before, after)


def _is_rows(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _compared_rows(
    section: str, row: Row, figure: str, before: list[Json], after: list[Json]
) -> Iterator[Change]:
    """Rows that are the same figure on both sides against each other; those of one side only as they are."""
    old, new = _by_identity(before), _by_identity(after)
    for key in dict.fromkeys((*old, *new)):
        whole = (*row, *key) if key else row
        if key in old and key in new:
            yield from _compared(section, whole, figure, old[key], new[key])
        else:
            yield Change(section, whole, "", old.get(key), new.get(key))


def _by_identity(rows: list[Json]) -> Mapping[Row, Json]:
    """Rows by what tells them apart; those that nothing does by their place as well."""
    found: dict[Row, Json] = {}
    for item in rows:
        key = tuple(
            (name, str(item[name])) for name in IDENTITY if item.get(name) is not None and name in item
        )
        place = 1
        while (unique := key if place == 1 else (*key, ("place", str(place)))) in found:
            place += 1
        found[unique] = item
    return found
