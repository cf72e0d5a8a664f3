"""A soft dependency whose reason is no reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.model.services import Need
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.prose import Prose
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "TEC010",
    "soft-unexplained",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    factors=("MOD-06",),
    message=Text(
        "nobody says why `{entity}` goes on without `{part}`, which leaves the reckoning as soft",
        "`{entity}` 把 `{part}` 列为软依赖而不计入可用性，却没有说明为何没有它也能继续",
    ),
    help=Text(
        "write what happens when it fails: `{{part: {part}, soft: answers come from the database, only slower}}`",
        "写明它失效时如何：`{{part: {part}, soft: 改由数据库应答，只是较慢}}`",
    ),
    why=Text(
        "What is soft leaves the product of availabilities; without a reason that is wishing a failure away.",
        "软依赖不参与可用性计算；没有理由就等于假装它不会失效。",
    ),
)
EXAMPLE = Example(
    at="services.office-it.depends_on.2.soft",
    set={"services.office-it.depends_on": ["mail", "file-server", {"part": "line", "soft": "yes"}]},
)
EMPTY_WORDS = frozenset(
    ("yes", "true", "no", "soft", "ok", "none", "reason", "todo", "tbd", "是", "软依赖", "软", "无", "待定")
)


def check(context: Context) -> Iterator[Problem]:
    """Every soft dependency of which only a word without meaning is said."""
    design = context.design
    for section, entities in (("services", design.services), ("components", design.components)):
        for entity in entities.values():
            for index, entry in enumerate(entity.depends_on):
                if isinstance(entry, Need) and entry.soft is not None and _is_empty(entry.soft):
                    at = (section, entity.id, "depends_on", index, "soft")
                    yield Problem(at, {"entity": entity.id, "part": entry.part})


def _is_empty(reason: Prose) -> bool:
    return all(text.strip(" .。").lower() in EMPTY_WORDS for text in reason.texts.values())
