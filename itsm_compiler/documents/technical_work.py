"""Technical work: the threshold table, test environments, procedures with their steps, and the transfer of knowledge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.chaptered import Detail, chapter, detail, either
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Phrase, Section, phrase
from itsm_compiler.model.technology import Threshold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Table, Value
    from itsm_compiler.model.technology import Metric, Monitoring, Sop

METHODS: Mapping[str, Phrase] = {
    "active": phrase("by active checks"),
    "passive": phrase("by reports of the devices"),
    "baseline": phrase("against a baseline"),
    "log": phrase("from logs"),
    "performance": phrase("by performance figures"),
    "event": phrase("by events"),
}
SIGNS: Mapping[str, Phrase] = {
    ">": phrase("above {amount}"),
    ">=": phrase("from {amount} on"),
    "<": phrase("below {amount}"),
    "<=": phrase("{amount} or less"),
}
TRANSFERS: Mapping[str, Phrase] = {
    "history": phrase("Earlier history"),
    "infrastructure": phrase("Infrastructure"),
    "applications": phrase("Applications"),
    "business": phrase("Business"),
}


def _thresholds(scribe: Scribe) -> Section:
    """One line for each metric; what is watched, how and by whom is said once for all metrics of an entry."""
    tables = (_watch_table(scribe), _threshold_table(scribe))
    nothing = phrase("Nothing is watched yet.")
    return chapter(scribe, None, ("monitoring", "metrics"), tables, nothing)


def _watch_table(scribe: Scribe) -> Table | None:
    rows = [
        (
            scribe.link(one.id),
            scribe.links(one.of),
            METHODS.get(one.method or ""),
            one.every,
            scribe.who(one.alert),
            _escalation(scribe, one),
        )
        for one in scribe.design.monitoring.values()
    ]
    headings = (
        phrase("Monitoring"),
        phrase("Objects"),
        phrase("Method"),
        phrase("Interval"),
        phrase("Alarm goes to"),
        phrase("Escalation"),
    )
    return scribe.table(phrase("What is watched, how often, and who is called"), headings, rows)


def _escalation(scribe: Scribe, one: Monitoring) -> Value:
    if one.escalate is None or one.escalate.to is None:
        return None
    if one.escalate.after is None:
        return scribe.who(one.escalate.to)
    return phrase("{who} after {duration}", who=scribe.who(one.escalate.to), duration=one.escalate.after)


def _threshold_table(scribe: Scribe) -> Table | None:
    rows = [
        (
            scribe.link(one.id),
            scribe.title(name),
            scribe.value(_unit(scribe, metric)),
            limit(scribe, metric.warning),
            limit(scribe, metric.critical),
        )
        for one in scribe.design.monitoring.values()
        for name, metric in one.metrics.items()
    ]
    headings = (
        phrase("Monitoring"),
        phrase("Metric"),
        phrase("Unit"),
        phrase("Warning"),
        phrase("Critical"),
    )
    return scribe.table(phrase("Metrics and thresholds"), headings, rows)


def _unit(scribe: Scribe, metric: Metric) -> Value:
    return scribe.word(metric.unit) if isinstance(metric.unit, str) else metric.unit


def limit(scribe: Scribe, bound: Threshold | object) -> Value:
    """A limit with its direction in words, or the words that were written."""
    if not isinstance(bound, Threshold):
        return scribe.value(bound)
    amount: Value = bound.value
    if bound.unit == "%":
        amount = f"{bound.value:f}%"
    elif bound.unit is not None:
        amount = f"{bound.value:f} {bound.unit}"
    return Phrase(SIGNS[bound.sign].text, (("amount", amount),))


def _environments(scribe: Scribe) -> Section:
    design = scribe.design
    rows = [
        (
            scribe.link(one.id),
            scribe.links(one.for_),
            scribe.words(one.kinds),
            scribe.who(one.owner),
            scribe.when(one.ready),
            scribe.money(cost.amount) if (cost := design.costs.get(one.cost or "")) else None,
        )
        for one in design.environments.values()
    ]
    headings = (
        phrase("Test environment"),
        phrase("For"),
        phrase("Kinds of components in it"),
        phrase("Owner"),
        Column(phrase("Ready by")),
        Column(phrase("Cost"), figures=True),
    )
    table = scribe.table(phrase("Test environments to be built"), headings, rows)
    nothing = phrase("No test environment is planned.")
    return chapter(scribe, None, ("environments", "for"), [table], nothing)


def _list(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(sop.id),
            scribe.links(sop.for_),
            scribe.who(sop.by),
            sop.frequency,
            sop.version,
            scribe.links(tool.id for tool in scribe.design.tools.values() if sop.id in tool.automates),
        )
        for sop in scribe.design.sops.values()
    ]
    headings = (
        phrase("Technical activity"),
        phrase("For"),
        phrase("Executed by"),
        phrase("Frequency"),
        phrase("Version"),
        phrase("Automated with"),
    )
    table = scribe.table(phrase("Technical activities with standard steps"), headings, rows)
    nothing = phrase("No technical activity has standard steps yet.")
    return chapter(scribe, None, ("sops", "steps"), [table], nothing)


def procedures(scribe: Scribe) -> Iterator[Detail]:
    """Each procedure: what it is for, what must be there before, its steps, how to see success and how to go back."""
    for sop in scribe.design.sops.values():
        nothing = phrase("The steps of this procedure are not written down yet.")
        yield detail(scribe, "sops", sop, _procedure(scribe, sop), nothing)


def _procedure(scribe: Scribe, sop: Sop) -> Iterator[Block | None]:
    yield scribe.facts(
        (phrase("Purpose"), sop.purpose),
        (phrase("Needed before"), listing(sop.before, lines=True)),
    )
    yield scribe.texts(sop.steps, ordered=True)
    back = sop.none.get("rollback")
    yield scribe.facts(
        (phrase("Done when"), listing(sop.check, lines=True)),
        (phrase("Way back"), listing(sop.rollback, lines=True)),
        (phrase("No way back is needed"), back),
    )


def _transfers(scribe: Scribe) -> Section:
    order = list(TRANSFERS)
    entries = sorted(
        scribe.design.knowledge_transfer.values(),
        key=lambda one: order.index(one.class_) if one.class_ in order else len(order),
    )
    rows = [
        (
            TRANSFERS.get(one.class_ or ""),
            scribe.link(one.id),
            listing(one.what, lines=True),
            scribe.who(one.from_),
            scribe.links(one.to),
            scribe.when(one.when),
            listing(one.acceptance, lines=True),
            either(scribe.outcome(one.result), scribe.who(one.record)),
        )
        for one in entries
    ]
    headings = (
        phrase("Kind"),
        phrase("Transfer"),
        phrase("What is handed over"),
        phrase("Handed over by"),
        phrase("To whom"),
        Column(phrase("When")),
        phrase("Accepted when"),
        phrase("Result"),
    )
    table = scribe.table(phrase("What is handed over by whom to whom"), headings, rows)
    missing = [name for kind, name in TRANSFERS.items() if all(one.class_ != kind for one in entries)]
    lead = (
        phrase("Nothing is planned yet for: {kinds}.", kinds=listing(missing)) if table and missing else None
    )
    nothing = phrase("No transfer of knowledge is planned yet.")
    return chapter(scribe, None, ("knowledge_transfer", "what"), [table], nothing, lead)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "thresholds": _thresholds,
    "environments": _environments,
    "sop_list": _list,
    "transfers": _transfers,
}
