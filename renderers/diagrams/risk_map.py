"""Draw risks on a map of probability and impact, five by five, with the band of each field in colour and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.renderers.diagrams.svg import box, element, picture, text, title
from itsm_compiler.renderers.diagrams.text import shortened, width
from itsm_compiler.renderers.escape import svg_text

from itsm_compiler.documents.view import MapPoint, Phrase, RiskMap, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.renderers.values import Speaker

SIDE = 104.0
TALL = 84.0
LEFT = 58.0
TOP = 6.0
SMALL = 11.0
POINT = 10.5
PILL = 13.0
MOST_IN_A_FIELD = 11

BANDS = (phrase("low"), phrase("medium"), phrase("high"), phrase("very high"))
TONES = ("low", "medium", "high", "extreme")
PROBABILITY = phrase("Probability")
IMPACT = phrase("Impact")
MORE = phrase("+{count}")


def band_of(score: int, bands: tuple[int, int, int]) -> int:
    """The band of a score: 0 low, 1 medium, 2 high, 3 beyond."""
    return sum(score > highest for highest in bands)


def band_name(score: int, bands: tuple[int, int, int]) -> Phrase:
    """The band of a score in a word."""
    return BANDS[band_of(score, bands)]


def draw(risk_map: RiskMap, speaker: Speaker, key: str) -> list[str]:
    """The map as one SVG."""
    content: list[str] = []
    for probability in range(1, 6):
        for impact in range(1, 6):
            points = [
                point
                for point in risk_map.points
                if (point.probability, point.impact) == (probability, impact)
            ]
            content += _field(probability, impact, points, risk_map, speaker)
    size = (LEFT + 5 * SIDE + 8, TOP + 5 * TALL + 48)
    says = (speaker.plain(risk_map.title), speaker.plain(risk_map.description))
    return [picture(key, size, "risk-map", says, [*content, *_scales(speaker)])]


def _field(
    probability: int, impact: int, points: list[MapPoint], risk_map: RiskMap, speaker: Speaker
) -> Iterator[str]:
    left, top = LEFT + (impact - 1) * SIDE, TOP + (5 - probability) * TALL
    score = probability * impact
    tone = TONES[band_of(score, risk_map.bands)]
    yield box(left + 1, top + 1, (SIDE - 2, TALL - 2), f"field {tone}", 3)
    yield text(speaker.say(band_name(score, risk_map.bands)), left + 7, top + TALL - 8, "band")
    yield text(str(score), left + SIDE - 7, top + TALL - 8, "band", "end")
    shown = points if len(points) <= MOST_IN_A_FIELD + 1 else points[:MOST_IN_A_FIELD]
    names = [
        (shortened(point.number, POINT, 40), f"{point.number} {speaker.plain(point.label)}")
        for point in shown
    ]
    if len(shown) < len(points):
        rest = points[len(shown) :]
        names.append((speaker.say(MORE, count=len(rest)), ", ".join(point.number for point in rest)))
    yield from _points(names, left, top)


def _points(names: list[tuple[str, str]], left: float, top: float) -> Iterator[str]:
    """Numbered pills from the top left, row by row, as many in a row as their widths allow."""
    wide = max((width(name, POINT) for name, _ in names), default=0.0) + 12
    wide = max(wide, 2 * PILL - 5)
    in_row = max(1, int((SIDE - 10) // (wide + 3)))
    rows = -(-len(names) // in_row) if names else 1
    step = min(20.0, (TALL - 26) / rows)
    for place, (name, hint) in enumerate(names):
        x = left + 6 + place % in_row * (wide + 3)
        y = top + 6 + place // in_row * step
        high = min(17.0, step - 1)
        parts = [
            title(hint),
            box(x, y, (wide, high), "point", high / 2),
            text(name, x + wide / 2, y + high / 2 + 3.8, "number", "middle"),
        ]
        yield element("g", parts)


def _scales(speaker: Speaker) -> Iterator[str]:
    """The two scales and what they measure."""
    bottom = TOP + 5 * TALL
    for step in range(1, 6):
        yield text(str(step), LEFT - 12, TOP + (5 - step + 0.5) * TALL + 4, "axis strong", "end")
        yield text(str(step), LEFT + (step - 0.5) * SIDE, bottom + 18, "axis strong", "middle")
    yield text(speaker.say(IMPACT) + " →", LEFT + 2.5 * SIDE, bottom + 38, "axis", "middle")
    middle = TOP + 2.5 * TALL
    words = svg_text(speaker.say(PROBABILITY) + " →")
    yield element(
        "text",
        words,
        x=16,
        y=middle,
        class_="axis",
        text_anchor="middle",
        transform=f"rotate(-90 16 {middle:.0f})",
    )
