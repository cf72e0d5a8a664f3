"""The documents of a design as views, one module per kind."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from itsm_compiler.documents.view import Audience, Phrase, View, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.documents.scribe import Material


@dataclass(frozen=True, slots=True)
class Document:
    """A kind of document: `module` has `views(scribe)`; the template has the name of the kind."""

    kind: str
    module: str
    title: Phrase
    audience: Audience


KINDS = (
    Document("service-catalogue", "service_catalogue", phrase("Service catalogue"), "customer"),
    Document("sla", "sla", phrase("Service level agreements"), "customer"),
    Document("ola", "ola", phrase("Operational level agreements"), "internal"),
    Document("contract", "contract", phrase("Underpinning contracts"), "supplier"),
    Document("deployment-plan", "deployment_plan", phrase("Deployment plan"), "customer"),
    Document("risk-register", "risk_register", phrase("Risk register"), "internal"),
    Document(
        "service-level-requirements",
        "service_level_requirements",
        phrase("Service level requirements"),
        "customer",
    ),
    Document(
        "quality-plan",
        "quality_plan",
        phrase("Specification sheet and service quality plan"),
        "internal",
    ),
    Document("design-overview", "design_overview", phrase("Design overview and self-check"), "internal"),
    Document("design-assessment", "design_assessment", phrase("Design assessment"), "internal"),
    Document("service-solution", "service_solution", phrase("Service solution"), "internal"),
    Document("level-setting", "level_setting", phrase("Records of level setting"), "internal"),
    Document("staffing-plan", "staffing_plan", phrase("Staffing, appraisal and training plan"), "internal"),
    Document("resource-plan", "resource_plan", phrase("Resource plan"), "internal"),
    Document("technology-plan", "technology_plan", phrase("Technology plan"), "internal"),
    Document("continuity-plan", "continuity_plan", phrase("Continuity and capacity plans"), "internal"),
    Document("operations-concept", "operations_concept", phrase("Operations concept"), "internal"),
    Document(
        "security-statement", "security_statement", phrase("Information security statement"), "internal"
    ),
    Document("budget", "budget", phrase("Budget"), "internal"),
    Document("relations-plan", "relations_plan", phrase("Relations plan"), "internal"),
    Document("document-rules", "document_rules", phrase("Document and knowledge rules"), "internal"),
    Document("further-matters", "further_matters", phrase("Further management matters"), "internal"),
    Document("process-handbook", "process_handbook", phrase("Process handbook"), "internal"),
    Document("service-report", "service_report", phrase("Reports on services"), "customer"),
    Document("review-minutes", "review_minutes", phrase("Minutes of reviews"), "customer"),
    Document("improvement-plan", "improvement_plan", phrase("Improvement plans"), "internal"),
    Document("measurement-plan", "measurement_plan", phrase("Measurement plan"), "internal"),
    Document("review-rules", "review_rules", phrase("Rules of review and improvement"), "internal"),
    Document("acceptance-report", "acceptance_report", phrase("Acceptance report"), "customer"),
    Document("deployment-file", "deployment_file", phrase("Deployment file"), "internal"),
)
DOCUMENTS: Mapping[str, Document] = {document.kind: document for document in KINDS}
"""Every kind of document, in the order in which they are listed."""


def views(material: Material) -> Iterator[View]:
    """The views of every document that the design wants, in the order of `DOCUMENTS`."""
    from itsm_compiler.documents.scribe import Scribe  # noqa: PLC0415 (kinds are listed without the rest)

    scribe = Scribe(material)
    wanted = material.design.documents
    for kind, document in DOCUMENTS.items():
        if wanted and (kind in wanted.exclude or (wanted.include and kind not in wanted.include)):
            continue
        module = import_module(f"itsm_compiler.documents.{document.module}")
        yield from module.views(scribe)
