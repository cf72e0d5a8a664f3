"""From a model's annotations to JSON Schema: one definition for each class and each type of value."""

from __future__ import annotations

import inspect
import types
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import BaseModel, BeforeValidator, Discriminator, PlainValidator, Tag
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from itsm_compiler.model.agreements import Sla, Target
from itsm_compiler.model.entity import Entity, Happening, Model
from itsm_compiler.model.fieldtexts import field_text
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantity import Quantity
from itsm_compiler.model.readers import tag_of_type
from itsm_compiler.model.references import READ_BY_METRIC
from itsm_compiler.model.requirements import FunctionRequirement
from itsm_compiler.model.services import Component, Reliability, Service
from itsm_compiler.model.value_forms import FORMS, READERS, TOPIC, TYPES, YEARLY_SHARE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itsm_compiler.model.fieldtexts import FieldText
    from itsm_compiler.model.value_forms import JsonSchema, ValueForm

SHARED = (Model, Entity, Happening)
"""Classes whose fields stand in so many others that each field is a definition of its own."""

SHORTHANDS: Mapping[str, Sequence[str]] = {
    "with_ids": (),
    "in_a_chain": (),
    "with_own_steps": (),
    "as_measured": (),
    "as_sites": ("id", "ids"),
    "as_times": ("duration",),
    "as_estimate": ("duration",),
    "as_loss": ("money",),
    "as_statement": ("line",),
    "as_backup": ("prose",),
    "as_next_states": ("nothing",),
    "_as_target": ("value",),
    "_as_value_of_all": ("value",),
    "_as_dependency": ("reference",),
    "_as_numbering": ("line",),
    "_as_shrinkage": ("share",),
}
"""What may stand in the place of the full form, by the function that makes the full form of it."""


class SchemaWriter:
    """Writes the schemas of annotations; what they refer to gathers in `definitions`."""

    def __init__(self) -> None:
        self.definitions: dict[str, JsonSchema] = {"topic": TOPIC}
        self.value(TYPES[Prose])

    def value(self, form: ValueForm) -> JsonSchema:
        """A reference to the definition of a type of value."""
        if form.name not in self.definitions:
            examples = {"examples": list(form.examples)} if form.examples else {}
            self.definitions[form.name] = {**form.schema, **examples}
        return {"$ref": f"#/$defs/{form.name}"}

    def of(self, annotation: Any, metadata: Sequence[Any] = ()) -> JsonSchema:
        """The schema of an annotation, whose metadata is given when it stands apart from it."""
        annotation, metadata = unwrapped(annotation, metadata)
        reader = next((entry for entry in metadata if isinstance(entry, PlainValidator)), None)
        if reader is not None:
            full = self.value(READERS[reader_name(reader)])
        else:
            full = self._full_form(annotation, metadata)
        for entry in metadata:
            if isinstance(entry, BeforeValidator):
                full = self._with_shorthand(reader_name(entry), full)
        return full

    def model(self, model: type[BaseModel]) -> JsonSchema:
        """A reference to the definition of a class."""
        name = model.__name__
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self._model(model)
        return {"$ref": f"#/$defs/{name}"}

    def _with_shorthand(self, function: str, full: JsonSchema) -> JsonSchema:
        if function == "as_plural":
            return one_or_many(full)
        if function == "as_yearly_share":
            return dict(YEARLY_SHARE)
        if function == "as_measured":
            return {**full, "properties": {metric: self._by_metric(metric) for metric in READ_BY_METRIC}}
        short = [self._short_form(name) for name in SHORTHANDS[function]]
        return {"anyOf": [*short, full]} if short else full

    def _short_form(self, name: str) -> JsonSchema:
        if name == "nothing":
            return {"type": "null"}
        if name == "ids":
            return {"type": "array", "items": self._short_form("id")}
        return self.value(FORMS[name])

    def _full_form(self, annotation: Any, metadata: Sequence[Any]) -> JsonSchema:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return self.model(annotation)
        if annotation in TYPES:
            return self.value(TYPES[annotation])
        if annotation is int:
            return {"type": "integer", **bounds(metadata)}
        return self._generic(get_origin(annotation), get_args(annotation), metadata)

    def _generic(self, origin: Any, arguments: tuple[Any, ...], metadata: Sequence[Any]) -> JsonSchema:
        """A choice of words, a list, a map, or what may be one of several things."""
        if origin is Literal:
            return {"enum": list(arguments)}
        if origin is tuple:
            return {"type": "array", "items": self.of(arguments[0])}
        if origin is dict:
            return self._map(*arguments)
        return self._union([each for each in arguments if each is not types.NoneType], metadata)

    def _map(self, key: Any, value: Any) -> JsonSchema:
        key, metadata = unwrapped(key, ())
        inner = self.of(value)
        if get_origin(key) is Literal:
            return {
                "type": "object",
                "properties": dict.fromkeys(get_args(key), inner),
                "additionalProperties": False,
            }
        names: JsonSchema = {"pattern": r"\S"}
        for entry in metadata:
            if isinstance(entry, PlainValidator):
                names = {"pattern": f"^(?:{READERS[reader_name(entry)].key})$"}
        return {"type": "object", "propertyNames": names, "additionalProperties": inner}

    def _union(self, arguments: list[Any], metadata: Sequence[Any]) -> JsonSchema:
        """A union of one is that; one of several is told apart by its `type` or by its fields."""
        if len(arguments) == 1:
            return self.of(arguments[0], metadata)
        by = next(entry.discriminator for entry in metadata if isinstance(entry, Discriminator))
        kinds = {
            entry.tag.removeprefix("\1"): self.of(argument)
            for argument in arguments
            for entry in get_args(argument)[1:]
            if isinstance(entry, Tag)
        }
        if by is not tag_of_type:
            return {"anyOf": list(kinds.values())}
        return {
            "type": "object",
            "required": ["type"],
            "properties": {"type": {"enum": list(kinds)}},
            "allOf": [
                {"if": {"properties": {"type": {"const": kind}}}, "then": form}
                for kind, form in kinds.items()
            ],
        }

    def _model(self, model: type[BaseModel]) -> JsonSchema:
        properties, required = {}, []
        for attribute, info in model.model_fields.items():
            name = written_name(attribute, info)
            if name is not None:
                properties[name] = self._property(model, name, attribute, info)
                if info.is_required():
                    required.append(name)
        written: JsonSchema = {"type": "object", "properties": properties, "additionalProperties": False}
        if required:
            written["required"] = required
        if issubclass(model, Entity):
            written["patternProperties"] = {"^x-": True}
        self._add_conditions(model, written)
        return written

    def _property(self, model: type[BaseModel], name: str, attribute: str, info: FieldInfo) -> JsonSchema:
        home = next(base for base in model.__mro__ if attribute in inspect.get_annotations(base))
        texts = described(field_text(model, name))
        full = {**self.of(info.annotation, info.metadata), **texts, **_default(info)}
        if home not in SHARED:
            return full
        key = f"{home.__name__}.{name}"
        shared = self.definitions.setdefault(key, full)
        own = {} if all(shared[word] == text for word, text in texts.items()) else texts
        return {"$ref": f"#/$defs/{key}", **own}

    def _by_metric(self, metric: str) -> JsonSchema:
        """What the language's own metric holds: a share, a time, or a number."""
        read = READ_BY_METRIC[metric]
        of_type = getattr(read, "__self__", None)
        return self.value(TYPES[of_type] if of_type in TYPES else READERS[read.__name__])

    def _target(self, metric: str) -> JsonSchema:
        """A target of the language's own metric, in short or in full."""
        value = self._by_metric(metric)
        values = {"anyOf": [value, {"type": "object", "additionalProperties": value}]}
        return {"anyOf": [value, {"allOf": [self.model(Target), {"properties": {"of": values}}]}]}

    def _add_conditions(self, model: type[BaseModel], written: JsonSchema) -> None:
        """What the validators of whole models check: figures said twice, and values that their metric wants."""
        properties = written["properties"]
        if model is Component:
            self._add_reliability(written)
        elif model is Sla:
            properties["targets"]["properties"] = {metric: self._target(metric) for metric in READ_BY_METRIC}
        elif model is Service:
            properties["baseline"]["properties"] = {
                metric: self._by_metric(metric) for metric in READ_BY_METRIC
            }
        elif model is FunctionRequirement:
            written["allOf"] = [
                {
                    "if": {"properties": {"metric": {"const": metric}}, "required": ["metric"]},
                    "then": {"properties": {"target": self._by_metric(metric)}},
                }
                for metric in READ_BY_METRIC
            ]

    def _add_reliability(self, component: JsonSchema) -> None:
        """The figures of `availability` may stand beside it, each once; a share alone is all of it."""
        properties = component["properties"]
        stated = properties["availability"]
        stated["anyOf"] = [self.value(FORMS["share"]), {"$ref": stated.pop("$ref")}]
        component["dependentSchemas"] = {}
        for name in Component.shorthand:
            properties[name] = self.definitions[Reliability.__name__]["properties"][name]
            once = {"anyOf": [{"type": "string"}, {"not": {"required": [name]}}]}
            component["dependentSchemas"][name] = {"properties": {"availability": once}}


def described(texts: FieldText) -> JsonSchema:
    """What editors show of a section or field, in both languages."""
    label, text = texts.label, texts.text
    return {"title": f"{label.en} — {label.zh}", "description": f"{text.en} — {text.zh}"}


def one_or_many(many: JsonSchema) -> JsonSchema:
    """A list, or one of its items alone."""
    return {"anyOf": [many["items"], many]}


def written_name(attribute: str, info: FieldInfo) -> str | None:
    """The name of a field as it is written; None for what no spec can write."""
    name = info.validation_alias or info.alias or attribute
    return name if isinstance(name, str) and name.isprintable() else None


def unwrapped(annotation: Any, metadata: Sequence[Any]) -> tuple[Any, list[Any]]:
    """An annotation without its metadata, and all its metadata, the innermost first."""
    gathered: list[Any] = []
    while get_origin(annotation) is Annotated:
        annotation, *own = get_args(annotation)
        gathered[:0] = own
    found: list[Any] = []
    for entry in (*gathered, *metadata):
        found.extend(entry.metadata if isinstance(entry, FieldInfo) else [entry])
    return annotation, found


def reader_name(validator: PlainValidator | BeforeValidator) -> str:
    """The name of the function that reads a value or makes its full form."""
    return str(validator.func.__name__)


def written_default(info: FieldInfo) -> Any:
    """The default of a field as it would be written; None where there is none that says anything."""
    value = info.default
    if value is PydanticUndefined or isinstance(value, BaseModel) or value in (None, (), {}):
        return None
    return _written(value)


def _default(info: FieldInfo) -> JsonSchema:
    default = written_default(info)
    return {} if default is None else {"default": default}


def _written(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral() else float(value)
    return str(value) if isinstance(value, Quantity) else value


def bounds(metadata: Sequence[Any]) -> JsonSchema:
    """The least and the greatest value of a whole number: the narrowest of those that are said."""
    least: list[Any] = [entry.ge for entry in metadata if isinstance(entry, Ge)]
    most: list[Any] = [entry.le for entry in metadata if isinstance(entry, Le)]
    return ({"minimum": max(least)} if least else {}) | ({"maximum": min(most)} if most else {})
