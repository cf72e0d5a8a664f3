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
