"""The blocks that every document shares: document control, approvals and history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.view import Column, Definitions, Table, phrase

if TYPE_CHECKING:
    from itsm_compiler.documents.view import Value, View


def control_sheet(view: View) -> Definitions:
    """Number, version, state, parties and date of a document."""
    control = view.control
    pairs: tuple[tuple[Value, Value], ...] = (
        (phrase("Document number"), control.number),
        (phrase("Version"), control.version),
        (phrase("Status"), control.status),
        (phrase("Date"), control.stamp),
        (phrase("Classification"), control.classification),
        (phrase("Document owner"), control.owner),
        (control.customer_is, control.customer),
        (control.provider_is, control.provider),
    )
    return Definitions(tuple((term, value) for term, value in pairs if value is not None))  # type: ignore[misc]


def approvals(view: View) -> Table:
    """Who approved the document, as what and when."""
    columns = (Column(phrase("Name")), Column(phrase("Approved as")), Column(phrase("Date")))
    return Table(phrase("Approvals"), columns, view.control.approvals)


def history(view: View) -> Table:
    """What changed from version to version."""
    columns = (
        Column(phrase("Version")),
        Column(phrase("Date")),
        Column(phrase("Author")),
        Column(phrase("Change")),
    )
    return Table(phrase("Document history"), columns, view.control.history)
