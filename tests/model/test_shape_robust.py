"""Protects that any map of the source room becomes a design and findings, never an exception, whatever stands in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itsm_compiler.model.faults import FAULTS
from itsm_compiler.model.forms import Mapping, Plural, Thing, fields_of, form_of
from itsm_compiler.model.sections import SECTIONS
from itsm_compiler.model.shape import shape
from itsm_compiler.source import load_texts
from tests.model.model_designs import HEAD, read

SMALL = (Path(__file__).resolve().parents[2] / "specs" / "small" / "itsm.yaml").read_text(encoding="utf-8")
NAMES = [name for section in SECTIONS.values() for name in (section.name,)]
FIELDS = sorted(
    {
        name
        for section in SECTIONS.values()
        for model in form_of(section.model()).models.values()
        for name in fields_of(model)
    }
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**6), 10**6),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.sampled_from(
        ["all", "always", "mail", "4h", "99%", "2027-01-01", "24x7", "month", "A", "a/b", "availability"]
    ),
    st.text("abc äß邮-/_ :,", max_size=12),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(FIELDS) | st.text("abc-_", min_size=1, max_size=4), inner, max_size=4
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(NAMES),
        st.dictionaries(st.sampled_from(["a", "b", "all", "A b", "title", *FIELDS]), VALUES, max_size=4),
        max_size=4,
    )
)
def test_anything_ends_in_findings(sections):
    text = "language: itsm/v1\n" + "\n".join(
        f"{name}: {json.dumps(value)}" for name, value in sections.items()
    )
    source, _ = load_texts({"itsm.yaml": text})
    found, findings = shape(source)
    for finding in findings:
        assert "{" not in re.sub(r"`[^`]*`", "", finding.message.en)
        assert finding.rule == "REF004" or finding.span is not None
    assert found.head.title is not None


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_small_design_with_one_thing_wrong(data):
    """One value swapped for another is at most reported, and never brings another room's ids down."""
    lines = SMALL.splitlines()
    number = data.draw(st.integers(1, len(lines) - 1))
    words = list(re.finditer(r"[\w%./-]+", lines[number]))
    word = data.draw(st.sampled_from(words)) if words else None
    if word is None:
        return
    new = data.draw(st.sampled_from(["", "x", "3", "null", "[a, b]", "{a: b}", "99.9", "4 hours", "true"]))
    lines[number] = lines[number][: word.start()] + new + lines[number][word.end() :]
    source, _ = load_texts({"itsm.yaml": "\n".join(lines)})
    shape(source)


def test_rules_are_told_apart():
    """Every rule of this room has a code and a name of its own and says everything in both languages."""
    assert len({rule.id for rule in FAULTS}) == len({rule.name for rule in FAULTS}) == len(FAULTS)
    assert [rule.id for rule in FAULTS if not re.fullmatch(r"(SHP|REF)[0-9]{3}", rule.id)] == []
    for rule in FAULTS:
        for text in (rule.message, rule.help, rule.why):
            assert text.en.strip()
            assert text.zh.strip()
            assert re.findall(r"(?<!{){[a-z_]+}", text.en) == re.findall(
                r"(?<!{){[a-z_]+}", text.zh
            ) or sorted(re.findall(r"(?<!{){[a-z_]+}", text.en)) == sorted(
                re.findall(r"(?<!{){[a-z_]+}", text.zh)
            )
        assert not rule.message.en.endswith(".")
        assert not rule.message.zh.endswith("。")


def nulls(form, around, depth=0):
    """For each field of a form a text in which it is null, and the way to it; `around` puts the text in its place."""
    for tag, model in form.models.items() if isinstance(form, Thing) and depth < 6 else ():
        told = f"type: {tag[1:]}, " if tag else ""
        for name, known in fields_of(model).items():
            if name != "type":
                yield (name,), around(f"{{{told}{name}: null}}")

            def inside(text, told=told, name=name):
                return around(f"{{{told}{name}: {text}}}")

            if name == "evidence" and depth:
                continue
            inner = known.form.item if isinstance(known.form, Plural) else known.form
            if isinstance(inner, Mapping):
                deeper = nulls(
                    inner.value, lambda text, inside=inside: inside(f"{{thing: {text}}}"), depth + 1
                )
            elif isinstance(inner, Thing) and None in inner.models:
                deeper = nulls(inner, inside, depth + 1)
            else:
                continue
            yield from (((name, *way), text) for way, text in deeper)


@pytest.mark.parametrize("section", SECTIONS.values(), ids=list(SECTIONS))
def test_no_field_takes_null(section):
    """A name without a value is never taken for an answer, wherever it stands."""
    shapes = {"single": "{}", "named": "{{it: {}}}", "list": "[{}]"}
    head = "language: itsm/v1\n" if section.name == "design" else HEAD
    silent = []
    for way, text in nulls(form_of(section.model()), lambda text: text):
        found = read(f"{section.name}: {shapes[section.shape].format(text)}", head=head)[1]
        if not any(
            finding.rule == "SHP005" and finding.message.en == f"`{way[-1]}` is empty" for finding in found
        ):
            silent.append(way)
    assert silent == []
