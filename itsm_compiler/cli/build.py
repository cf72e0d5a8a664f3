"""`itsmc build`: check, then write every document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from itsm_compiler.cli import INTERNAL, PASSED
from itsm_compiler.cli.check import exit_code, report_of, show_findings, show_summary
from itsm_compiler.cli.git import last_change
from itsm_compiler.cli.options import (
    colour_option,
    compiled_design,
    demand_options,
    design_argument,
    language_option,
    message_language,
    stated_day,
)
from itsm_compiler.cli.wrong import WrongInputError
from itsm_compiler.diagnostics import Text
from itsm_compiler.terminal import printable

if TYPE_CHECKING:
    from datetime import date

    from itsm_compiler.diagnostics import Language
    from itsm_compiler.pipeline import Compiled
    from itsm_compiler.renderers.site import Settings as SiteSettings

LANGUAGES = ("en", "zh")
"""The languages that documents can be written in."""

REFUSED = Text(
    "nothing was written: mend what fails the check, or write the documents as drafts with `--draft`",
    "未写入任何文件：请先解决使检查失败的问题，或用 `--draft` 生成草稿",
)
WROTE = Text(
    "wrote {files} files for {documents} to {folder}", "已将{documents}（{files} 个文件）写入 {folder}"
)
DOCUMENTS = (Text("1 document", "1 份文档"), Text("{n} documents", "{n} 份文档"))
UNTRUSTED = Text(
    "the design's own templates in `{folder}` were not used: they are code, which `--trust` allows",
    "未使用设计自带的模板 `{folder}`：模板属于代码，须用 `--trust` 明确允许",
)
UNKNOWN_FORMATS = Text(
    "not written, as this version cannot: {formats}", "当前版本尚不能生成，已略过：{formats}"
)
NO_FORMAT = Text(
    "none of the wanted formats can be written: add `md` or `html` to `documents.formats`",
    "所要求的格式都无法生成：请在 `documents.formats` 中加入 `md` 或 `html`",
)
OPEN = Text("; open {page}", "；请打开 {page}")


@click.command()
@design_argument
@click.option(
    "-o",
    "--output",
    "--out",
    type=click.Path(path_type=Path),
    default=Path("documents"),
    show_default=True,
    metavar="FOLDER",
    help="Where to write.",
)
@click.option(
    "--draft", is_flag=True, help="Write the documents even if the check fails, each stamped DRAFT."
)
@demand_options
@language_option
@colour_option
def command(
    path: Path, output: Path, language: str | None, colour: str, *, draft: bool, **demand: Any
) -> int:
    """Check the design in the folder PATH and write its documents: Markdown, a site, manifest.json.

    Refused where `itsmc check` would fail, with the same exit codes.
    """
    compiled = compiled_design(path, language, **demand)
    spoken = message_language(language, compiled)
    report = report_of(compiled, spoken)
    refused = not compiled.passed and not draft
    if refused:
        show_findings(report, colour)
    show_summary(report, colour)
    if refused:
        click.echo(REFUSED[spoken], err=True)
        return exit_code(compiled)
    stamp = stated_day(demand["day"]) or last_change(compiled.source.root) or compiled.as_of
    _write(compiled, _site(compiled, spoken, trust=demand["trust"]), output, stamp, spoken)
    return INTERNAL if compiled.crashed else PASSED


def _write(compiled: Compiled, site: SiteSettings, output: Path, stamp: date, language: Language) -> None:
    """Write the documents, stamped with a day, and say what was written."""
    from itsm_compiler.pipeline import documents_of  # noqa: PLC0415 (see `compiled_design`)
    from itsm_compiler.renderers.environment import TemplateFault  # noqa: PLC0415 (only a build renders)
    from itsm_compiler.renderers.output import OutputError, write_site  # noqa: PLC0415 (see above)
    from itsm_compiler.renderers.render import render_site  # noqa: PLC0415 (see above)

    views = documents_of(compiled, stamp)
    try:
        written = write_site(output, render_site(views, site), stamp)
    except OutputError as error:
        raise WrongInputError(error.message[language]) from None
    except TemplateFault as error:
        raise WrongInputError(str(error)) from None
    count = DOCUMENTS[len(views) != 1].format({"n": len(views)})
    sentence = WROTE.format({"files": written.files, "documents": count, "folder": output})[language]
    page = OPEN.format({"page": output / "index.html"})[language] if "html" in site.formats else ""
    click.echo(sentence + page, err=True)


def _site(compiled: Compiled, language: Language, *, trust: bool) -> SiteSettings:
    """How the documents are written; what the design wants and does not get is said."""
    from itsm_compiler.documents import DOCUMENTS as KINDS  # noqa: PLC0415 (only a build renders)
    from itsm_compiler.renderers.site import FORMATS, Settings  # noqa: PLC0415 (see above)

    head, wanted = compiled.design.head, compiled.design.documents
    languages = tuple(known for known in head.languages if known in LANGUAGES) or ("en",)
    asked = wanted.formats if wanted else FORMATS
    formats = tuple(name for name in asked if name in FORMATS)
    if not formats:
        raise WrongInputError(NO_FORMAT[language])
    if others := ", ".join(f"`{name}`" for name in asked if name not in FORMATS):
        click.echo(UNKNOWN_FORMATS.format({"formats": others})[language], err=True)
    folder = wanted.templates if wanted else None
    if folder and not trust:
        click.echo(UNTRUSTED.format({"folder": printable(folder)})[language], err=True)
    return Settings(
        languages=languages,
        formats=formats,
        title=head.title,
        kinds={kind: document.title for kind, document in KINDS.items()},
        templates=compiled.source.root / folder if folder and trust else None,
    )
