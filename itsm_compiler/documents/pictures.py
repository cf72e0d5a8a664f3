"""What the pictures of documents show, as plain data: graphs, charts, maps and matrices, each drawn by the renderers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.documents.phrases import Link, Phrase, Value, phrase

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from itsm_compiler.model.prose import Prose
    from itsm_compiler.model.quantities import Duration, Share


NEEDS = phrase("Needs")


@dataclass(frozen=True, slots=True)
class Node:
    """A box of a flow diagram; `kind` picks its look (a section's name, or `customer`)."""

    id: str
    label: Prose
    kind: str
    note: Value = None


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow of a flow diagram from who needs to what is needed; `dashed` for one that the service can do without."""

    source: str
    target: str
    label: Value = None
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """Boxes and arrows, laid out from left to right in layers; `relation` heads what the arrows lead to in the table."""

    title: Phrase
    description: Phrase
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    relation: Phrase = NEEDS


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a Gantt chart, from the first to the last day, both included; a milestone has one day."""

    id: str
    label: Prose
    first: date
    last: date
    group: Phrase | None = None
    critical: bool = False
    milestone: bool = False
    slack_until: date | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gantt:
    """Tasks on a calendar."""

    title: Phrase
    description: Phrase
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A risk on the map: probability and impact, 1 to 5."""

    id: str
    label: Prose
    number: str
    probability: int
    impact: int


@dataclass(frozen=True, slots=True)
class RiskMap:
    """A 5 × 5 map; `bands` are the highest scores of low, medium and high."""

    title: Phrase
    description: Phrase
    points: tuple[MapPoint, ...]
    bands: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Leg:
    """One holder's share of a clock: from and to in wall minutes after the call, waiting for opening hours included."""

    holder: Link
    waits_until: float
    ends_at: float
    commitment: Duration


@dataclass(frozen=True, slots=True)
class Chain:
    """A support chain on the clock, against the target."""

    title: Phrase
    description: Phrase
    legs: tuple[Leg, ...]
    target_at: float


@dataclass(frozen=True, slots=True)
class ChartPost:
    """A box of an organisation chart; `kind` is the class of the post, `superior` the id of whom it reports to."""

    id: str
    label: Prose
    kind: str
    people: int
    superior: str | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who reports to whom, from left to right; posts stand in the order of the design."""

    title: Phrase
    description: Phrase
    posts: tuple[ChartPost, ...]


@dataclass(frozen=True, slots=True)
class WeekRow:
    """The ordinary week of somebody: (minute of the week, end, posts at work, posts on call), Monday 00:00 being 0."""

    holder: Link
    stretches: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class WeekMap:
    """How many posts are manned at which hours of an ordinary week."""

    title: Phrase
    description: Phrase
    rows: tuple[WeekRow, ...]


@dataclass(frozen=True, slots=True)
class RaciRow:
    """A line of a RACI matrix: for each column the letters of the parts that are played, none for no part."""

    label: Link
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RaciMatrix:
    """Who is responsible (R), accountable (A), consulted (C) and informed (I) of what."""

    title: Phrase
    description: Phrase
    columns: tuple[Link | Phrase, ...]
    rows: tuple[RaciRow, ...]


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A bar of money: its parts one after the other, and the amount to compare them with, None where there is none."""

    label: Value
    parts: tuple[Decimal, ...]
    mark: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MoneyBars:
    """Amounts of one currency as bars; `parts` names what a bar is put together from, `mark` the amount beside it."""

    title: Phrase
    description: Phrase
    parts: tuple[Phrase, ...]
    mark: Phrase
    rows: tuple[MoneyRow, ...]
    currency: str | None


@dataclass(frozen=True, slots=True)
class FlowStep:
    """A step of a process: who does it, the steps before it, and the one to which it may lead back."""

    id: str
    label: Value
    lane: Value
    needs: tuple[str, ...] = ()
    back_to: str | None = None


@dataclass(frozen=True, slots=True)
class ProcessFlow:
    """The steps of a process from top to bottom, in a lane for each who does them."""

    title: Phrase
    description: Phrase
    steps: tuple[FlowStep, ...]


@dataclass(frozen=True, slots=True)
class IndicatorNode:
    """An indicator of a tree: what it should reach, the one above into which it goes, and with which weight."""

    id: str
    label: Prose
    level: Value = None
    above: str | None = None
    weight: Share | None = None


@dataclass(frozen=True, slots=True)
class IndicatorTree:
    """Which indicators go into which: a tree for each that goes into no other."""

    title: Phrase
    description: Phrase
    nodes: tuple[IndicatorNode, ...]


Diagram = (
    Flow
    | Gantt
    | RiskMap
    | Chain
    | Organisation
    | WeekMap
    | RaciMatrix
    | MoneyBars
    | ProcessFlow
    | IndicatorTree
)
