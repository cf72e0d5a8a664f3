"""The organisation's own `x-` fields against the JSON Schema that the organisation gives for them.

The schema is a file of the design, never fetched, and checked with limits: it comes from the same strangers as the
rest of the design.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, SchemaError
from jsonschema.validators import extend
from referencing import Registry
from referencing.exceptions import Unresolvable

from itsm_compiler.diagnostics import Text
from itsm_compiler.model.readers import is_bounded

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Iterator

    from jsonschema import ValidationError

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.complaints import Complaints
    from itsm_compiler.model.design import Design

MOST_BYTES = 1 << 20
MOST_STEPS = 200_000
"""The most keywords that are applied over all entities: references in a schema can multiply without end."""

_SHOWN = 80


class SchemaFaultError(Exception):
    """The schema cannot be used; `reason` says why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def check_extensions(design: Design, complaints: Complaints) -> None:
    """Check the `x-` fields of every entity that has any; each breach becomes a finding at the value."""
    name = design.extensions.schema_ if design.extensions else None
    if name is None:
        return
    place = ("extensions", "schema")
    try:
        validator = _validator(read_schema(design.source.root, name))
        for entity_id, entity in design.entities.items():
            for error in validator.iter_errors(entity.extensions) if entity.extensions else ():
                _report(complaints, (*design.path_of(entity_id), *error.absolute_path), error, name)
    except SchemaFaultError as fault:
        complaints.add("extension-schema", place, {"value": name, "reason": fault.reason})
    except (Unresolvable, RecursionError) as error:
        reason = Text("it refers to a schema that is not in it", "它引用了自身以外的模式")
        if isinstance(error, RecursionError):
            reason = Text("it refers to itself without end", "它无止境地引用自身")
        complaints.add("extension-schema", place, {"value": name, "reason": reason})


def read_schema(root: pathlib.Path, name: str) -> Any:
    """Read the schema from a JSON file inside the design.

    Raises:
        SchemaFaultError: when there is no such file in the design, or it is no usable JSON Schema.
    """
    path = root / name
    if path.suffix != ".json" or path.is_absolute() is not root.is_absolute() or ".." in path.parts[len(root.parts) :]:
        raise SchemaFaultError(Text("it is no JSON file inside the design", "它不是设计文件夹内的 JSON 文件"))
    try:
        if not path.resolve().is_relative_to(root.resolve()) or not path.is_file() or path.stat().st_size > MOST_BYTES:
            raise SchemaFaultError(Text("there is no such file of usable size", "没有这个文件，或文件过大"))
        schema = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise SchemaFaultError(Text("it cannot be read as JSON", "无法按 JSON 读取")) from None
    if not isinstance(schema, dict | bool):
        raise SchemaFaultError(Text("it is no JSON Schema", "它不是 JSON Schema"))
    return schema


def _validator(schema: Any) -> Draft202012Validator:
    """A validator that fetches nothing and stops after so many steps."""
    for pattern in _patterns(schema):
        if not is_bounded(pattern):
            shown = pattern[:_SHOWN]
            raise SchemaFaultError(
                Text(f"its pattern `{shown}` may take for ever", f"其中的模式 `{shown}` 可能永远匹配不完")
            )
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        message = _one_line(error.message)
        raise SchemaFaultError(Text(message, f"不是有效的 JSON Schema（{message}）")) from None
    steps = _Steps()
    keywords = {name: steps.counted(function) for name, function in Draft202012Validator.VALIDATORS.items()}
    bounded = extend(Draft202012Validator, validators=keywords)
    return bounded(schema, registry=Registry())  # type: ignore[no-any-return]


class _Steps:
    """Counts the keywords that are applied, and stops at the limit."""

    def __init__(self) -> None:
        self.taken = 0

    def counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function of a keyword, counted."""

        def apply(*arguments: Any) -> Iterator[Any] | None:
            self.taken += 1
            if self.taken > MOST_STEPS:
                raise SchemaFaultError(Text("checking it takes too many steps", "检查所需步骤过多"))
            return function(*arguments)  # type: ignore[no-any-return]

        return apply


def _patterns(schema: Any) -> Iterator[str]:
    """Every regular expression in a schema."""
    pending = [schema]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            if isinstance(node.get("pattern"), str):
                yield node["pattern"]
            if isinstance(node.get("patternProperties"), dict):
                yield from node["patternProperties"]
            pending += node.values()
        elif isinstance(node, list):
            pending += node


def _report(complaints: Complaints, path: Path, error: ValidationError, name: str) -> None:
    message = _one_line(error.message)
    field = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    values = {"field": field, "reason": Text(message, message), "schema": name}
    complaints.add("extension-value", path, values)


def _one_line(message: str) -> str:
    """A sentence of the validator, short and without what does not print."""
    line = re.sub(r"\s+", " ", message)
    shown = line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
    return "".join(character if character.isprintable() else "�" for character in shown)
