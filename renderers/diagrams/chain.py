"""Draw a support chain on the clock: when each link waits for its hours, when it works, and where the target lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.renderers.diagrams.svg import box, element, line, picture, text, title
from itsm_compiler.renderers.diagrams.text import width, wrap

from itsm_compiler.documents.view import Chain, Leg, Number, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.renderers.values import Speaker

ROW = 46.0
BAR = 20.0
SIZE, SMALL = 13.0, 11.0
LABELS = 190.0
CLOCK = 470.0
TOP = 40.0
AXIS = 26.0
LEGEND = 34.0
TICKS = (5, 10, 15, 30, 60, 120, 240, 360, 720, 1440, 2880, 4320, 7200, 10080, 20160, 43830)
"""Minutes between two marks of the axis; the first that gives at most ten marks is taken."""

WAITS = phrase("waits for opening hours")
WORKS = phrase("works on it")
LATE = phrase("works on it after the target")
TARGET = phrase("Target: {time}")
TAKES = phrase("{commitment}, until {time} after the call")
START = phrase("call")


def draw(chain: Chain, speaker: Speaker, key: str) -> list[str]:
    """The chain as one SVG."""
    end = max(chain.target_at, *(leg.ends_at for leg in chain.legs)) * 1.04 or 1.0
    labels = min(LABELS, max(width(speaker.plain(leg.holder), SIZE) for leg in chain.legs))
    left = labels + 26
    bottom = TOP + len(chain.legs) * ROW
    content = [*_axis(left, end, bottom, speaker)]
    start = 0.0
    for place, leg in enumerate(chain.legs):
        content += _leg(leg, start, TOP + place * ROW, (left, end), chain.target_at, speaker)
        start = leg.ends_at
    content += _target(chain, left, end, bottom, speaker)
    legend, legend_width = _legend(chain, bottom + AXIS + LEGEND / 2, speaker)
    size = (max(left + CLOCK + 30, legend_width), bottom + AXIS + LEGEND)
    says = (speaker.plain(chain.title), speaker.plain(chain.description))
    return [picture(key, size, "chain", says, [*content, *legend])]


def _x(minutes: float, left: float, end: float) -> float:
    return left + CLOCK * minutes / end


def _axis(left: float, end: float, bottom: float, speaker: Speaker) -> Iterator[str]:
    step = next((each for each in TICKS if end / each <= 10), TICKS[-1] * (int(end / TICKS[-1] / 10) + 1))
    free = left - 40.0
    minutes = 0
    while minutes <= end:
        x = _x(minutes, left, end)
        yield line(x, TOP - 8, x, bottom, "grid")
        words = speaker.plain(Number(minutes, "minutes")) if minutes else speaker.say(START)
        half = width(words, SMALL) / 2
        if x - half > free and x + half < left + CLOCK + 28:
            yield text(words, x, bottom + 18, "axis", "middle")
            free = x + half + 8
        minutes += step
    yield line(left, bottom, left + CLOCK, bottom, "rule")


def _leg(
    leg: Leg, start: float, top: float, scale: tuple[float, float], target: float, speaker: Speaker
) -> Iterator[str]:
    """The holder's name, its waiting, its work before the target and its work after."""
    left, end = scale
    holder = speaker.plain(leg.holder)
    y = top + 8
    rows = wrap(holder, SIZE, left - 26, 2)
    first = y + BAR / 2 + 4.5 - (len(rows) - 1) * 8
    words = speaker.say(TAKES, commitment=leg.commitment, time=Number(leg.ends_at, "minutes"))
    parts = [
        title(f"{holder}: {words}"),
        *(text(row, 6, first + place * 16) for place, row in enumerate(rows)),
    ]
    begins = max(start, min(leg.waits_until, leg.ends_at))
    for class_, since, until in (
        ("waits", start, begins),
        ("works", begins, min(leg.ends_at, max(target, begins))),
        ("late", max(begins, target), leg.ends_at),
    ):
        if until > since:
            x = _x(since, left, end)
            parts.append(box(x, y, (max(_x(until, left, end) - x, 2), BAR), class_, 2))
    at = _x(leg.ends_at, left, end)
    wide = width(words, SMALL)
    under = min(max(at - wide, left + 2), left + CLOCK + 28 - wide)
    parts.append(text(words, max(under, 6), y + BAR + 13, "note"))
    yield element("g", parts)


def _target(chain: Chain, left: float, end: float, bottom: float, speaker: Speaker) -> Iterator[str]:
    x = _x(chain.target_at, left, end)
    words = speaker.say(TARGET, time=Number(chain.target_at, "minutes"))
    at = min(max(x, left + width(words, SIZE) / 2), left + CLOCK + 28 - width(words, SIZE) / 2)
    yield line(x, TOP - 14, x, bottom + 4, "target")
    yield text(words, at, TOP - 20, "strong", "middle")


def _legend(chain: Chain, y: float, speaker: Speaker) -> tuple[list[str], float]:
    """What the colours mean, in words: only those that occur."""
    starts = [0.0, *(leg.ends_at for leg in chain.legs)]
    shown = (
        (
            any(leg.waits_until > start for leg, start in zip(chain.legs, starts, strict=False)),
            "waits",
            WAITS,
        ),
        (True, "works", WORKS),
        (any(leg.ends_at > chain.target_at for leg in chain.legs), "late", LATE),
    )
    parts: list[str] = []
    x = 6.0
    for occurs, class_, words in shown:
        if occurs:
            name = speaker.say(words)
            parts += [box(x, y - 6, (18, 12), class_, 2), text(name, x + 24, y + 4, "legend")]
            x += 24 + width(name, SMALL) + 24
    return parts, x
