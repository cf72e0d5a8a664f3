"""Know every page of a site: its address, who may read it, and which pages lead to which.

A page links only to what its own readers may read. Internal pages lead everywhere; a page for a customer or a supplier leads
to pages of the same audience between the same two parties, and its menu shows no others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from itsm_compiler.renderers.escape import file_name, fragment, unique
from itsm_compiler.renderers.values import speaker

from itsm_compiler.documents.view import Phrase, Prose, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from itsm_compiler.documents.view import Audience, View

FORMATS = ("md", "html")
INDEX = "index"
README = "README"

AUDIENCES: dict[Audience, Phrase] = {
    "customer": phrase("For the customer"),
    "supplier": phrase("For suppliers"),
    "internal": phrase("Internal"),
}
"""The groups of the menu in their order."""

MOST_IN_MENU = 12
"""Documents of a kind that the menu lists one by one; beyond it leads to the list on the index page."""

Readers = tuple[str, str, str]
"""Audience, customer and provider; for an internal page the audience alone counts."""

INTERNAL: Readers = ("internal", "", "")


@dataclass(frozen=True, slots=True)
class Settings:
    """How a site is written.

    `kinds` names the groups of documents in the order of the menu; `templates` is the folder of an organisation's own.
    """

    languages: tuple[str, ...] = ("en",)
    formats: tuple[str, ...] = FORMATS
    title: Prose = field(default_factory=lambda: Prose.plain("Service design"))
    kinds: Mapping[str, Phrase] = field(default_factory=dict)
    templates: Path | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What other pages and the lists need to know of a page; its texts stand in the order of the settings' languages."""

    stem: str
    document: str
    audience: Audience
    readers: Readers
    languages: tuple[str, ...]
    titles: tuple[str, ...]
    statuses: tuple[str, ...]
    number: str
    version: str
    stamp: date
    draft: bool


@dataclass(frozen=True)
class Site:
    """Every page, and where links lead; plain data that a worker process can be given."""

    settings: Settings
    entries: tuple[Entry, ...]
    about: Mapping[str, tuple[int, ...]]
    anchored: Mapping[str, tuple[int, ...]]

    def entry(self, index: int) -> Entry:
        """The page of the view at this place."""
        return self.entries[index]

    def address(self, target: str, reader: Entry, language: str, ending: str) -> str | None:
        """Where a link to an entity leads from a page, beside it in the same folder; None when nothing may be shown."""
        for table, mark in (
            (self.about, ""),
            (self.anchored, f"#{fragment(target)}" if ending == "html" else ""),
        ):
            for index in table.get(target, ()):
                page = self.entries[index]
                if (
                    page is not reader
                    and language in page.languages
                    and may_read(reader.readers, page.readers)
                ):
                    return f"{page.stem}.{ending}{mark}"
        return None

    def groups(self, readers: Readers, language: str) -> list[tuple[Audience, list[tuple[str, list[Entry]]]]]:
        """The pages for these readers by audience and kind, in the order of the menu."""
        found: dict[str, dict[str, list[Entry]]] = {}
        for entry in self.entries if readers == INTERNAL else self._by_readers.get(readers, ()):
            if language in entry.languages:
                found.setdefault(entry.audience, {}).setdefault(entry.document, []).append(entry)
        order = {kind: place for place, kind in enumerate(self.settings.kinds)}
        return [
            (
                audience,
                sorted(
                    found[audience].items(), key=lambda group: (order.get(group[0], len(order)), group[0])
                ),
            )
            for audience in AUDIENCES
            if audience in found
        ]

    def title_of(self, entry: Entry, language: str) -> str:
        """A page's title."""
        return entry.titles[self.settings.languages.index(language)]

    def status_of(self, entry: Entry, language: str) -> str:
        """A page's status in a word."""
        return entry.statuses[self.settings.languages.index(language)]

    def kind_name(self, document: str) -> Phrase:
        """The name of a group of documents."""
        return self.settings.kinds.get(document) or Phrase(document.replace("-", " ").capitalize())

    @cached_property
    def _by_readers(self) -> dict[Readers, list[Entry]]:
        found: dict[Readers, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.readers, []).append(entry)
        return found


def may_read(reader: Readers, page: Readers) -> bool:
    """Whether who reads one page may be led to another."""
    return reader[0] == "internal" or reader == page


def plan(views: Iterable[View], settings: Settings) -> Site:
    """Give each view its page."""
    taken = {INDEX, README.lower()}
    entries: list[Entry] = []
    about: dict[str, list[int]] = {}
    anchored: dict[str, list[int]] = {}
    for index, view in enumerate(views):
        entries.append(_entry(view, settings, taken))
        if view.about is not None:
            about.setdefault(view.about, []).append(index)
        for target in view.anchors:
            anchored.setdefault(target, []).append(index)
    return Site(settings, tuple(entries), _frozen(about), _frozen(anchored))


def _entry(view: View, settings: Settings, taken: set[str]) -> Entry:
    plain = speaker("en").plain
    control = view.control
    return Entry(
        stem=unique(file_name(view.slug), taken),
        document=view.document,
        audience=view.audience,
        readers=INTERNAL
        if view.audience == "internal"
        else (view.audience, plain(control.customer), plain(control.provider)),
        languages=tuple(language for language in settings.languages if language in view.languages)
        or settings.languages[:1],
        titles=tuple(speaker(language).plain(view.title) for language in settings.languages),
        statuses=tuple(speaker(language).plain(control.status) for language in settings.languages),
        number=control.number,
        version=control.version,
        stamp=control.stamp,
        draft=view.draft,
    )


def _frozen(table: dict[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {key: tuple(places) for key, places in table.items()}
