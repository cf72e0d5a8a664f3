"""How the dates of agreements, work that is passed on, and the order of prices came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.analysis.figures import Derivation
from itsm_compiler.analysis.telling import VERDICTS, leaf, say
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.contract_dates import AgreementDates, SubContract
    from itsm_compiler.analysis.offers import LevelComparison, OfferPair
    from itsm_compiler.analysis.telling import Explained
    from itsm_compiler.diagnostics import Path

EVENTS = {
    "begins": Text("begins", "生效"),
    "notice": Text("last day to give notice", "最后通知日"),
    "renews": Text("renewal", "续签"),
    "ends": Text("ends", "到期"),
}
FIELDS = {"begins": "from", "notice": "notice", "renews": "renews", "ends": "to"}
KINDS = {
    "sla": Text("SLA", "服务级别协议"),
    "ola": Text("OLA", "运营级别协议"),
    "contract": Text("contract", "合同"),
}
OFFER_VERDICTS = {
    "ordered": Text("the dearer promises more", "价高者承诺更高"),
    "same-level": Text("the same for another price", "级别相同而价格不同"),
    "same-price": Text("the same price", "价格相同"),
    "mixed": Text("each promises more of something", "互有高低"),
    "dominated": Text("the cheaper promises more", "价低者承诺反而更高"),
}
BETTER = {
    "dearer": Text("the dearer is better", "价高者更优"),
    "cheaper": Text("the cheaper is better", "价低者更优"),
    "same": Text("the same", "相同"),
    "neither": Text("can't be compared", "无法比较"),
}
LEVEL_WORDS = {
    "hours": Text("hours", "服务时段"),
    "services": Text("services", "服务"),
    "response": Text("response", "响应时限"),
    "handling": Text("handling", "处理时限"),
    "resolution": Text("resolution", "解决时限"),
    "attainment": Text("attainment", "达成率"),
    "within": Text("done within", "完成时限"),
    "availability": Text("availability", "可用性"),
    "failures": Text("failures", "中断次数"),
    "recovery": Text("recovery", "恢复时间"),
    "satisfaction": Text("satisfaction", "满意度"),
    "security-incidents": Text("security incidents", "安全事件数"),
}


def of_agreement(known: Explained, figure: AgreementDates) -> Iterator[Derivation]:
    """The dates of an agreement, what rests on it, and what is passed on."""
    path = known.design.path_of(figure.agreement)
    yield Derivation(
        say(
            "dates of {kind} `{agreement}` with `{party}`",
            "{kind}`{agreement}`（对方：`{party}`）的日期",
            kind=KINDS[figure.kind],
            agreement=figure.agreement,
            party=figure.party,
        ),
        None,
        "none",
        None,
        (*_dates(known, figure, path), *_backed(known, figure), *_depth(figure, path)),
        path,
    )
    for one in figure.sub_contracting:
        yield _of_sub_contract(figure, one, path)


def _dates(known: Explained, figure: AgreementDates, path: Path) -> Iterator[Derivation]:
    """The days in order; that of the notice counted back from the end."""
    for one in figure.dates:
        words = EVENTS[one.event]
        if one.event != "notice":
            yield leaf(words, one.date, "none", (*path, "valid", FIELDS[one.event]))
            continue
        valid = getattr(known.design.entities[figure.agreement], "valid", None)
        told = valid is not None and valid.notice is not None
        at = (*path, "valid", "notice") if told else (*path, "termination", "notice")
        yield Derivation(
            words,
            one.date,
            "none",
            Text("counted back from the end of the last day", "自最后一日终了起倒推"),
            (
                leaf(Text("notice", "通知期"), figure.notice, "none", at),
                leaf(Text("last day", "最后一日"), figure.ends, "none", (*path, "valid", "to")),
            ),
        )
    if figure.renewal_after_notice:
        what = Text("it renews when notice can no longer be given", "续签之日已无法再行通知终止")
        yield Derivation(what, None, "none")


def _backed(known: Explained, figure: AgreementDates) -> Iterator[Derivation]:
    """Which agreements with customers rest on it, and whether as long as they last."""
    for back in figure.backs:
        at = (*known.design.path_of(back.sla), "valid")
        yield leaf(
            say(
                "days of `{sla}`, which rests on it, without it",
                "依托它的`{sla}`中未被覆盖的天数",
                sla=back.sla,
            ),
            back.uncovered_days,
            "days",
            at,
        )
        if back.notice_margin_days is not None and back.notice_margin_days < 0:
            what = say("its notice is shorter than that of `{sla}` by", "其通知期比`{sla}`短", sla=back.sla)
            yield Derivation(what, -back.notice_margin_days, "days")


def _depth(figure: AgreementDates, path: Path) -> Iterator[Derivation]:
    if figure.depth is not None:
        words = Text("levels over which work may be passed on", "允许分包的层级数")
        yield leaf(words, figure.depth, "count", (*path, "sub_contracting", "depth"))


def _of_sub_contract(figure: AgreementDates, one: SubContract, path: Path) -> Derivation:
    """The supplier's response and the sub-contractor's resolution against what the supplier promises."""
    written = [
        leaf(
            say("promised (verdict: {verdict})", "承诺值（判定：{verdict}）", verdict=VERDICTS[one.verdict]),
            one.resolution,
            "none",
            (*path, "priorities", one.priority, "resolution"),
        )
    ]
    if one.response is not None:
        at = (*path, "priorities", one.priority, "response")
        written.append(leaf(Text("the supplier's response", "供应商响应时限"), one.response, "none", at))
    if one.sub_resolution is not None:
        at = (*path, "sub_contracting", "resolution", one.priority)
        written.append(
            leaf(Text("the sub-contractor's resolution", "分包商解决时限"), one.sub_resolution, "none", at)
        )
    return Derivation(
        say(
            "work passed on under `{agreement}`, priority {priority}",
            "`{agreement}`下分包处理的时间，优先级{priority}",
            agreement=figure.agreement,
            priority=one.priority,
        ),
        None if one.composed_minutes is None else one.composed_minutes / 60,
        "hours",
        Text("the supplier's response + the sub-contractor's resolution", "供应商响应时限 + 分包商解决时限"),
        tuple(written),
        (*path, "sub_contracting"),
    )


def of_offers(known: Explained, pair: OfferPair) -> Derivation:
    """Two offers by price, level by level."""
    prices = tuple(
        leaf(
            say("price of `{offer}`, {unit}", "`{offer}`的价格，{unit}", offer=offer, unit=pair.unit)
            if pair.unit
            else say("price of `{offer}`", "`{offer}`的价格", offer=offer),
            price,
            "money",
            price_at(known, pair, offer),
        )
        for offer, price in ((pair.dearer, pair.dearer_price), (pair.cheaper, pair.cheaper_price))
    )
    return Derivation(
        say(
            "`{dearer}` beside the cheaper `{cheaper}`: {verdict}",
            "`{dearer}`与价格较低的`{cheaper}`相比：{verdict}",
            dearer=pair.dearer,
            cheaper=pair.cheaper,
            verdict=OFFER_VERDICTS[pair.verdict],
        ),
        None,
        "none",
        Text(
            "the dearer of two never promises less, the cheaper never more",
            "价高者承诺不应更低，价低者承诺不应更高",
        ),
        (*prices, *(_of_level(level) for level in pair.levels)),
        price_at(known, pair, pair.dearer),
    )


def price_at(known: Explained, pair: OfferPair, offer: str) -> Path:
    """Where the price of an offer is written."""
    entity, _, request = offer.partition("/")
    path = known.design.path_of(entity)
    ends = {
        "sla": ("charges", "total"),
        "service": ("charge", "price"),
        "request": ("requests", request, "price"),
    }
    return (*path, *ends[pair.kind])


def _of_level(level: LevelComparison) -> Derivation:
    """What the two say of one level."""
    what = say(
        "{level}: {dearer}, the cheaper {cheaper}: {better}",
        "{level}：{dearer}，价低者{cheaper}：{better}",
        level=level_words(level.level),
        dearer=level.dearer or "–",
        cheaper=level.cheaper or "–",
        better=BETTER[level.better],
    )
    return Derivation(what, None, "none")


def level_words(level: str) -> Text:
    """A level in words: the metric or time with its class, window or service."""
    first, blank, rest = level.partition(" ")
    metric, slash, window = first.partition("/")
    words = LEVEL_WORDS.get(metric, Text(metric, metric))
    inside = f"/{window}" if slash else ""
    end = f" `{rest}`" if slash and blank else f"{blank}{rest}"
    return Text(f"{words.en}{inside}{end}", f"{words.zh}{inside}{end}")


def _contracts(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of an agreement, or of the party or team with which it is made."""
    for figure in known.figures.contract_dates:
        if entity in (figure.agreement, figure.party):
            yield from of_agreement(known, figure)


def _offers(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of an agreement or a service that can be chosen."""
    for pair in known.figures.offers:
        if entity in (pair.dearer, pair.cheaper, *pair.of):
            yield of_offers(known, pair)


METRICS = {"contract": _contracts, "offers": _offers}
"""What can be explained here, by the word that asks for it."""
