"""What every entity of a design has, and the maps of named things inside it."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, Strict
from pydantic_core import PydanticCustomError, core_schema

from itsm_compiler.model.prose import Prose, is_language_map
from itsm_compiler.model.quantities import Duration, Measure
from itsm_compiler.model.reading import Forms, Reads
from itsm_compiler.model.references import (
    AnyRef,
    Day,
    Key,
    Many,
    Mention,
    Occasion,
    Who,
    as_plural,
    read_note,
)

Scale = Literal["low", "medium", "high"]
Level = Annotated[int, Field(ge=1, le=5), Strict()]
Count = Annotated[int, Field(ge=0, le=1_000_000_000), Strict()]
Truth = Annotated[bool, Strict()]

ID_KEY = "\0id"
EXTENSIONS_KEY = "\0extensions"
"""Under these keys, which no spec can write, an entry gets its id and its `x-` fields; a written `id` is unknown."""


class Nothing(dict[Any, Any]):
    """The map of a field that is not written: one for all, since pydantic copies only what has no hash."""

    def __hash__(self) -> int:  # type: ignore[override]
        return 0


NOTHING = Nothing()


class Model(BaseModel):
    """Base of every map of the language: frozen, unknown fields refused, `none` says why a field is absent.

    A field that may be missing is `X | None = None` in Python; written as null it is refused all the same.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, hide_input_in_errors=True)

    none: dict[str, Prose] = {}

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        schema = handler(source)
        _tighten(schema)
        return schema


def _tighten(schema: Any) -> None:
    """Take `None` out of what fields accept, for it stands for a missing field and not for a written one, and `"yes"`."""
    while schema["type"] not in ("model-fields", "definition-ref"):
        schema = schema["schema"]
    for field in schema.get("fields", {}).values():
        inner = field["schema"]
        if inner["type"] == "default" and inner["schema"]["type"] == "nullable":
            inner["schema"] = inner["schema"]["schema"]
        if inner["type"] == "default" and inner.get("default") == {}:
            inner["default"] = NOTHING
        if inner["type"] == "default" and inner["schema"]["type"] == "bool":
            inner["schema"]["strict"] = True


def read_result(value: Any) -> str | Prose | Mapping[str, Any]:
    """Read what came of something: `pass`, `fail`, words, or a map of findings by topic.

    Raises:
        PydanticCustomError: one of the errors of prose, or `line` for a topic that is no name.
    """
    if value in ("pass", "fail"):
        return str(value)
    if not isinstance(value, dict) or is_language_map(value):
        return Prose.read(value)
    for key in value:
        if not isinstance(key, str):
            raise PydanticCustomError("line", "no name", {"key": key})
    return {key: _read_topic(entry) for key, entry in value.items()}


def _read_topic(value: Any) -> Any:
    if value in ("pass", "fail"):
        return value
    return tuple(map(_read_topic, value)) if isinstance(value, list) else read_note(value)


Result = Annotated[str | Prose | dict[str, Any], Reads(read_result)]
"""`"pass"`, `"fail"`, words, or a map of such results and figures by topic."""


class Happening(Model):
    """Something that happens at a time: planned by `when`, told by `result` and `record` once that day has passed."""

    when: Occasion | None = None
    result: Result | None = None
    record: Mention | None = None


class Evidence(Happening):
    """What no machine can compute: who did or will do something, when, and with what result."""

    who: Many[Who] = ()
    effort: Duration | None = None


Evidence.model_rebuild()  # built once here, and not anew inside each of the entities that hold it


class Entity(Model):
    """A thing with an id: the key under which it stands.

    `evidence` holds records by topic, `extensions` the fields of the organisation (`x-…`), as written.
    """

    id: str = Field(validation_alias=ID_KEY)
    name: Prose | None = None
    description: Prose | None = None
    reviewed: Day | None = None
    evidence: dict[Key, Many[Evidence]] = {}
    internal: Truth = False
    extensions: dict[str, Any] = Field(default={}, validation_alias=EXTENSIONS_KEY)


class Term(Model):
    """The life of an agreement, both days included."""

    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    notice: Duration | None = None
    renews: Day | None = None


def with_id(key: Any, entry: dict[Any, Any]) -> dict[Any, Any]:
    """The entry as its model reads it: with its key as id and its `x-` fields set apart."""
    own = {name: entry[name] for name in entry if name[:2] == "x-"}
    if not own:
        return {**entry, ID_KEY: key}
    rest = {name: value for name, value in entry.items() if name not in own}
    return {**rest, ID_KEY: key, EXTENSIONS_KEY: own}


def with_ids(value: Any) -> Any:
    """Give each entry of a map its key as `id`; an entry that is no map is left for the shape error to show."""
    if not isinstance(value, dict):
        return value
    return {key: with_id(key, entry) if isinstance(entry, dict) else entry for key, entry in value.items()}


T = TypeVar("T")
Named = Annotated[dict[Key, T], Forms(with_ids)]
"""A map of named things inside an entity; each knows its own id."""

__all__ = [
    "AnyRef",
    "Count",
    "Entity",
    "Evidence",
    "Happening",
    "Level",
    "Measure",
    "Model",
    "Named",
    "Result",
    "Scale",
    "Term",
    "Truth",
    "as_plural",
    "with_id",
    "with_ids",
]
