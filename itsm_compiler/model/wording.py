"""Errors of pydantic in our own words: what is wrong, what was expected, and what was probably meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from itsm_compiler.diagnostics import Text
from itsm_compiler.model.complaints import AT_KEY, PLAIN, Advice, sure
from itsm_compiler.model.design import written
from itsm_compiler.model.expected import FORMS, SYNONYMS
from itsm_compiler.model.forms import choices_of, fields_of, tags_of, walk
from itsm_compiler.model.quantities import Meant
from itsm_compiler.model.repairs import repaired, which_day, why_no_day
from itsm_compiler.source.faults import show
from itsm_compiler.source.scalars import resolve

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.complaints import At, Complaints
    from itsm_compiler.model.forms import Form

MOST_NAMES = 24
COMMON = frozenset(("name", "description", "reviewed", "evidence", "internal", "none"))
A_MAP, A_LIST = Text("a map", "键值表"), Text("a list", "列表")


def complain(complaints: Complaints, error: ErrorDetails, base: Path, form: Form) -> None:
    """Turn one error of pydantic about the entry at `base`, whose form is given, into a finding."""
    location = error["loc"]
    at, model = walk(form, location)
    clean = tuple(
        step for step in location if step != "[key]" and not (isinstance(step, str) and step[:1] == "\1")
    )
    context = error.get("ctx", {})
    path, value = written(complaints.source.sections, (*base, *clean)), error["input"]
    if isinstance(value, Meant):
        value = value.written
    if "key" in context:
        path, value = (*path, context["key"]), value.get(context["key"]) if isinstance(value, dict) else value
    kind = SYNONYMS.get(error["type"], error["type"])
    fault = _Fault(complaints, kind, path, value, at, model, context, location[-1:] == ("[key]",))
    if fault.at_key and kind == "id":
        complaints.add_malformed_id(path, str(clean[-1]))
    elif kind == "id" and isinstance(value, str) and value in complaints.misnamed:
        return
    elif value is None and kind not in _AT_KEY:
        complaints.add("empty-value", path, {"field": fault.field})
    else:
        _REPORTS.get(kind, _report_form)(fault)


@dataclass(frozen=True, slots=True)
class _Fault:
    """One error on its way to become a finding; `value` is what is wrong, `at_key` that this is the key itself."""

    complaints: Complaints
    kind: str
    path: Path
    value: Any
    form: Form
    model: type[BaseModel] | None
    context: dict[str, Any]
    at_key: bool

    @property
    def field(self) -> str:
        """The name nearest to the value: of its field, or of the map whose key it is."""
        return _last_name(self.path[:-1] if self.at_key else self.path)

    @property
    def of(self) -> At:
        """Whether the key or the value is wrong."""
        return "key" if self.at_key else "value"

    @property
    def inside(self) -> Text:
        """The map in which the last step of the path stands."""
        return _in_ticks(_last_name(self.path[:-1]))


def _report_unknown(fault: _Fault) -> None:
    """A field that the model does not have."""
    field = str(fault.path[-1])
    written_as = fault.complaints.text_at(fault.path, of="key")
    if written_as and not isinstance(resolve(written_as)[0], str):
        return  # a number or truth value as a name, which is said of every key where it is read
    known = [*fields_of(fault.model), *getattr(fault.model, "shorthand", ())] if fault.model else []
    beside = fault.complaints.held(fault.path[:-1])
    near = [name for name in fault.complaints.near(field, known) if name not in beside]
    fix = None
    if field == "id":
        remedy = Text("remove it: the key is the id", "请删去：键本身就是标识")
    elif field.startswith("x-"):
        remedy = Text(
            "write it in the entry itself, not in a map inside it", "请写在条目本身，而不是其中的键值表里"
        )
    elif near:
        fix = sure(field, near)
        remedy = Text(f"did you mean `{near[0]}`?", f"是否想写 `{near[0]}`？")
    elif fault.value is None:
        remedy = Text(
            "quote a text that holds a comma: without quotes the comma ends it",
            "含逗号的文字请加引号：不加引号，逗号就会截断文字",
        )
    else:
        listed = _listed([name for name in known if name not in COMMON] or known)
        remedy = Text(f"the fields here are {listed}", f"此处的字段有 {listed}")
    values = {"field": field, "inside": fault.inside}
    fault.complaints.add("unknown-field", fault.path, values, Advice(of="key", remedy=remedy, fix=fix))


def _report_missing(fault: _Fault) -> None:
    """A field that must be there."""
    values = {"field": str(fault.path[-1]), "inside": fault.inside}
    fault.complaints.add("missing-field", fault.path[:-1], values, AT_KEY)


def _report_choice(fault: _Fault) -> None:
    """A word that is not in the list."""
    _choose(fault, fault.path, fault.value, choices_of(fault.form))


def _report_tag(fault: _Fault) -> None:
    """An entry whose `type` is missing or no known one."""
    if not isinstance(fault.value, dict):
        _report_map(fault)
    elif "type" not in fault.value:
        values = {"field": "type", "inside": _in_ticks(_last_name(fault.path))}
        fault.complaints.add("missing-field", fault.path, values, AT_KEY)
    elif fault.value["type"] is None:
        fault.complaints.add("empty-value", (*fault.path, "type"), {"field": "type"})
    else:
        _choose(fault, (*fault.path, "type"), fault.value["type"], tags_of(fault.form))


def _choose(fault: _Fault, path: Path, value: Any, choices: tuple[str, ...]) -> None:
    """Report `value`, which is none of `choices`."""
    complaints = fault.complaints
    listed = _listed(choices)
    if isinstance(value, dict | list):
        _report_container(complaints, path, value, Text("one word", "一个词"), listed)
        return
    word = str(path[-1]) if fault.at_key else str(value)
    near = complaints.near(word, choices)
    remedy = Text(f"one of {listed}", f"可选：{listed}")
    if near:
        remedy = Text(f"did you mean `{near[0]}`? {remedy.en}", f"是否想写 `{near[0]}`？{remedy.zh}")
    name = _last_name(path[:-1]) if fault.at_key else _last_name(path)
    shown = word if fault.at_key else complaints.as_written(path, value)
    values = {"field": name, "value": shown}
    advice = Advice(of=fault.of, remedy=remedy, fix=sure(word, near))
    complaints.add("unknown-choice", path, values, advice)


def _report_map(fault: _Fault) -> None:
    """Something that is not a map where one is needed."""
    fault.complaints.add_not_a_map(fault.path, fault.field, fault.value)


def _report_bounds(fault: _Fault) -> None:
    """A number that is too small or too large."""
    if "le" in fault.context:
        bounds = Text(f"at most {fault.context['le']}", f"不大于 {fault.context['le']}")
    else:
        bounds = Text(f"at least {fault.context.get('ge')}", f"不小于 {fault.context.get('ge')}")
    values = {"field": fault.field, "bounds": bounds, "value": str(fault.value)}
    fault.complaints.add("out-of-range", fault.path, values)


def _report_twice(fault: _Fault) -> None:
    """A figure that stands inside a map and beside it."""
    fault.complaints.add("said-twice", fault.path, {"field": fault.field}, AT_KEY)


def _report_span_order(fault: _Fault) -> None:
    first, _, last = str(fault.value).partition("/")
    values = {"value": str(fault.value), "example": f"{last}/{first}"}
    fault.complaints.add("span-order", fault.path, values, Advice(fix=f"{last}/{first}"))


def _report_hours(fault: _Fault) -> None:
    """A slip in the hours of a calendar whose form is right."""
    name = fault.kind.replace("_", "-")
    values = {"field": fault.field, "value": str(fault.value), "day": str(fault.context.get("day", ""))}
    fault.complaints.add(name, fault.path, values, AT_KEY if fault.kind == "hours_twice" else PLAIN)


def _report_form(fault: _Fault) -> None:
    """A value that is not of the form that its field wants."""
    complaints, kind, path = fault.complaints, fault.kind, fault.path
    if kind == "currency" and isinstance(fault.value, str) and any(map(str.isdigit, fault.value)):
        kind = "money"
    at_key = fault.at_key or kind in _AT_KEY
    of: At = "key" if at_key else "value"
    value = path[-1] if at_key else fault.value
    values = {"field": _last_name(path[:-1]) if at_key else fault.field}
    if kind == "empty":
        complaints.add("empty-value", path, values, Advice(of=of))
    elif kind in FORMS and isinstance(value, dict | list):
        _report_container(complaints, path, value, FORMS[kind][2], FORMS[kind][3])
    else:
        values["value"] = complaints.as_written(path, value, of=of)
        fix, remedy = _remedy(kind, value, values["value"]) if kind in FORMS else (None, None)
        name = FORMS[kind][1] if kind in FORMS else "unfit-value"
        complaints.add(name, path, values, Advice(of=of, remedy=remedy, fix=fix))


def _remedy(kind: str, value: Any, shown: str) -> tuple[str | None, Text]:
    """What to write instead, as the text of a fix where it is plain, and as a sentence."""
    if kind == "prose" and isinstance(value, bool):
        return None, Text(
            f'say it in words; quote `"{shown}"` if the word is meant',
            f'请用文字说明；若就是指这个词，请加引号：`"{shown}"`',
        )
    if kind in _QUOTED and not isinstance(value, str):
        return f'"{shown}"', Text(f'quote it: `"{shown}"`', f'请加引号：`"{shown}"`')
    told = why_no_day(value) if kind == "date_calendar" else which_day(value) if kind in _DAYS else None
    if told:
        return None, told
    meant = repaired(kind, value)
    if meant is not None:
        return meant, Text(f"write `{meant}`", f"请写 `{meant}`")
    example = FORMS[kind][3]
    return None, Text(f"it is written like this: {example}", f"写法示例：{example}")


def _report_container(complaints: Complaints, path: Path, value: Any, form: Text, example: str) -> None:
    """A list or a map where one value stands."""
    found = A_LIST if isinstance(value, list) else A_MAP
    values = {"field": _last_name(path), "form": form, "found": found, "example": Text(example, example)}
    complaints.add("not-one-value", path, values)


def _last_name(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _in_ticks(name: str) -> Text:
    return Text(f"`{show(name)}`", f"`{show(name)}` ")


def _listed(names: list[str] | tuple[str, ...]) -> str:
    more = " …" if len(names) > MOST_NAMES else ""
    return " ".join(f"`{name}`" for name in names[:MOST_NAMES]) + more


_AT_KEY = ("extra_forbidden", "prose_language", "hours_day")
"""Kinds of errors that are about a key, whatever its value."""

_DAYS = ("date", "when", "occasion")
"""Values that are or may be a day."""

_QUOTED = ("prose", "version", "time_zone", "code_pattern")
"""Texts: a number in their place wants quotes."""

_REPORTS: dict[str, Callable[[_Fault], None]] = {
    "extra_forbidden": _report_unknown,
    "missing": _report_missing,
    "literal_error": _report_choice,
    "union_tag_invalid": _report_tag,
    "union_tag_not_found": _report_tag,
    "model_type": _report_map,
    "model_attributes_type": _report_map,
    "dict_type": _report_map,
    "greater_than": _report_bounds,
    "greater_than_equal": _report_bounds,
    "less_than": _report_bounds,
    "less_than_equal": _report_bounds,
    "said_twice": _report_twice,
    "span_order": _report_span_order,
    "hours_overlap": _report_hours,
    "hours_twice": _report_hours,
    "hours_midnight": _report_hours,
    "hours_empty": _report_hours,
}
