"""The numbers and file names of documents: by the design's pattern, else by kind and id."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from itsm_compiler.documents.needs import askers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itsm_compiler.model.design import Design

CODES = {
    "service-catalogue": "CAT",
    "sla": "SLA",
    "ola": "OLA",
    "contract": "UC",
    "deployment-plan": "DEP",
    "risk-register": "RSK",
    "service-level-requirements": "SLR",
    "quality-plan": "QP",
    "design-overview": "DO",
    "design-assessment": "DA",
    "service-solution": "SOL",
    "level-setting": "LSR",
    "staffing-plan": "STF",
    "resource-plan": "RSC",
    "technology-plan": "TEC",
    "continuity-plan": "CON",
    "operations-concept": "OPS",
    "security-statement": "SEC",
    "budget": "BUD",
    "relations-plan": "REL",
    "document-rules": "DOC",
    "further-matters": "FUR",
    "process-handbook": "PH",
    "service-report": "REP",
    "review-minutes": "MIN",
    "improvement-plan": "IMP",
    "measurement-plan": "MEA",
    "review-rules": "RIR",
    "acceptance-report": "ACC",
    "deployment-file": "DF",
}
"""The code of each kind, in the order in which documents are counted."""

NEEDLESS = {
    "sla": ("sla", "agreement"),
    "ola": ("ola",),
    "contract": ("contract", "uc"),
    "level-setting": ("sla", "agreement"),
    "service-report": ("report",),
    "review-minutes": ("review",),
    "improvement-plan": ("imp", "improvement"),
}
"""What an id says once more beside the code of its kind."""

PLACE = re.compile(r"\{(n+|id|kind)\}")

Key = tuple[str, str]
"""The kind of a document and the id of what it is about, empty where a design has one of the kind."""


def numbers(design: Design) -> Mapping[Key, str]:
    """The number of every document that a design can have, whichever of them are wanted.

    A pattern of `documents.numbering` may hold `{n}`, `{nn}`, `{nnn}` (the running number with so many digits, counted
    over all documents to which the pattern applies), `{kind}` (the code of the kind) and `{id}`.
    """
    patterns = design.documents.numbering if design.documents else {}
    names = short_ids(design)
    counted: dict[str, list[Key]] = {}
    found: dict[Key, str] = {}
    for key in names:
        kind = key[0]
        scope = next((name for name in (kind, CODES[kind].lower(), "all") if name in patterns), "")
        if not scope:
            found[key] = "-".join(part for part in (CODES[kind], names[key].upper()) if part)
            continue
        counted.setdefault(scope, []).append(key)
    for scope, keys in counted.items():
        found |= _counted(patterns[scope], keys, names)
    return found


def short_ids(design: Design) -> Mapping[Key, str]:
    """What tells a document from the others of its kind: its id without the words of its kind."""
    ids: dict[str, tuple[str, ...]] = {
        "service-catalogue": ("",),
        "sla": tuple(design.slas),
        "ola": tuple(design.teams),
        "contract": tuple(design.contracts),
        "deployment-plan": ("",),
        "risk-register": ("",),
        "service-level-requirements": askers(design),
        "quality-plan": ("",),
        "design-overview": ("",),
        "design-assessment": ("",),
        "service-solution": ("",),
        "level-setting": tuple(design.slas),
        "staffing-plan": ("",),
        "resource-plan": ("",),
        "technology-plan": ("",),
        "continuity-plan": ("",),
        "operations-concept": ("",),
        "security-statement": ("",),
        "budget": ("",),
        "relations-plan": ("",),
        "document-rules": ("",),
        "further-matters": ("",),
        "process-handbook": ("",),
        "service-report": tuple(design.reports),
        "review-minutes": tuple(design.reviews),
        "improvement-plan": tuple(design.improvements),
        "measurement-plan": ("",),
        "review-rules": ("",),
        "acceptance-report": ("",),
        "deployment-file": ("",),
    }
    found: dict[Key, str] = {}
    for kind in CODES:
        short = {id_: _short(kind, id_) for id_ in ids[kind]}
        said = Counter(short.values())
        found |= {(kind, id_): name if said[name] == 1 else id_ for id_, name in short.items()}
    return found


def _short(kind: str, id_: str) -> str:
    rest = [word for word in id_.split("-") if word not in NEEDLESS.get(kind, ())]
    return "-".join(rest) or id_


def _counted(pattern: str, keys: list[Key], names: Mapping[Key, str]) -> dict[Key, str]:
    """A pattern filled for each of several documents; one that would give all the same number is counted on."""
    same_for_all = len(keys) > 1 and not re.search(r"\{(n+|id)\}", pattern)
    whole = pattern + "-{nn}" if same_for_all else pattern
    found = {}
    for count, key in enumerate(keys, start=1):
        values = {"id": names[key].upper() or CODES[key[0]], "kind": CODES[key[0]]}
        pieces = PLACE.split(whole)
        pieces[1::2] = [values.get(place) or str(count).zfill(len(place)) for place in pieces[1::2]]
        found[key] = "".join(pieces)
    return found
