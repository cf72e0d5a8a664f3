"""Draw a process as steps from top to bottom, in a lane for each who does them; dashed lines lead back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.renderers.diagrams.svg import box, element, line, number, picture, text, title
from itsm_compiler.renderers.diagrams.text import width, wrap

from itsm_compiler.documents.view import Column, Listing, ProcessFlow, Table, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from itsm_compiler.renderers.values import Speaker

    from itsm_compiler.documents.view import FlowStep, Value

ALL = 690.0
NARROWEST, WIDEST = 138.0, 200.0
HEAD, ROW, TALL = 66.0, 62.0, 42.0
SIDE = 16.0
TIP = 7.0
DOT = 5.0
LEGEND = 34.0
SIZE, SMALL = 12.0, 11.0
START, END, BACK = phrase("start"), phrase("end"), phrase("leads back if need be")

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where each step stands: its lane and row by id, and how wide a lane is."""

    lanes: tuple[str, ...]
    lane_of: dict[str, int]
    row_of: dict[str, int]
    wide: float

    def middle(self, step: str) -> float:
        """The middle of the lane of a step."""
        return (self.lane_of[step] + 0.5) * self.wide

    def top(self, step: str) -> float:
        """The upper edge of a step."""
        return HEAD + self.row_of[step] * ROW + (ROW - TALL) / 2

    def is_free(self, lane: int, after: str, before: str) -> bool:
        """Whether no box stands in a lane between the rows of two steps."""
        rows = range(self.row_of[after] + 1, self.row_of[before])
        return not any(self.row_of[step] in rows and at == lane for step, at in self.lane_of.items())


def draw(flow: ProcessFlow, speaker: Speaker, key: str) -> list[str]:
    """The steps as one SVG."""
    names = {step.id: speaker.plain(step.lane) if step.lane is not None else "" for step in flow.steps}
    lanes = tuple(dict.fromkeys(names.values()))
    wide = min(WIDEST, max(NARROWEST, ALL / len(lanes)))
    grid = _Grid(
        lanes,
        {step: lanes.index(lane) for step, lane in names.items()},
        {step.id: place for place, step in enumerate(flow.steps)},
        wide,
    )
    bottom = HEAD + len(flow.steps) * ROW + 4
    content = [
        *_lanes(grid, bottom),
        *(part for step in flow.steps for part in _arrows(step, grid)),
        *(part for place, step in enumerate(flow.steps, 1) for part in _drawn(step, place, grid, speaker)),
        *(_dot(grid.middle(step.id), grid.top(step.id) - DOT, "start") for step in first_steps(flow.steps)),
        *(
            _dot(grid.middle(step.id), grid.top(step.id) + TALL + DOT, "end")
            for step in last_steps(flow.steps)
        ),
    ]
    legend, needed = _legend(flow, bottom + LEGEND / 2, speaker)
    size = (max(len(lanes) * wide, needed) + 2, bottom + LEGEND)
    says = (speaker.plain(flow.title), speaker.plain(flow.description))
    return [picture(key, size, "process-flow", says, [*content, *legend])]


def steps_table(flow: ProcessFlow) -> Table:
    """The table that says the same."""
    labels = {step.id: step.label for step in flow.steps}
    rows = tuple(
        (
            str(place),
            step.label,
            step.lane,
            _listed([labels[other] for other in step.needs if other in labels]),
            labels.get(step.back_to or ""),
        )
        for place, step in enumerate(flow.steps, start=1)
    )
    headings = [
        phrase("No."),
        phrase("Step of the work"),
        phrase("Done by"),
        phrase("Previous steps"),
        phrase("Leads back to"),
    ]
    kept = 5 if any(row[4] is not None for row in rows) else 4
    columns = tuple(Column(heading) for heading in headings[:kept])
    return Table(flow.title, columns, tuple(row[:kept] for row in rows), head_column=False)


def first_steps(steps: Sequence[FlowStep]) -> list[FlowStep]:
    """The steps that need no other."""
    known = {step.id for step in steps}
    return [step for step in steps if not known.intersection(step.needs)]


def last_steps(steps: Sequence[FlowStep]) -> list[FlowStep]:
    """The steps that no other needs; what leads back is no end where there is another."""
    known = {step.id for step in steps}
    needed = {other for step in steps for other in step.needs}
    last = [step for step in steps if step.id not in needed]
    return [step for step in last if step.back_to not in known] or last


def _listed(values: list[Value]) -> Value:
    return Listing(tuple(values), lines=True) if values else None


def _lanes(grid: _Grid, bottom: float) -> Iterator[str]:
    """The bands of the lanes with their names."""
    for index, name in enumerate(grid.lanes):
        left = index * grid.wide
        yield box(left + 1, 1, (grid.wide, bottom - 1), "lane even" if index % 2 else "lane")
        rows = wrap(name, SMALL, grid.wide - 12, 3)
        for place, row in enumerate(rows):
            y = HEAD / 2 - 6 + 14 * (place - (len(rows) - 1) / 2)
            yield text(row, left + grid.wide / 2, y, "legend", "middle")
    yield line(1, HEAD - 18, len(grid.lanes) * grid.wide + 1, HEAD - 18, "grid")


def _arrows(step: FlowStep, grid: _Grid) -> Iterator[str]:
    for other in dict.fromkeys(step.needs):
        if other in grid.row_of and other != step.id:
            yield from _arrow(other, step.id, grid, "arrow")
    if step.back_to in grid.row_of and step.back_to != step.id:
        yield from _arrow(step.id, step.back_to, grid, "arrow dashed")


def _arrow(source: str, target: str, grid: _Grid, class_: str) -> Iterator[str]:
    """A line with its head from a step to another, through lanes and gaps in which no box stands."""
    x1, x2 = grid.middle(source), grid.middle(target)
    start, end = grid.top(source) + TALL, grid.top(target)
    below, over = start + (ROW - TALL) / 2, end - (ROW - TALL) / 2
    if grid.row_of[target] < grid.row_of[source]:
        yield from _back(source, target, grid, class_)
        return
    if grid.is_free(grid.lane_of[target], source, target):
        way = [(x1, start), (x1, below), (x2, below), (x2, end)]
    elif grid.is_free(grid.lane_of[source], source, target):
        way = [(x1, start), (x1, over), (x2, over), (x2, end)]
    else:
        gutter = (grid.lane_of[source] + 1) * grid.wide - 5
        way = [(x1, start), (x1, below), (gutter, below), (gutter, over), (x2, over), (x2, end)]
    yield _path([*way[:-1], (x2, end - TIP)], class_)
    yield element("path", d=f"M{number(x2)} {number(end)}l-4 {number(-TIP)}h8z", class_="head")


def _back(source: str, target: str, grid: _Grid, class_: str) -> Iterator[str]:
    """A line that leads upwards: along the left edge of the lane, into the side of the step."""
    left = grid.lane_of[source] * grid.wide + SIDE
    gutter = left - 9
    y1, y2 = grid.top(source) + TALL / 2, grid.top(target) + TALL / 2
    if grid.lane_of[target] == grid.lane_of[source]:
        yield _path([(left, y1), (gutter, y1), (gutter, y2), (left - TIP, y2)], class_)
        yield element("path", d=f"M{number(left)} {number(y2)}l{number(-TIP)} -4v8z", class_="head")
        return
    over, x2 = grid.top(target) - (ROW - TALL) / 2, grid.middle(target) + grid.wide / 4
    end = grid.top(target)
    yield _path([(left, y1), (gutter, y1), (gutter, over), (x2, over), (x2, end - TIP)], class_)
    yield element("path", d=f"M{number(x2)} {number(end)}l-4 {number(-TIP)}h8z", class_="head")


def _path(points: Sequence[Point], class_: str) -> str:
    way = "L".join(f"{number(x)} {number(y)}" for x, y in dict.fromkeys(points))
    return element("path", d=f"M{way}", class_=class_)


def _drawn(step: FlowStep, place: int, grid: _Grid, speaker: Speaker) -> Iterator[str]:
    """The box of a step with its number and name."""
    name = f"{place}. {speaker.plain(step.label)}"
    x, top = grid.lane_of[step.id] * grid.wide + SIDE, grid.top(step.id)
    rows = wrap(name, SIZE, grid.wide - 2 * SIDE - 10, 2)
    y = top + TALL / 2 + 4.5 - (len(rows) - 1) * 8
    words = [
        text(row, grid.middle(step.id), y + index * 16, "name", "middle") for index, row in enumerate(rows)
    ]
    yield element("g", [title(name), box(x, top, (grid.wide - 2 * SIDE, TALL), "box", 5), *words])


def _dot(x: float, y: float, kind: str) -> str:
    return element("circle", cx=x, cy=y, r=DOT - 1, class_=f"mark {kind}")


def _legend(flow: ProcessFlow, y: float, speaker: Speaker) -> tuple[list[str], float]:
    """What the marks and dashes mean, in words."""
    x = 8.0
    found: list[str] = []
    for kind, words in (("start", START), ("end", END)):
        said = speaker.say(words)
        found += [_dot(x + 4, y, kind), text(said, x + 14, y + 4, "legend")]
        x += 14 + width(said, SMALL) + 18
    if any(step.back_to for step in flow.steps):
        said = speaker.say(BACK)
        found += [line(x, y, x + 16, y, "arrow dashed"), text(said, x + 22, y + 4, "legend")]
        x += 22 + width(said, SMALL) + 18
    return found, x
