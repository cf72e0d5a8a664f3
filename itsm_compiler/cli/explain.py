"""`itsmc explain`: the reasons of a rule, or how a figure of an entity came about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from itsm_compiler.cli import PASSED
from itsm_compiler.cli.options import demand_options, language_option, message_language, prefix_of, settings

if TYPE_CHECKING:
    from itsm_compiler.diagnostics import Language, RuleInfo


@click.command()
@click.argument("subject")
@click.argument("metric", required=False)
@click.option(
    "--design",
    "path",
    type=click.Path(path_type=Path),
    default=Path(),
    help="The design the entity belongs to (default: this folder).",
)
@demand_options
@language_option
def command(subject: str, metric: str | None, path: Path, language: str | None, **demand: Any) -> int:
    """Explain SUBJECT: a rule by its id, or the figures of an entity (only METRIC when one is named)."""
    from itsm_compiler.rules.catalogue import catalogue  # noqa: PLC0415 (after the options are known to be right)

    info = catalogue().get(subject.upper())
    if info is not None and metric is None:
        click.echo(_rule(info, "zh" if language == "zh" else "en"), nl=False)
        return PASSED
    from itsm_compiler.analysis.explain import explain  # noqa: PLC0415 (see above)
    from itsm_compiler.pipeline import compile_design  # noqa: PLC0415 (see above)
    from itsm_compiler.reports.derivation import render  # noqa: PLC0415 (see above)

    compiled = compile_design(path, settings(**demand))
    if subject not in compiled.design.entities:
        raise click.UsageError(
            f"{subject!r} is neither a rule nor an entity of the design in {path}{nearest(subject, compiled.design.entities)}"
        )
    trees = explain(compiled.design, compiled.graph, compiled.figures, subject, metric)
    if not trees:
        raise click.UsageError(f"no figure{' ' + repr(metric) if metric else ''} is derived for {subject!r}")
    shown = message_language(language, compiled)
    click.echo(render(trees, compiled.design, prefix_of(compiled.source.root), shown), nl=False)
    return PASSED


def _rule(info: RuleInfo, language: Language) -> str:
    """What the rule says, why, and what to do."""
    factors = ", ".join(info.factors) or "–"
    lines = [
        f"{info.id} {info.name}",
        f"{info.severity} · {info.kind} · {info.profile} · {factors}",
        "",
        info.message[language],
        "",
        info.why[language],
        "",
        info.help[language],
    ]
    return "\n".join(lines) + "\n"


def nearest(name: str, known: Any) -> str:
    """What a mistyped name may have meant, as the end of a sentence."""
    from difflib import get_close_matches  # noqa: PLC0415 (only when it is needed)

    near = get_close_matches(name, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
