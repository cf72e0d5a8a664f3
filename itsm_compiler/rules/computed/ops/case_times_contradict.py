"""How long cases take, said in shares that fall or with a mean they do not allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.processes import CaseTimes
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "OPS015",
    "case-times-contradict",
    kind=Kind.CONTRADICTION,
    severity=Severity.INFO,
    profile=Profile.FULL,
    factors=("OPS-11",),
    message=Text(
        "the times of process `{process}` cannot be: {reason}", "过程 `{process}` 的时长分布不成立：{reason}"
    ),
    help=Text(
        "let the shares rise with the times up to 100 % at most, and the mean lie between what they allow",
        "使占比随时长上升且不超过 100 %，平均值落在分布允许的范围内",
    ),
    why=Text(
        "Work is allotted by this curve; one that cannot be allots people that are not there.",
        "工作按这条曲线分派，曲线不成立，分派也就落空。",
    ),
)
EXAMPLE = Example(
    at="processes.incident-management.durations",
    set={
        "processes.incident-management.durations": {"4h": "55%", "24h": "88%", "72h": "100%", "mean": "30h"}
    },
    base="reference",
)
FALLS = Text("{share} by {time} is not more than the share before", "{time} 内 {share} 不高于前一档")
ABOVE = Text("{share} is more than all", "{share} 超过全部")
TOO_LOW = Text(
    "the mean of {mean} is less than the {least} that the shares allow",
    "平均 {mean} 低于分布允许的下限 {least}",
)
TOO_HIGH = Text(
    "the mean of {mean} is more than the {most} that the shares allow",
    "平均 {mean} 高于分布允许的上限 {most}",
)


def check(context: Context) -> Iterator[Problem]:
    """Every process whose shares do not rise, end above the whole, or allow another mean than is written."""
    for process in context.design.processes.values():
        reason = _reason(process.durations) if process.durations is not None else None
        if reason is not None:
            yield Problem(("processes", process.id, "durations"), {"process": process.id, "reason": reason})


def _reason(times: CaseTimes) -> Text | None:
    """Why a distribution cannot be; None where it can.

    The mean is least when every case of a step ends as the step begins, greatest when it ends with it.
    """
    before_time, before_share, least, most = 0.0, 0.0, 0.0, 0.0
    for time, share in sorted(times.shares.items(), key=lambda entry: entry[0].minutes):
        if share.fraction > 1:
            return ABOVE.format({"share": str(share)})
        if share.fraction <= before_share:
            return FALLS.format({"share": str(share), "time": str(time)})
        part = share.fraction - before_share
        least += part * before_time
        most += part * time.minutes
        before_time, before_share = time.minutes, share.fraction
    least += (1 - before_share) * before_time
    mean = times.mean
    if mean is None or not times.shares:
        return None
    if mean.minutes < least:
        return TOO_LOW.format({"mean": str(mean), "least": wording.needed_minutes(least)})
    if before_share >= 1 and mean.minutes > most:
        return TOO_HIGH.format({"mean": str(mean), "most": wording.allowed_minutes(most)})
    return None
