"""What documents ask of a design again and again, each index made when it is first wanted."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from itsm_compiler.documents.numbering import numbers, short_ids

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itsm_compiler.analysis.analyse import Figures
    from itsm_compiler.analysis.schedule import TaskFigure
    from itsm_compiler.documents.numbering import Key
    from itsm_compiler.model.agreements import Ola, Sla
    from itsm_compiler.model.assurance import Relation, Review
    from itsm_compiler.model.deployment import Deliverable
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.parties import Contact
    from itsm_compiler.model.people import Holder
    from itsm_compiler.model.prose import Prose
    from itsm_compiler.model.services import Component, Service


class Lookup:
    """Who provides, promises and signs what."""

    def __init__(self, design: Design) -> None:
        self._design = design
        self._planned: Mapping[str, TaskFigure] | None = None
        self._chains: Mapping[str, tuple[tuple[str, ...], float]] | None = None

    @cached_property
    def numbers(self) -> Mapping[Key, str]:
        """The number of each document."""
        return numbers(self._design)

    @cached_property
    def short_ids(self) -> Mapping[Key, str]:
        """What tells each document from the others of its kind."""
        return short_ids(self._design)

    @cached_property
    def provided(self) -> Mapping[str, tuple[Service | Component, ...]]:
        """By team or contract, the services and components that it provides, in the order of the design."""
        found: dict[str, list[Service | Component]] = {}
        things: list[Service | Component] = [
            *self._design.services.values(),
            *self._design.components.values(),
        ]
        for thing in things:
            for holder in dict.fromkeys(thing.provided_by):
                found.setdefault(holder, []).append(thing)
        return {holder: tuple(things) for holder, things in found.items()}

    @cached_property
    def agreements(self) -> Mapping[str, tuple[Sla, ...]]:
        """By service, the agreements that promise it."""
        found: dict[str, list[Sla]] = {}
        for sla in self._design.slas.values():
            for service in self._design.services_of(sla.services):
                found.setdefault(service, []).append(sla)
        return {service: tuple(slas) for service, slas in found.items()}

    @cached_property
    def olas(self) -> Mapping[str, tuple[Ola, ...]]:
        """By team, its operational level agreements."""
        found: dict[str, list[Ola]] = {}
        for ola in self._design.olas.values():
            found.setdefault(ola.team, []).append(ola)
        return {team: tuple(olas) for team, olas in found.items()}

    @cached_property
    def reviews(self) -> Mapping[str, tuple[Review, ...]]:
        """By what a review looks at: an agreement, a contract or the deployment."""
        found: dict[str, list[Review]] = {}
        for review in self._design.reviews.values():
            for subject in review.of:
                found.setdefault(subject, []).append(review)
        return {subject: tuple(reviews) for subject, reviews in found.items()}

    @cached_property
    def relations(self) -> Mapping[str, Relation]:
        """By party, how the relation with it is kept; the first where there are several."""
        found: dict[str, Relation] = {}
        for relation in self._design.relations.values():
            found.setdefault(relation.party, relation)
        return found

    @cached_property
    def results(self) -> Mapping[str, tuple[Deliverable, ...]]:
        """By task of the deployment, the deliverables that come from it."""
        plan = self._design.deployment
        found: dict[str, list[Deliverable]] = {}
        for item in plan.deliverables.values() if plan else ():
            if item.from_ is not None:
                found.setdefault(item.from_, []).append(item)
        return {task: tuple(items) for task, items in found.items()}

    @cached_property
    def suppliers(self) -> Mapping[str, int]:
        """By supplier, how many contracts there are with it."""
        return Counter(contract.supplier for contract in self._design.contracts.values())

    def planned(self, figures: Figures) -> Mapping[str, TaskFigure]:
        """By task, when it is done."""
        if self._planned is None:
            schedule = figures.schedule
            self._planned = {figure.task: figure for figure in schedule.tasks} if schedule else {}
        return self._planned

    def chains(self, figures: Figures) -> Mapping[str, tuple[tuple[str, ...], float]]:
        """By the OLA or contract of a link, the agreements whose chains have it, and the least margin in minutes."""
        if self._chains is None:
            found: dict[str, tuple[dict[str, None], float]] = {}
            for figure in figures.response:
                margin = figure.margin_minutes
                for link in figure.chain if margin is not None else ():
                    if link.agreement is not None and margin is not None:
                        slas, least = found.get(link.agreement, ({}, margin))
                        slas.setdefault(figure.sla)
                        found[link.agreement] = (slas, min(least, margin))
            self._chains = {name: (tuple(slas), least) for name, (slas, least) in found.items()}
        return self._chains

    @cached_property
    def hidden_names(self) -> tuple[Prose, ...]:
        """The persons whose names are internal."""
        people: list[Contact | Holder] = []
        for party in self._design.parties.values():
            people += party.contacts
        for role in self._design.roles.values():
            people += role.holders
        return tuple(person.name for person in people if person.internal and person.name is not None)

    def contact(self, party: str | None, name: Prose | None) -> Contact | None:
        """A person of a party by name."""
        known = self._design.parties.get(party or "")
        if known is None or name is None:
            return None
        return next((contact for contact in known.contacts if contact.name.says(name)), None)

    def post(self, party: str | None, name: Prose | None) -> Prose | None:
        """What somebody is: the post of the contact, else the role that the person holds."""
        contact = self.contact(party, name)
        if contact is not None and contact.post is not None:
            return contact.post
        if name is None or party not in (None, self._design.head.provider):
            return None
        return self._posts.get(_folded(name))

    @cached_property
    def _posts(self) -> dict[frozenset[str], Prose]:
        found: dict[frozenset[str], Prose] = {}
        for role in self._design.roles.values():
            for holder in role.holders:
                if holder.name is not None:
                    found.setdefault(_folded(holder.name), self._design.label(role.id))
        return found


def _folded(name: Prose) -> frozenset[str]:
    return frozenset(" ".join(text.casefold().split()) for text in name.texts.values())
