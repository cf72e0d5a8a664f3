"""When roles and tools have to be ready, and which trainings are over by then."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from itsm_compiler.model.people import Training
    from itsm_compiler.model.references import Occasion
    from itsm_compiler.rules.rule import Context


def needed_from(context: Context, own: Occasion | None) -> date | None:
    """The day from which a role is on duty or a tool is live: its own, else go-live."""
    deployment = context.design.deployment
    return context.figures.day(own or (deployment.go_live if deployment is not None else None))


def trainings_by(context: Context, role: str, due: date | None) -> Iterator[Training]:
    """The trainings of a role that do not end after a day; where either day is not known nobody can say that they do."""
    for training in context.lookup.referrers(role, "training.audience"):
        day = context.figures.day(training.when)
        if day is None or due is None or day <= due:
            yield training
