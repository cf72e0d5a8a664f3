"""The engine: runs the rules on a design and turns what they find into findings with lines, texts and weight."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Finding, Kind, Related, Severity, Text
from itsm_compiler.model.sections import DEPLOYMENT_KINDS, SECTIONS
from itsm_compiler.rules.catalogue import catalogue, rules
from itsm_compiler.rules.declared import run_declared
from itsm_compiler.rules.demand import ALWAYS_FAIL, Demand, fails, shown_severity
from itsm_compiler.rules.overlaps import joined
from itsm_compiler.rules.own import (
    INTERNAL_ERROR,
    MISSING_SECTION,
    PACK_LEFT_OUT,
    PACK_RULE_FAILS,
    PACK_UNUSABLE,
)
from itsm_compiler.rules.pardons import Known, pardoned
from itsm_compiler.rules.rule import Context, Problem, Rule
from itsm_compiler.rules.tokens import ExpressionError
from itsm_compiler.rules.values import OperandError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from itsm_compiler.diagnostics import Path, RuleInfo
    from itsm_compiler.model.design import Design

__all__ = ["Context", "Demand", "run_rules"]

DEFAULT_DEMAND = Demand()
ENTITIES = (Text("thing asks", "个条目"), Text("things ask", "个条目"))


def run_rules(
    context: Context, demand: Demand = DEFAULT_DEMAND, faults: Iterable[Finding] = ()
) -> list[Finding]:
    """Judge a design: the findings of all rules that apply, and the faults of its form, weighed alike.

    What a `none` excuses is no finding; what a comment silences is left out; what a waiver accepts stays as a note.
    A rule that crashes becomes one finding of `INT001`, and all others are still reported.
    """
    design, demand = context.design, demand.filled(context.design)
    every = (*rules(), *demand.packs)
    active = [rule for rule in every if demand.applies(rule)]
    outcome = _run(context, active)
    infos = catalogue() | {rule.id: rule.info for rule in demand.packs}
    findings = [
        fault for fault in faults if infos[fault.rule].kind in ALWAYS_FAIL or not demand.turns_off(fault.rule)
    ]
    findings += _findings(design, outcome)
    findings += [_missing_section(design, section, found) for section, found in outcome.hanging.items()]
    theirs = {rule.id for rule in demand.packs if rule.declared is not None}
    findings += [
        _crash(PACK_RULE_FAILS if code in theirs else INTERNAL_ERROR, code, error)
        for code, error in outcome.crashes.items()
    ]
    known = Known(
        infos,
        frozenset(rule.id for rule in active),
        frozenset(rule.id for rule in every if rule.mandatory),
        complete=not any(finding.rule in (PACK_LEFT_OUT.id, PACK_UNUSABLE.id) for finding in findings),
    )
    weighed = [_weighed(design, finding, known, demand) for finding in findings]
    return pardoned(context, demand, weighed, known)


@dataclass(slots=True)
class _Outcome:
    """What the rules found: problems, those that come down to a missing section, and crashes by rule."""

    problems: list[tuple[Rule, Problem]] = field(default_factory=list)
    hanging: dict[str, list[tuple[Rule, Problem]]] = field(default_factory=dict)
    crashes: dict[str, Exception] = field(default_factory=dict)


def _run(context: Context, active: Sequence[Rule]) -> _Outcome:
    design, outcome = context.design, _Outcome()
    unsure = _unsure_sections(design)
    sure = [rule for rule in active if rule.section is None or rule.section not in unsure]
    for rule, found in _found(context, sure):
        if isinstance(found, Exception):
            outcome.crashes[rule.id] = found
        elif _is_excused(design, found) or _may_be_unread(design, rule, found):
            continue
        elif rule.section is None or _stands_alone(rule) or not _is_absent(design, rule.section):
            outcome.problems.append((rule, found))
        elif rule.section not in design.head.none:
            outcome.hanging.setdefault(rule.section, []).append((rule, found))
    outcome.problems = joined(outcome.problems)
    return _said_once(outcome)


def _stands_alone(rule: Rule) -> bool:
    """Whether a rule is reported by itself though its section is missing: nobody may excuse it along with others."""
    return rule.mandatory or rule.info.kind in ALWAYS_FAIL


def _said_once(outcome: _Outcome) -> _Outcome:
    """What says that the design has no such section joins the one finding about it, if there is one."""
    for rule, problem in tuple(outcome.problems):
        if problem.at == ("design",) and problem.asks in outcome.hanging and not rule.mandatory:
            outcome.problems.remove((rule, problem))
            outcome.hanging[problem.asks].append((rule, problem))
    return outcome


def _found(context: Context, active: Sequence[Rule]) -> Iterable[tuple[Rule, Problem | Exception]]:
    yield from run_declared(context, active)
    for rule in active:
        if rule.check is not None:
            try:
                for problem in rule.check(context):
                    yield rule, problem
            except Exception as error:  # noqa: BLE001 -- a bug in one rule must not take the others along
                yield rule, error


def _unsure_sections(design: Design) -> frozenset[str]:
    """Sections of which something could not be read: what seems missing there may only be broken."""
    if design.source.incomplete:
        return frozenset((*SECTIONS, *DEPLOYMENT_KINDS))
    return frozenset(design.kind_of(entity) for entity in design.paths if entity not in design.entities)


def _may_be_unread(design: Design, rule: Rule, problem: Problem) -> bool:
    """Whether the whole design is said to lack something that may stand in a file that could not be read."""
    return design.source.incomplete and rule.info.kind is Kind.GAP and problem.at == ("design",)


def _is_absent(design: Design, section: str) -> bool:
    if section in DEPLOYMENT_KINDS:
        return design.deployment is None
    return not getattr(design, section)


def _is_excused(design: Design, problem: Problem) -> bool:
    """Whether a `none` of the entity or of the design gives the reason for what is missing."""
    if problem.asks is None:
        return False
    entity = design.entities.get(problem.entity or entity_at(problem.at))
    own = entity.none if entity is not None else {}
    return problem.asks in own or not {problem.asks, f"{problem.at[0]}/{problem.asks}"}.isdisjoint(
        design.head.none
    )


def entity_at(path: Path) -> str:
    """The id of the entity in which a path lies; a section that is one thing is its own."""
    if len(path) > 2 and path[0] == "deployment" and path[1] in DEPLOYMENT_KINDS:
        return str(path[2])
    section = SECTIONS.get(str(path[0]))
    return (
        str(path[1]) if section is not None and section.shape == "named" and len(path) > 1 else str(path[0])
    )


def _findings(design: Design, outcome: _Outcome) -> Iterator[Finding]:
    for rule, problem in outcome.problems:
        try:
            yield _finding(design, rule.info, problem)
        except (KeyError, ValueError, IndexError) as error:  # a text whose places the rule did not fill
            outcome.crashes[rule.id] = error


def _finding(design: Design, info: RuleInfo, problem: Problem) -> Finding:
    """A problem with its lines and its texts; its weight is settled later."""
    values = problem.values
    return Finding(
        info.id,
        info.severity,
        info.message.format(values),
        design.span(problem.at, of=problem.of),
        entity=problem.entity or entity_at(problem.at),
        label=problem.label.format(values) if problem.label else None,
        related=tuple(
            Related(text.format(values), design.span(path, of="key")) for path, text in problem.related
        ),
        help=(problem.help or info.help).format(values),
        factors=info.factors,
        path=problem.at,
    )


def _missing_section(design: Design, section: str, found: list[tuple[Rule, Problem]]) -> Finding:
    """One finding for all that hangs on a section that is not there."""
    hanging = {problem.entity or entity_at(problem.at) for _, problem in found}
    severity = min((rule.info.severity for rule, _ in found), key=list(Severity).index)
    factors = tuple(sorted({factor for rule, _ in found for factor in rule.info.factors}))
    values = {"section": section, "who": wording.count(len(hanging), *ENTITIES)}
    return replace(
        _finding(design, MISSING_SECTION, Problem(("design",), values, of="key")),
        severity=severity,
        factors=factors,
        path=("design", "none", section),
    )


def _crash(info: RuleInfo, code: str, error: Exception) -> Finding:
    """The finding about a rule that failed: a bug of the compiler, or of the organisation's pack."""
    reason = (
        error.text
        if isinstance(error, (ExpressionError, OperandError))
        else f"{type(error).__name__}: {error}"[:300]
    )
    values = {"rule": code, "reason": reason}
    return Finding(
        info.id,
        info.severity,
        info.message.format(values),
        None,
        help=info.help.format(values),
        entity=code,
    )


def _weighed(design: Design, finding: Finding, known: Known, demand: Demand) -> Finding:
    """A finding with the severity that counts here, and whether it fails the check."""
    info = replace(known.infos[finding.rule], severity=finding.severity)
    severity = shown_severity(info, _changed(design, info, known), demand.status)
    return replace(finding, severity=severity, fails=fails(info.kind, severity, demand.status))


def _changed(design: Design, info: RuleInfo, known: Known) -> Severity | None:
    """The severity that the design gives a rule; the form of a design is beyond dispute."""
    changes = design.rules.severity if design.rules else {}
    code = max((code for code in changes if info.id.startswith(code)), key=len, default=None)
    if code is None or info.kind in (Kind.SHAPE, Kind.REFERENCE):
        return None
    severity = Severity(changes[code])
    return None if known.forbids(info, severity) else severity
