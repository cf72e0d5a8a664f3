"""What the deployment needs and how it is kept safe and steered: duties, resources, continuity, risks, reports, consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.deployment_work import OWN_PHASES
from itsm_compiler.documents.promises import EVIDENCE_HEADINGS, evidence_rows
from itsm_compiler.documents.risk_policy import RESPONSES
from itsm_compiler.documents.view import Column, Section, Signatory, Signatures, phrase
from itsm_compiler.documents.words import PHASES

if TYPE_CHECKING:
    from datetime import date

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.deployment import Deployment
    from itsm_compiler.model.prose import Prose


def _obligations(scribe: Scribe, plan: Deployment) -> Section:
    rows = [
        (duty.what, scribe.who(duty.by), scribe.when(duty.due), scribe.who(duty.before))
        for duty in plan.customer_obligations
    ]
    headings = (
        phrase("What is needed"),
        phrase("From whom"),
        Column(phrase("Due"), figures=True),
        phrase("Before"),
    )
    table = scribe.table(phrase("What the customer does for the deployment"), headings, rows)
    nothing = phrase("Nothing is asked of the customer for the deployment.")
    return scribe.section(plan, ("deployment", "customer_obligations"), table, otherwise=nothing)


def _resources(scribe: Scribe, plan: Deployment) -> Section:
    rows = [
        (need.what, scribe.who(need.from_), scribe.when(need.ready), scribe.who(need.before))
        for need in plan.resources
    ]
    headings = (
        phrase("Resource"),
        phrase("From whom"),
        Column(phrase("Ready"), figures=True),
        phrase("Before"),
    )
    table = scribe.table(phrase("Resources given to the deployment"), headings, rows)
    nothing = phrase("No resources are asked for beside the people of the provider.")
    return scribe.section(plan, ("deployment", "resources"), table, otherwise=nothing)


def _safety(scribe: Scribe, plan: Deployment) -> Section:
    """The tasks that touch what is in use: how work goes on, and how they are taken back."""
    rows = [
        (scribe.link(task.id), scribe.names(task.live), task.continuity, task.rollback, task.window)
        for task in plan.tasks.values()
        if task.live and scribe.shows(task.id)
    ]
    headings = (
        phrase("Task"),
        phrase("Touches"),
        phrase("How work goes on meanwhile"),
        phrase("Rollback"),
        Column(phrase("Time window"), figures=True),
    )
    table = scribe.table(phrase("Tasks that touch systems in use"), headings, rows)
    nothing = phrase("No task touches a system that is in use.")
    return Section((table,)) if table else Section((), (nothing,))


def _risks(scribe: Scribe, plan: Deployment) -> Section:
    """The declared risks of the phases of deployment; their scores stay in the risk register."""
    del plan
    rows = [
        (
            scribe.name(risk.id),
            PHASES.get(risk.phase or ""),
            risk.cause,
            risk.effect,
            scribe.names(risk.control) or RESPONSES.get(risk.response or ""),
            scribe.who(risk.owner),
        )
        for risk in scribe.design.risks.values()
        if risk.phase in OWN_PHASES and scribe.shows(risk.id) and risk.closed is None
    ]
    headings = (
        phrase("Risk"),
        phrase("Phase"),
        phrase("Cause"),
        phrase("Effect"),
        phrase("What is done about it"),
        phrase("Owner"),
    )
    table = scribe.table(phrase("Open risks of the deployment"), headings, rows)
    return scribe.section(
        None, ("design", "risks"), table, otherwise=phrase("No risk of the deployment is open.")
    )


def _communication(scribe: Scribe, plan: Deployment) -> Section:
    rows = [
        (
            scribe.who(briefing.to),
            scribe.value(briefing.form),
            briefing.frequency,
            scribe.value(briefing.way),
            scribe.who(briefing.by),
        )
        for briefing in plan.communication
    ]
    headings = (phrase("To whom"), phrase("Form"), phrase("Frequency"), phrase("Way"), phrase("By whom"))
    return scribe.section(
        plan,
        ("deployment", "communication"),
        scribe.table(phrase("Who is informed of the progress"), headings, rows),
        otherwise=phrase("No reports on the progress are agreed yet."),
    )


def _issues(scribe: Scribe, plan: Deployment) -> Section:
    issues, change = plan.issues, plan.change_control
    facts = scribe.facts(
        (phrase("States of an issue"), scribe.words(issues.flow) if issues else None),
        (phrase("Tracked by"), scribe.who(issues.by) if issues else None),
        (phrase("Escalated to"), scribe.who(issues.to) if issues else None),
        (phrase("Solved within"), issues.within if issues else None),
        (phrase("Limit"), scribe.value(issues.limit) if issues else None),
        (phrase("Discussed in"), scribe.who(issues.meeting) if issues else None),
        (phrase("Changes of the plan follow"), scribe.who(change.process) if change else None),
        (phrase("Changes are decided by"), scribe.who(change.approver) if change else None),
    )
    return scribe.section(
        plan, ("deployment", "issues"), facts, otherwise=phrase("No rule is set for issues and changes.")
    )


def _consensus(scribe: Scribe, plan: Deployment) -> Section:
    rows = evidence_rows(scribe, plan.evidence.get("consensus", ()))
    table = scribe.table(phrase("Agreement of those concerned on the plan"), EVIDENCE_HEADINGS, rows)
    nothing = phrase("It is not recorded yet that those concerned agree on the plan.")
    return scribe.section(plan, ("deployment", "consensus"), table, otherwise=nothing)


def _confirmation(scribe: Scribe, plan: Deployment) -> Section:
    """Who confirms the plan; a day stands there once it is confirmed."""
    rows: list[Signatory] = []
    planned: list[tuple[Value, ...]] = []
    for entry in plan.confirmation:
        who = scribe.who(entry.by)
        if who is not None:
            day = scribe.when(entry.when)
            planned.append((who, day))
            is_done = entry.result is not None and scribe.figures.day(entry.when) is not None
            rows.append(
                _signatory(scribe, plan, entry.by, scribe.figures.day(entry.when) if is_done else None)
            )
    assessed = evidence_rows(scribe, plan.evidence.get("plan-assessment", ()))
    assessments = scribe.table(phrase("Assessment of the plan"), EVIDENCE_HEADINGS, assessed)
    headings = (phrase("Confirmed by"), Column(phrase("Planned for"), figures=True))
    table = scribe.table(phrase("Who confirms the plan, and when"), headings, planned)
    return scribe.section(
        plan,
        ("deployment", "confirmation"),
        assessments,
        table,
        Signatures(tuple(rows)) if rows else None,
        otherwise=phrase("It is not said yet who confirms the plan."),
    )


def _signatory(scribe: Scribe, plan: Deployment, by: str | Prose | None, day: date | None) -> Signatory:
    """Who signs the plan: a role by the person that holds it, a party by whoever signs the acceptance for it."""
    role = scribe.design.roles.get(by) if isinstance(by, str) else None
    if role is not None:
        holders = [holder.name for holder in role.holders if holder.name is not None]
        return Signatory(
            scribe.link(scribe.design.head.provider or "") or "",
            scribe.who(holders) or "",
            scribe.name(role.id),
            day,
        )
    signing = plan.acceptance.sign_off if plan.acceptance else ()
    name = next((one.name for one in signing if one.party == by), None)
    post = scribe.lookup.post(by if isinstance(by, str) else None, name)
    return Signatory(scribe.who(by) or "", scribe.who(name) or "", post or "", day)


CHAPTERS = {
    "obligations": _obligations,
    "resources": _resources,
    "safety": _safety,
    "risks": _risks,
    "communication": _communication,
    "issues": _issues,
    "consensus": _consensus,
    "confirmation": _confirmation,
}
