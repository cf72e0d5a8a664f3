"""A need that no part of the plan meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.requirements import REMEDIES, is_met

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "REQ018",
    "need-met-by-nothing",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("REQ-08",),
    message=Text(
        "requirement `{requirement}` is met by nothing on {services}",
        "需求 `{requirement}` 在 {services} 上没有任何设计要素承接",
    ),
    help=Text("{remedy}; or put it off with `deferred`", "{remedy}；或用 `deferred` 予以暂缓"),
    why=Text(
        "A need that was written down and carried nowhere is forgotten with a signature.",
        "写下来却没有落实的需求，等于签了字再忘掉。",
    ),
)
EXAMPLE = Example(
    at="requirements.sec-office",
    delete=(
        "slas.office-sla.targets.security-incidents",
        "slas.office-sla.confidentiality",
        "security.classes",
        "security.controls",
    ),
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every requirement not put off, with the services on which neither a target nor what its type allows answers it."""
    design = context.design
    for figure in context.figures.trace:
        wish = design.requirements.get(figure.requirement or "")
        if wish is None or figure.deferred or not wish.services:
            continue
        answered = {service for target in figure.targets for service in target.services}
        kind, remedy = REMEDIES[type(wish)]
        open_ = [
            service
            for service in design.services_of(wish.services)
            if service not in answered and not is_met(context, wish, kind, service)
        ]
        if open_ and kind not in wish.none:
            values = {"requirement": wish.id, "services": wording.listing(open_), "remedy": remedy}
            yield Problem(("requirements", wish.id), values, of="key")
