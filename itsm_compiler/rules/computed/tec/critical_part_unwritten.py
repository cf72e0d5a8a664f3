"""A component on which the most critical services stand, and for which no procedure is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "TEC022",
    "critical-part-unwritten",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("TEC-10", "TEC-15"),
    message=Text(
        "{services} of criticality 1 stand on component `{part}`, and no procedure is written for it",
        "关键度为 1 的 {services} 依赖组件 `{part}`，却没有为其制定操作规程",
    ),
    help=Text(
        "write one: `sops: {{ID: {{for: [{part}], by: ROLE, steps: […]}}}}`, or add it to the `for` of one that fits",
        "制定规程：`sops: {{ID: {{for: [{part}], by: 角色, steps: […]}}}}`，或写入适用规程的 `for`",
    ),
    why=Text(
        "Where one wrong command stops a hospital, nobody types from memory.",
        "一条错误命令就能让医院停摆的地方，不能凭记忆操作。",
    ),
)
EXAMPLE = Example(
    at="components.fax-gateway",
    set={
        "components.fax-gateway": {"kind": "cloud"},
        "services.telemedicine.criticality": 1,
        "services.telemedicine.depends_on": ["fax-gateway"],
    },
    base="reference",
)
SECTION = "sops"
HIGHEST = 1


def check(context: Context) -> Iterator[Problem]:
    """Every component that a service of the highest criticality reaches and that no procedure is for."""
    reached: dict[str, list[str]] = {}
    for service in context.design.services.values():
        if service.criticality == HIGHEST:
            for part in context.graph.parts_of(service.id):
                reached.setdefault(part, []).append(service.id)
    for part, services in reached.items():
        if not context.lookup.referrers(part, "sops.for"):
            values = {"services": wording.listing(services), "part": part}
            yield Problem(("components", part), values, of="key", asks="sops")
