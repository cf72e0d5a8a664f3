"""Limits with their direction, as people say them: above so much, below so much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import indicators
from itsm_compiler.documents.view import Phrase, Share, phrase
from itsm_compiler.model.technology import Threshold

if TYPE_CHECKING:
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.processes import Kpi
    from itsm_compiler.model.prose import Prose

SIGNS = {
    ">": phrase("above {level}"),
    ">=": phrase("{level} or more"),
    "<": phrase("below {level}"),
    "<=": phrase("{level} or less"),
}


def limit(scribe: Scribe, value: Threshold | Prose | None, kpi: Kpi | None = None) -> Value:
    """A limit in words, in the unit of the indicator that it is about; words stay as they are."""
    if not isinstance(value, Threshold):
        return value
    if value.unit == "%":
        level: Value = Share(value.value)
    elif value.unit is None:
        level = indicators.figure(scribe, kpi, value.value) if kpi is not None else value.value
    else:
        level = phrase("{amount} {unit}", amount=value.value, unit=scribe.word(value.unit))
    return Phrase(SIGNS[value.sign].text, (("level", level),))
