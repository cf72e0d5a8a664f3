"""The library of indicators for people and programs: the list of all, and one of them explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm_compiler.diagnostics import Text
from itsm_compiler.knowledge import library, library_codes, usual_sources
from itsm_compiler.reports.chapters import chapter
from itsm_compiler.reports.json import as_text
from itsm_compiler.reports.tables import table
from itsm_compiler.rules.shared.phrases import EACH
from itsm_compiler.terminal import COLUMNS, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.diagnostics import Language
    from itsm_compiler.knowledge import LibraryKpi

HEADINGS = (
    Text("no.", "编号"),
    Text("use", "引用名"),
    Text("name", "名称"),
    Text("unit", "单位"),
    Text("better", "趋好方向"),
    Text("period", "统计周期"),
)
ELEMENTS = {
    "people": Text("people", "人员"),
    "technology": Text("technology", "技术"),
    "resource": Text("resources", "资源"),
    "process": Text("processes", "过程"),
    "quality": Text("quality", "质量"),
}
UNITS = {
    "ratio": Text("share", "比率"),
    "count": Text("count", "数量"),
    "hours": Text("hours", "小时"),
    "minutes": Text("minutes", "分钟"),
    "ms": Text("milliseconds", "毫秒"),
    "days": Text("days", "天"),
    "money": Text("money", "金额"),
    "points": Text("points", "分值"),
    "per-hour": Text("per hour", "每小时"),
    "per-second": Text("per second", "每秒"),
    "per-day": Text("per day", "每天"),
}
BETTER = {"higher": Text("higher", "越高越好"), "lower": Text("lower", "越低越好")}
IS_BETTER = {"higher": Text("higher is better", "越高越好"), "lower": Text("lower is better", "越低越好")}
PERIODS = {
    "month": Text("month", "月"),
    "quarter": Text("quarter", "季度"),
    "year": Text("year", "年"),
}
TITLE = Text("Library of indicators", "指标库")
INTRODUCTION = Text(
    "Every indicator of the built-in library with its formula, and where its figures usually come from. This page is "
    "generated from the library; `itsmc explain KPI003` shows one of them. A design takes an indicator over with "
    "`use: its name` and says what it is `of`, its `owner`, `baseline` and `target`.",
    "内置指标库的全部指标、公式及常见数据来源。本页由指标库自动生成；用 `itsmc explain KPI003` 可查看单个指标。"
    "设计中用 `use: 引用名` 引用指标，并写明对象 `of`、负责人 `owner`、基线 `baseline` 和目标 `target`。",
)
FORMULA = Text("Formula", "公式")
VARIABLES = Text("Its variables, and where they usually come from", "变量及常见数据来源")
FROM = Text("{means} ({source})", "{means}（{source}）")
TARGET = Text("The target", "目标值")
DIRECTION = {
    "higher": Text(
        "Higher is better: set `target` above the `baseline`, and above what an agreement promises of it.",
        "越高越好：`target` 应高于 `baseline`，并且不低于协议的承诺。",
    ),
    "lower": Text(
        "Lower is better: set `target` below the `baseline`, and below what an agreement allows of it.",
        "越低越好：`target` 应低于 `baseline`，并且不高于协议的允许值。",
    ),
}
BOUNDED = Text(
    "The best value is out of reach for long, as people and chance have a say in it: stay below 100 %.",
    "受人为和偶然因素影响，最佳值难以长期保持：目标不宜定为百分之百。",
)
IN_DESIGN = Text("In a design", "在设计中引用")


def as_table(language: Language) -> str:
    """A line for each indicator."""
    rows = [
        (
            code,
            name,
            kpi.text[language],
            UNITS[kpi.unit][language],
            BETTER[kpi.better][language],
            PERIODS[kpi.period][language],
        )
        for code, name, kpi in _all()
    ]
    return "\n".join(table([heading[language] for heading in HEADINGS], rows)) + "\n"


def as_json(language: Language) -> str:
    """A JSON list in the order of the library; `bounded` says that the best value is out of reach in practice."""
    return as_text([_object(code, kpi, language) for code, _, kpi in _all()])


def as_page(language: Language) -> str:
    """A page of Markdown with a chapter for each element of service."""
    lines = [f"# {TITLE[language]}", "", INTRODUCTION[language], ""]
    for element, words in ELEMENTS.items():
        lines += [f"## {words[language]}", ""]
        for code, name, kpi in _all():
            if kpi.element == element:
                lines += [
                    f"### {code} {name}",
                    "",
                    kpi.text[language],
                    "",
                    " · ".join(_facts(kpi, language)),
                    "",
                ]
                lines += ["```text", kpi.formula, "```", ""]
                lines += [f"- `{variable}`: {words}" for variable, words in _variables(kpi, language)]
                lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def find_kpi(name: str) -> str | None:
    """The name under which an indicator is used, from its number or that name, whatever its case."""
    known = library_codes().get(name.upper(), name.lower())
    return known if known in library() else None


def explain_kpi(name: str, language: Language) -> str:
    """What an indicator is, how it is computed from what, and what to mind about its target."""
    kpi = library()[name]
    code = next(code for code, known in library_codes().items() if known == name)
    lines = [f"{code} {name}", " · ".join(_facts(kpi, language)), "", *wrapped(kpi.text[language], COLUMNS)]
    lines += chapter(FORMULA[language], kpi.formula)
    lines += chapter(
        VARIABLES[language], *(f"{variable}  {words}" for variable, words in _variables(kpi, language))
    )
    hints = (DIRECTION[kpi.better], *([BOUNDED] if kpi.bounded else []))
    lines += chapter(TARGET[language], *(hint[language] for hint in hints))
    own = name.partition("-")[2]
    lines += chapter(IN_DESIGN[language], f"kpis: {{{own}: {{use: {name}, of: …, owner: …, target: …}}}}")
    return "\n".join(lines) + "\n"


def _all() -> Iterator[tuple[str, str, LibraryKpi]]:
    for code, name in library_codes().items():
        yield code, name, library()[name]


def _facts(kpi: LibraryKpi, language: Language) -> tuple[str, ...]:
    facts = (ELEMENTS[kpi.element], UNITS[kpi.unit], IS_BETTER[kpi.better], EACH[kpi.period])
    return tuple(fact[language] for fact in facts)


def _variables(kpi: LibraryKpi, language: Language) -> Iterator[tuple[str, str]]:
    for name, variable in kpi.variables.items():
        source = usual_sources()[variable.source][language]
        yield name, FROM.format({"means": variable.text[language], "source": source})[language]


def _object(code: str, kpi: LibraryKpi, language: Language) -> dict[str, Any]:
    return {
        "code": code,
        "use": kpi.id,
        "name": kpi.text[language],
        "element": kpi.element,
        "formula": kpi.formula,
        "unit": kpi.unit,
        "better": kpi.better,
        "period": kpi.period,
        "bounded": kpi.bounded,
        "variables": {
            name: {"means": variable.text[language], "source": usual_sources()[variable.source][language]}
            for name, variable in kpi.variables.items()
        },
    }
