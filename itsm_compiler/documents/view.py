"""What a document says, free of language and format: blocks, and the frame that every document shares.

A view holds data for every sentence, table and picture of one document. Renderers put it into a language and a format;
they know nothing of the design it came from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from itsm_compiler.diagnostics import Text
from itsm_compiler.documents.phrases import Link, Listing, Number, Phrase, Tag, Value, phrase
from itsm_compiler.documents.pictures import (
    Bar,
    Chain,
    ChartPost,
    Diagram,
    Edge,
    Flow,
    FlowStep,
    Gantt,
    IndicatorNode,
    IndicatorTree,
    Leg,
    MapPoint,
    MoneyBars,
    MoneyRow,
    Node,
    Organisation,
    ProcessFlow,
    RaciMatrix,
    RaciRow,
    RiskMap,
    WeekMap,
    WeekRow,
)
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import AnswerTarget, DateSpan, Duration, Money, Period, Rate, Share

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "Absence",
    "AnswerTarget",
    "Audience",
    "Bar",
    "Block",
    "Chain",
    "ChartPost",
    "Column",
    "Control",
    "DateSpan",
    "Definitions",
    "Diagram",
    "Duration",
    "Edge",
    "Flow",
    "FlowStep",
    "Gantt",
    "Gap",
    "IndicatorNode",
    "IndicatorTree",
    "Items",
    "Leg",
    "Link",
    "Listing",
    "MapPoint",
    "Money",
    "MoneyBars",
    "MoneyRow",
    "Node",
    "Number",
    "Organisation",
    "Period",
    "Phrase",
    "ProcessFlow",
    "Prose",
    "RaciMatrix",
    "RaciRow",
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
    "WeekMap",
    "WeekRow",
    "phrase",
]
"""What renderers may know: blocks, views, and the value types of the language that stand in them."""

Audience = Literal["customer", "supplier", "internal"]
"""Who may read a document; what is internal never enters a view for one of the others."""


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
