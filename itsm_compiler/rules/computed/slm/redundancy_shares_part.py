"""Unlike parts that stand in for each other and yet need one and the same third part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.model.services import Choice
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM017",
    "redundancy-shares-part",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    factors=("MOD-06",),
    message=Text(
        "{branches} stand in for each other at `{entity}`, but {shared} stops them all",
        "在 `{entity}` 处 {branches} 互为备用，但 {shared} 一旦失效会使它们全部中断",
    ),
    help=Text(
        "give each a part of its own, make {shared} redundant, or say under `none: {{independence: …}}` why it may be shared",
        "让它们各用各的部件，或为 {shared} 配置冗余，或在 `none: {{independence: …}}` 中说明为何可以共用",
    ),
    why=Text(
        "What redundant parts share is counted once: the redundancy protects from everything but that.",
        "冗余部件共用的部分只算一份：冗余能防其他一切故障，唯独防不了它。",
    ),
)
EXAMPLE = Example(
    at="services.office-it.depends_on.2",
    set={
        "components.line.depends_on": "feed",
        "components.mobile": {"kind": "network", "availability": "99%", "depends_on": "feed"},
        "components.feed": {"kind": "facility", "availability": "99.9%", "provided_by": "nimbus-contract"},
        "services.office-it.depends_on": [
            "mail",
            "file-server",
            {"any": ["line", "mobile"], "separation": "two ways"},
        ],
    },
)
SHARED = Text("needed by all of them, and there is no second", "它们都依赖此部件，且没有备用")


def check(context: Context) -> Iterator[Problem]:
    """Every choice whose branches all reach a part that has no redundancy of its own."""
    design = context.design
    for section, entities in (("services", design.services), ("components", design.components)):
        for entity_id, entity in entities.items():
            for index, entry in enumerate(entity.depends_on):
                if isinstance(entry, Choice) and entry.need < len(entry.any_):
                    shared = _shared(context, entry.any_)
                    if shared:
                        at = (section, entity_id, "depends_on", index)
                        yield _problem(at, entity_id, entry.any_, shared)


def _problem(at: Path, entity: str, branches: tuple[str, ...], shared: list[str]) -> Problem:
    values: dict[str, Any] = {
        "entity": entity,
        "branches": wording.listing(branches),
        "shared": wording.listing(shared),
    }
    return Problem(at, values, related=((("components", shared[0]), SHARED),), asks="independence")


def _shared(context: Context, branches: tuple[str, ...]) -> list[str]:
    components = context.design.components
    parts = [set(context.graph.parts_of(branch)) for branch in branches]
    common = set.intersection(*parts)
    return sorted(part for part in common if components[part].needed == components[part].quantity)
