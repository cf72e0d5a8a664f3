"""`itsmc graph`: the dependency graph in the forms that people look at and other programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
from itsm_compiler.cli.wrong import WrongInputError, did_you_mean
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from itsm_compiler.diagnostics import Language
    from itsm_compiler.documents.reference_map import Links
    from itsm_compiler.documents.view import Flow
    from itsm_compiler.graph import Graph

NOTHING = Text(
    "there is nothing to draw: no service, component, agreement or provider hangs together with another",
    "没有可绘制的内容：没有相互关联的服务、部件、协议或提供方",
)
ALONE = Text(
    "there is nothing to draw: `{name}` neither needs a service, component or provider nor does one need it (`--around {name}` shows every reference)",
    "没有可绘制的内容：`{name}` 不依赖任何服务、部件或提供方，也不被它们所依赖（`--around {name}` 可显示全部引用）",
)
NO_SUCH_KIND = Text(
    "`--kinds`: `{name}` is no kind of entity{near}", "`--kinds`：`{name}` 不是对象类别{near}"
)
NONE_OF_KINDS = Text(
    "there is nothing to draw: the design has none of these kinds", "没有可绘制的内容：设计中没有这些类别"
)
ONE_OF_BOTH = "name an entity or give `--around`, not both; `--around` shows what names it and what it names"
DEPTH_OF_WHAT = "`--depth` wants an entity or `--around`; it counts the steps away from it"
PICTURES = ("mermaid", "svg")
FORMATS = (*PICTURES, "dot", "graphml", "json")


@click.command()
@click.argument("entity", required=False)
@design_option
@click.option(
    "--around", metavar="ENTITY", help="Show every reference around this entity, not only who needs what."
)
@click.option(
    "--depth",
    type=click.IntRange(min=1),
    metavar="N",
    help="At most so many steps away from the entity (default: 1 with --around, else all the way).",
)
@click.option(
    "--kinds",
    default="",
    metavar="KIND[,…]",
    help="Only entities of these sections, such as services,components.",
)
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
def command(
    entity: str | None, path: Path, format_: str, language: str | None, day: date | None, **filters: Any
) -> int:
    """Print who needs what: the whole design, or only what ENTITY needs and what needs it."""
    from itsm_compiler.documents import dependency_map, reference_map  # noqa: PLC0415 (after the options are known to be right)

    around, depth = filters["around"], filters["depth"]
    if entity is not None and around is not None:
        raise WrongInputError(ONE_OF_BOTH)
    middle = around or entity
    if depth is not None and middle is None:
        raise WrongInputError(DEPTH_OF_WHAT)
    kinds = _kinds(filters["kinds"], "zh" if language == "zh" else "en")
    compiled = compiled_design(path, language, day=day)
    spoken = message_language(language, compiled)
    if middle is not None and middle not in compiled.design.entities:
        raise no_entity(middle, path, compiled, spoken)
    links = reference_map.links(compiled.graph)
    if around is not None:
        shown = reference_map.around(compiled.design, links, around, depth or 1, kinds)
    elif kinds and entity is None:
        shown = reference_map.of_kinds(compiled.design, kinds)
    else:
        shown = _neighbourhood(compiled.graph, links, entity, depth, kinds)
    if around is not None or (kinds and entity is None):
        flow = reference_map.reference_map(compiled.graph, links, shown)
    else:
        flow = dependency_map.dependency_map(compiled.design, shown)
    if not flow.nodes:
        nothing = ALONE.format({"name": entity}) if entity else NONE_OF_KINDS if kinds else NOTHING
        raise WrongInputError(nothing[spoken])
    if format_ in PICTURES:
        click.echo(_picture(flow, format_, spoken), nl=False)
    else:
        click.echo(_data(compiled.graph, links, shown, format_, spoken), nl=False)
    return PASSED


def _kinds(names: str, language: Language) -> frozenset[str]:
    """The kinds of entities that an option names."""
    from itsm_compiler.model.kinds import KINDS  # noqa: PLC0415 (see above)
    from itsm_compiler.model.readers import ONE_THING_SECTIONS  # noqa: PLC0415 (see above)

    known = {*KINDS, *ONE_THING_SECTIONS} - {"any"}
    found = frozenset(name.strip().replace("-", "_") for name in names.split(",") if name.strip())
    for name in sorted(found - known):
        values = {"name": name, "near": did_you_mean(name, known)}
        raise WrongInputError(NO_SUCH_KIND.format(values)[language])
    return found


def _neighbourhood(
    graph: Graph, links: Links, entity: str | None, depth: int | None, kinds: frozenset[str]
) -> frozenset[str]:
    """What an entity needs and what needs it, of some kinds and up to some depth; the whole without an entity."""
    from itsm_compiler.documents import dependency_map, reference_map  # noqa: PLC0415 (see above)

    design = graph.design
    shown = dependency_map.neighbourhood(graph, entity)
    if entity is not None and depth is not None:
        inside = {
            owner: {target: fields for target, fields in targets.items() if target in shown}
            for owner, targets in links.items()
            if owner in shown
        }
        shown &= reference_map.around(design, inside, entity, depth, ())
    return frozenset(one for one in shown if not kinds or one == entity or design.kind_of(one) in kinds)


def _picture(flow: Flow, format_: str, language: Language) -> str:
    """The graph for people."""
    from itsm_compiler.renderers.diagrams.standalone import mermaid_text, svg_text  # noqa: PLC0415 (see above)

    return mermaid_text(flow, language) if format_ == "mermaid" else svg_text(flow, language)


def _data(graph: Graph, links: Links, shown: frozenset[str], format_: str, language: Language) -> str:
    """The graph for programs."""
    from itsm_compiler.reports import graphs  # noqa: PLC0415 (see above)

    write = {"dot": graphs.as_dot, "graphml": graphs.as_graphml, "json": graphs.as_json}[format_]
    return write(graphs.part_of(graph, links, shown, language))
