"""Security goals, the controls that serve them, whether each applies, the attributes of services, and the daily watch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.chaptered import chapter
from itsm_compiler.documents.evidence_records import lack
from itsm_compiler.documents.kpi_rows import kpi_table, using
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Section, Tag, phrase
from itsm_compiler.documents.words import capital, plain_word
from itsm_compiler.model.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.assurance import SecurityClasses, SecurityControl

RATINGS: Mapping[str, Tag] = {
    "low": Tag(phrase("low"), "good"),
    "medium": Tag(phrase("medium"), "neutral"),
    "high": Tag(phrase("high"), "warning"),
}
PROPERTIES = ("confidentiality", "integrity", "availability", "control", "reliability")
"""The five properties of security."""

INDICATORS = (
    "proc-security-confidentiality",
    "proc-security-availability",
    "proc-security-integrity",
    "tech-security-event-rate",
    "tech-flaw-fix-rate",
)
"""By which of the library's indicators the security of information and of systems is judged."""


def said(scribe: Scribe, word: str | Prose) -> Value:
    """A word of the language, or what the planner wrote."""
    return word if isinstance(word, Prose) else scribe.word(word)


def applied(control: SecurityControl) -> bool:
    """Whether something carries the control out."""
    return bool(control.by)


def control_name(control: SecurityControl) -> Prose:
    """The name of a control, with a capital as it begins a row."""
    return capital(control.name or plain_word(control.id))


def left_out(control: SecurityControl) -> Prose | None:
    """Why nothing carries the control out; None where that is not said."""
    return None if control.by else control.none.get("by")


def _controls(scribe: Scribe) -> tuple[SecurityControl, ...]:
    security = scribe.design.security
    return tuple(security.controls.values()) if security else ()


def _goal(scribe: Scribe, goal: str | Prose) -> Value:
    """A goal as it begins a row; that to be in control of something is no measure that controls it."""
    if goal == "control":
        return phrase("Controllability")
    return capital(goal) if isinstance(goal, Prose) else scribe.title(goal)


def _goals(scribe: Scribe) -> Section:
    """Each goal with the controls that serve it."""
    served: dict[str | Prose, list[Value]] = {name: [] for name in PROPERTIES} if _controls(scribe) else {}
    for control in _controls(scribe):
        for goal in control.goal:
            served.setdefault(goal, []).append(control_name(control))
    rows = [
        (_goal(scribe, goal), listing(controls) or Tag(phrase("no control"), "warning"))
        for goal, controls in served.items()
    ]
    table = scribe.table(
        phrase("Goals and the controls that serve them"), (phrase("Goal"), phrase("Controls")), rows
    )
    nothing = phrase("No goal of security is set yet.")
    return chapter(scribe, scribe.design.security, ("security", "controls"), [table], nothing)


def _measures(scribe: Scribe) -> Section:
    rows = [
        (control_name(control), control.does or control.description, scribe.who(control.owner))
        for control in _controls(scribe)
    ]
    headings = (phrase("Control"), phrase("What it does"), phrase("Owner"))
    table = scribe.table(phrase("What the controls do and who answers for them"), headings, rows)
    nothing = phrase("No control is chosen yet.")
    return chapter(scribe, scribe.design.security, ("security", "controls"), [table], nothing)


def _applicability(scribe: Scribe) -> Section:
    """Of each control, whether it applies: carried out by what and seen to fail by what, or left out for which reason."""
    rows = [
        (
            control_name(control),
            _state(control),
            scribe.links(control.by, lines=True),
            scribe.links(control.detects, lines=True),
            left_out(control),
        )
        for control in _controls(scribe)
    ]
    headings = (
        phrase("Control"),
        phrase("Applicability"),
        phrase("Put into effect by"),
        phrase("Failure seen by"),
        phrase("Reason for leaving it out"),
    )
    table = scribe.table(phrase("Which controls apply"), headings, rows)
    nothing = phrase("There is no control whose applicability could be stated.")
    bare = [control_name(one) for one in _controls(scribe) if not applied(one) and left_out(one) is None]
    what = phrase("by what these controls are carried out: {controls}", controls=listing(bare))
    missing = lack(scribe, None, ("security", "controls"), what) if bare else None
    return chapter(scribe, scribe.design.security, ("security", "controls"), [table, missing], nothing)


def _state(control: SecurityControl) -> Tag:
    if applied(control):
        return Tag(phrase("applied"), "good")
    if left_out(control) is not None:
        return Tag(phrase("does not apply"), "neutral")
    return Tag(phrase("not carried out yet"), "bad")


def _classes(scribe: Scribe) -> Section:
    security = scribe.design.security
    found = dict(security.classes) if security else {}
    usual = found.pop("default", None)
    rows = [(scribe.link(service), *_ratings(classes)) for service, classes in found.items()]
    if usual is not None:
        rest = phrase("All other services") if rows else phrase("All services")
        rows.append((rest, *_ratings(usual)))
    headings = (phrase("Service"), *(phrase("{name}", name=_goal(scribe, one)) for one in PROPERTIES))
    table = scribe.table(phrase("How much each property matters to each service"), headings, rows)
    nothing = phrase("The services are not rated by the properties of security yet.")
    return chapter(scribe, security, ("security", "classes"), [table], nothing)


def _ratings(classes: SecurityClasses) -> tuple[Value, ...]:
    return tuple(RATINGS.get(getattr(classes, name) or "") for name in PROPERTIES)


def _processes(scribe: Scribe) -> Section:
    """The processes that follow breaches, and those that carry controls out."""
    design = scribe.design
    carried: dict[str, list[Value]] = {}
    for control in _controls(scribe):
        for means in control.by:
            carried.setdefault(means, []).append(control_name(control))
    rows = [
        (
            scribe.link(process.id),
            process.purpose,
            scribe.who(process.owner),
            listing(carried.get(process.id, ())),
        )
        for process in design.processes.values()
        if "security" in process.type
    ]
    headings = (phrase("Process"), phrase("Purpose"), phrase("Owner"), phrase("Controls it carries out"))
    table = scribe.table(phrase("Processes that follow breaches"), headings, rows)
    nothing = phrase("No process follows breaches of the policy yet.")
    return chapter(scribe, None, ("processes", "security"), [table], nothing)


def _monitoring(scribe: Scribe) -> Section:
    design = scribe.design
    served: dict[str, list[Value]] = {}
    for control in _controls(scribe):
        for watch in control.detects:
            served.setdefault(watch, []).append(control_name(control))
    rows = []
    for name, controls in served.items():
        entry = design.monitoring.get(name)
        escalate = entry.escalate if entry else None
        rows.append(
            (
                scribe.link(name),
                entry.every if entry else None,
                scribe.who(entry.alert) if entry else None,
                phrase("{who} after {time}", who=scribe.who(escalate.to), time=escalate.after)
                if escalate and escalate.to and escalate.after
                else None,
                listing(controls, lines=True),
            )
        )
    headings = (
        phrase("Watch"),
        phrase("Interval"),
        phrase("Alarm goes to"),
        phrase("Escalated to"),
        phrase("Controls watched"),
    )
    table = scribe.table(phrase("What shows that a control fails"), headings, rows)
    nothing = phrase("No control is watched yet.")
    what = phrase("what shows that a control fails")
    missing = lack(scribe, design.security, ("security", "detects"), what) if table is None else None
    return chapter(scribe, design.security, ("security", "detects"), [table, missing], nothing)


def _indicators(scribe: Scribe) -> Section:
    found, missing = using(scribe, INDICATORS)
    table = kpi_table(scribe, found, phrase("How security is measured"))
    lead = phrase("Not measured: {indicators}.", indicators=listing(missing)) if missing and table else None
    nothing = phrase("Security is not measured by an indicator yet.")
    return chapter(scribe, None, ("kpis", "security"), [table], nothing, lead)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "goals": _goals,
    "measures": _measures,
    "applicability": _applicability,
    "classes": _classes,
    "processes": _processes,
    "monitoring": _monitoring,
    "indicators": _indicators,
}
