"""An entry of the catalogue that speaks in the names of components and technologies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.prose import Prose
    from itsm_compiler.model.services import Service
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "CAT031",
    "catalogue-in-provider-words",
    kind=Kind.WEAKNESS,
    severity=Severity.INFO,
    profile=Profile.FULL,
    factors=("CAT-16",),
    message=Text(
        "the catalogue entry of `{service}` speaks of `{word}`, a name of your own systems",
        "服务 `{service}` 的目录条目出现了内部系统名称 `{word}`",
    ),
    help=Text(
        "say what the customer has from it, in words used at the customer’s", "用客户的语言说明能带来什么"
    ),
    why=Text(
        "A catalogue is read by those who work with the service, not by those who built it.",
        "看目录的是使用服务的人，不是建设系统的人。",
    ),
)
EXAMPLE = Example(
    at="services.emr.description",
    set={
        "services.emr.description": {
            "en": "Keeps emr-app and its database up.",
            "zh": "保障 emr-app 及其数据库运行。",
        }
    },
    base="reference",
)
WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+", re.ASCII)


def check(context: Context) -> Iterator[Problem]:
    """The first place of each service whose texts for customers hold the hyphenated id of a component or technology."""
    design = context.design
    internal = {name for name in (*design.components, *design.technologies) if "-" in name}
    for service in design.services.values():
        for way, text in _texts(service):
            words = {found[0] for language in ("en", "zh") for found in WORD.finditer(text[language])}
            named = min(words & internal, default=None)
            if named is not None:
                yield Problem(("services", service.id, *way), {"service": service.id, "word": named})
                break


def _texts(service: Service) -> Iterator[tuple[Path, Prose]]:
    """What customers read of a service, each text with its way."""
    for field in ("name", "description"):
        if (text := getattr(service, field)) is not None:
            yield (field,), text
    if service.value is not None and service.value.outcome is not None:
        yield ("value", "outcome"), service.value.outcome
    groups = {
        ("value", "relieves"): service.value.relieves if service.value else (),
        ("options", "included"): service.options.included if service.options else (),
        ("options", "excluded"): service.options.excluded if service.options else (),
    }
    for way, texts in groups.items():
        for index, text in enumerate(texts):
            yield (*way, index), text
