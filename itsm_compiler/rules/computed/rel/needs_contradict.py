"""Two needs of one customer on one service that cannot both be met as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.requirements import figures_of, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.requirements import AnyRequirement
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "REL023",
    "needs-contradict",
    kind=Kind.CONTRADICTION,
    severity=Severity.WARNING,
    factors=("REL-11",),
    message=Text(
        "requirements `{one}` and `{other}` of `{customer}` ask for different figures of `{service}`",
        "`{customer}` 的需求 `{one}` 和 `{other}` 对 `{service}` 提出了不同的数值",
    ),
    help=Text(
        "find out who decides; put one off: `deferred: {{reason: …, until: …, agreed_by: {customer}}}`",
        "弄清由谁决定，并暂缓其中一项：`deferred: {{reason: …, until: …, agreed_by: {customer}}}`",
    ),
    why=Text(
        "Two stakeholders, two figures: whoever builds must not be the one who chooses.",
        "两个干系人、两个数字，不应由实施的人来选。",
    ),
)
EXAMPLE = Example(
    at="requirements.avail-nights",
    set={
        "requirements.avail-nights": {
            "type": "availability",
            "from": "renhe-group",
            "services": "emr",
            "stated": "explicit",
            "text": "Nights may be looser.",
            "agreed": "2026-10-16",
            "target": "99%",
            "window": "month",
            "hours": "always",
        }
    },
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every requirement that differs in its figures from an earlier one of its type, service and customer."""
    design = context.design
    known: dict[tuple[object, ...], AnyRequirement] = {}
    reported: set[str] = set()
    for wish in design.requirements.values():
        put_off = wish.deferred is not None and wish.deferred.agreed_by
        subject, figures = subject_of(wish), figures_of(wish)
        if put_off or subject is None or wish.from_ is None:
            continue
        for service in design.services_of(wish.services):
            first = known.setdefault((wish.from_, service, *subject), wish)
            differs = any(
                mine is not None and theirs is not None and mine != theirs
                for mine, theirs in zip(figures, figures_of(first), strict=True)
            )
            if differs and wish.id not in reported:
                reported.add(wish.id)
                values = {"one": first.id, "other": wish.id, "customer": wish.from_, "service": service}
                related = ((("requirements", first.id), Text("the other one", "另一项需求")),)
                yield Problem(("requirements", wish.id), values, related=related, of="key")
