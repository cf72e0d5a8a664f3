"""Entries with every field of the language: what they hold, and what they leave out."""

from __future__ import annotations

from pydantic import BaseModel

from itsm_compiler.model.entity import Entity, Evidence
from itsm_compiler.model.forms import fields_of
from tests.model.model_designs import read

COMMON = frozenset(fields_of(Entity))


def entries(body: str):
    """The design of a body in which every shape is right; references need not lead anywhere."""
    found, findings = read(body)
    wrong = [f"{each.rule} {each.message.en}" for each in findings if each.rule[:3] != "REF"]
    assert wrong == []
    return found


def left_out(entity: BaseModel) -> set[str]:
    """The fields, by class, that an entity and the maps inside it nowhere set; those of entities and evidence aside."""
    given: dict[type, set[str]] = {}
    _gather(entity, given)
    return {
        f"{model.__name__}.{name}"
        for model, attributes in given.items()
        if model is not Evidence
        for name, field in fields_of(model).items()
        if field.attribute not in attributes and name not in COMMON
    }


def _gather(value, given):
    if isinstance(value, BaseModel):
        given.setdefault(type(value), set()).update(value.model_fields_set)
        for attribute in type(value).model_fields:
            _gather(getattr(value, attribute), given)
    elif isinstance(value, dict):
        for entry in value.values():
            _gather(entry, given)
    elif isinstance(value, tuple):
        for entry in value:
            _gather(entry, given)


def written_fields(model) -> set[str]:
    """The fields of a class as the language names them, without those of every entity."""
    return set(fields_of(model)) - COMMON
