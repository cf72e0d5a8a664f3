"""A standard that stands in two versions for one and the same service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.technology import Standard
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "TEC017",
    "standard-in-two-versions",
    kind=Kind.CONTRADICTION,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("TEC-04",),
    message=Text(
        "`{standard}` and `{other}` are one standard in versions {version} and {second}, both for {services}",
        "`{standard}` 与 `{other}` 是同一标准的 {version} 和 {second} 两个版本，均适用于 {services}",
    ),
    help=Text(
        "keep one version, or give each its own services in `of`", "保留一个版本，或在 `of` 中各写适用的服务"
    ),
    why=Text(
        "Whoever works by the other version is right too, and nothing fits.",
        "按另一个版本做的人也没有错，结果却对不上。",
    ),
)
EXAMPLE = Example(
    at="standards.std-older.version",
    set={
        "standards.std-older": {
            "name": {
                "en": "Graded protection of information systems",
                "zh": "信息安全技术 网络安全等级保护基本要求",
            },
            "kind": "technical",
            "version": "2008",
            "of": "emr",
        }
    },
    base="reference",
)
OTHER = Text("the other version", "另一个版本")


def check(context: Context) -> Iterator[Problem]:
    """Every standard of a name that an earlier one bears in another version for one of its services."""
    by_name: dict[tuple[str, ...], list[Standard]] = {}
    for standard in context.design.standards.values():
        if standard.name is None or standard.version is None:
            continue
        alike = by_name.setdefault(tuple(sorted(standard.name.texts.values())), [])
        mine = context.design.services_of(standard.of)
        for other in alike:
            theirs = set(context.design.services_of(other.of))
            shared = [service for service in mine if service in theirs]
            if shared and other.version != standard.version:
                values = {
                    "standard": standard.id,
                    "other": other.id,
                    "version": standard.version,
                    "second": other.version,
                    "services": wording.listing(shared),
                }
                at = ("standards", standard.id, "version")
                yield Problem(at, values, related=((("standards", other.id, "version"), OTHER),))
                break
        alike.append(standard)
