"""What excuses a finding: waivers, silencing comments and files left out; and what is wrong with these."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from itsm_compiler.diagnostics import Finding, Kind, Related, Severity, Text
from itsm_compiler.rules import own
from itsm_compiler.rules.demand import fails, shown_severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.diagnostics import Path, RuleInfo, Span
    from itsm_compiler.model.head import Waiver
    from itsm_compiler.rules.demand import Demand
    from itsm_compiler.rules.rule import Context
    from itsm_compiler.source import Silence

ACCEPTED = Text("accepted here by {who} until {day}", "{who}在此接受该缺口，期限至 {day}")
SOMEBODY = Text("somebody", "某人")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the rules: each by id, which were run, and which cannot be excused.

    Where packs were left out it is not `complete`: a name that is not known may be that of one of their rules.
    """

    infos: Mapping[str, RuleInfo]
    ran: frozenset[str]
    mandatory: frozenset[str]
    complete: bool = True

    def codes(self, name: str) -> tuple[str, ...]:
        """The rules that a code, its beginning or a rule's name stands for."""
        return tuple(code for code, info in self.infos.items() if code.startswith(name) or info.name == name)

    def excusable(self, code: str) -> bool:
        """Whether findings of a rule may be waived, silenced or turned off."""
        return code not in self.mandatory and self.infos[code].kind not in (Kind.SHAPE, Kind.REFERENCE)

    def forbids(self, info: RuleInfo, severity: Severity) -> bool:
        """Whether a rule may not count as little as this."""
        order = list(Severity)
        return info.id in self.mandatory and order.index(severity) > order.index(info.severity)


def pardoned(context: Context, demand: Demand, findings: list[Finding], known: Known) -> list[Finding]:
    """The findings without what is silenced, what is waived as notes, and the findings about waivers and silences."""
    judge = _Judge(context, demand, known)
    left = [finding for finding in findings if not judge.is_left_out(finding)]
    left = judge.silence(left)
    left = judge.waive(left)
    return [*left, *judge.about_rules(), *judge.about]


class _Judge:
    def __init__(self, context: Context, demand: Demand, known: Known) -> None:
        self.design = context.design
        self.as_of = context.as_of
        self.demand = demand
        self.known = known
        self.about: list[Finding] = []
        rules = context.design.rules
        self.files = tuple(rules.per_file_ignores.items()) if rules else ()

    def is_left_out(self, finding: Finding) -> bool:
        """Whether the design says that this rule is not applied to that file."""
        if finding.span is None or not self.known.excusable(finding.rule):
            return False
        file = finding.span.file
        return any(
            fnmatchcase(file, pattern) and any(finding.rule.startswith(code) for code in codes)
            for pattern, codes in self.files
        )

    def silence(self, findings: list[Finding]) -> list[Finding]:
        """The findings that no comment silences."""
        silences: dict[tuple[str, int], list[tuple[Silence, str]]] = {}
        used: set[tuple[Span, str]] = set()
        for silence in self.design.source.silences:
            for name in silence.rules:
                if self._is_in_force(silence, name):
                    silences.setdefault((silence.file, silence.line), []).append((silence, name))
        left = []
        for finding in findings:
            span = finding.span
            meant = silences.get((span.file, span.line), ()) if span else ()
            matching = [
                (silence.span, name) for silence, name in meant if finding.rule in self.known.codes(name)
            ]
            if matching and self.known.excusable(finding.rule):
                used.update(matching)
            else:
                left.append(finding)
        for silence, name in (pair for pairs in silences.values() for pair in pairs):
            if (silence.span, name) not in used and set(self.known.codes(name)) & self.known.ran:
                self._add(own.SILENCE_UNUSED, silence.span, {"rule": name})
        return left

    def _is_in_force(self, silence: Silence, name: str) -> bool:
        """Whether a comment silences a rule today; what is wrong with it is noted."""
        codes = self.known.codes(name)
        values = {"rule": name}
        if not codes:
            if self.known.complete:
                self._add(own.UNKNOWN_RULE, silence.span, values)
            return False
        if not any(self.known.excusable(code) for code in codes):
            self._add(own.MANDATORY, silence.span, values)
            return False
        if silence.until is not None and silence.until < self.as_of:
            self._add(own.SILENCE_EXPIRED, silence.span, values | {"day": silence.until})
            return False
        if not silence.reason:
            self._add(own.SILENCE_UNREASONED, silence.span, values)
        if self.demand.status == "approved" and silence.by not in self.design.roles:
            self._add(own.SILENCE_UNAPPROVED, silence.span, values)
        return True

    def waive(self, findings: list[Finding]) -> list[Finding]:
        """The findings, those that a waiver accepts as notes that fail nothing."""
        waivers = [waiver for waiver in self.design.waivers.values() if self._is_accepted(waiver)]
        used: set[str] = set()
        for index, finding in enumerate(findings):
            for waiver in waivers:
                if self._covers(waiver, finding):
                    used.add(waiver.id)
                    findings[index] = self._as_note(finding, waiver)
                    break
        for waiver in waivers:
            if waiver.id not in used and set(self.known.codes(waiver.rule)) & self.known.ran:
                self._add_at(
                    own.WAIVER_UNUSED, ("waivers", waiver.id), {"id": waiver.id, "rule": waiver.rule}
                )
        return findings

    def _covers(self, waiver: Waiver, finding: Finding) -> bool:
        entity = waiver.entity.partition("/")[0] if waiver.entity else None
        return (
            finding.rule.startswith(waiver.rule)
            and entity in (None, finding.entity)
            and self.known.excusable(finding.rule)
        )

    def _is_accepted(self, waiver: Waiver) -> bool:
        """Whether a waiver holds today; what is wrong with it is noted."""
        codes = self.known.codes(waiver.rule)
        path: Path = ("waivers", waiver.id)
        if not codes:
            if self.known.complete:
                self._add_at(own.UNKNOWN_RULE, (*path, "rule"), {"rule": waiver.rule})
            return False
        if not any(self.known.excusable(code) for code in codes):
            self._add_at(own.MANDATORY, (*path, "rule"), {"rule": waiver.rule})
            return False
        if waiver.approved_by is None:
            self._add_at(own.WAIVER_UNAPPROVED, path, {"id": waiver.id})
        if waiver.expires < self.as_of:
            self._add_at(own.WAIVER_EXPIRED, (*path, "expires"), {"id": waiver.id, "day": waiver.expires})
            return False
        return True

    def _as_note(self, finding: Finding, waiver: Waiver) -> Finding:
        who = (
            SOMEBODY
            if waiver.approved_by is None
            else Text(f"`{waiver.approved_by}`", f"`{waiver.approved_by}` ")
        )
        where = Related(
            ACCEPTED.format({"who": who, "day": waiver.expires}),
            self.design.span(("waivers", waiver.id), of="key"),
        )
        return replace(finding, severity=Severity.INFO, fails=False, related=(*finding.related, where))

    def about_rules(self) -> Iterator[Finding]:
        """What is wrong with the section `rules`: names of no rule, and rules that cannot be turned off."""
        rules = self.design.rules
        if rules is None:
            return
        named: list[tuple[Path, str]] = [
            (("rules", "select", index), code) for index, code in enumerate(rules.select)
        ]
        turned_off: list[tuple[Path, str]]
        turned_off = [(("rules", "ignore", index), code) for index, code in enumerate(rules.ignore)]
        for pattern, codes in rules.per_file_ignores.items():
            turned_off += [
                (("rules", "per_file_ignores", pattern, index), code) for index, code in enumerate(codes)
            ]
        named += turned_off + [(("rules", "severity", code), code) for code in rules.severity]
        for path, code in named:
            if self.known.complete and not self.known.codes(code):
                yield self._at(own.UNKNOWN_RULE, path, {"rule": code})
        for code, severity in rules.severity.items():
            infos = [self.known.infos[one] for one in self.known.codes(code)]
            if infos and all(self.known.forbids(info, Severity(severity)) for info in infos):
                yield self._at(own.MANDATORY, ("rules", "severity", code), {"rule": code})
        for path, code in turned_off:
            if (codes := self.known.codes(code)) and not any(self.known.excusable(one) for one in codes):
                yield self._at(own.MANDATORY, path, {"rule": code})

    def _add_at(self, info: RuleInfo, path: Path, values: dict[str, Any]) -> None:
        self.about.append(self._at(info, path, values))

    def _at(self, info: RuleInfo, path: Path, values: dict[str, Any]) -> Finding:
        known = len(path) > 2 and path[0] == "waivers"
        span = self.design.span(path, of="value" if known else "key")
        entity = str(path[1] if path[0] == "waivers" else path[0])
        return self._made(info, span, values, path=path, entity=entity)

    def _add(self, info: RuleInfo, span: Span, values: dict[str, Any]) -> None:
        self.about.append(self._made(info, span, values))

    def _made(self, info: RuleInfo, span: Span | None, values: dict[str, Any], **where: Any) -> Finding:
        severity = shown_severity(info, None, self.demand.status)
        return Finding(
            info.id,
            severity,
            info.message.format(values),
            span,
            help=info.help.format(values),
            fails=fails(info.kind, severity, self.demand.status),
            **where,
        )
