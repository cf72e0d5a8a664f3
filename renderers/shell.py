"""Put the shell of the site around a document: head, bar, menu, contents and footer; and write the index pages."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from itsm_compiler.renderers import escape
from itsm_compiler.renderers.catalog import translation
from itsm_compiler.renderers.environment import one_form
from itsm_compiler.renderers.site import AUDIENCES, INDEX, INTERNAL, MOST_IN_MENU, Entry, Readers, Site
from itsm_compiler.renderers.values import speaker
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

import itsm_compiler
from itsm_compiler.documents.view import Number, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.renderers.frame import Heading
    from itsm_compiler.renderers.html import HtmlWriter

ASSETS = ("script.js", "style.css")
NAMES = {"en": "English", "zh": "中文"}
TAGS = {"zh": "zh-CN"}
"""Names of languages in themselves, and tags that say which script is meant."""

COUNTED = phrase("{name} ({count})")


class Shell:
    """Writes the pages of a site around the documents' bodies."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._menus: dict[tuple[Readers, str], str] = {}
        self._environment = _environment()

    def page(
        self, entry: Entry, language: str, body: str, headings: list[Heading], writer: HtmlWriter
    ) -> str:
        """A document's page."""
        contents = [
            (heading.level, heading.identifier, Markup(writer.heading(heading)))  # noqa: S704 - written by the HTML writer
            for heading in headings
            if heading.level <= 3
        ]
        return self._render(
            "page.html.j2",
            language,
            title=self._site.title_of(entry, language),
            entry=entry,
            kind=speaker(language).say(self._site.kind_name(entry.document)),
            kind_link=f"{INDEX}.html#{kind_anchor(entry.document)}",
            status=self._site.status_of(entry, language),
            stamp=speaker(language).plain(entry.stamp),
            body=Markup(body),  # noqa: S704 - written by the HTML writer
            contents=contents,
            menu=self._menu(entry, language),
            twins=[(other, f"../{other}/{entry.stem}.html") for other in entry.languages],
        )

    def index(self, language: str) -> str:
        """The list of all documents in one language."""
        return self._render(
            "index.html.j2",
            language,
            title=self._site_title(language),
            groups=list(self._listed(language)),
            menu=Markup(self._menu_of(INTERNAL, language)),  # noqa: S704 - made of escaped parts below
            twins=[(other, f"../{other}/{INDEX}.html") for other in self._site.settings.languages],
            stamp=None,
        )

    def languages(self) -> str:
        """The first page, which leads to each language."""
        languages = self._site.settings.languages
        return self._render(
            "languages.html.j2",
            languages[0],
            title=self._site_title(languages[0]),
            choices=[
                (language, self._site_title(language), f"{language}/{INDEX}.html") for language in languages
            ],
        )

    def readme(self, language: str) -> str:
        """The list of all documents in one language, as Markdown."""
        say = speaker(language).say
        lines = [f"# {escape.markdown_line(self._site_title(language))}"]
        for audience, kinds in self._site.groups(INTERNAL, language):
            lines += ["", f"## {escape.markdown_line(say(AUDIENCES[audience]))}", ""]
            for _, entries in kinds:
                lines += [
                    f"- [{escape.markdown_line(self._site.title_of(entry, language))}]({entry.stem}.md)"
                    for entry in entries
                ]
        return "\n".join(lines) + "\n"

    def _listed(self, language: str) -> Iterator[tuple[str, list[tuple[str, str, list[Any]]]]]:
        spelled = speaker(language)
        for audience, kinds in self._site.groups(INTERNAL, language):
            tables = []
            for document, entries in kinds:
                rows = [
                    (
                        f"{entry.stem}.html",
                        self._site.title_of(entry, language),
                        entry,
                        self._site.status_of(entry, language),
                        spelled.plain(entry.stamp),
                    )
                    for entry in entries
                ]
                tables.append((kind_anchor(document), spelled.say(self._site.kind_name(document)), rows))
            yield spelled.say(AUDIENCES[audience]), tables

    def _menu(self, entry: Entry, language: str) -> Markup:
        """The menu with the page marked; a page that the menu does not list is added to its kind."""
        menu = self._menu_of(entry.readers, language)
        link = f'href="{entry.stem}.html"'
        if link in menu:
            return Markup(menu.replace(link, f'{link} aria-current="page"', 1))  # noqa: S704 - made of escaped parts below
        mark = f"<!--{kind_anchor(entry.document)}-->"
        title = escape.html_text(self._site.title_of(entry, language))
        return Markup(menu.replace(mark, f'<li><a {link} aria-current="page">{title}</a></li>', 1))  # noqa: S704 - as above

    def _menu_of(self, readers: Readers, language: str) -> str:
        key = (readers, language)
        if key not in self._menus:
            self._menus[key] = "".join(self._menu_groups(readers, language))
        return self._menus[key]

    def _menu_groups(self, readers: Readers, language: str) -> Iterator[str]:
        say = speaker(language).say
        for audience, kinds in self._site.groups(readers, language):
            yield f"<h2>{escape.html_text(say(AUDIENCES[audience]))}</h2><ul>"
            for document, entries in kinds:
                name = say(self._site.kind_name(document))
                items = [
                    f'<li><a href="{entry.stem}.html">{escape.html_text(self._site.title_of(entry, language))}</a></li>'
                    for entry in entries
                ]
                if len(entries) == 1:
                    yield items[0]
                elif len(entries) <= MOST_IN_MENU:
                    yield f"<li><span>{escape.html_text(name)}</span><ul>{''.join(items)}</ul></li>"
                else:
                    counted = escape.html_text(say(COUNTED, name=name, count=Number(len(entries), "count")))
                    anchor = kind_anchor(document)
                    yield f'<li><a href="{INDEX}.html#{anchor}">{counted}</a><ul><!--{anchor}--></ul></li>'
            yield "</ul>"

    def _site_title(self, language: str) -> str:
        return speaker(language).plain(self._site.settings.title)

    def _render(self, template: str, language: str, **values: Any) -> str:
        return self._environment.get_template(template).render(
            language=language,
            tag=TAGS.get(language, language),
            site_title=self._site_title(language),
            names=NAMES,
            tags=TAGS,
            version=itsm_compiler.__version__,
            gettext=_gettext(language),
            **values,
        )


def kind_anchor(document: str) -> str:
    """The anchor of a kind of documents on the index page."""
    return f"_k-{escape.file_name(document)}"


def asset(name: str) -> bytes:
    """A file that every page uses."""
    return files("itsm_compiler.renderers").joinpath("site", name).read_bytes()


@lru_cache(maxsize=4)
def _gettext(language: str) -> Any:
    def gettext(text: str, /, **values: str) -> str:
        key = one_form(text)
        return (translation(language, key) or key).format_map(values)

    return gettext


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
        loader=FunctionLoader(lambda name: asset(name).decode()),
        finalize=lambda value: escape.visible(value) if type(value) is str else value,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    return environment
