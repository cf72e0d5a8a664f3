"""`itsmc graph`: the dependency graph in the forms that people look at and other programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from itsm_compiler.cli import PASSED
from itsm_compiler.cli.options import (
    compiled_design,
    date_option,
    design_option,
    language_option,
    message_language,
    no_entity,
)
from itsm_compiler.cli.wrong import WrongInputError
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from itsm_compiler.diagnostics import Language
    from itsm_compiler.graph import Graph

NOTHING = Text(
    "there is nothing to draw: no service, component, agreement or provider hangs together with another",
    "没有可绘制的内容：没有相互关联的服务、部件、协议或提供方",
)
ALONE = Text(
    "there is nothing to draw: `{name}` neither needs a service, component or provider nor does one need it",
    "没有可绘制的内容：`{name}` 不依赖任何服务、部件或提供方，也不被它们所依赖",
)
FORMATS = ("mermaid", "svg", "dot", "graphml", "json")


@click.command()
@click.argument("entity", required=False)
@design_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="mermaid",
    show_default=True,
    help="Pictures for Markdown or a browser, or a graph for Graphviz, other tools and programs.",
)
@date_option
@language_option
def command(entity: str | None, path: Path, format_: str, language: str | None, day: date | None) -> int:
    """Print who needs what: the whole design, or only what ENTITY needs and what needs it."""
    from itsm_compiler.documents.dependency_map import neighbourhood  # noqa: PLC0415 (after the options are known to be right)

    compiled = compiled_design(path, language, day=day)
    spoken = message_language(language, compiled)
    if entity is not None and entity not in compiled.design.entities:
        raise no_entity(entity, path, compiled, spoken)
    text = _text(compiled.graph, neighbourhood(compiled.graph, entity), format_, spoken)
    if text is None:
        raise WrongInputError((ALONE.format({"name": entity}) if entity else NOTHING)[spoken])
    click.echo(text, nl=False)
    return PASSED


def _text(graph: Graph, shown: frozenset[str], format_: str, language: Language) -> str | None:
    """The graph in one of the formats; None when nothing of it is to be shown."""
    from itsm_compiler.documents.dependency_map import dependency_map  # noqa: PLC0415 (see above)

    flow = dependency_map(graph.design, shown)
    if not flow.nodes:
        return None
    if format_ in ("mermaid", "svg"):
        from itsm_compiler.renderers.diagrams.standalone import mermaid_text, svg_text  # noqa: PLC0415 (see above)

        return mermaid_text(flow, language) if format_ == "mermaid" else svg_text(flow, language)
    from itsm_compiler.reports import graphs  # noqa: PLC0415 (see above)

    write = {"dot": graphs.as_dot, "graphml": graphs.as_graphml, "json": graphs.as_json}[format_]
    return write(graph, shown, language)
