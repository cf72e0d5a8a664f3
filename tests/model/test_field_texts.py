"""Protects the texts of sections and fields: none lacks, none is left over, and both languages are written."""

from __future__ import annotations

import re

import pytest

from itsm_compiler.diagnostics import Text
from itsm_compiler.model.entity import Entity, Model
from itsm_compiler.model.fieldtexts import all_texts, classes, field_label, field_text, section_text
from itsm_compiler.model.forms import fields_of
from itsm_compiler.model.sections import SECTIONS
from itsm_compiler.model.technology import Monitoring

CLASSES = classes()
WRITTEN = list(all_texts())
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("model", CLASSES, ids=lambda model: model.__name__)
def test_no_field_lacks_a_text(model):
    """Hovers, documents and the language page have words for every field, and no two of a class are called alike."""
    labels = [field_text(model, name).label for name in fields_of(model)]
    assert len({label.en for label in labels}) == len(labels), [label.en for label in labels]
    assert len({label.zh for label in labels}) == len(labels), [label.zh for label in labels]


def test_no_section_lacks_a_text():
    """Every section and the two words beside them have a text, and nothing else has."""
    assert {name for part, name, _ in WRITTEN if part == "sections"} == {"language", "imports", *SECTIONS}


def test_classes_are_told_by_name():
    """A text belongs to one class: no two classes of the language have the same name."""
    names = [model.__name__ for model in CLASSES]
    assert len(set(names)) == len(names)


def test_no_text_is_left_over():
    """A field that is renamed or dropped takes its text along."""
    bases = {base.__name__: base for model in CLASSES for base in model.__mro__}
    for part, name, _ in WRITTEN:
        if part.startswith("classes."):
            heirs = [model for model in CLASSES if bases[part.removeprefix("classes.")] in model.__mro__]
            assert any(name in fields_of(model) for model in heirs), f"{part}.{name}"


def test_shared_texts_are_shared():
    """What only one class uses stands with that class."""
    own = {(part.removeprefix("classes."), name) for part, name, _ in WRITTEN if part.startswith("classes.")}
    for part, name, _ in WRITTEN:
        if part == "shared":
            users = [
                model
                for model in CLASSES
                if name in fields_of(model)
                and not any((base.__name__, name) in own for base in model.__mro__)
            ]
            assert len(users) > 1, name


def test_texts_are_written_in_both_languages():
    """English is English, Chinese is Chinese, a label is short and a sentence ends."""
    wrong = [f"{part}.{name}" for part, name, text in WRITTEN if not is_well_written(text)]
    assert wrong == []


def is_well_written(text):
    """Whether both labels and both sentences have the form of all others."""
    english, chinese = text.text.en, text.text.zh
    words = (text.label.en, text.label.zh, english, chinese)
    return (
        not CHINESE.search(text.label.en + english)
        and CHINESE.search(chinese)
        and english.endswith(".")
        and chinese.endswith("。")
        and (english[0].isupper() or english[0] == "`")
        and len(text.label.en) <= 30
        and len(text.label.zh) <= 14
        and all(each == each.strip() and "  " not in each for each in words)
        and not re.search(r"[,;:.!?](?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])[,;:.!?]", chinese)
    )


def test_texts_are_found_by_section_and_by_class():
    """A field is asked for by the section it stands in, or by the class of the map inside one."""
    assert field_text("monitoring", "class") == field_text(Monitoring, "class")
    assert field_text(Monitoring, "class").label == Text("Event class", "事态类别")
    assert field_text("tasks", "for").label == Text("Puts in place", "落实对象")
    assert field_text("requirements", "rto").label.en == "Recovery time objective"
    assert field_text("services", "name") == field_text(Entity, "name")
    assert field_text("services", "none") == field_text(Model, "none")
    assert section_text("slas").label == Text("Service level agreements", "服务级别协议")


@pytest.mark.parametrize(
    ("owner", "field"), [("services", "colour"), (Monitoring, "class_"), ("colours", "name")]
)
def test_unknown_fields_have_no_text(owner, field):
    """A slip in the program shows at once."""
    with pytest.raises(KeyError):
        field_text(owner, field)


@pytest.mark.parametrize(
    ("owner", "field", "label"),
    [
        ("slas", "title", Text("Title", "协议名称")),
        ("slas", "response", Text("Response time", "响应时间")),
        ("deployment", "exit", Text("Exit criteria", "结束条件")),
        ("design", "risks", Text("Risk register", "风险登记册")),
        ("slas", "service-credits", Text("Service credits", "service credits")),
        (Monitoring, "every", Text("Interval", "监控间隔")),
    ],
)
def test_labels_are_found_for_gaps(owner, field, label):
    """What a document lacks is named: a field of the section, of a map inside it, a section, or the planner's own word."""
    assert field_label(owner, field) == label
