"""The information security statement: policy, scope, risks, controls with their applicability, attributes and watch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import security_controls
from itsm_compiler.documents.chaptered import Plan, chapter, chaptered
from itsm_compiler.documents.evidence_records import record_table
from itsm_compiler.documents.relation_facts import thing
from itsm_compiler.documents.risk_policy import RESPONSES, score
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.security_controls import RATINGS, applied, left_out, said
from itsm_compiler.documents.sla_scope import sites
from itsm_compiler.documents.view import Section, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.documents.chaptered import ChapteredView
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Table, Value

ASSETS = frozenset({"server", "storage", "database", "application", "cloud", "data"})
"""The kinds of components that hold or treat information."""

ORDER = ("high", "medium", "low", None)


def views(scribe: Scribe) -> Iterator[ChapteredView]:
    """The statement, when there are services whose information is to be kept safe."""
    security = scribe.design.security
    if scribe.design.services or security is not None:
        policy = security.policy if security else None
        yield chaptered(
            scribe, PLAN, about="security" if security else None, owner=policy.owner if policy else None
        )


def _outcome(scribe: Scribe) -> Iterator[Value]:
    security = scribe.design.security
    if security is None:
        yield phrase("The design lays down nothing on information security yet.")
        return
    inside = scribe.design.services_of(security.scope.services) if security.scope else ()
    if inside:
        yield phrase(
            "Information security covers {count} service.",
            plural="Information security covers {count} services.",
            count=len(inside),
        )
    high = [asset for asset in security.assets.values() if asset.rating == "high"]
    if security.assets:
        yield phrase(
            "{assets} rated, {high} of them high.",
            assets=phrase("{count} asset is", plural="{count} assets are", count=len(security.assets)),
            high=len(high),
        )
    bare = _unrated(scribe)
    if bare:
        yield phrase("Not rated yet: {parts}.", parts=scribe.links(bare))
    controls = security.controls.values()
    if controls:
        used = sum(applied(control) for control in controls)
        yield phrase("{count} control is applied.", plural="{count} controls are applied.", count=used)
        without = sum(left_out(control) is not None for control in controls)
        if without:
            yield phrase(
                "{count} control is left out for a stated reason.",
                plural="{count} controls are left out for stated reasons.",
                count=without,
            )
        still_open = len(controls) - used - without
        if still_open:
            yield phrase(
                "{count} control is not carried out by anything yet.",
                plural="{count} controls are not carried out by anything yet.",
                count=still_open,
            )
    if security.policy and security.policy.review:
        yield phrase("The policy is reviewed by {day}.", day=scribe.when(security.policy.review))


def _policy(scribe: Scribe) -> Section:
    security = scribe.design.security
    policy = security.policy if security else None
    approved = policy.approved if policy else None
    facts = (
        scribe.facts(
            (phrase("Goal"), policy.goal),
            (phrase("Principles"), listing((said(scribe, one) for one in policy.principles), lines=True)),
            (phrase("Answers for it"), scribe.who(policy.owner)),
            (phrase("Approved by"), scribe.who(approved.by) if approved else None),
            (phrase("Approved on"), scribe.when(approved.when) if approved else None),
            (phrase("Record"), scribe.who(approved.record) if approved else None),
            (phrase("To be reviewed by"), scribe.when(policy.review)),
        )
        if policy
        else None
    )
    nothing = phrase("No policy on information security is laid down yet.")
    return chapter(scribe, security, ("security", "policy"), [facts], nothing)


def _scope(scribe: Scribe) -> Section:
    security = scribe.design.security
    scope = security.scope if security else None
    facts = (
        scribe.facts(
            (phrase("Services"), scribe.links(scope.services)),
            (phrase("Sites"), sites(scribe, scope.sites)),
            (phrase("Teams"), scribe.links(scope.teams)),
        )
        if scope
        else None
    )
    excluded = (
        scribe.table(
            phrase("What is left out of the scope"),
            (phrase("Left out"), phrase("Reason")),
            [(thing(scribe, what), reason) for what, reason in scope.excluded.items()],
        )
        if scope
        else None
    )
    nothing = phrase("It is not laid down yet what information security covers.")
    return chapter(scribe, security, ("security", "scope"), [facts, excluded], nothing)


def _assessment(scribe: Scribe) -> Section:
    security = scribe.design.security
    table = (
        record_table(scribe, security.assessment, phrase("When the risks to information were assessed"))
        if security
        else None
    )
    nothing = phrase("The risks to information have not been assessed yet.")
    return chapter(scribe, security, ("security", "assessment"), [table], nothing)


def _assets(scribe: Scribe) -> Section:
    security = scribe.design.security
    assets = security.assets.items() if security else ()
    rows = [
        (
            scribe.link(part),
            listing((said(scribe, threat) for threat in asset.threats), lines=True),
            RATINGS.get(asset.rating or ""),
            scribe.links(asset.risk, lines=True),
        )
        for part, asset in sorted(assets, key=lambda pair: ORDER.index(pair[1].rating))
    ]
    headings = (phrase("Asset"), phrase("Threats"), phrase("Rating"), phrase("Risks"))
    table = scribe.table(phrase("Assets with their threats, the weightiest first"), headings, rows)
    bare = _unrated(scribe)
    lead = phrase("Not rated yet: {parts}.", parts=scribe.links(bare)) if bare and table else None
    nothing = phrase("No asset has been rated yet.")
    return chapter(scribe, security, ("security", "assets"), [table], nothing, lead)


def _unrated(scribe: Scribe) -> list[str]:
    """The parts of services in scope that hold information and are neither rated nor left out."""
    security = scribe.design.security
    scope = security.scope if security else None
    if security is None or scope is None:
        return []
    graph = scribe.material.graph
    parts = {
        part for service in scribe.design.services_of(scope.services) for part in graph.parts_of(service)
    }
    return [
        part.id
        for part in scribe.design.components.values()
        if part.id in parts
        and part.kind in ASSETS
        and part.id not in security.assets
        and part.id not in scope.excluded
    ]


def _risks(scribe: Scribe) -> Section:
    table = _risk_table(scribe)
    nothing = phrase("No risk of the register is named for an asset.")
    return Section((table,)) if table else Section((), (nothing,))


def _risk_table(scribe: Scribe) -> Table | None:
    """The risks that assets name, with what is done about them."""
    design = scribe.design
    assets = design.security.assets.values() if design.security else ()
    named = dict.fromkeys(risk for asset in assets for risk in asset.risk if risk in design.risks)
    figures = {figure.id: figure for figure in scribe.figures.risks}
    rows = []
    for name in named:
        risk, figure = design.risks[name], figures.get(name)
        rows.append(
            (
                scribe.link(name),
                score(figure.inherent, figure.inherent_band) if figure else None,
                RESPONSES.get(risk.response or ""),
                scribe.links(risk.control, lines=True),
                score(figure.residual, figure.residual_band) if figure else None,
                scribe.who(risk.owner),
            )
        )
    headings = (
        phrase("Risk"),
        phrase("Before the response"),
        phrase("Response"),
        phrase("Control"),
        phrase("After the response"),
        phrase("Owner"),
    )
    return scribe.table(phrase("Risks to the assets and what is done about them"), headings, rows)


PLAN = Plan(
    kind="security-statement",
    title=phrase("Information security statement"),
    outcome=_outcome,
    chapters={
        "policy": _policy,
        "scope": _scope,
        "assessment": _assessment,
        "assets": _assets,
        "risks": _risks,
        **security_controls.CHAPTERS,
    },
    details={},
    anchors=lambda _scribe: (),
)
