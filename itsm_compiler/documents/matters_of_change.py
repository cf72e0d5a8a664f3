"""Controls of risks on their way into use, and the risks of releases and of changes that cannot be tried beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.chaptered import chapter
from itsm_compiler.documents.risk_policy import RESPONSES
from itsm_compiler.documents.view import Column, Section, Tag, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.processes import Process
    from itsm_compiler.model.risk_and_cost import Risk

ACTED = frozenset({"avoid", "mitigate", "transfer"})
"""Responses that want a control."""

STANDING = frozenset({"processes", "sops", "contracts", "tasks"})
"""What brings itself into use: it is run, followed, agreed or planned."""

MOST = 3
"""Tasks that a cell names; of more it tells how many."""


def _open(scribe: Scribe) -> Iterator[Risk]:
    """The open risks whose response wants a control, the gravest first."""
    for figure in sorted(scribe.figures.risks, key=lambda one: (-(one.inherent or 0), one.id)):
        risk = scribe.design.risks.get(figure.id)
        if risk is not None and not figure.closed and risk.response in ACTED:
            yield risk


def _tasks_for(scribe: Scribe, control: str) -> list[str]:
    """The tasks of the deployment that bring a control into use, or that it is."""
    plan = scribe.design.deployment
    tasks = plan.tasks if plan else {}
    return [control] if control in tasks else [one.id for one in tasks.values() if control in one.for_]


def _in_use(scribe: Scribe, risk: Risk) -> bool:
    return any(
        control in scribe.design.paths
        and (scribe.design.kind_of(control) in STANDING or _tasks_for(scribe, control))
        for control in risk.control
    )


def not_brought_in(scribe: Scribe) -> list[str]:
    """The open risks with a response that no control in use, or on its way into use, stands for."""
    return [risk.id for risk in _open(scribe) if not _in_use(scribe, risk)]


def _controls(scribe: Scribe) -> Section:
    rows = []
    for risk in _open(scribe):
        tasks = list(dict.fromkeys(task for control in risk.control for task in _tasks_for(scribe, control)))
        rows.append(
            (
                scribe.link(risk.id),
                RESPONSES.get(risk.response or ""),
                scribe.links(risk.control, lines=True) or Tag(phrase("no control"), "bad"),
                scribe.links(tasks, lines=True)
                if len(tasks) <= MOST
                else phrase("{count} task", plural="{count} tasks", count=len(tasks)),
                Tag(phrase("brought into use"), "good")
                if _in_use(scribe, risk)
                else Tag(phrase("not brought in yet"), "bad"),
            )
        )
    headings = (
        phrase("Risk"),
        phrase("Response"),
        phrase("Control"),
        phrase("Tasks of the deployment"),
        phrase("State"),
    )
    table = scribe.table(phrase("Controls on their way into live use"), headings, rows)
    lead = phrase(
        "A control is in use when it is a process, a procedure, a contract or a task, or when a task of the deployment brings it in."
    )
    nothing = phrase("There is no open risk that wants a control.")
    return chapter(scribe, None, ("risks", "control"), [table], nothing, lead)


def _affecting(scribe: Scribe, subject: str) -> list[str]:
    """The risks that affect a thing."""
    return [
        risk.id for risk in scribe.design.risks.values() if subject in risk.affects and risk.closed is None
    ]


def without_risk(scribe: Scribe) -> list[str]:
    """The releases that no risk of the register affects."""
    plan = scribe.design.deployment
    return [one for one in (plan.releases if plan else ()) if not _affecting(scribe, one)]


def _releases(scribe: Scribe) -> Section:
    plan = scribe.design.deployment
    rows = []
    for release in plan.releases.values() if plan else ():
        back = release.rollback
        rows.append(
            (
                scribe.link(release.id),
                scribe.when(release.when),
                scribe.links(_affecting(scribe, release.id), lines=True)
                or Tag(phrase("in no risk"), "warning"),
                back.how if back else Tag(phrase("no way back"), "bad"),
                scribe.when(back.tested) if back else None,
                _times(back.takes, back.window) if back else None,
            )
        )
    headings = (
        phrase("Release"),
        phrase("When"),
        phrase("Risks"),
        phrase("Way back"),
        Column(phrase("Tried on"), figures=True),
        phrase("Time"),
    )
    table = scribe.table(phrase("Releases with their risks and the way back"), headings, rows)
    nothing = phrase("The deployment plans no releases.")
    return Section((table,)) if table else Section((), (nothing,))


def _times(takes: Value, window: Value) -> Value:
    if takes is None or window is None:
        return takes
    return phrase("{takes} of {window}", takes=takes, window=window)


def _changes(scribe: Scribe) -> Section:
    rows = [row for process in scribe.design.processes.values() for row in _kinds(scribe, process)]
    headings = (
        phrase("Process"),
        phrase("Kind of change"),
        phrase("Approved by"),
        phrase("Way back"),
        phrase("Watched for"),
        phrase("Risks"),
    )
    table = scribe.table(phrase("Kinds of changes with a high risk"), headings, rows)
    nothing = phrase("No kind of change is rated as a high risk.")
    return chapter(scribe, None, ("processes", "kinds"), [table], nothing)


def _kinds(scribe: Scribe, process: Process) -> Iterator[tuple[Value, ...]]:
    risks = scribe.links(_affecting(scribe, process.id), lines=True)
    for name, kind in process.kinds.items():
        if kind.risk == "high":
            yield (
                scribe.link(process.id),
                scribe.title(name),
                scribe.who(kind.approver),
                Tag(phrase("prepared"), "good") if kind.rollback else Tag(phrase("no way back"), "bad"),
                kind.watch,
                risks or Tag(phrase("in no risk"), "warning"),
            )


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "controls": _controls,
    "releases": _releases,
    "changes": _changes,
}
