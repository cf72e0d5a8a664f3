"""`itsmc graph`: the dependency graph in the forms that people look at and other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from itsm_compiler.cli import PASSED
from itsm_compiler.cli.explain import nearest
from itsm_compiler.cli.options import demand_options, language_option, message_language, settings

if TYPE_CHECKING:
    from itsm_compiler.diagnostics import Language
    from itsm_compiler.graph import Graph

FORMATS = ("mermaid", "svg", "dot", "graphml", "json")


@click.command()
@click.argument("entity", required=False)
@click.option(
    "--design",
    "path",
    type=click.Path(path_type=Path),
    default=Path(),
    help="The design (default: this folder).",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="mermaid",
    show_default=True,
    help="Form of the graph.",
)
@demand_options
@language_option
def command(entity: str | None, path: Path, format_: str, language: str | None, **demand: Any) -> int:
    """Print who needs what: the whole design, or what ENTITY needs and what needs it."""
    from itsm_compiler.documents.dependency_map import neighbourhood  # noqa: PLC0415 (after the options are known to be right)
    from itsm_compiler.pipeline import compile_design  # noqa: PLC0415 (see above)

    compiled = compile_design(path, settings(**demand))
    known = compiled.design.entities
    if entity is not None and entity not in known:
        raise click.UsageError(f"{entity!r} is no entity of the design in {path}{nearest(entity, known)}")
    shown = neighbourhood(compiled.graph, entity)
    click.echo(_text(compiled.graph, shown, format_, message_language(language, compiled)), nl=False)
    return PASSED


def _text(graph: Graph, shown: frozenset[str], format_: str, language: Language) -> str:
    if format_ in ("mermaid", "svg"):
        from itsm_compiler.documents.dependency_map import dependency_map  # noqa: PLC0415 (see above)
        from itsm_compiler.renderers.diagrams.standalone import mermaid_text, svg_text  # noqa: PLC0415 (see above)

        flow = dependency_map(graph.design, shown)
        return mermaid_text(flow, language) if format_ == "mermaid" else svg_text(flow, language)
    from itsm_compiler.reports import graphs  # noqa: PLC0415 (see above)

    return {"dot": graphs.as_dot, "graphml": graphs.as_graphml, "json": graphs.as_json}[format_](graph, shown)
