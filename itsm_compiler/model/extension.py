"""The organisation's own `x-` fields against the JSON Schema that the organisation gives for them.

The schema is a file of the design, never fetched, and applied within limits: it may come from a stranger, as the rest
of the design may.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, SchemaError
from jsonschema.validators import extend
from referencing import Registry
from referencing.exceptions import Unresolvable

from itsm_compiler.diagnostics import Text
from itsm_compiler.model.complaints import AT_KEY, PLAIN
from itsm_compiler.model.readers import is_bounded

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from jsonschema import ValidationError

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.complaints import Complaints

MOST_BYTES = 1 << 20
FREE_STEPS = 20_000
STEPS_EACH = 50
"""How many keywords may be applied, and how many more for each entity: references in a schema can multiply."""

LONGEST_MATCHED = 200
SHOWN = 80


class SchemaFaultError(Exception):
    """The schema cannot be used; `reason` says why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def check_extensions(
    root: pathlib.Path, name: str, extended: Iterable[tuple[Path, Mapping[str, Any]]], complaints: Complaints
) -> None:
    """Check the `x-` fields of each entity against the schema in the file `name`; a breach is reported at its value.

    `extended` gives the path of each entity that has such fields, and the fields.
    """
    extended = list(extended)
    try:
        validator = _validator(read_schema(root, name), FREE_STEPS + STEPS_EACH * len(extended))
        for path, fields in extended:
            for error in validator.iter_errors(fields):
                _report(complaints, (*path, *error.absolute_path), error, name)
    except SchemaFaultError as fault:
        reason = fault.reason
    except Unresolvable:
        reason = Text("it refers to a schema that is not in it", "它引用了自身以外的模式")
    except RecursionError:
        reason = Text("it refers to itself without end", "它无止境地引用自身")
    else:
        return
    complaints.add("extension-schema", ("extensions", "schema"), {"value": name, "reason": reason})


def read_schema(root: pathlib.Path, name: str) -> Any:
    """Read the schema from a JSON file inside the design.

    Raises:
        SchemaFaultError: when there is no such file in the design, or it is no JSON Schema.
    """
    try:
        path = (root / name).resolve()
        if path.suffix != ".json" or not path.is_relative_to(root.resolve()):
            raise SchemaFaultError(
                Text("it is no JSON file inside the design", "它不是设计文件夹内的 JSON 文件")
            )
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            raise SchemaFaultError(Text("there is no such file of usable size", "没有这个文件，或文件过大"))
        schema = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise SchemaFaultError(Text("it cannot be read as JSON", "无法按 JSON 读取")) from None
    for pattern in _patterns(schema):
        if not is_bounded(pattern):
            shown = one_line(pattern)
            reason = Text(
                f"its pattern `{shown}` may take for ever", f"其中的模式 `{shown}` 可能永远匹配不完"
            )
            raise SchemaFaultError(reason)
    return schema


def _validator(schema: Any, most_steps: int) -> Draft202012Validator:
    """A validator that fetches nothing and stops after so many steps."""
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        message = one_line(error.message)
        raise SchemaFaultError(Text(message, f"不是有效的 JSON Schema（{message}）")) from None
    steps = _Steps(most_steps)
    keywords = {name: steps.counted(name, apply) for name, apply in Draft202012Validator.VALIDATORS.items()}
    return extend(Draft202012Validator, validators=keywords)(schema, registry=Registry())  # type: ignore[no-any-return,no-untyped-call]


@dataclass(slots=True)
class _Steps:
    """How many steps are left: one for a keyword, more for those that take longer the longer the value is."""

    left: int

    def counted(self, keyword: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function of a keyword, counted."""

        def apply(validator: Any, value: Any, instance: Any, schema: Any) -> Any:
            self.left -= _cost(keyword, instance)
            if self.left < 0:
                raise SchemaFaultError(Text("applying it takes too many steps", "套用它所需步骤过多"))
            return function(validator, value, instance, schema)

        return apply


def _cost(keyword: str, instance: Any) -> int:
    """What a keyword takes on a value."""
    if keyword == "pattern" and isinstance(instance, str):
        if len(instance) > LONGEST_MATCHED:
            raise SchemaFaultError(
                Text(
                    f"it matches a pattern against a text of more than {LONGEST_MATCHED} characters",
                    f"它要用模式匹配超过 {LONGEST_MATCHED} 个字符的文字",
                )
            )
        return 1 + len(instance) ** 2 // 100
    if keyword == "uniqueItems" and isinstance(instance, list):
        return 1 + len(instance) ** 2 // 100
    return 1


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
    message = one_line(error.message)
    field = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    values = {"field": field, "reason": Text(message, message), "schema": name}
    complaints.add("extension-value", path, values, PLAIN if error.absolute_path else AT_KEY)


def one_line(message: str) -> str:
    """A text on one short line, without what does not print."""
    line = re.sub(r"\s+", " ", message)
    shown = line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"
    return "".join(character if character.isprintable() else "\ufffd" for character in shown)
