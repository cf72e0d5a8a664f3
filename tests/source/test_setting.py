"""Protects what-if settings: the value is read as YAML, put where it is meant, and located in the argument."""

from __future__ import annotations

import pytest

from itsm_compiler.source import load_texts
from itsm_compiler.source.setting import FILE, SettingError, read_settings, with_settings

TEXT = """language: itsm/v1
design: {title: Test}
components:
  mail: {availability: 99%, depends_on: [line, room], restore: 2h}
slas:
  gold: {compensation: {steps: {99.9%: 2%}}}
"""
SECTIONS = ("design", "components", "slas", "services")


def changed(*texts):
    source, _ = load_texts({"itsm.yaml": TEXT})
    settings, faults, file = read_settings(texts)
    assert faults == []
    return with_settings(source, settings, file, SECTIONS), source


@pytest.mark.parametrize(
    ("setting", "path", "value"),
    [
        ("components.mail.availability=99.99%", ("components", "mail", "availability"), "99.99%"),
        ("components.mail.quantity=2", ("components", "mail", "quantity"), 2),
        ("components.mail.backup={every: 4h, keep: 30d}", ("components", "mail", "backup", "every"), "4h"),
        ("components.mail.depends_on.1=roof", ("components", "mail", "depends_on", 1), "roof"),
        ("components.mail.depends_on.2=roof", ("components", "mail", "depends_on", 2), "roof"),
        ("components.new={kind: server}", ("components", "new", "kind"), "server"),
        ("services={a: {}}", ("services", "a"), {}),
        ('components.mail.name="a = b"', ("components", "mail", "name"), "a = b"),
        ('slas.gold.compensation.steps."99.9%"=5%', ("slas", "gold", "compensation", "steps", "99.9%"), "5%"),
    ],
)
def test_a_value_is_set(setting, path, value):
    """Scalars, flow values, list places, new fields, entities and sections, quoted steps; the read tree is untouched."""
    new, old = changed(setting)
    node = new.sections
    for step in path:
        node = node[step]
    assert node == value
    assert old.sections == load_texts({"itsm.yaml": TEXT})[0].sections


def test_places_are_those_of_the_argument():
    """Whoever shows a fault finds the n-th setting in the n-th line, and its text."""
    new, _ = changed("components.mail.quantity=2", "components.mail.backup={every: 4h}")
    span = new.locate(("components", "mail", "backup", "every"))
    assert (span.file, span.line, span.column) == (FILE, 2, 32)
    key = new.locate(("components", "mail", "quantity"), of="key")
    assert (key.line, key.column, key.end_column) == (1, 1, 25)
    assert new.lines(FILE)[1] == "components.mail.backup={every: 4h}"


def test_without_a_value_the_field_goes():
    """An empty value removes; later settings see what earlier ones did."""
    new, _ = changed(
        "components.mail.restore=", "components.mail.restore=3h", "components.mail.availability="
    )
    assert new.sections["components"]["mail"] == {"depends_on": ["line", "room"], "restore": "3h"}


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("components.mial.restore=1h", "there is no `components.mial` in the design; did you mean `components.mail`?"),
        ("componets.mail.restore=1h", "there is no `componets` in the design; did you mean `components`?"),
        ("components.mail.restor=", "there is no `components.mail.restor` in the design; did you mean `components.mail.restore`?"),
        ("components.mail.depends_on.7=x", "there is no `components.mail.depends_on.7` in the design"),
        ("components.mail.restore.x=1h", "`components.mail.restore` is one value (`2h`) with nothing inside: set it itself"),
        ("components", "`components` is no setting: write `path=value`, for instance `components.mail.availability=99.9%`"),
        ("=1", "`=1` is no setting: write `path=value`, for instance `components.mail.availability=99.9%`"),
        ("a..b=1", "`a..b=1` is no setting: write `path=value`, for instance `components.mail.availability=99.9%`"),
    ],
)  # fmt: skip
def test_what_leads_nowhere(setting, message):
    """A mistyped path is refused with the nearest one that there is."""
    with pytest.raises(SettingError) as refused:
        changed(setting)
    assert refused.value.message.en == message


@pytest.mark.parametrize("value", ["{a: [", "'x", "&a 1", "*a", "{a: 1, a: 2}", "[" * 500])
def test_faults_of_the_value(value):
    """What is wrong with the YAML of a value is told at its place."""
    _, faults, _ = read_settings(["components.mail.quantity=2", f"components.mail.name={value}"])
    assert faults
    assert {(fault.span.file, fault.span.line) for fault in faults} == {(FILE, 2)}
    assert all(fault.span.column > 21 for fault in faults)
