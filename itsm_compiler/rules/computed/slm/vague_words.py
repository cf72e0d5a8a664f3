"""Words in an agreement that promise without a figure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.prose import Prose
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM037",
    "vague-promise",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    factors=("SLM-47",),
    message=Text(
        "“{word}” in SLA `{sla}` promises without a figure",
        "服务级别协议 `{sla}` 中的“{word}”没有数字，无法衡量",
    ),
    help=Text("say how soon, how many or how much: “within 2 h”", "写明多快、多少：“2 小时内”"),
    why=Text(
        "Each side reads a vague word in its own favour, and both are right.",
        "含糊的词双方各按有利于自己的意思理解，而且都说得通。",
    ),
)
EXAMPLE = Example(
    at="slas.lark-sla.responsibilities.provider.0.text",
    set={"slas.lark-sla.responsibilities.provider.0.text": "answers promptly"},
)

VAGUE = re.compile(
    r"\b(?:as soon as possible|asap|soon|promptly|timely|quickly|reasonable|adequate|appropriate|sufficient|best efforts?)\b"
    r"|尽快|及时|尽量|尽可能|尽力|适当|合理时间|第一时间|必要时",
    re.IGNORECASE,
)


def check(context: Context) -> Iterator[Problem]:
    """The first vague word of each text without a figure."""
    for sla in context.design.slas.values():
        for path, prose in _texts(sla):
            for text in prose.texts.values():
                found = VAGUE.search(text)
                if found and not any(character.isdigit() for character in text):
                    yield Problem(path, {"word": found.group(), "sla": sla.id})
                    break


def _texts(sla: Sla) -> Iterator[tuple[Path, Prose]]:
    start: Path = ("slas", sla.id)
    yield from (((*start, "exclusions", index), text) for index, text in enumerate(sla.exclusions))
    yield from (((*start, "consequences", event), text) for event, text in sla.consequences.items())
    if sla.acceptance is not None:
        yield from (
            ((*start, "acceptance", "criteria", index), text)
            for index, text in enumerate(sla.acceptance.criteria)
        )
    duties: Any = sla.responsibilities
    for side in ("provider", "customer", "third-parties"):
        for index, duty in enumerate(getattr(duties, side.replace("-", "_"), ())):
            if duty.text is not None:
                yield (*start, "responsibilities", side, index, "text"), duty.text
