"""The JSON Schema of what a command prints, from the typed dictionaries and the frozen figures that it is made of.

A figure that is printed as a whole needs no second description: its fields and properties are taken from its class, as
`itsm_compiler.analysis.export.plain` does. What a field means is said in `itsm_compiler/reports/fields.yaml`.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import types
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from itsm_compiler.analysis.export import columns
from itsm_compiler.model.prose import Prose
from itsm_compiler.reports.field_words import known_fields

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SIMPLE = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    type(None): "null",
    Fraction: "number",
    Decimal: "string",
    date: "string",
    datetime: "string",
}
TEXTS = {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}


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
    if form is Prose:
        return TEXTS
    if form in SIMPLE:
        return {"type": SIMPLE[form]}
    if is_typeddict(form) or is_dataclass(form):
        return _reference(form, definitions)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in (types.UnionType, Union):
        return {"anyOf": [_schema(one, definitions) for one in inner]}
    if origin in (list, tuple):
        assert origin is list or inner[1:] == (...,), f"no list of one kind: {form}"
        return {"type": "array", "items": _schema(inner[0], definitions)}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": _schema(inner[1], definitions)}
    raise TypeError(f"no form of JSON: {form}")


def _reference(form: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    name = form.__name__
    if name not in definitions:
        definitions[name] = {}  # so that a form may hold itself
        hints = _hints(form)
        definitions[name] = {
            "description": " ".join(inspect.getdoc(form).split()),
            "type": "object",
            "properties": {key: _property(name, key, one, definitions) for key, one in hints.items()},
            "required": sorted(form.__required_keys__ if is_typeddict(form) else hints),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


def _property(form: str, key: str, hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    fields = known_fields()
    known = fields.get(f"{form}.{key}") or fields.get(key)
    described = {"description": known.description} if known else {}
    return {**described, **_schema(hint, definitions)}


def _hints(form: Any) -> dict[str, Any]:
    """The types of what is printed of a form, by name; those of a figure may be imported for type checkers only."""
    names = _names(form.__module__)
    if is_typeddict(form):
        return get_type_hints(form, localns=names)
    own = get_type_hints(form, localns=names)
    return {name: own[name] if name in own else _of_property(form, name, names) for name in columns(form)}


def _of_property(form: Any, name: str, names: dict[str, Any]) -> Any:
    return get_type_hints(vars(form)[name].fget, localns=names)["return"]


@cache
def _names(module: str) -> dict[str, Any]:
    """What a module knows, including what it imports under `if TYPE_CHECKING`."""
    loaded = importlib.import_module(module)
    names = dict(vars(loaded))
    for node in ast.parse(Path(loaded.__file__).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            exec(compile(ast.Module(node.body, []), loaded.__file__, "exec"), names)
    return names
