"""Protects what later rooms ask of a design: where a value is written, its lines, and changed copies."""

from __future__ import annotations

import copy
import pickle

import pydantic
import pytest

from itsm_compiler.diagnostics import Span
from itsm_compiler.source import DELETE, Items, Table, edit, load, load_texts
from tests.source.readings import ROOT, read_all

TEXT = """\
language: itsm/v1
design: {title: Office}
slas:
  gold:
    targets:
      availability: 99%
    services: mail
    signatories:
      - {party: pine}
      - party: lark
        name: Ms. Adler
    notes:
"""


@pytest.fixture
def source():
    return load_texts({"itsm.yaml": TEXT})[0]


PLACES = {
    ("slas",): "4:3 3:1",
    ("slas", "gold"): "5:5 4:3",
    ("slas", "gold", "targets", "availability"): "6:21 6:7",
    # a number on one value stays where it is
    ("slas", "gold", "services", 0): "7:15 7:5",
    ("slas", "gold", "targets", 0, "availability"): "6:21 6:7",
    ("slas", "gold", "signatories", 1): "10:9 10:9",
    ("slas", "gold", "signatories", 1, "name"): "11:15 11:9",
    # beyond what is written: the key of the nearest entry, or the item
    ("slas", "gold", "targets", "availability", "of", "mail"): "6:7 6:7",
    ("slas", "gold", "hours"): "4:3 4:3",
    ("slas", "silver", "hours"): "3:1 3:1",
    ("slas", "gold", "signatories", 0, "name"): "9:9 9:9",
    ("slas", "gold", "signatories", 7): "8:5 8:5",
    ("slas", "gold", "signatories", "name"): "8:5 8:5",
    ("knowledge", "owner"): "2:1 2:1",
    (): "2:1 2:1",
    # nothing written: the key
    ("slas", "gold", "notes"): "12:5 12:5",
}


@pytest.mark.parametrize("path", PLACES)
def test_locate(source, path):
    """A path leads to its value and its key, or as near as the text comes."""
    value, key = source.locate(path), source.locate(path, of="key")
    assert f"{value.line}:{value.column} {key.line}:{key.column}" == PLACES[path]


def test_locate_in_an_empty_design():
    """Nothing written, nothing located."""
    assert load_texts({"itsm.yaml": ""})[0].locate(("services",)) is None


def test_lines(tmp_path):
    """Lines are those of the file as it is; a vanished or unknown file has none."""
    (tmp_path / "itsm.yaml").write_text(ROOT)
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\nb: \xff\rc: x\xe2\x80\xa8y")
    source, _ = load(tmp_path)
    assert source.lines("a.yaml") == ["a: 1", "b: \ufffd", "c: x\u2028y"]
    (tmp_path / "a.yaml").unlink()
    assert source.lines("a.yaml") == []
    assert source.lines("none.yaml") == []
    assert source.path("none.yaml") is None


def test_lines_in_memory():
    """A design in memory shows its lines too."""
    source, _ = read_all({"a.yaml": "\ufeffa: 1\nb: 2"})
    assert source.lines("a.yaml") == ["a: 1", "b: 2"]
    assert source.path("a.yaml") is None


def test_tables_are_plain_maps(source):
    """Models validate tables and items as the dicts and lists they are."""

    class Sla(pydantic.BaseModel):
        signatories: list[dict[str, str]]

    assert len(Sla.model_validate(source.sections["slas"]["gold"]).signatories) == 2
    assert isinstance(source.sections["slas"]["gold"], Table)
    assert isinstance(source.sections["slas"]["gold"]["signatories"], Items)


def test_sources_travel(source):
    """A design can be sent to another process and copied, places included."""
    again = pickle.loads(pickle.dumps(source))
    path = ("slas", "gold", "targets", "availability")
    assert again.sections == source.sections
    assert again.locate(path) == source.locate(path)
    assert copy.deepcopy(source.sections).key_span("slas") == source.sections.key_span("slas")


def test_edit_replaces(source):
    """Only the path is copied; the rest is shared, and the original stays."""
    changed = edit(source, ("slas", "gold", "targets", "availability"), "99.9%")
    assert changed.sections["slas"]["gold"]["targets"] == {"availability": "99.9%"}
    assert source.sections["slas"]["gold"]["targets"] == {"availability": "99%"}
    assert changed.sections["design"] is source.sections["design"]
    assert changed.sections["slas"]["gold"]["signatories"] is source.sections["slas"]["gold"]["signatories"]
    path = ("slas", "gold", "targets", "availability")
    assert changed.locate(path) == source.locate(path)


def test_edit_adds(source):
    """What is new stands at the key of the nearest entry that is written."""
    value = {"rto": ["6h", {"mail": "4h"}]}
    changed = edit(source, ("slas", "gold", "continuity", "plan"), value)
    assert changed.sections["slas"]["gold"]["continuity"] == {"plan": value}
    key = Span("itsm.yaml", 4, 3, 4, 7)
    assert source.locate(("slas", "gold"), of="key") == key
    for path in [(), ("plan",), ("plan", "rto"), ("plan", "rto", 1), ("plan", "rto", 1, "mail")]:
        assert changed.locate(("slas", "gold", "continuity", *path)) == key


def test_edit_adds_a_section(source):
    """A whole section can be added to a design."""
    changed = edit(source, ("teams", "desk"), {"lead": "manager"})
    assert changed.sections["teams"] == {"desk": {"lead": "manager"}}
    assert changed.locate(("teams", "desk", "lead")) == source.locate(("design",), of="key")


def test_edit_of_lists(source):
    """Items are replaced, changed inside, added at the end and removed."""
    path = ("slas", "gold", "signatories")
    assert edit(source, (*path, 0, "party"), "oak").sections["slas"]["gold"]["signatories"][0] == {
        "party": "oak"
    }
    assert len(edit(source, (*path, 2), {"party": "elm"}).sections["slas"]["gold"]["signatories"]) == 3
    shorter = edit(source, (*path, 0), DELETE)
    assert shorter.sections["slas"]["gold"]["signatories"] == [{"party": "lark", "name": "Ms. Adler"}]
    assert shorter.locate((*path, 0)) == source.locate((*path, 1))


def test_edit_removes(source):
    """The sentinel removes an entry, and only that."""
    changed = edit(source, ("slas", "gold", "services"), DELETE)
    assert list(changed.sections["slas"]["gold"]) == ["targets", "signatories", "notes"]
    assert changed.locate(("slas", "gold", "signatories", 1, "name")).line == 11
    assert repr(DELETE) == "DELETE"


def test_edit_moves_what_is_written(source):
    """A table taken from a design keeps its own places."""
    targets = source.sections["slas"]["gold"]["targets"]
    changed = edit(source, ("slas", "silver", "targets"), targets)
    assert changed.locate(("slas", "silver", "targets", "availability")).line == 6


def test_edit_fills_what_is_empty(source):
    """A field without a value takes a map."""
    assert edit(source, ("slas", "gold", "notes", "a"), 1).sections["slas"]["gold"]["notes"] == {"a": 1}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((), {}),
        (("slas", "gold", "services", "mail"), 1),
        (("slas", "gold", "signatories", 5), 1),
        (("slas", "gold", "signatories", "x"), 1),
        (("slas", 0), 1),
        (("slas", "gold", "none"), DELETE),
        (("slas", "none", "x"), DELETE),
        (("slas", "gold", "signatories", 2), DELETE),
    ],
)
def test_edit_of_nothing(source, path, value):
    """A path that leads nowhere is our own mistake and said at once."""
    with pytest.raises(KeyError):
        edit(source, path, value)


def test_edit_in_an_empty_design():
    """A design of nothing can be built up."""
    source, _ = load_texts({"itsm.yaml": ""})
    assert edit(source, ("design", "title"), "x").sections == {"design": {"title": "x"}}
