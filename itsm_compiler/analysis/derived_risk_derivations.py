"""How risks that follow from the figures came about: their evidence, their score, and the declared risks on the same entity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.analysis.figures import Derivation
from itsm_compiler.analysis.telling import BANDS, label, leaf, say
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.derived_risks import DerivedRisk
    from itsm_compiler.analysis.telling import Explained
    from itsm_compiler.diagnostics import Path


def of_derived_risk(known: Explained, figure: DerivedRisk) -> Derivation:
    """A risk that nobody has written down."""
    at: Path = known.design.path_of(figure.entity) if figure.entity in known.design.paths else ()
    what = say("risk that follows from the design: `{risk}`", "由设计推导出的风险：`{risk}`", risk=figure.id)
    if figure.band is not None:
        what = say("{what}, {band}", "{what}，{band}", what=what, band=BANDS[figure.band])
    formula = Text("probability × impact", "概率 × 影响") if figure.score is not None else None
    return Derivation(what, figure.score, "score", formula, tuple(_parts(known, figure)), at)


def _parts(known: Explained, figure: DerivedRisk) -> Iterator[Derivation]:
    """The facts, the steps with their grounds, whom it touches, and what is declared on the same entity."""
    yield from (Derivation(fact, None, "none") for fact in figure.evidence)
    if figure.probability is not None:
        yield Derivation(Text("probability", "概率"), figure.probability, "score", figure.basis)
    if figure.impact is not None:
        yield Derivation(Text("impact", "影响"), figure.impact, "score")
    groups = (
        (Text("agreements touched", "涉及协议"), figure.touches),
        (Text("declared risks on the same entity", "同一对象上已登记的风险"), figure.declared),
    )
    for words, ids in groups:
        leaves = tuple(leaf(label(known, one), one, "none", known.design.path_of(one)) for one in ids)
        if leaves:
            yield Derivation(words, None, "none", parts=leaves)
