"""The days on which things happen, as several rules ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from itsm_compiler.model.assurance import HeldReview, Review
    from itsm_compiler.rules.rule import Context


def held_so_far(context: Context, review: Review) -> list[tuple[date, int, HeldReview]]:
    """The meetings of a review before the day of the check in order of time, with their places in `held`."""
    return sorted(_dated(context, review), key=lambda meeting: meeting[:2])


def _dated(context: Context, review: Review) -> Iterator[tuple[date, int, HeldReview]]:
    for index, meeting in enumerate(review.held):
        day = context.figures.day(meeting.when)
        if day is not None and day < context.as_of:
            yield day, index, meeting
