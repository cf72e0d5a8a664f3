"""What a document says, free of language and format: values, blocks, diagrams and the frame every document shares.

A view holds data for every sentence, table and picture of one document. Renderers put it into a language and a format;
they know nothing of the design it came from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from itsm_compiler.diagnostics import Text
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import AnswerTarget, DateSpan, Duration, Money, Period, Rate, Share

__all__ = [
    "Absence",
    "AnswerTarget",
    "Audience",
    "Bar",
    "Block",
    "Chain",
    "Column",
    "Control",
    "DateSpan",
    "Definitions",
    "Diagram",
    "Duration",
    "Edge",
    "Flow",
    "Gantt",
    "Gap",
    "Items",
    "Leg",
    "Link",
    "Listing",
    "MapPoint",
    "Money",
    "Node",
    "Number",
    "Period",
    "Phrase",
    "Prose",
    "Rate",
    "RiskMap",
    "Section",
    "Share",
    "Signatory",
    "Signatures",
    "Table",
    "Tag",
    "Text",
    "Value",
    "View",
    "phrase",
]
"""What renderers may know: blocks, views, and the value types of the language that stand in them."""

Audience = Literal["customer", "supplier", "internal"]
"""Who may read a document; what is internal never enters a view for one of the others."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence or word of ours, to be translated: the English text with `{named}` places is its key.

    `values` fill the places. With `plural`, `text` is the form for one and the place `count` decides.
    """

    text: str
    values: tuple[tuple[str, Value], ...] = ()
    plural: str | None = None


def phrase(text: str, /, plural: str | None = None, **values: Value) -> Phrase:
    """A phrase with its places filled: `phrase("{count} team", plural="{count} teams", count=2)`."""
    return Phrase(text, tuple(values.items()), plural)


@dataclass(frozen=True, slots=True)
class Link:
    """A thing of the design under the name people know it by; `target` is its id, resolved to a page by the renderer."""

    target: str
    label: Prose


@dataclass(frozen=True, slots=True)
class Number:
    """A figure with its unit, rounded for reading to `digits` decimals.

    `unit` is one of `percent` (value 0–100), `minutes` (shown as days, hours and minutes), `hours`, `days`,
    `open-days`, `people`, `count`, `money` (with `currency`), `score`.
    """

    value: float | Decimal
    unit: str
    digits: int = 0
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """A short state shown with a colour and always with its word: `good`, `warning`, `bad` or `neutral`."""

    text: Phrase
    tone: Literal["good", "warning", "bad", "neutral"]


@dataclass(frozen=True, slots=True)
class Listing:
    """Several values in one place, joined as a sentence would (`a, b and c`) or one a line."""

    values: tuple[Value, ...]
    lines: bool = False


Value = (
    None | str | int | Decimal | date | Text | Prose | Phrase | Link | Number | Tag | Listing
    | Duration | Share | Money | Rate | Period | DateSpan | AnswerTarget
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading and whether it holds figures (set to the right)."""

    heading: Phrase
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings, with a caption; `head_column` says that the first cell names its row."""

    caption: Phrase
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    head_column: bool = True


@dataclass(frozen=True, slots=True)
class Definitions:
    """Pairs of a term and what it is; pairs without a value are left out by whoever builds the view."""

    pairs: tuple[tuple[Phrase | Link | Prose, Value], ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `ordered` numbers it."""

    values: tuple[Value, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """What the design lacks at this place, with the rule that asks for it (empty where none does)."""

    text: Phrase
    rule: str


@dataclass(frozen=True, slots=True)
class Absence:
    """What the design leaves out on purpose, with its reason."""

    what: Phrase
    reason: Prose


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
    """Boxes and arrows, laid out from left to right in layers."""

    title: Phrase
    description: Phrase
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


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
class Signatory:
    """Who signs for a party; `when` is the day it was signed, None while the line is open."""

    party: Value
    name: Value = None
    post: Value = None
    when: date | None = None


@dataclass(frozen=True, slots=True)
class Signatures:
    """The block that the parties sign."""

    rows: tuple[Signatory, ...]


Diagram = Flow | Gantt | RiskMap | Chain
Block = Table | Definitions | Items | Gap | Absence | Signatures | Diagram


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter whose number the template gives: its blocks in order, with a sentence before them."""

    blocks: tuple[Block, ...]
    lead: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Control:
    """Document control: what every document says of itself on its first page.

    A row of `approvals` is (who, as what, when), a row of `history` (version, date, author, change). `customer_is` and
    `provider_is` are what the document calls its two sides.
    """

    number: str
    version: str
    status: Phrase
    classification: Phrase
    owner: Value
    customer: Value
    provider: Value
    stamp: date
    approvals: tuple[tuple[Value, ...], ...] = ()
    history: tuple[tuple[Value, ...], ...] = ()
    customer_is: Phrase = field(default=phrase("Customer"), kw_only=True)
    provider_is: Phrase = field(default=phrase("Provider"), kw_only=True)


@dataclass(frozen=True, slots=True)
class View:
    """Base of every document's view.

    `document` is the kind (`sla`), `slug` the file name without an ending (`sla-acme`), `about` the entity it is about
    (links to that entity lead here), `draft` whether the check failed. `anchors` are the entities described inside this
    document, under a heading of their own or in a row that begins with their link: links to them lead there.
    """

    document: str
    slug: str
    title: Value
    audience: Audience
    control: Control
    about: str | None = None
    draft: bool = False
    languages: tuple[str, ...] = field(default=("en",), kw_only=True)
    anchors: tuple[str, ...] = field(default=(), kw_only=True)
