"""A contact of an agreement who is no contact of the party."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.phrases import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.prose import Prose
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM008",
    "strange-contact",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("SLM-13", "SLM-22"),
    message=Text(
        "SLA `{sla}` names “{name}” for `{party}`, which has no such contact",
        "服务级别协议 `{sla}` 为 `{party}` 写的接口人“{name}”不在该方的联系人中",
    ),
    help=Text(
        "add the person to the `contacts` of `{party}`, or name one of them: {known}",
        "把此人写入 `{party}` 的 `contacts`，或改用已有联系人：{known}",
    ),
    why=Text(
        "Whoever reads the agreement looks the person up among the party's contacts, with telephone and mail.",
        "阅读协议的人要到该方的联系人中查找此人的电话和邮箱。",
    ),
)
EXAMPLE = Example(at="slas.lark-sla.contacts.customer", set={"slas.lark-sla.contacts.customer": "Ms. Nobody"})


def check(context: Context) -> Iterator[Problem]:
    """Every name under `contacts` of an agreement that none of the party's contacts has."""
    design = context.design
    for sla in design.slas.values():
        for path, party_id, name in _named(sla, design.head.provider):
            party = design.parties.get(party_id)
            if (
                party is not None
                and party.contacts
                and not any(contact.name.says(name) for contact in party.contacts)
            ):
                known = [told(contact.name) for contact in party.contacts[:3]]
                shown = Text(", ".join(text.en for text in known), "、".join(text.zh for text in known))
                yield Problem(path, {"sla": sla.id, "name": told(name), "party": party_id, "known": shown})


def _named(sla: Sla, provider: str | None) -> Iterator[tuple[Path, str, Prose]]:
    contacts, path = sla.contacts, ("slas", sla.id, "contacts")
    if contacts is None:
        return
    if contacts.provider is not None and provider is not None:
        yield (*path, "provider"), provider, contacts.provider
    if contacts.customer is not None:
        yield (*path, "customer"), sla.customer, contacts.customer
    for party, name in contacts.third_parties.items():
        yield (*path, "third-parties", party), party, name
