"""Pictures of people for tests: an organisation with a ring and two tops, a week with a night, a matrix of parts."""

from __future__ import annotations

from itsm_compiler.documents.view import (
    ChartPost,
    Link,
    Organisation,
    RaciMatrix,
    RaciRow,
    WeekMap,
    WeekRow,
    phrase,
)
from itsm_compiler.model.prose import Prose

SAYS = (phrase("task"), phrase("slack"))


def link(name, chinese=None):
    return Link(name, Prose({"en": name, "zh": chinese or name}))


def organisation(superiors):
    """A chart of posts by the post above each."""
    kinds = ("management", "technical", "operation", "")
    posts = (
        ChartPost(
            name, Prose.plain(f"{name} of the engineers in the north"), kinds[place % 4], place + 1, above
        )
        for place, (name, above) in enumerate(superiors.items())
    )
    return Organisation(*SAYS, tuple(posts))


def week():
    """A desk round the clock with a busy Monday, and a team that is on call by night and at weekends."""
    return WeekMap(
        *SAYS,
        (
            WeekRow(link("desk", "服务台"), ((0, 480, 2, 0), (480, 1080, 7, 0), (1080, 10080, 2, 0))),
            WeekRow(
                link("the team of the network with a long name", "名称很长的网络与信息安全保障小组"),
                ((0, 510, 0, 1), (510, 720, 4, 1), (720, 8640, 0, 1), (8640, 10080, 0, 0)),
            ),
        ),
    )


def raci():
    """Two activities for three who take part."""
    return RaciMatrix(
        *SAYS,
        (link("desk"), phrase("Customers"), link("administration-of-infrastructures")),
        (RaciRow(link("receive"), ("RA", "", "I")), RaciRow(link("solve"), ("", "CI", "RACI"))),
    )
