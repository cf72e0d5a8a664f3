"""Tools: what each is for, how it was chosen, how it comes into use, how it is run, and how it is given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.chaptered import chapter, either
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Section, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Value
    from itsm_compiler.model.entity import Evidence
    from itsm_compiler.model.resources import BackupRule, Tool
    from itsm_compiler.model.services import Backup

TYPES: Mapping[str, Phrase] = {
    "monitoring": phrase("monitoring tool"),
    "process": phrase("process tool"),
    "other": phrase("other tool"),
}
MANY = 6
"""Things a cell can name; of more it tells how many."""


def _overview(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(tool.id),
            TYPES.get(tool.type or ""),
            _supported(scribe, tool),
            scribe.words(tool.watches),
            _few(scribe, tool.automates),
            scribe.words(tool.functions),
            scribe.who(tool.party),
        )
        for tool in scribe.design.tools.values()
    ]
    headings = (
        phrase("Tool"),
        phrase("Type"),
        phrase("Supports"),
        phrase("Watches"),
        phrase("Automates"),
        phrase("Can do"),
        phrase("Belongs to"),
    )
    table = scribe.table(phrase("Tools and what they are for"), headings, rows)
    return chapter(scribe, None, ("tools", "supports"), [table], phrase("No tools are named yet."))


def _supported(scribe: Scribe, tool: Tool) -> Value:
    """The services and processes that a tool is for; of many only how many."""
    design = scribe.design
    processes = [id_ for id_ in tool.supports if id_ in design.processes]
    services = [id_ for id_ in tool.supports if id_ in design.services]
    return either(
        scribe.link("all") if "all" in tool.supports else _counted_services(scribe, services),
        scribe.links(processes)
        if len(processes) <= MANY
        else phrase("{count} process", plural="{count} processes", count=len(processes)),
    )


def _counted_services(scribe: Scribe, services: list[str]) -> Value:
    if len(services) <= MANY:
        return scribe.links(services)
    return phrase("{count} service", plural="{count} services", count=len(services))


def _few(scribe: Scribe, sops: tuple[str, ...]) -> Value:
    if len(sops) <= MANY:
        return scribe.links(sops)
    return phrase("{count} procedure", plural="{count} procedures", count=len(sops))


def _selection(scribe: Scribe) -> Section:
    rows = []
    for tool in scribe.design.tools.values():
        chosen = tool.selection
        if chosen is not None:
            offers = (
                phrase("{offer}: {price}", offer=offer.name, price=scribe.money(offer.price))
                if offer.price is not None
                else offer.name
                for offer in chosen.options
            )
            wishes = (_wish(scribe, said) for said in chosen.customer)
            needs = (scribe.design.requirements.get(id_) for id_ in chosen.fit)
            rows.append(
                (
                    scribe.link(tool.id),
                    listing(offers, lines=True),
                    chosen.reason,
                    listing(wishes, lines=True),
                    listing((need.text or scribe.name(need.id) for need in needs if need), lines=True),
                    scribe.links(tool.integrations),
                )
            )
    headings = (
        phrase("Tool"),
        phrase("Offers compared"),
        phrase("Why it was chosen"),
        phrase("Wish of the customer"),
        phrase("Serves the need"),
        phrase("Joined with"),
    )
    table = scribe.table(phrase("How the tools were chosen"), headings, rows)
    nothing = phrase("It is not said yet how the tools were chosen.")
    return chapter(scribe, None, ("tools", "selection"), [table], nothing)


def _wish(scribe: Scribe, said: Evidence) -> Value:
    """What the customer said of a tool, and when."""
    if said.result is None:
        return phrase("spoken of on {day}", day=scribe.when(said.when)) if said.when is not None else None
    return either(scribe.outcome(said.result), scribe.when(said.when))


def _use(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(tool.id),
            scribe.who(tool.owner),
            _users(scribe, tool),
            listing(
                (
                    phrase("{skill}: level {level}", skill=scribe.word(skill), level=level)
                    for skill, level in tool.skills.items()
                ),
                lines=True,
            ),
            scribe.when(tool.test),
            scribe.when(tool.trial),
            scribe.when(tool.live),
            listing(
                (
                    phrase("{day}: {teams}", day=scribe.when(stage.when), teams=scribe.links(stage.to))
                    for stage in tool.stages
                ),
                lines=True,
            ),
        )
        for tool in scribe.design.tools.values()
    ]
    headings = (
        phrase("Tool"),
        phrase("Owner"),
        phrase("Used by"),
        phrase("Ability asked for"),
        Column(phrase("Tested on")),
        Column(phrase("Trial from")),
        Column(phrase("In use from")),
        phrase("Rolled out in stages"),
    )
    table = scribe.table(phrase("How the tools come into use"), headings, rows)
    return chapter(scribe, None, ("tools", "owner"), [table], phrase("No tools are named yet."))


def _users(scribe: Scribe, tool: Tool) -> Value:
    if len(tool.used_by) <= MANY:
        return scribe.links(tool.used_by)
    return phrase("{count} post", plural="{count} posts", count=len(tool.used_by))


def _operation(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(tool.id),
            tool.availability,
            backup_words(tool.backup),
            scribe.who(tool.manual),
            listing((scribe.when(entry.when) for entry in tool.review), lines=True),
            listing((scribe.outcome(entry.result) for entry in tool.review), lines=True),
        )
        for tool in scribe.design.tools.values()
    ]
    headings = (
        phrase("Tool"),
        Column(phrase("Availability"), figures=True),
        phrase("Backup"),
        phrase("Manual"),
        Column(phrase("Looked over on")),
        phrase("Result"),
    )
    rows = [row for row in rows if any(value is not None for value in row[1:])]
    table = scribe.table(phrase("How the tools are kept running"), headings, rows)
    nothing = phrase("It is not laid down yet how the tools are kept running.")
    return chapter(scribe, None, ("tools", "availability"), [table], nothing)


def backup_words(rule: BackupRule | Backup | None) -> Value:
    """How something is backed up, in a few words; None when nothing is said."""
    if rule is None:
        return None
    parts: list[Value] = [getattr(rule, "how", None)]
    if rule.every is not None:
        parts.append(phrase("every {duration}", duration=rule.every))
    if rule.keep is not None:
        parts.append(phrase("kept for {duration}", duration=rule.keep))
    if rule.off_site:
        parts.append(phrase("a copy off site"))
    return listing(parts)


def _retirement(scribe: Scribe) -> Section:
    rows = [
        (scribe.link(tool.id), listing(tool.retirement, lines=True))
        for tool in scribe.design.tools.values()
        if tool.retirement
    ]
    headings = (phrase("Tool"), phrase("Steps of its withdrawal"))
    table = scribe.table(phrase("How the tools are given up"), headings, rows)
    nothing = phrase("It is not planned yet how the tools are given up.")
    return chapter(scribe, None, ("tools", "retirement"), [table], nothing)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "tools": _overview,
    "tool_selection": _selection,
    "tool_use": _use,
    "tool_operation": _operation,
    "tool_retirement": _retirement,
}
