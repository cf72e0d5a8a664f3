"""The design as a whole: its sections as models, and the table of everything that has an id."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from itsm_compiler.model.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from itsm_compiler.diagnostics import Path, Span
    from itsm_compiler.model.agreements import Contract, Ola, Sla
    from itsm_compiler.model.assurance import (
        Improvement,
        Measurement,
        Quality,
        Relation,
        Report,
        Review,
        Security,
    )
    from itsm_compiler.model.calendars import Calendar
    from itsm_compiler.model.deployment import Deployment
    from itsm_compiler.model.entity import Entity
    from itsm_compiler.model.head import DesignHead, Documents, Extensions, Rules, Waiver
    from itsm_compiler.model.parties import Party
    from itsm_compiler.model.people import Appraisal, Communication, Role, Staffing, Team, Training
    from itsm_compiler.model.processes import Kpi, Process
    from itsm_compiler.model.requirements import AnyRequirement
    from itsm_compiler.model.resources import (
        DocumentRules,
        Knowledge,
        Record,
        ServiceDesk,
        Spare,
        SpareRules,
        Tool,
    )
    from itsm_compiler.model.risk_and_cost import (
        Allocation,
        Budget,
        Cost,
        Examination,
        GlossaryTerm,
        Risk,
        RiskPolicy,
    )
    from itsm_compiler.model.services import Catalogue, Component, Service
    from itsm_compiler.model.technology import (
        CapacityPlan,
        ContinuityPlan,
        EmergencyPlan,
        Environment,
        KnowledgeTransfer,
        Monitoring,
        Research,
        Sop,
        Standard,
        Technology,
    )
    from itsm_compiler.source import Source


def _things() -> Any:
    """The default of a section of named things: none."""
    return field(default_factory=dict)


class ResolvedReference(NamedTuple):
    """A reference that leads to an entity of the design.

    `target_id` is an id, or `parent/id` for what is named inside an entity; `field` the way from the owner to the
    reference in the language's names, `*` for the keys of maps (`targets.*.source`). `at_key` says that the reference
    is the key itself at which `path` ends.
    """

    path: Path
    owner_id: str
    target_id: str
    field: str
    at_key: bool = False


@dataclass(frozen=True, slots=True)
class Design:
    """A design whose shape is right: sections of named things by id, sections that are one thing or None.

    `entities` holds everything that has an id, the deployment's tasks, milestones, deliverables and releases among
    them, and each section that is one thing under its own name.
    """

    head: DesignHead
    source: Source
    rules: Rules | None = None
    waivers: Mapping[str, Waiver] = _things()
    documents: Documents | None = None
    extensions: Extensions | None = None
    calendars: Mapping[str, Calendar] = _things()
    parties: Mapping[str, Party] = _things()
    requirements: Mapping[str, AnyRequirement] = _things()
    catalogue: Catalogue | None = None
    services: Mapping[str, Service] = _things()
    components: Mapping[str, Component] = _things()
    slas: Mapping[str, Sla] = _things()
    olas: Mapping[str, Ola] = _things()
    contracts: Mapping[str, Contract] = _things()
    teams: Mapping[str, Team] = _things()
    roles: Mapping[str, Role] = _things()
    staffing: Staffing | None = None
    training: Mapping[str, Training] = _things()
    appraisals: Mapping[str, Appraisal] = _things()
    communications: Mapping[str, Communication] = _things()
    tools: Mapping[str, Tool] = _things()
    service_desk: ServiceDesk | None = None
    spares: Mapping[str, Spare] = _things()
    spare_rules: SpareRules | None = None
    knowledge: Knowledge | None = None
    records: Mapping[str, Record] = _things()
    document_rules: DocumentRules | None = None
    monitoring: Mapping[str, Monitoring] = _things()
    technologies: Mapping[str, Technology] = _things()
    standards: Mapping[str, Standard] = _things()
    environments: Mapping[str, Environment] = _things()
    sops: Mapping[str, Sop] = _things()
    emergency_plans: Mapping[str, EmergencyPlan] = _things()
    continuity_plans: Mapping[str, ContinuityPlan] = _things()
    capacity_plans: Mapping[str, CapacityPlan] = _things()
    knowledge_transfer: Mapping[str, KnowledgeTransfer] = _things()
    research: Mapping[str, Research] = _things()
    processes: Mapping[str, Process] = _things()
    kpis: Mapping[str, Kpi] = _things()
    reports: Mapping[str, Report] = _things()
    reviews: Mapping[str, Review] = _things()
    measurements: Mapping[str, Measurement] = _things()
    improvements: Mapping[str, Improvement] = _things()
    quality: Quality | None = None
    security: Security | None = None
    relations: Mapping[str, Relation] = _things()
    deployment: Deployment | None = None
    risk_policy: RiskPolicy | None = None
    risks: Mapping[str, Risk] = _things()
    examined: tuple[Examination, ...] = ()
    costs: Mapping[str, Cost] = _things()
    budgets: Mapping[str, Budget] = _things()
    allocations: Mapping[str, Allocation] = _things()
    terms: Mapping[str, GlossaryTerm] = _things()
    entities: Mapping[str, Entity] = _things()
    paths: Mapping[str, Path] = field(default_factory=dict, repr=False)
    references: tuple[ResolvedReference, ...] = field(default=(), repr=False)

    def kind_of(self, entity_id: str) -> str:
        """The section in which an entity stands; `tasks`, `milestones`, `deliverables`, `releases` in the deployment.

        Raises:
            KeyError: when nothing has this id.
        """
        path = self.paths[entity_id]
        return str(path[-2] if len(path) > 1 else path[0])

    def path_of(self, entity_id: str) -> Path:
        """Where an entity stands in the design.

        Raises:
            KeyError: when nothing has this id.
        """
        return self.paths[entity_id]

    def thing(self, entity_id: str) -> Entity | None:
        """What has this id: an entity, or by `parent/id` what is named inside one; None when nothing has."""
        parent, slash, child = entity_id.partition("/")
        owner = self.entities.get(parent)
        if not slash or owner is None:
            return owner
        named = (value[child] for value in vars(owner).values() if isinstance(value, dict) and child in value)
        return next((entity for entity in named if getattr(entity, "id", None) == child), None)

    def label(self, entity_id: str) -> Prose:
        """How people call an entity: its name or title, else its id in words."""
        entity = self.thing(entity_id)
        for name in (getattr(entity, "name", None), getattr(entity, "title", None)):
            if isinstance(name, Prose):
                return name
        words = entity_id.rpartition("/")[2].replace("-", " ").replace("_", " ")
        return Prose.plain(words[:1].upper() + words[1:])

    def words(self, mention: str | Prose) -> Prose:
        """What a mention says: the label of the entity that it names, else its own words."""
        if isinstance(mention, Prose):
            return mention
        return self.label(mention) if mention in self.entities else Prose.plain(mention)

    def services_of(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The services that are meant, each once, `all` spelt out, in the order written."""
        meant: dict[str, None] = {}
        for entity_id in ids:
            meant.update(dict.fromkeys(self.services if entity_id == "all" else (entity_id,)))
        return tuple(entity_id for entity_id in meant if entity_id in self.services)

    def calendar(self, calendar_id: str | None = None) -> Calendar:
        """The calendar that governs a place: the one named, else the design's working calendar, else `always`.

        A calendar that is named and could not be read counts as open round the clock; its error says so.
        """
        wanted = calendar_id or self.head.hours or "always"
        return self.calendars.get(wanted) or always()

    def span(self, path: Path, *, of: Literal["key", "value"] = "value") -> Span | None:
        """Where something of the design is written; a shorthand stands for all that it means."""
        return span_in(self.source, path, of=of)


def span_in(source: Source, path: Path, *, of: Literal["key", "value"] = "value") -> Span | None:
    """Where the value or the key at `path` is written.

    What a shorthand leaves out (a list of one, `all`, the field of a bare value) stands at the shorthand; a field that
    is not written stands at the key of what lacks it.
    """
    place = written(source.sections, path)
    return source.locate(place, of=of)


def written(sections: Any, path: Path) -> Path:
    """The path as far as it is written, without the steps that only the models know."""
    node: Any = sections
    place: list[str | int] = []
    for position, step in enumerate(path):
        if isinstance(node, dict) and not isinstance(step, int):
            if step in node:
                node = node[step]
                place.append(step)
            elif path[position + 1 : position + 2] and path[position + 1] in node:
                continue
            else:
                return (*place, step)
        elif isinstance(node, list) and isinstance(step, int):
            if step >= len(node):
                return (*place, step)
            node = node[step]
            place.append(step)
    return tuple(place)


@lru_cache(maxsize=1)
def always() -> Calendar:
    """The built-in calendar that is open round the clock."""
    from itsm_compiler.model.calendars import round_the_clock  # noqa: PLC0415 -- a design may have no calendar

    return round_the_clock()
