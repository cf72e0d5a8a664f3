"""Which rule asks for a field: what a document names where the field is missing."""

from __future__ import annotations

from functools import cache

from itsm_compiler.rules.catalogue import rules


def asked_by(section: str, field: str) -> str | None:
    """The id of the rule that asks for a field of a section, None when none does."""
    return _askers().get((section, field))


@cache
def _askers() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for rule in rules():
        declared = rule.declared
        if declared is None:
            continue
        section, _, inner = declared.each.partition(".")
        for fields in (*declared.require, *([declared.asks] if declared.asks else [])):
            for field in fields.replace(" ", "").split("|"):
                for name in {*inner.split("."), *field.split(".")}:
                    if name and name != "*":
                        found.setdefault((section, name), rule.id)
    return found
