"""The form of a model as a tree, derived once from its annotations: which fields there are, and what refers to what."""

from __future__ import annotations

import types
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, PlainValidator, Tag

from itsm_compiler.model.entity import Entity
from itsm_compiler.model.references import Reference


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value: a reference, one of `choices`, or anything else."""

    reference: Reference | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plural:
    """A list."""

    item: Form


@dataclass(frozen=True, slots=True)
class Mapping:
    """A map with keys of one form and values of one form; `named` when these are entities."""

    key: Scalar
    value: Form
    named: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """A map with fields: the models it may be, by the tag that tells them apart (None where there is but one)."""

    models: dict[str | None, type[BaseModel]]


Form = Scalar | Plural | Mapping | Thing


@dataclass(frozen=True, slots=True)
class FieldForm:
    """A field as written (`name`), as an attribute, and what it holds."""

    name: str
    attribute: str
    form: Form


@cache
def fields_of(model: type[BaseModel]) -> dict[str, FieldForm]:
    """The fields of a model by the names of the language; what no spec can write is left out."""
    found = {}
    for attribute, info in model.model_fields.items():
        name = info.validation_alias or info.alias or attribute
        if isinstance(name, str) and name.isprintable():
            found[name] = FieldForm(name, attribute, _form_of(info.annotation, tuple(info.metadata)))
    return found


def form_of(model: Any) -> Form:
    """The form of a model, or of a union of models told apart by a field."""
    return _form_of(model, ())


def _form_of(annotation: Any, metadata: tuple[Any, ...]) -> Form:
    """The form of an annotation whose own metadata is given."""
    while get_origin(annotation) is Annotated:
        annotation, *more = get_args(annotation)
        metadata = (*more, *metadata)
    reference = next((entry for entry in metadata if isinstance(entry, Reference)), None)
    if reference is not None or any(isinstance(entry, PlainValidator) for entry in metadata):
        return Scalar(reference=reference)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Thing({None: annotation})
    return _generic(get_origin(annotation), get_args(annotation), metadata)


def _generic(origin: Any, arguments: tuple[Any, ...], metadata: tuple[Any, ...]) -> Form:
    """The form of a list, a map, a choice of words, or what may be several things."""
    if origin is Literal:
        return Scalar(choices=tuple(map(str, arguments)))
    if origin is tuple:
        return Plural(_form_of(arguments[0], ()))
    if origin is dict:
        return _mapping(*arguments)
    if origin in (Union, types.UnionType):
        return _union([argument for argument in arguments if argument is not types.NoneType], metadata)
    return Scalar()


def _mapping(key: Any, value: Any) -> Mapping:
    key_form, value_form = _form_of(key, ()), _form_of(value, ())
    named = isinstance(value_form, Thing) and all(
        issubclass(model, Entity) for model in value_form.models.values()
    )
    return Mapping(key_form if isinstance(key_form, Scalar) else Scalar(), value_form, named)


def _union(arguments: list[Any], metadata: tuple[Any, ...]) -> Form:
    """An optional field is what it holds; models told apart by a tag are one thing."""
    if len(arguments) == 1:
        return _form_of(arguments[0], metadata)
    models: dict[str | None, type[BaseModel]] = {}
    for argument in arguments:
        tag = next((entry.tag for entry in get_args(argument)[1:] if isinstance(entry, Tag)), None)
        form = _form_of(argument, ())
        if isinstance(form, Thing):
            models |= dict.fromkeys([tag], next(iter(form.models.values())))
    return Thing(models) if models else Scalar()


def walk(form: Form, location: tuple[int | str, ...]) -> tuple[Form, type[BaseModel] | None]:
    """Follow the location of an error of pydantic, tags included.

    Gives the form of what is wrong there (of the key, where the location ends in `[key]`) and the model whose field or
    unknown field it is.
    """
    model: type[BaseModel] | None = None
    for step, after in zip_longest(location, location[1:]):
        if isinstance(form, Thing) and None not in form.models:
            form = Thing({None: form.models[str(step)]}) if step in form.models else Scalar()
        elif isinstance(form, Thing):
            model = form.models[None]
            known = fields_of(model).get(str(step))
            form = known.form if known else Scalar()
        elif isinstance(form, Plural):
            form = form.item
        elif isinstance(form, Mapping):
            form = form.key if after == "[key]" else form.value
    return form, model


def choices_of(form: Form) -> tuple[str, ...]:
    """The words that may be written where the form stands."""
    return form.choices if isinstance(form, Scalar) else ()


def tags_of(form: Form) -> tuple[str, ...]:
    """The words that tell the models of a thing apart."""
    return tuple(tag.removeprefix("\1") for tag in form.models if tag) if isinstance(form, Thing) else ()
