"""The indicators that the trade uses to judge services, and the sides of quality that users feel: what is measured of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import indicators
from itsm_compiler.documents.chaptered import chapter
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Section, phrase
from itsm_compiler.knowledge import library
from itsm_compiler.model.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Value

USUAL: Mapping[str, tuple[Phrase, tuple[str, ...]]] = {
    "people": (
        phrase("Staff"),
        (
            "people-key-reserve-rate",
            "people-hiring-attainment",
            "people-training-count",
            "people-appraisal-pass-rate",
        ),
    ),
    "resource": (
        phrase("Resources"),
        (
            "res-spare-usable-rate",
            "res-new-knowledge",
            "res-desk-first-dispatch",
            "res-desk-record-completeness",
        ),
    ),
    "technology": (phrase("Technology"), ("tech-research-results",)),
    "process": (
        phrase("Processes"),
        (
            "proc-sla-attainment",
            "proc-report-on-time",
            "proc-incident-solved",
            "proc-change-success",
            "proc-release-success",
            "proc-security-incidents",
        ),
    ),
    "quality": (
        phrase("Quality"),
        ("qual-customer-satisfaction", "qual-management-reviews", "qual-internal-audits"),
    ),
    "cost": (
        phrase("Cost and time of handling"),
        ("res-desk-mean-cost", "res-desk-mean-escalation-time", "proc-incident-mean-resolution"),
    ),
}
"""The common indicators of the register (PPL-39, RES-51, TEC-29, PRO-88, QUA-14, FIN-07) by their id in the library."""

SIDES: Mapping[str, tuple[Phrase, tuple[str, ...]]] = {
    "security": (phrase("Information security"), ("integrity", "usability", "confidentiality")),
    "reliability": (
        phrase("Reliability"),
        ("continuity", "completeness", "effect", "traceability", "stability"),
    ),
    "tangibility": (phrase("Tangibility"), ("visible", "professional", "compliant")),
    "responsiveness": (phrase("Responsiveness"), ("prompt", "interactive")),
    "friendliness": (phrase("Friendliness"), ("active", "flexible", "courteous")),
}
"""The sides of quality with their characteristics (QUA-08 to QUA-12)."""


def _usual(scribe: Scribe) -> Section:
    rows: list[tuple[Value, ...]] = []
    for area, ids in USUAL.values():
        for id_ in ids:
            known = library()[id_].text
            used = [kpi for kpi in scribe.design.kpis.values() if kpi.use == id_]
            excused = scribe.design.head.none.get(f"kpis/{id_}")
            rows.append(
                (
                    area,
                    Prose({"en": known.en, "zh": known.zh}),
                    scribe.links((kpi.id for kpi in used), lines=True) or excused or phrase("not used yet"),
                    listing((indicators.period_of(kpi) for kpi in used), lines=True),
                    listing((indicators.level(scribe, kpi, kpi.target) for kpi in used), lines=True),
                )
            )
    headings = (
        phrase("Area"),
        phrase("Common indicator"),
        phrase("Measured as"),
        phrase("Period of measurement"),
        Column(phrase("Target"), figures=True),
    )
    table = scribe.table(phrase("The common indicators and where they are used"), headings, rows)
    return Section((table,) if table else ())


def _characteristics(scribe: Scribe) -> Section:
    """Which indicators and questions show each characteristic of quality."""
    quality, desk = scribe.design.quality, scribe.design.service_desk
    asked = desk.call_back.questions if desk and desk.call_back else ()
    excused = quality.none if quality else {}
    rows: list[tuple[Value, ...]] = []
    missing: list[Value] = []
    for side, names in SIDES.values():
        for name in names:
            shown = [scribe.link(kpi.id) for kpi in scribe.design.kpis.values() if name in kpi.quality]
            question = phrase("question of the call-back") if name in asked else None
            value = listing((*shown, question), lines=True) or excused.get(name)
            if value is None:
                missing.append(scribe.word(name))
            else:
                rows.append((side, scribe.title(name), value))
    headings = (phrase("Side of quality"), phrase("Characteristic"), phrase("Shown by"))
    table = scribe.table(phrase("Characteristics of quality and what shows them"), headings, rows)
    lead = (
        phrase("Nothing shows yet: {characteristics}.", characteristics=listing(missing))
        if missing and rows
        else None
    )
    nothing = phrase("No indicator shows a characteristic of quality yet.")
    return chapter(scribe, None, ("kpis", "quality"), [table], nothing, lead)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "usual": _usual,
    "characteristics": _characteristics,
}
