"""Draw risks on a map of probability and impact, five by five, with the band of each field in colour and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.renderers.diagrams.svg import box, element, picture, text, title
from itsm_compiler.renderers.diagrams.text import shortened, width
from itsm_compiler.renderers.escape import svg_text

from itsm_compiler.documents.view import MapPoint, Phrase, RiskMap, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.renderers.values import Speaker

SIDE = 104.0
LOWEST = 84.0
LEFT = 58.0
TOP = 6.0
POINT = 10.5
PILL, STEP = 17.0, 20.0
LONGEST = 40.0
BELOW = 26.0
MOST_ROWS = 5
"""Rows of numbers that a field may have; the risks beyond are counted in its last place and listed in the table."""

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


@dataclass(frozen=True, slots=True)
class _Grid:
    """The measures of a map: how wide a number is, how many stand in a row, and how tall a field is."""

    wide: float
    in_row: int
    tall: float

    @property
    def bottom(self) -> float:
        """Where the lowest fields end."""
        return TOP + 5 * self.tall

    @property
    def most(self) -> int:
        """How many numbers a field holds."""
        return self.in_row * MOST_ROWS


def draw(risk_map: RiskMap, speaker: Speaker, key: str) -> list[str]:
    """The map as one SVG."""
    fields: dict[tuple[int, int], list[MapPoint]] = {}
    for point in risk_map.points:
        fields.setdefault((point.probability, point.impact), []).append(point)
    grid = _grid(list(fields.values()))
    content: list[str] = []
    for probability in range(1, 6):
        for impact in range(1, 6):
            points = fields.get((probability, impact), [])
            place = (LEFT + (impact - 1) * SIDE, TOP + (5 - probability) * grid.tall)
            content += _field(probability * impact, risk_map, place, grid, speaker)
            content += _points(points, place, grid, speaker)
    size = (LEFT + 5 * SIDE + 8, grid.bottom + 48)
    says = (speaker.plain(risk_map.title), speaker.plain(risk_map.description))
    return [picture(key, size, "risk-map", says, [*content, *_scales(grid, speaker)])]


def _grid(fields: list[list[MapPoint]]) -> _Grid:
    """Measures with which the fullest field has room."""
    widest = max(
        (width(shortened(point.number, POINT, LONGEST), POINT) for field in fields for point in field),
        default=0.0,
    )
    wide = max(widest + 8, PILL + 4)
    in_row = max(1, int((SIDE - 9) // (wide + 3)))
    rows = min(MOST_ROWS, -(-max(map(len, fields), default=0) // in_row))
    return _Grid(wide, in_row, max(LOWEST, rows * STEP + BELOW))


def _field(
    score: int, risk_map: RiskMap, place: tuple[float, float], grid: _Grid, speaker: Speaker
) -> Iterator[str]:
    left, top = place
    yield box(
        left + 1, top + 1, (SIDE - 2, grid.tall - 2), f"field {TONES[band_of(score, risk_map.bands)]}", 3
    )
    yield text(speaker.say(band_name(score, risk_map.bands)), left + 7, top + grid.tall - 8, "band")
    yield text(str(score), left + SIDE - 7, top + grid.tall - 8, "band", "end")


def _points(
    points: list[MapPoint], place: tuple[float, float], grid: _Grid, speaker: Speaker
) -> Iterator[str]:
    """Numbered pills from the top left, row by row."""
    left, top = place
    shown = points if len(points) <= grid.most else points[: grid.most - 1]
    names = [
        (shortened(point.number, POINT, LONGEST), f"{point.number} {speaker.plain(point.label)}")
        for point in shown
    ]
    if len(shown) < len(points):
        rest = points[len(shown) :]
        names.append((speaker.say(MORE, count=len(rest)), ", ".join(point.number for point in rest)))
    for index, (name, hint) in enumerate(names):
        x = left + 6 + index % grid.in_row * (grid.wide + 3)
        y = top + 6 + index // grid.in_row * STEP
        words = text(name, x + grid.wide / 2, y + PILL / 2 + 3.8, "number", "middle")
        yield element("g", [title(hint), box(x, y, (grid.wide, PILL), "point", PILL / 2), words])


def _scales(grid: _Grid, speaker: Speaker) -> Iterator[str]:
    """The two scales and what they measure."""
    bottom, tall = grid.bottom, grid.tall
    for step in range(1, 6):
        yield text(str(step), LEFT - 12, TOP + (5 - step + 0.5) * tall + 4, "axis strong", "end")
        yield text(str(step), LEFT + (step - 0.5) * SIDE, bottom + 18, "axis strong", "middle")
    yield text(speaker.say(IMPACT) + " →", LEFT + 2.5 * SIDE, bottom + 38, "axis", "middle")
    middle = TOP + 2.5 * tall
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
