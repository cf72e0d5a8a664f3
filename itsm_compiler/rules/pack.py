"""Rule packs: YAML files whose rows are rules, of the compiler and of organisations alike."""

from __future__ import annotations

import os
import re
from datetime import date
from string import Formatter
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from itsm_compiler.diagnostics import Profile, Severity, Text
from itsm_compiler.rules.expressions import ExpressionError, compile_condition
from itsm_compiler.rules.functions import FUNCTIONS
from itsm_compiler.rules.refusals import PackError
from itsm_compiler.source.discovery import NotAFileError, TooLargeError, read_file

if TYPE_CHECKING:
    import pathlib

LARGEST_PACK = 2_000_000
DEEPEST = 60
_SIMPLE = re.compile(r"[a-z_]+")


def _condition(text: str) -> str:
    try:
        compile_condition(text, FUNCTIONS)
    except ExpressionError as error:
        raise ValueError(f"{error.text.en} (at {error.start + 1})") from None
    return text


def _places(text: str) -> set[str]:
    """The places of a sentence.

    Raises:
        ValueError: when a brace is left over or a place is more than a name.
    """
    found = set()
    for _, place, form, conversion in Formatter().parse(text):
        if place is None:
            continue
        if not _SIMPLE.fullmatch(place) or form or conversion:
            raise ValueError(f"{{{place}}} is not a place; write {{name}}, and {{{{ }}}} for braces")
        found.add(place)
    return found


def _same_places(texts: PackText) -> PackText:
    if _places(texts.en) != _places(texts.zh):
        raise ValueError("both languages need the same places")
    return texts


def _day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"`{text}` is no date; write it as `2027-06-01`") from None
    return text


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PackText(_Part):
    """A sentence in both languages with `{named}` places."""

    en: Annotated[str, Field(min_length=3, max_length=600)]
    zh: Annotated[str, Field(min_length=2, max_length=600)]


Sentence = Annotated[PackText, AfterValidator(_same_places)]
Condition = Annotated[str, Field(max_length=2000), AfterValidator(_condition)]
Field_ = Annotated[
    str, Field(pattern=r"^[a-z0-9_-]+(\.[A-Za-z0-9_-]+)*( \| [a-z0-9_-]+(\.[A-Za-z0-9_-]+)*)*$")
]


class PackExample(_Part):
    """A change to an example design that makes the rule fire at `at`, and only there.

    `given` is set before, where the example design lacks what the organisation's rule asks for: the rule is silent then.
    """

    at: str
    given: dict[str, Any] = {}
    set: dict[str, Any] = {}
    delete: tuple[str, ...] = ()
    base: Literal["reference", "small"] = "small"
    status: Literal["draft", "review", "approved"] | None = None
    as_of: Annotated[str, AfterValidator(_day)] | None = None


class PackRow(_Part):
    """One declared rule.

    `each` is the path of the things it looks at. Where `where` holds, every field of `require` must be written (or
    excused by a `none`), or `assert` must hold. `at` is the field that is underlined, `asks` the name that a `none`
    excuses, `section` the section on which all hangs, `values` more places of the texts.
    """

    id: Annotated[str, Field(pattern=r"^[A-Z]{2,8}[0-9]{3}$")]
    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    kind: Literal["contradiction", "gap", "weakness"]
    severity: Severity
    profile: Profile = Profile.ESSENTIAL
    factors: tuple[Annotated[str, Field(pattern=r"^[A-Z]{3}-[0-9]{2}$")], ...] = ()
    each: Annotated[str, Field(pattern=r"^[a-z_]+(\.[A-Za-z0-9_-]+)*$")]
    where: Condition | None = None
    require: tuple[Field_, ...] = ()
    assert_: Condition | None = Field(default=None, alias="assert")
    at: Annotated[str, Field(pattern=r"^[a-z0-9_-]+(\.[A-Za-z0-9_-]+)*$")] | None = None
    asks: str | None = None
    section: str | None = None
    values: dict[Annotated[str, Field(pattern=r"^[a-z_]+$")], Condition] = {}
    message: Sentence
    help: Sentence
    why: Sentence
    mandatory: bool = False
    example: PackExample | None = None

    @model_validator(mode="after")
    def _one_demand(self) -> PackRow:
        if bool(self.require) == (self.assert_ is not None):
            raise ValueError("a rule has either `require` or `assert`")
        return self


class Pack(_Part):
    """A pack of declared rules."""

    version: Literal[1]
    rules: tuple[PackRow, ...]

    def rows(self) -> list[dict[str, Any]]:
        """The rows as plain data, every field filled in: what `declared.declared_rule` takes."""
        return [row.model_dump(mode="json", by_alias=True) for row in self.rules]


def pack_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a rule pack."""
    schema = Pack.model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Rule pack of itsm-compiler",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def read_pack(path: pathlib.Path) -> Pack:
    """Read and check the pack in a file.

    Raises:
        PackError: when the file cannot be read or a row is not a rule.
    """
    try:
        text = read_file(os.path.realpath(path), LARGEST_PACK).decode("utf-8")
    except TooLargeError:
        raise PackError(Text(f"`{path.name}` is larger than 2 MB", f"`{path.name}` 超过 2 MB")) from None
    except NotAFileError:
        raise PackError(Text(f"`{path.name}` is no file", f"`{path.name}` 不是文件")) from None
    except OSError as error:
        raise _unreadable(path.name, error.strerror or str(error)) from None
    except UnicodeDecodeError as error:
        raise _unreadable(path.name, str(error)) from None
    return parse_pack(text, path.name)


def parse_pack(text: str, name: str) -> Pack:
    """Check the text of a pack that is called `name`.

    Raises:
        PackError: when it is not YAML or a row is not a rule.
    """
    try:
        return Pack.model_validate(parse_yaml(text))
    except ValidationError as error:
        raise PackError(_told(error, text, name)) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise _unreadable(name, _reason(error)) from None


COMPLAINTS = {
    "missing": Text("is missing", "未填写"),
    "extra_forbidden": Text("is not a field here", "此处没有这个字段"),
    "enum": Text("must be one of {expected}", "应为 {expected} 之一"),
    "literal_error": Text("must be one of {expected}", "应为 {expected} 之一"),
    "string_type": Text("must be text", "应为文本"),
    "string_pattern_mismatch": Text("does not have the form `{pattern}`", "不符合格式 `{pattern}`"),
    "string_too_long": Text("is longer than {max_length} characters", "超过 {max_length} 个字符"),
    "string_too_short": Text("is shorter than {min_length} characters", "少于 {min_length} 个字符"),
    "dict_type": Text("must be a map", "应为映射"),
    "model_type": Text("must be a map", "应为映射"),
    "tuple_type": Text("must be a list", "应为列表"),
}
"""What is told of a slip in a pack, by the kind of the error; others say it themselves."""


def _told(error: ValidationError, text: str, name: str) -> Text:
    """The first slip of a pack, with its line and its place."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(step) for step in first["loc"]) or "pack"
    said = first["msg"].removeprefix("Value error, ")
    complaint = COMPLAINTS.get(first["type"], Text("{said}", "{said}"))
    words = complaint.format({"said": said, **first.get("ctx", {})})
    where = f"{name}:{_line_of(text, first['loc'])}"
    return Text(f"`{where}`: `{place}`: {words.en}", f"`{where}`：`{place}` {words.zh}")


def _line_of(text: str, place: tuple[str | int, ...]) -> int:
    """The line from 1 at which something of a pack stands, or what it should stand in."""
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    line = 0
    for step in place:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
            line = node.start_mark.line
        elif isinstance(node, yaml.MappingNode):
            found = next((pair for pair in node.value if pair[0].value == step), None)
            if found is None:
                break
            line, node = found[0].start_mark.line, found[1]
    return line + 1


def _reason(error: Exception) -> str:
    """Why a text is no YAML, with the place where the parser stopped."""
    mark = getattr(error, "problem_mark", None)
    said = (getattr(error, "problem", None) or str(error)).split("\n", maxsplit=1)[0][:200]
    return f"{said} (line {mark.line + 1})" if mark else said


def _unreadable(name: str, reason: str) -> PackError:
    return PackError(Text(f"`{name}` cannot be read: {reason}", f"无法读取 `{name}`：{reason}"))


def parse_yaml(text: str) -> Any:
    """The value of a YAML text, read as the language reads it: dates and `on` are words, nothing is repeated.

    Raises:
        yaml.YAMLError: when it is not YAML, has anchors, repeats a key, or is so deep that building it is not safe.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError("anchors and aliases are not allowed")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise yaml.YAMLError(f"more than {DEEPEST} levels deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return yaml.load(text, Loader=_CoreLoader)  # noqa: S506 -- a safe loader with fewer types


class _CoreLoader(yaml.CSafeLoader):
    """The safe loader with the words of YAML 1.2: only true and false are truth values, dates are text."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}  # type: ignore[misc]

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 -- the interface of the parser
        """A map, refused when a key stands in it twice."""
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                problem = f"`{key.value}` stands twice in one map"
                raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


for _tag, _form, _first in (
    ("bool", r"true|false", "tf"),
    ("int", r"-?[0-9]+", "-0123456789"),
    ("float", r"-?[0-9]+\.[0-9]+", "-0123456789"),
    ("null", r"null|~|", ["n", "~", ""]),
):
    _CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_form})$"), list(_first))
