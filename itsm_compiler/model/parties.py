"""The parties of a design, their people, and where they are."""
# ruff: noqa: RUF012 -- pydantic copies the default of a field

from typing import Literal

from pydantic import Field

from itsm_compiler.model.entity import Entity, Model, Truth
from itsm_compiler.model.prose import Line, Prose
from itsm_compiler.model.references import Many, Name, Sites, Who

PartyRole = Literal["customer", "provider", "supplier", "third-party"]


class Contact(Model):
    """A person of a party; `for_` says for what, `internal` keeps the person out of customer documents."""

    name: Prose
    post: Prose | None = None
    phone: Line | None = None
    mail: Line | None = None
    deputy: Who | None = None
    for_: Many[Name] = Field(default=(), alias="for")
    internal: Truth = False


class Party(Entity):
    """An organisation: a customer, the provider, a supplier or a third party."""

    role: PartyRole
    sector: Prose | None = None
    internal_customer: Truth = False
    regulated: Truth = False
    segment: Name | None = None
    sites: Sites = {}
    contacts: Many[Contact] = ()
