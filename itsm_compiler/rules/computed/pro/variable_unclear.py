"""A variable of a formula that means nothing said, or two things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.indicators import indicator
from itsm_compiler.rules.shared.phrases import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO044",
    "variable-unclear",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("PRO-27",),
    message=Text("variable `{variable}` of KPI `{kpi}` {what}", "指标 `{kpi}` 的变量 `{variable}` {what}"),
    help=Text(
        "say in `means` what is counted, in the same words wherever the name stands, or take another name",
        "在 `means` 中写明统计口径；同名变量用同样的说明，否则换一个名称",
    ),
    why=Text(
        "Two people who count by one name and two meanings are both right, and their figures differ.",
        "同一名称两种口径，两个人都没算错，数字却对不上。",
    ),
)
EXAMPLE = Example(
    at="kpis.release-record-accuracy.variables.release_count.means",
    set={"kpis.release-record-accuracy.variables.release_count.means": "planned releases"},
    base="reference",
)
UNSAID = Text("means nothing that is written down", "没有说明含义")
OTHERWISE = Text("means “{here}” here and “{there}” in {place}", "在此处指“{here}”，而在{place}中指“{there}”")
KPI, TERM = Text("KPI `{name}`", "指标 `{name}` "), Text("the terms", "术语表")
OTHER = Text("another meaning here", "此处含义不同")


def check(context: Context) -> Iterator[Problem]:
    """Every variable that a KPI explains without a meaning, or with another than a KPI or term before it."""
    known = _known(context)
    for kpi in context.design.kpis.values():
        entry = indicator(kpi).entry
        library = entry.variables if entry is not None and kpi.formula is None else {}
        for name, variable in kpi.variables.items():
            at = ("kpis", kpi.id, "variables", name)
            if variable.means is None:
                if name not in library:
                    values = {"variable": name, "kpi": kpi.id, "what": UNSAID}
                    yield Problem(at, values, of="key", asks="means")
                continue
            here = told(variable.means)
            others = [one for one in known.get(name, ()) if one[1][1] != kpi.id]
            if others and not any(_alike(here, there) for there, _, _ in others):
                there, path, place = others[0]
                what = OTHERWISE.format({"here": here, "there": there, "place": place})
                values = {"variable": name, "kpi": kpi.id, "what": what}
                yield Problem((*at, "means"), values, related=((path, OTHER),))
            known.setdefault(name, []).append((here, (*at, "means"), KPI.format({"name": kpi.id})))


def _known(context: Context) -> dict[str, list[tuple[Text, Path, Text]]]:
    """The meanings of variables in the terms, and those that KPIs take from the library, with their places."""
    known: dict[str, list[tuple[Text, Path, Text]]] = {}
    for term in context.design.terms.values():
        if term.means is not None:
            place: Path = ("terms", term.id, "means")
            known.setdefault(term.id.replace("-", "_"), []).append((told(term.means), place, TERM))
    for kpi in context.design.kpis.values():
        entry = indicator(kpi).entry
        for name, variable in entry.variables.items() if entry and kpi.formula is None else ():
            if name not in kpi.variables or kpi.variables[name].means is None:
                place = ("kpis", kpi.id, "use")
                known.setdefault(name, []).append((variable.text, place, KPI.format({"name": kpi.id})))
    return known


def _alike(one: Text, other: Text) -> bool:
    """Whether two meanings read the same in one of the languages."""
    return one.en.casefold() == other.en.casefold() or one.zh == other.zh
