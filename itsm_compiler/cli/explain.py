"""`itsmc explain`: the reasons of a rule or success factor, or how a figure of an entity came about."""

from __future__ import annotations

import re
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
    prefix_of,
)
from itsm_compiler.cli.wrong import WrongInputError, did_you_mean
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from itsm_compiler.diagnostics import Language
    from itsm_compiler.pipeline import Compiled

FACTOR = re.compile(r"[A-Za-z]{3}-\d+")
RULE = re.compile(r"[A-Za-z]{3}\d{3}")

NO_SUCH_RULE = Text(
    "there is no rule `{name}`; `itsmc rules` lists them",
    "没有规则 `{name}`；可用 `itsmc rules` 查看全部规则",
)
NO_SUCH_FACTOR = Text(
    "there is no success factor `{name}`; there are `{first}` to `{last}`",
    "没有成功因素 `{name}`；现有 `{first}` 至 `{last}`",
)
NO_DESIGN = Text(
    "`{name}` is no rule and no success factor; if it is an entity, name its design with `--design FOLDER` ({reason})",
    "`{name}` 不是规则或成功因素；若是设计中的对象，请用 `--design 文件夹` 指定其设计（{reason}）",
)
NO_METRIC = Text(
    "no `{metric}` is derived of `{name}`; what there is: {others}{near}",
    "`{name}` 没有推导出的 `{metric}`；现有：{others}{near}",
)
NO_FIGURE = Text(
    "nothing is computed of `{name}`; figures follow of SLAs, services, components, OLAs, contracts, tasks and risks",
    "`{name}` 没有计算数据；可计算的对象有：服务级别协议、服务、部件、运营级别协议、支撑合同、任务和风险",
)


@click.command()
@click.argument("subject")
@click.argument("metric", required=False)
@design_option
@date_option
@language_option
def command(subject: str, metric: str | None, path: Path, language: str | None, day: date | None) -> int:
    """Explain SUBJECT: a rule (SLM014), a success factor (CAT-07), or an entity of a design.

    Of an entity it is told how its figures came about, down to the lines in which they are written: all of them, or
    one METRIC: availability, response, resolution, commitment, coverage, schedule, go-live, load, gates, risk, loss,
    window, cost, margin, compensation, budget, staffing, roster, desk, skills, raci, single-points.
    """
    text = _of_register(subject, "zh" if language == "zh" else "en") if metric is None else None
    if text is None:
        text = _of_entity(subject, metric, path, language, day)
    click.echo(text, nl=False)
    return PASSED


def _of_register(subject: str, language: Language) -> str | None:
    """The explanation of a rule or a success factor; None for what looks like neither."""
    from itsm_compiler.knowledge import factors  # noqa: PLC0415 (after the options are known to be right)
    from itsm_compiler.reports import rules  # noqa: PLC0415 (after the options are known to be right)

    info = rules.find_rule(subject)
    if info is not None:
        return rules.explain_rule(info, language)
    if RULE.fullmatch(subject):
        raise WrongInputError(NO_SUCH_RULE.format({"name": subject})[language])
    if not FACTOR.fullmatch(subject):
        return None
    code = subject.upper()
    known = factors()
    if code in known:
        return rules.explain_factor(code, language)
    area = [other for other in known if other[:3] == code[:3]] or list(known)
    values = {"name": subject, "first": area[0], "last": area[-1]}
    raise WrongInputError(NO_SUCH_FACTOR.format(values)[language])


def _of_entity(subject: str, metric: str | None, path: Path, language: str | None, day: date | None) -> str:
    from itsm_compiler.analysis.explain import explain  # noqa: PLC0415 (see above)
    from itsm_compiler.reports.derivation import render  # noqa: PLC0415 (see above)

    try:
        compiled = compiled_design(path, language, day=day)
    except WrongInputError as error:
        values = {"name": subject, "reason": error.message}
        raise WrongInputError(NO_DESIGN.format(values)["zh" if language == "zh" else "en"]) from None
    spoken = message_language(language, compiled)
    if subject not in compiled.design.entities:
        raise no_entity(subject, path, compiled, spoken)
    trees = explain(compiled.design, compiled.graph, compiled.figures, subject, metric)
    if not trees:
        raise WrongInputError(_nothing(compiled, subject, metric)[spoken])
    return render(trees, compiled.design, prefix_of(compiled.source.root), spoken)


def _nothing(compiled: Compiled, subject: str, metric: str | None) -> Text:
    """What there is to explain of an entity instead."""
    from itsm_compiler.analysis.explain import METRICS, explain  # noqa: PLC0415 (see above)

    there = [
        name for name in METRICS if explain(compiled.design, compiled.graph, compiled.figures, subject, name)
    ]
    if not there:
        return NO_FIGURE.format({"name": subject})
    others = ", ".join(f"`{name}`" for name in there)
    near = did_you_mean(metric or "", there)
    return NO_METRIC.format({"name": subject, "metric": metric, "others": others, "near": near})
