"""`itsmc explain`: the reasons of a rule, success factor or indicator, or how a figure of an entity came about."""

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
    packs_usable,
    prefix_of,
)
from itsm_compiler.cli.wrong import WrongInputError, did_you_mean
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from itsm_compiler.diagnostics import Language
    from itsm_compiler.pipeline import Compiled
    from itsm_compiler.rules.rule import Rule

FACTOR = re.compile(r"[A-Za-z]{3}-\d+")
RULE = re.compile(r"[A-Za-z]{2,8}\d{3}")
KPI = re.compile(r"KPI\d{3}", re.IGNORECASE)

NO_SUCH_RULE = Text(
    "there is no rule `{name}`; `itsmc rules` lists them, and `--design FOLDER --trust` adds a design's own",
    "没有规则 `{name}`；可用 `itsmc rules` 查看全部规则，设计自带的规则须加 `--design 文件夹 --trust`",
)
NO_SUCH_FACTOR = Text(
    "there is no success factor `{name}`; there are `{first}` to `{last}`",
    "没有成功因素 `{name}`；现有 `{first}` 至 `{last}`",
)
NO_SUCH_KPI = Text(
    "there is no indicator `{name}`; `itsmc kpis` lists them",
    "没有指标 `{name}`；可用 `itsmc kpis` 查看全部指标",
)
NO_DESIGN = Text(
    "`{name}` is no rule, success factor or indicator; if it is an entity, name its design with `--design FOLDER` ({reason})",
    "`{name}` 不是规则、成功因素或指标；若是设计中的对象，请用 `--design 文件夹` 指定其设计（{reason}）",
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
@click.option("--trust", is_flag=True, help="Explain the rules of the design's own packs too.")
@language_option
def command(  # noqa: PLR0913 (one argument an option)
    subject: str, metric: str | None, path: Path, language: str | None, *, day: date | None, trust: bool
) -> int:
    """Explain SUBJECT: a rule (SLM014), a success factor (CAT-07), an indicator (KPI003), or an entity of a design.

    Of an entity it is told how its figures came about, down to the lines in which they are written: all of them, or
    one METRIC: availability, response, resolution, commitment, coverage, schedule, go-live, load, gates, risk, loss,
    window, cost, margin, compensation, budget, staffing, roster, desk, skills, raci, single-points.
    """
    text = None
    if metric is None:
        packs = compiled_design(path, language, day=day, trust=True).demand.packs if trust else ()
        with packs_usable("zh" if language == "zh" else "en"):
            text = _of_register(subject, "zh" if language == "zh" else "en", packs)
    if text is None:
        text = _of_entity(subject, metric, path, language, day)
    click.echo(text, nl=False)
    return PASSED


def _of_register(subject: str, language: Language, packs: tuple[Rule, ...]) -> str | None:
    """The explanation of a rule, a success factor or an indicator of the library; None for what looks like none."""
    from itsm_compiler.knowledge import factors  # noqa: PLC0415 (after the options are known to be right)
    from itsm_compiler.reports import kpis, rules  # noqa: PLC0415 (after the options are known to be right)

    kpi = kpis.find_kpi(subject)
    if kpi is not None:
        return kpis.explain_kpi(kpi, language)
    if KPI.fullmatch(subject):
        raise WrongInputError(NO_SUCH_KPI.format({"name": subject})[language])
    info = rules.find_rule(subject, packs)
    if info is not None:
        return rules.explain_rule(info, language, packs)
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
