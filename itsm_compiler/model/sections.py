"""The sections of the language: where the model of each lives and whether it is one thing, named things or a list."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal

Shape = Literal["single", "named", "list"]


@dataclass(frozen=True, slots=True)
class Section:
    """A section: `class_name` in `itsm_compiler.model.<module>` is the model of the thing, or of each of its things."""

    name: str
    module: str
    class_name: str
    shape: Shape

    def model(self) -> Any:
        """The model, whose module is imported now: a class, or a union of classes told apart by a field."""
        return getattr(import_module(f"itsm_compiler.model.{self.module}"), self.class_name)


_ROWS: tuple[tuple[str, str, str, Shape], ...] = (
    ("design", "head", "DesignHead", "single"),
    ("rules", "head", "Rules", "single"),
    ("waivers", "head", "Waiver", "named"),
    ("documents", "head", "Documents", "single"),
    ("extensions", "head", "Extensions", "single"),
    ("calendars", "calendars", "Calendar", "named"),
    ("parties", "parties", "Party", "named"),
    ("requirements", "requirements", "Requirement", "named"),
    ("catalogue", "services", "Catalogue", "single"),
    ("services", "services", "Service", "named"),
    ("components", "services", "Component", "named"),
    ("slas", "agreements", "Sla", "named"),
    ("olas", "agreements", "Ola", "named"),
    ("contracts", "agreements", "Contract", "named"),
    ("teams", "people", "Team", "named"),
    ("roles", "people", "Role", "named"),
    ("staffing", "people", "Staffing", "single"),
    ("training", "people", "Training", "named"),
    ("appraisals", "people", "Appraisal", "named"),
    ("communications", "people", "Communication", "named"),
    ("tools", "resources", "Tool", "named"),
    ("service_desk", "resources", "ServiceDesk", "single"),
    ("spares", "resources", "Spare", "named"),
    ("spare_rules", "resources", "SpareRules", "single"),
    ("knowledge", "resources", "Knowledge", "single"),
    ("records", "resources", "Record", "named"),
    ("document_rules", "resources", "DocumentRules", "single"),
    ("monitoring", "technology", "Monitoring", "named"),
    ("technologies", "technology", "Technology", "named"),
    ("standards", "technology", "Standard", "named"),
    ("environments", "technology", "Environment", "named"),
    ("sops", "technology", "Sop", "named"),
    ("emergency_plans", "technology", "EmergencyPlan", "named"),
    ("continuity_plans", "technology", "ContinuityPlan", "named"),
    ("capacity_plans", "technology", "CapacityPlan", "named"),
    ("knowledge_transfer", "technology", "KnowledgeTransfer", "named"),
    ("research", "technology", "Research", "named"),
    ("processes", "processes", "Process", "named"),
    ("kpis", "processes", "Kpi", "named"),
    ("reports", "assurance", "Report", "named"),
    ("reviews", "assurance", "Review", "named"),
    ("measurements", "assurance", "Measurement", "named"),
    ("improvements", "assurance", "Improvement", "named"),
    ("quality", "assurance", "Quality", "single"),
    ("security", "assurance", "Security", "single"),
    ("relations", "assurance", "Relation", "named"),
    ("deployment", "deployment", "Deployment", "single"),
    ("risk_policy", "risk_and_cost", "RiskPolicy", "single"),
    ("risks", "risk_and_cost", "Risk", "named"),
    ("examined", "risk_and_cost", "Examination", "list"),
    ("costs", "risk_and_cost", "Cost", "named"),
    ("budgets", "risk_and_cost", "Budget", "named"),
    ("allocations", "risk_and_cost", "Allocation", "named"),
    ("terms", "risk_and_cost", "GlossaryTerm", "named"),
)

SECTIONS: dict[str, Section] = {row[0]: Section(*row) for row in _ROWS}
"""Every section but the scalar `language` and the list `imports`."""

DEPLOYMENT_KINDS = ("tasks", "milestones", "deliverables", "releases")
"""The parts of the deployment whose entries share the name space of the sections."""
