"""The formulas of indicators in words: each variable by what it means, and where its figure is taken from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import LANGUAGES
from itsm_compiler.documents.scribe import listing
from itsm_compiler.knowledge import library
from itsm_compiler.model.prose import Prose

if TYPE_CHECKING:
    from itsm_compiler.diagnostics import Language
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.processes import Kpi

VARIABLE = re.compile(r"[a-z_][a-z0-9_]*(?!\s*\()")
SIGNS = (("*", "×"), ("/", "÷"), (" - ", " − "))


def formula(kpi: Kpi) -> Prose | None:
    """The formula of an indicator with the names of its variables; None without one."""
    known = library().get(kpi.use or "")
    written = kpi.formula or (known.formula if known else None)
    if written is None:
        return None
    for sign, shown in SIGNS:
        written = written.replace(sign, shown)
    return Prose(
        {
            language: VARIABLE.sub(lambda match: _meaning(kpi, match[0], language), written)  # noqa: B023
            for language in LANGUAGES
        }
    )


def _meaning(kpi: Kpi, name: str, language: Language) -> str:
    """What a variable means: by the indicator, else by the library, else its name in words."""
    own = kpi.variables.get(name)
    if own is not None and own.means is not None:
        return own.means[language]
    known = library().get(kpi.use or "")
    if known is not None and name in known.variables:
        return known.variables[name].text[language]
    return name.replace("_", " ")


def sources(scribe: Scribe, kpi: Kpi) -> Value:
    """Where the figures of an indicator are taken from, each place once."""
    found = [kpi.source, *(variable.source for variable in kpi.variables.values())]
    return listing(scribe.value(source) for source in dict.fromkeys(found) if source is not None)
