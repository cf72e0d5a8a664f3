"""References to what they name: each leads to an entity of a kind that its field takes, or is reported where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from itsm_compiler.diagnostics import Text
from itsm_compiler.model.complaints import Advice
from itsm_compiler.model.design import ResolvedReference
from itsm_compiler.model.kinds import KINDS
from itsm_compiler.model.links import GLOBAL_INSIDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.complaints import At, Complaints
    from itsm_compiler.model.links import Harvest, Link

GLOBAL_KINDS = frozenset(kind for kinds in GLOBAL_INSIDE.values() for kind in kinds)
"""Kinds of things that have an id of their own in the deployment, and are named inside their parent elsewhere."""

SHORTEST_NEAR = 5
"""Shorter words are too often one edit from another to warn of it."""

LIKE = 0.75
"""How alike two ids must be for one to be suggested: ids share words, so they are alike sooner than names."""

MOST_CANDIDATES = 200
"""Among so many ids a near one is looked for; those that begin alike come first."""


@dataclass(slots=True)
class Names:
    """Every id of a design with its kind and its place; those whose entity was dropped are still known."""

    kinds: dict[str, str] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)


def resolve(
    harvest: Harvest, names: Names, complaints: Complaints, *, incomplete: bool
) -> tuple[ResolvedReference, ...]:
    """Resolve every link; what leads nowhere becomes a finding, or one note when files could not be read."""
    resolver = _Resolver(harvest.inside, names, complaints, incomplete)
    kinds, resolved = names.kinds, []
    for link in harvest.links:
        kind = kinds.get(link.target)
        fits = kind is not None and (kind in link.reference.kinds or "any" in link.reference.kinds)
        if fits and not (kind in GLOBAL_KINDS and resolver.is_local(link)):
            resolved.append(ResolvedReference(link.path, link.owner, link.target, link.field, link.at_key))
        else:
            target = resolver.seek(link, kind)
            if target is not None:
                resolved.append(ResolvedReference(link.path, link.owner, target, link.field, link.at_key))
    if resolver.passed_over:
        complaints.add("references-unchecked", (), {"count": str(resolver.passed_over)})
    return tuple(resolved)


@dataclass(slots=True)
class _Resolver:
    """The slow way: what is named inside entities, and everything that is wrong."""

    inside: Mapping[Path, Mapping[str, Any]]
    names: Names
    complaints: Complaints
    incomplete: bool
    passed_over: int = 0
    _slips: dict[str, str] | None = None
    _nested: dict[str, dict[str, str]] | None = None

    def seek(self, link: Link, kind: str | None) -> str | None:
        """What a link means that is no id of the right kind; None, and a finding, when it means nothing."""
        local = self._local(link)
        if local is not None:
            return local
        parent, slash, child = link.target.partition("/")
        if slash and child in self._children(parent):
            kind = self._children(parent)[child]
            if kind in link.reference.kinds or "any" in link.reference.kinds:
                return link.target
        if link.reference.or_text:
            self._mention(link, kind)
        elif kind is not None:
            self._wrong_kind(link, kind)
        elif not (slash and parent in self.names.broken) and link.target not in self.complaints.misnamed:
            self._dangling(link)
        return None

    def is_local(self, link: Link) -> bool:
        """Whether an entity around the link names something so, which then is meant and not the deployment's."""
        return self._local(link) is not None

    def _local(self, link: Link) -> str | None:
        """The thing of this name in the nearest entity around the link that names things of the kind."""
        for length in range(len(link.path) - 1, 0, -1):
            for kind in link.reference.kinds:
                if link.target in self.inside.get((*link.path[:length], kind), ()):
                    return f"{link.owner}/{link.target}"
        return None

    def _children(self, parent: str) -> dict[str, str]:
        """What is named inside an entity, with its kind."""
        if self._nested is None:
            self._nested = {}
            owners = {path: entity_id for entity_id, path in self.names.paths.items()}
            for path, named in self.inside.items():
                owner = owners.get(path[:-1])
                if owner is not None:
                    self._nested.setdefault(owner, {}).update(dict.fromkeys(named, str(path[-1])))
        return self._nested.get(parent, {})

    def _mention(self, link: Link, kind: str | None) -> None:
        """What looks like an id and is none: a slip, a reference to nothing, or a word that only looks like one.

        An id of another kind is words, and so is the key of a map.
        """
        if kind is not None:
            return
        near = self._slip(link.target) if len(link.target) >= SHORTEST_NEAR else None
        if near is not None and self._fits(near, link.reference.kinds):
            values = {"value": link.target, "near": near}
            self.complaints.add("near-mention", link.path, values, Advice(of=_at(link), fix=near))
        elif not link.at_key and "-" in link.target:
            self._dangling(link)
        elif not link.at_key and not self.incomplete:
            self.complaints.add("unknown-word", link.path, {"value": link.target}, Advice(of=_at(link)))

    def _wrong_kind(self, link: Link, kind: str) -> None:
        values = {"value": link.target, "other": _called(kind), "wanted": _wanted(link.reference.kinds)}
        near = self._near(link)
        self.complaints.add("wrong-kind", link.path, values, Advice(of=_at(link), remedy=_remedy(link, near)))

    def _dangling(self, link: Link) -> None:
        if self.incomplete:
            self.passed_over += 1
            return
        near = self._near(link)
        fix = near[0] if near and _one_edit_apart(near[0], link.target) else None
        advice = Advice(of=_at(link), remedy=_remedy(link, near), fix=fix)
        self.complaints.add("dangling-reference", link.path, {"value": link.target}, advice)

    def _near(self, link: Link) -> list[str]:
        """The ids that may have been meant: one edit away, else those most alike among the kinds wanted."""
        near = self._slip(link.target)
        if near is not None and self._fits(near, link.reference.kinds):
            return [near]
        if not self.complaints.may_suggest:
            return []
        return self.complaints.near(link.target, self._candidates(link), cutoff=LIKE)

    def _candidates(self, link: Link) -> Iterable[str]:
        """What a link may name: at first what begins like it."""
        kinds = link.reference.kinds
        parent, slash, _ = link.target.partition("/")
        if slash:
            found = [f"{parent}/{child}" for child in self._children(parent)]
        else:
            found = [
                entity_id for entity_id, kind in self.names.kinds.items() if kind in kinds or "any" in kinds
            ]
            for length in range(len(link.path) - 1, 0, -1):
                for kind in kinds:
                    found += self.inside.get((*link.path[:length], kind), ())
        if len(found) > MOST_CANDIDATES:
            found.sort(key=lambda entity_id: entity_id[:2] != link.target[:2])
        return [*found[:MOST_CANDIDATES], *link.reference.words]

    def _fits(self, entity_id: str, kinds: tuple[str, ...]) -> bool:
        return "any" in kinds or self.names.kinds[entity_id] in kinds

    def _slip(self, word: str) -> str | None:
        """The id that is one edit away from `word`, where there is one."""
        if self._slips is None:
            self._slips = {}
            for entity_id in self.names.kinds:
                for form in _shortened(entity_id):
                    self._slips.setdefault(form, entity_id)
        found = (self._slips.get(form) for form in _shortened(word))
        return next(
            (entity_id for entity_id in found if entity_id and _one_edit_apart(entity_id, word)), None
        )


def _at(link: Link) -> At:
    """Whether the key or the value is what refers."""
    return "key" if link.at_key else "value"


def _remedy(link: Link, near: list[str]) -> Text:
    """What to write instead."""
    if near:
        listed_en = " or ".join(f"`{entity_id}`" for entity_id in near)
        listed_zh = "或".join(f"`{entity_id}`" for entity_id in near)
        return Text(f"did you mean {listed_en}?", f"是否想写 {listed_zh}？")
    wanted = _wanted(link.reference.kinds)
    return Text(
        f"write the id of {wanted.en}, or add one with this id to the design",
        f"请写{wanted.zh}的标识，或在设计中补上以此为标识的条目",
    )


def _shortened(word: str) -> list[str]:
    """The word and all that is left of it without one of its letters."""
    return [word, *(word[:place] + word[place + 1 :] for place in range(len(word)))]


def _one_edit_apart(one: str, other: str) -> bool:
    """Whether two words differ by one letter more, less, changed, or by two letters swapped."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1 or short == long:
        return False
    start = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start + 1 : start + 2] + short[start] + short[start + 2 :]
    return short[start + 1 :] == long[start + 1 :] or swapped == long[start:]


def _called(kind: str) -> Text:
    """How a kind of thing is called; a section that is one thing by its name."""
    return KINDS.get(kind, Text(f"the section `{kind}`", f"`{kind}` 部分"))


def _wanted(kinds: tuple[str, ...]) -> Text:
    """The kinds that a field takes, in words."""
    called = [_called(kind) for kind in kinds]
    return Text(" or ".join(text.en for text in called), "或".join(text.zh for text in called))
