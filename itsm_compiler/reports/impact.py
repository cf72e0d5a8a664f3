"""What the loss or change of an entity touches, as tables for people and as one JSON object for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypedDict

from itsm_compiler.analysis.export import plain
from itsm_compiler.diagnostics import Text
from itsm_compiler.documents.mentions import mentions
from itsm_compiler.model.kinds import KINDS
from itsm_compiler.reports.json import as_text
from itsm_compiler.reports.tables import table
from itsm_compiler.terminal import printable
from itsm_compiler.wording import share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from itsm_compiler.analysis.impact import ImpactFigure, Naming, PromiseImpact, Reached, ServiceImpact
    from itsm_compiler.diagnostics import Language
    from itsm_compiler.documents.view import Value, View
    from itsm_compiler.model.design import Design

Rows = list[tuple[str, ...]]

TITLE = Text("what the loss or change of `{entity}` ({kind}) touches", "`{entity}`（{kind}）失效或变更的影响")
UNITS = (
    Text(
        "one of its units may fail before that matters: what follows is the loss of all",
        "有 1 个单元的冗余：以下为全部失效时的影响",
    ),
    Text(
        "{n} of its units may fail before that matters: what follows is the loss of all",
        "有 {n} 个单元的冗余：以下为全部失效时的影响",
    ),
)
NOTHING = Text("nothing hangs on it", "没有任何内容受其影响")
WAY = Text("along", "影响路径")
TITLES = {
    "services": (Text("service", "服务"), Text("effect", "影响"), WAY),
    "slas": (Text("SLA", "服务级别协议"), WAY),
    "customers": (Text("customer", "客户"), WAY),
    "promises": (Text("SLA", "协议"), Text("promise", "承诺"), Text("services", "服务")),
    "tasks": (Text("task", "任务"), WAY),
    "others": (Text("also reached", "其他受影响对象"), Text("kind", "类别"), WAY),
    "named_by": (Text("names it", "引用处"), Text("kind", "类别"), Text("fields", "字段")),
    "documents": (Text("document", "文档"), Text("file", "文件"), Text("because of", "原因")),
}
EFFECT_WORDS = {
    "stopped": Text("stopped", "中断"),
    "weakened": Text("weakened: redundancy stands in", "削弱：由冗余接替"),
    "without": Text("goes on without", "可在缺少它时继续"),
    "touched": Text("touched: support or hours are missing", "受影响：缺少支持或时段"),
}
LEFT = Text("{effect}, {share} available meanwhile", "{effect}，期间可用性 {share}")
CLASS = Text("{metric} of priority {priority}", "优先级 {priority} 的 {metric}")


@dataclass(frozen=True, slots=True)
class DocumentImpact:
    """A document that has to be read again: by kind, file name without ending and title; `because` of which entity."""

    document: str
    file: str
    title: str
    because: str


class ImpactOutput(TypedDict):
    """What `itsmc impact --format json` prints: all that the loss or change of an entity touches, nearest first."""

    version: Literal[1]
    entity: str
    kind: str
    units_to_spare: int
    services: list[ServiceImpact]
    slas: list[Reached]
    customers: list[Reached]
    promises: list[PromiseImpact]
    tasks: list[Reached]
    others: list[Reached]
    named_by: list[Naming]
    documents: list[DocumentImpact]


def touched_documents(
    views: Iterable[View], impact: ImpactFigure, tell: Callable[[Value], str]
) -> tuple[DocumentImpact, ...]:
    """The documents that name what is lost, and those of the agreements that it reaches; `tell` puts titles into words."""
    agreements = {
        one.entity for one in (*impact.slas, *impact.others) if one.kind in ("slas", "olas", "contracts")
    }
    found = []
    for view in views:
        if impact.entity in mentions(view):
            because = impact.entity
        elif view.about in agreements:
            because = view.about or ""
        else:
            continue
        found.append(DocumentImpact(view.document, view.slug, tell(view.title), because))
    return tuple(found)


def as_json(impact: ImpactFigure, documents: Sequence[DocumentImpact]) -> str:
    """One JSON object, described by `itsmc schema impact`."""
    return as_text({"version": 1, **plain(impact), "documents": plain(tuple(documents))})


def as_tables(
    design: Design, impact: ImpactFigure, documents: Sequence[DocumentImpact], language: Language
) -> str:
    """The tables for people."""
    kind = KINDS.get(impact.kind, KINDS["any"])
    lines = [TITLE.format({"entity": impact.entity, "kind": kind})[language]]
    if impact.units_to_spare:
        lines.append(UNITS[impact.units_to_spare > 1].format({"n": impact.units_to_spare})[language])
    lines.append("")
    before = len(lines)
    for name, rows in _tables(design, impact, documents, language):
        if rows:
            lines += [*table([heading[language] for heading in TITLES[name]], rows), ""]
    if len(lines) == before:
        lines += [NOTHING[language], ""]
    return "\n".join(lines)


def _tables(
    design: Design, impact: ImpactFigure, documents: Sequence[DocumentImpact], language: Language
) -> Iterator[tuple[str, Rows]]:
    services: Rows = [
        (one.service, _effect(one.effect, one.availability_without)[language], _way(one.way))
        for one in impact.services
    ]
    yield "services", services
    for name, reached in (("slas", impact.slas), ("customers", impact.customers)):
        rows: Rows = [(one.entity, _way(one.way)) for one in reached]
        yield name, rows
    yield "promises", _promises(impact.promises, language)
    tasks: Rows = [(_named(design, one, language), _way(one.way)) for one in impact.tasks]
    yield "tasks", tasks
    others: Rows = [(one.entity, _kind(one.kind, language), _way(one.way)) for one in impact.others]
    yield "others", others
    named: Rows = [(one.entity, _kind(one.kind, language), ", ".join(one.fields)) for one in impact.named_by]
    yield "named_by", named
    papers: Rows = [(one.title, one.file, one.because) for one in documents]
    yield "documents", papers


def _effect(effect: str, left: float | None) -> Text:
    words = EFFECT_WORDS[effect]
    return words if left is None else LEFT.format({"effect": words, "share": share(left)})


def _promises(promises: Iterable[PromiseImpact], language: Language) -> Rows:
    """A row for each promise of an agreement, with all the services of which it is made."""
    services: dict[tuple[str, str], list[str]] = {}
    for one in promises:
        values = {"metric": one.metric, "priority": one.priority}
        name = one.metric if one.priority is None else CLASS.format(values)[language]
        services.setdefault((one.sla, name), []).append(one.service)
    return [(sla, name, ", ".join(ids)) for (sla, name), ids in services.items()]


def _named(design: Design, reached: Reached, language: Language) -> str:
    return f"{reached.entity} ({printable(design.label(reached.entity)[language])})"


def _kind(kind: str, language: Language) -> str:
    return KINDS.get(kind, KINDS["any"])[language]


def _way(way: Sequence[str]) -> str:
    return " → ".join(way)
