"""Words and places that several computed rules share."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.prose import Prose
    from itsm_compiler.model.quantities import Period

EACH = {
    "day": Text("a day", "每天"),
    "week": Text("a week", "每周"),
    "month": Text("a month", "每月"),
    "quarter": Text("a quarter", "每季度"),
    "half-year": Text("a half-year", "每半年"),
    "year": Text("a year", "每年"),
}
NEVER = Text("for ever", "永远")
OLA, CONTRACT = Text("OLA", "运营级别协议"), Text("contract", "支持合同")
FIELDS = {
    "response": Text("response", "响应"),
    "escalate": Text("escalation", "升级"),
    "resolution": Text("resolution", "解决"),
    "availability": Text("availability", "可用性"),
}


def each(period: Period) -> Text:
    """A window in words: `a month`."""
    return EACH.get(period.word or "") or Text(f"in {period}", f"每 {period} ")


def told(prose: Prose) -> Text:
    """Prose of the design in both languages."""
    return Text(prose["en"], prose["zh"])


def long(minutes: float) -> Text:
    """A length of time that may have no end."""
    return NEVER if math.isinf(minutes) else wording.minutes(minutes)


def against(minutes: float, other: float) -> tuple[Text, Text]:
    """Two lengths of time that are compared, of which the first may have no end."""
    return (
        (NEVER, wording.minutes(other)) if math.isinf(minutes) else wording.compared_minutes(minutes, other)
    )


def target_at(design: Design, sla: str, metric: str, service: str) -> Path:
    """Where what is promised of a metric for a service is written."""
    target = design.slas[sla].targets[metric]
    return ("slas", sla, "targets", metric, "of", service if service in target.of else "all")


def agreement_at(design: Design, agreement: str) -> Path:
    """Where an OLA or a contract stands."""
    return ("olas" if agreement in design.olas else "contracts", agreement)


def noun(design: Design, agreement: str) -> Text:
    """What an agreement behind an SLA is called."""
    return OLA if agreement in design.olas else CONTRACT
