"""Render views: what goes in is data, what comes out is the path and the bytes of every file of a site."""

from __future__ import annotations

import pickle
from collections import deque
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from itsm_compiler.renderers.environment import composer
from itsm_compiler.renderers.escape import fragment
from itsm_compiler.renderers.html import HtmlWriter
from itsm_compiler.renderers.markdown import MarkdownWriter
from itsm_compiler.renderers.shell import ASSETS, Shell, asset
from itsm_compiler.renderers.site import INDEX, README, Settings, Site, plan
from itsm_compiler.renderers.values import speaker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Executor, Future

    from itsm_compiler.renderers.site import Entry

    from itsm_compiler.documents.view import View

CHUNK = 32
"""Views that a worker renders at a time."""

IN_FLIGHT = 8
"""Chunks that are asked for before the first must be taken: pages are large, and nobody should have to hold them all."""

File = tuple[str, bytes]


def render_site(
    views: Sequence[View], settings: Settings, executor: Executor | None = None
) -> Iterator[File]:
    """Every file of the site by its path below the output folder, `/` between the parts.

    Pages are independent of each other; with an executor, chunks of them are rendered by its workers. The order is the
    same with and without.

    Raises:
        TemplateFault: when a template is wrong.
    """
    site = plan(views, settings)
    yield from _common(site)
    if executor is None:
        shell = Shell(site)
        for place, view in enumerate(views):
            yield from render_view(view, site.entry(place), site, shell)
        return
    packed = pickle.dumps(site)
    waiting: deque[Future[list[File]]] = deque()
    for place in range(0, len(views), CHUNK):
        waiting.append(executor.submit(render_chunk, packed, place, views[place : place + CHUNK]))
        if len(waiting) >= IN_FLIGHT:
            yield from waiting.popleft().result()
    for future in waiting:
        yield from future.result()


def render_chunk(packed: bytes, place: int, views: Sequence[View]) -> list[File]:
    """The pages of some views, of which the first has this place among all; `packed` is the pickled site."""
    site, shell = _unpacked(packed)
    return [
        file
        for offset, view in enumerate(views)
        for file in render_view(view, site.entry(place + offset), site, shell)
    ]


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> tuple[Site, Shell]:
    """The site and its shell, made once in each worker: unpacking them costs more than a page."""
    site: Site = pickle.loads(packed)  # noqa: S301 - packed by `render_site` itself
    return site, Shell(site)


def render_view(view: View, entry: Entry, site: Site, shell: Shell) -> Iterator[File]:
    """The pages of one view in every language and format."""
    for language in entry.languages:
        composition = composer(site.settings.templates).compose(view, language)
        spoken = speaker(language)
        links = _Links(view, entry, site, language)
        if "md" in site.settings.formats:
            text = MarkdownWriter(spoken, links.beside).write(composition)
            yield f"markdown/{language}/{entry.stem}.md", text.encode()
        if "html" in site.settings.formats:
            links.here.update(view.anchors, composition.named)
            writer = HtmlWriter(spoken, links.inside, view.anchors)
            body = writer.write(composition)
            yield (
                f"{language}/{entry.stem}.html",
                shell.page(entry, language, body, composition.headings, writer).encode(),
            )


def _common(site: Site) -> Iterator[File]:
    """Index pages and what every page uses."""
    shell = Shell(site)
    if "html" in site.settings.formats:
        for name in ASSETS:
            yield f"assets/{name}", asset(name)
        yield "index.html", shell.languages().encode()
    for language in site.settings.languages:
        if "html" in site.settings.formats:
            yield f"{language}/{INDEX}.html", shell.index(language).encode()
        if "md" in site.settings.formats:
            yield f"markdown/{language}/{README}.md", shell.readme(language).encode()


@dataclass(slots=True)
class _Links:
    """Where the links of a page lead; `here` are the entities that the page itself has an anchor for."""

    view: View
    entry: Entry
    site: Site
    language: str
    here: set[str] = field(default_factory=set)

    def beside(self, target: str) -> str | None:
        """The address of an entity's page in Markdown, whose anchors differ from forge to forge."""
        return self._elsewhere(target, "md")

    def inside(self, target: str) -> str | None:
        """The address of an entity in HTML: in the page itself first."""
        return f"#{fragment(target)}" if target in self.here else self._elsewhere(target, "html")

    def _elsewhere(self, target: str, ending: str) -> str | None:
        return (
            None
            if target == self.view.about
            else self.site.address(target, self.entry, self.language, ending)
        )
