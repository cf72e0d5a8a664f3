"""Draw a support chain on the clock: when each link waits for its hours, when it works, and where the target lies."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Clock:
    """The scale of the picture: where the call stands and how many minutes it shows."""

    left: float
    end: float
    speaker: Speaker

    def x(self, minutes: float) -> float:
        """Where a minute stands."""
        return self.left + CLOCK * minutes / self.end

    @property
    def right(self) -> float:
        """How far words may reach."""
        return self.left + CLOCK + 28


def draw(chain: Chain, speaker: Speaker, key: str) -> list[str]:
    """The chain as one SVG."""
    end = max(chain.target_at, *(leg.ends_at for leg in chain.legs)) * 1.04 or 1.0
    labels = min(LABELS, max(width(speaker.plain(leg.holder), SIZE) for leg in chain.legs))
    clock = _Clock(labels + 26, end, speaker)
    bottom = TOP + len(chain.legs) * ROW
    content = [*_axis(clock, bottom)]
    start = 0.0
    for place, leg in enumerate(chain.legs):
        content.append(_leg(leg, start, TOP + place * ROW, clock, chain.target_at))
        start = leg.ends_at
    content += _target(chain, clock, bottom)
    legend, legend_width = _legend(chain, bottom + AXIS + LEGEND / 2, speaker)
    size = (max(clock.right + 2, legend_width), bottom + AXIS + LEGEND)
    says = (speaker.plain(chain.title), speaker.plain(chain.description))
    return [picture(key, size, "chain", says, [*content, *legend])]


def _axis(clock: _Clock, bottom: float) -> Iterator[str]:
    step = next(
        (each for each in TICKS if clock.end / each <= 10), TICKS[-1] * (int(clock.end / TICKS[-1] / 10) + 1)
    )
    free = clock.left - 40.0
    for minutes in range(0, int(clock.end) + 1, step):
        x = clock.x(minutes)
        yield line(x, TOP - 8, x, bottom, "grid")
        words = clock.speaker.plain(Number(minutes, "minutes")) if minutes else clock.speaker.say(START)
        half = width(words, SMALL) / 2
        if x - half > free and x + half < clock.right:
            yield text(words, x, bottom + 18, "axis", "middle")
            free = x + half + 8
    yield line(clock.left, bottom, clock.left + CLOCK, bottom, "rule")


def _leg(leg: Leg, start: float, top: float, clock: _Clock, target: float) -> str:
    """The holder's name, its waiting, its work before the target and its work after."""
    holder = clock.speaker.plain(leg.holder)
    y = top + 8
    rows = wrap(holder, SIZE, clock.left - 26, 2)
    first = y + BAR / 2 + 4.5 - (len(rows) - 1) * 8
    words = clock.speaker.say(TAKES, commitment=leg.commitment, time=Number(leg.ends_at, "minutes"))
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
            x = clock.x(since)
            parts.append(box(x, y, (max(clock.x(until) - x, 2), BAR), class_, 2))
    wide = width(words, SMALL)
    under = min(max(clock.x(leg.ends_at) - wide, clock.left + 2), clock.right - wide)
    parts.append(text(words, max(under, 6), y + BAR + 13, "note"))
    return element("g", parts)


def _target(chain: Chain, clock: _Clock, bottom: float) -> Iterator[str]:
    x = clock.x(chain.target_at)
    words = clock.speaker.say(TARGET, time=Number(chain.target_at, "minutes"))
    half = width(words, SIZE) / 2
    yield line(x, TOP - 14, x, bottom + 4, "target")
    yield text(words, min(max(x, clock.left + half), clock.right - half), TOP - 20, "strong", "middle")


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
