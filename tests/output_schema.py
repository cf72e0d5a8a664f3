"""The JSON Schema of what a command prints, from the typed dictionaries that describe it."""

from __future__ import annotations

import inspect
import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SIMPLE = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def output_schema(output: type, title: str) -> dict[str, Any]:
    """The schema of a typed dictionary and all it holds: each object has exactly the keys that are named."""
    definitions: dict[str, Any] = {}
    _schema(output, definitions)
    top = definitions.pop(output.__name__)
    return {"$schema": DIALECT, "title": title, **top, "$defs": dict(sorted(definitions.items()))}


def _schema(form: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, inner = get_origin(form), get_args(form)
    if form is Any:
        return {}
    if form in SIMPLE:
        return {"type": SIMPLE[form]}
    if is_typeddict(form):
        return _reference(form, definitions)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in (types.UnionType, Union):
        return {"anyOf": [_schema(one, definitions) for one in inner]}
    if origin is list:
        return {"type": "array", "items": _schema(inner[0], definitions)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(inner[1], definitions)}
    raise TypeError(f"no form of JSON: {form}")


def _reference(form: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    name = form.__name__
    if name not in definitions:
        definitions[name] = {}  # so that a form may hold itself
        definitions[name] = {
            "description": " ".join(inspect.getdoc(form).split()),
            "type": "object",
            "properties": {key: _schema(one, definitions) for key, one in get_type_hints(form).items()},
            "required": sorted(form.__required_keys__),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}
