"""Mutations of the reference design, and whether anybody would notice: one field deleted, blanked or led to nothing."""

from __future__ import annotations

import gc
import hashlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from itsm_compiler.renderers.render import render_view
from itsm_compiler.renderers.shell import Shell
from itsm_compiler.renderers.site import Settings, plan

from itsm_compiler.analysis.analyse import analyse
from itsm_compiler.diagnostics import Profile
from itsm_compiler.documents import views
from itsm_compiler.documents.scribe import Material
from itsm_compiler.graph import build_graph
from itsm_compiler.model.forms import Mapping, Plural
from itsm_compiler.model.shape import shape
from itsm_compiler.rules.demand import Demand
from itsm_compiler.rules.engine import run_rules
from itsm_compiler.rules.own import INTERNAL_ERROR
from itsm_compiler.rules.rule import Context
from itsm_compiler.source import DELETE, edit
from tests.mutation.fields import places, refers
from tests.rules.judging import TODAY, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.documents.view import View
    from tests.mutation.fields import Place

KINDS = ("delete", "blank", "dangle")
NOBODY = "nobody-known"
"""An id that nothing in the reference design has."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change of one field: `value` is what then stands at `path`, if anything does."""

    kind: str
    field: str
    path: Path
    value: Any

    @property
    def place(self) -> str:
        """The place as it is written in messages."""
        return ".".join(map(str, self.path))


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who noticed a mutation: the rule of the first finding, else the kind of the first document; else nobody."""

    mutation: Mutation
    rule: str | None = None
    document: str | None = None

    @property
    def seen(self) -> bool:
        """Whether a planner or reader could notice."""
        return self.rule is not None or self.document is not None


def mutations(seed: int, each: int) -> list[Mutation]:
    """At most `each` mutations of every field and kind, in an order that the seed alone decides.

    Each mutation draws its lot by itself, so that another sample is not chosen because a field was added elsewhere.
    """
    drawn: dict[tuple[str, str], list[Mutation]] = {}
    for place in places(source_of("reference")):
        for mutation in _of(place):
            drawn.setdefault((mutation.field, mutation.kind), []).append(mutation)

    def lot(mutation: Mutation) -> str:
        return hashlib.sha256(f"{seed} {mutation.kind} {mutation.place}".encode()).hexdigest()

    return sorted((one for found in drawn.values() for one in sorted(found, key=lot)[:each]), key=lot)


def _of(place: Place) -> Iterator[Mutation]:
    """What can be done to a field."""
    value, form = place.value, place.form
    yield Mutation("delete", place.field, place.path, None)
    if (blank := _blank(value)) is not None and blank != value:
        yield Mutation("blank", place.field, place.path, blank)
    if (
        isinstance(form, Plural)
        and isinstance(value, list)
        and value
        and isinstance(value[0], str)
        and refers(form.item)
    ):
        yield Mutation("dangle", place.field, place.path, [NOBODY, *value[1:]])
    elif isinstance(form, Mapping) and isinstance(value, dict) and value and refers(form.key):
        first = next(iter(value))
        renamed = {NOBODY if key == first else key: held for key, held in value.items()}
        yield Mutation("dangle", place.field, place.path, renamed)
    elif refers(form.item if isinstance(form, Plural) else form) and isinstance(value, str):
        yield Mutation("dangle", place.field, place.path, NOBODY)


def _blank(value: Any) -> Any:
    """A value of the same type that says nothing; None where the type has none."""
    if isinstance(value, bool) or value is None:
        return None
    for kind, nothing in ((str, ""), (dict, {}), (list, []), (int, 0), (float, 0)):
        if isinstance(value, kind):
            return nothing
    return None


def prepare() -> None:
    """Compile the clean design once, and spare the collector from looking at it after every mutation."""
    _clean()
    gc.collect()
    gc.freeze()


def outcome(mutation: Mutation) -> Outcome:
    """Judge the mutated design as an approved one under the fullest profile; read its documents if nothing is found.

    Raises:
        RuntimeError: when a rule of the compiler fails on it.
    """
    value = DELETE if mutation.kind == "delete" else mutation.value
    design, faults = shape(edit(source_of("reference"), mutation.path, value))
    if faults:
        return Outcome(mutation, rule=faults[0].rule)
    graph = build_graph(design)
    figures = analyse(design, graph, TODAY)
    demand = Demand(status="approved", profile=Profile.FULL).filled(design)
    findings = run_rules(Context(design, graph, figures, TODAY), demand, faults)
    known = {(finding.rule, finding.path, finding.message) for finding in _clean()[0]}
    if failed := [finding.message.en for finding in findings if finding.rule == INTERNAL_ERROR.id]:
        raise RuntimeError(f"{mutation.kind} {mutation.place}: {failed[0]}")
    for finding in findings:
        if (finding.rule, finding.path, finding.message) not in known:
            return Outcome(mutation, rule=finding.rule)
    material = Material(design, graph, figures, findings, TODAY, passed=True)
    return Outcome(mutation, document=_changed(list(views(material))))


def _changed(mutated: list[View]) -> str | None:
    """The kind of the first document whose Markdown, in either language, is another one than that of the clean design."""
    clean = _clean()[1]
    if gone := {view.slug for view in clean}.symmetric_difference(view.slug for view in mutated):
        return min(gone)
    suspects = [place for place, view in enumerate(mutated) if view != clean[place]]
    for place in suspects:
        if _texts(mutated, place) != _texts(clean, place):
            return mutated[place].document
    return None


def _texts(shown: list[View], place: int) -> list[bytes]:
    """The Markdown of one of the documents in every language."""
    site = plan(shown, Settings(languages=("en", "zh"), formats=("md",)))
    return [text for _, text in render_view(shown[place], site.entry(place), site, Shell(site))]


@cache
def _clean() -> tuple[list[Any], list[View]]:
    """The findings and documents of the design as it is written."""
    design, faults = shape(source_of("reference"))
    graph = build_graph(design)
    figures = analyse(design, graph, TODAY)
    demand = Demand(status="approved", profile=Profile.FULL).filled(design)
    findings = run_rules(Context(design, graph, figures, TODAY), demand, faults)
    return findings, list(views(Material(design, graph, figures, findings, TODAY, passed=True)))
