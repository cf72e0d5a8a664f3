"""Draw who reports to whom as a tree from left to right, each post with its people and the colour of its class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.renderers.diagrams.svg import box, element, number, picture, text, title
from itsm_compiler.renderers.diagrams.text import width, wrap
from itsm_compiler.renderers.diagrams.tree import trees

from itsm_compiler.documents.view import ChartPost, Column, Link, Number, Organisation, Phrase, Table, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.renderers.values import Speaker

WIDE, TALL = 202.0, 46.0
STEP, GAP = 238.0, 10.0
SIZE, SMALL = 12.5, 11.0
MARGIN = 8.0
LEGEND = 34.0
KINDS: Mapping[str, Phrase] = {
    "management": phrase("management post"),
    "technical": phrase("technical post"),
    "operation": phrase("operation post"),
}

Place = tuple[float, float]


def draw(chart: Organisation, speaker: Speaker, key: str) -> list[str]:
    """The chart as one SVG."""
    places: dict[str, Place] = {}
    bottom = MARGIN
    for tree in trees({post.id: post.superior for post in chart.posts}):
        for post_id, (depth, height) in tree.places.items():
            places[post_id] = (MARGIN + depth * STEP, bottom + height * (TALL + GAP))
        bottom += tree.rows * (TALL + GAP)
    content = [line for post in chart.posts if post.superior in places for line in _line(post, places)]
    content += [_box(post, places[post.id], speaker) for post in chart.posts if post.id in places]
    right = max((x for x, _ in places.values()), default=0.0) + WIDE + MARGIN
    legend, needed = _legend(chart, bottom + LEGEND / 2, speaker)
    size = (max(right, needed), bottom + LEGEND)
    says = (speaker.plain(chart.title), speaker.plain(chart.description))
    return [picture(key, size, "organisation", says, [*content, *legend])]


def chart_table(chart: Organisation) -> Table:
    """The table that says the same."""
    names = {post.id: post.label for post in chart.posts}
    rows = tuple(
        (
            Link(post.id, post.label),
            KINDS.get(post.kind),
            Number(post.people, "count"),
            Link(post.superior, names[post.superior]) if post.superior in names else None,
        )
        for post in chart.posts
    )
    columns = (
        Column(phrase("Staff post")),
        Column(phrase("Class of the post")),
        Column(phrase("People"), figures=True),
        Column(phrase("Reports to")),
    )
    return Table(chart.title, columns, rows)


def _line(post: ChartPost, places: Mapping[str, Place]) -> Iterator[str]:
    if post.superior is None or post.id not in places:
        return
    x1, y1 = places[post.superior]
    x2, y2 = places[post.id]
    if x2 <= x1:
        return
    bend = x1 + WIDE + (STEP - WIDE) / 2
    way = f"M{number(x1 + WIDE)} {number(y1 + TALL / 2)}H{number(bend)}V{number(y2 + TALL / 2)}H{number(x2)}"
    yield element("path", d=way, class_="arrow")


def _box(post: ChartPost, place: Place, speaker: Speaker) -> str:
    x, y = place
    name = speaker.plain(post.label)
    people = speaker.plain(Number(post.people, "people"))
    rows = wrap(name, SIZE, WIDE - 16, 2)
    first, step = (18.0, 18.0) if len(rows) == 1 else (14.5, 13.0)
    lines = [text(words, x + 8, y + first + place * step, "strong") for place, words in enumerate(rows)]
    note = text(people, x + 8, y + first + len(rows) * step, "note")
    return element(
        "g",
        [title(f"{name}: {people}"), box(x, y, (WIDE, TALL), f"box {post.kind}", 4), *lines, note],
    )


def _legend(chart: Organisation, y: float, speaker: Speaker) -> tuple[list[str], float]:
    x = MARGIN
    found: list[str] = []
    for kind, name in KINDS.items():
        if any(post.kind == kind for post in chart.posts):
            words = speaker.say(name)
            found += [box(x, y - 6, (14, 12), f"box {kind}", 2), text(words, x + 20, y + 4, "legend")]
            x += 20 + width(words, SMALL) + 18
    return found, x
