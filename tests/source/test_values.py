"""Protects the core schema of YAML 1.2: what becomes a number, a truth value or nothing, and what stays text."""

from __future__ import annotations

import pytest

from tests.source.readings import python_parser, read

VALUES = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "nULL": "nULL",
    "true": True,
    "True": True,
    "FALSE": False,
    "yes": "yes",
    "no": "no",
    "on": "on",
    "y": "y",
    "0": 0,
    "-5": -5,
    "12": 12,
    "010": 10,
    "0o17": 15,
    "0x1F": 31,
    "0b11": "0b11",
    "999999999999999": 999999999999999,
    "1000000000000000": "1000000000000000",
    "0.5": 0.5,
    ".5": 0.5,
    "1.": 1.0,
    "-2.5e3": -2500.0,
    "1e400": "1e400",
    ".inf": ".inf",
    ".nan": ".nan",
    "1_000": "1_000",
    "12:30": "12:30",
    "2027-01-01": "2027-01-01",
    "2027-01-01/2027-12-31": "2027-01-01/2027-12-31",
    "99%": "99%",
    "15m": "15m",
    "1.2.3": "1.2.3",
    "=": "=",
    "'12'": "12",
    '"true"': "true",
    "''": "",
    "'~'": "~",
    "|\n  12": "12\n",
    ">-\n  a\n  b": "a b",
    "a\n  b": "a b",
    "[1, '1', x]": [1, "1", "x"],
    "{a: 1, b: }": {"a": 1, "b": None},
    "[a: 1, {b: 2}]": [{"a": 1}, {"b": 2}],
    "[]": [],
    "{}": {},
}


@pytest.mark.parametrize("written", VALUES)
def test_value(written):
    """A value is the same, and of the same type, with either parser."""
    expected = VALUES[written]
    value = read(f"x: {written}\n")[0].sections["x"]
    with python_parser():
        again = read(f"x: {written}\n")[0].sections["x"]
    assert value == again == expected
    assert type(value) is type(again)
    assert isinstance(value, type(expected))
    assert isinstance(value, bool) == isinstance(expected, bool)


def test_order_is_kept():
    """Tasks, steps and activities follow one another as written."""
    text = "deployment:\n  tasks: {z: {}, a: {}}\n  start: 1\n"
    assert list(read(text)[0].sections["deployment"]["tasks"]) == ["z", "a"]


def test_equal_keys_are_one_object():
    """Ten thousand entries do not hold ten thousand copies of their field names."""
    sections = read("services: {aa: {owner: x}, bb: {owner: y}}\n")[0].sections
    first, second = (next(iter(entry)) for entry in sections["services"].values())
    assert first is second


def test_first_of_repeated_keys_stays():
    """A repetition is a fault and never takes the place of what was written first."""
    assert read("a: {b: 1, c: 2, b: 3}\n")[0].sections["a"] == {"b": 1, "c": 2}


def test_what_prose_became_by_a_comma_is_left_out():
    """The words behind a comma are no unknown field besides."""
    assert read("a: {text: if so, we can, too, by: b}\n")[0].sections["a"] == {"text": "if so", "by": "b"}


def test_what_is_no_name_is_left_out():
    """A key that is an alias, a list, nothing or a merge leaves no entry behind."""
    assert read("a: &x 1\n*x : 2\n? [b]\n: 3\n~: 4\n<<: {c: 5}\nd: 6\n")[0].sections.keys() == {
        "language",
        "a",
        "d",
    }


def test_an_alias_gives_nothing():
    """An alias is never followed."""
    assert read("a: &x 1\nb: *x\n")[0].sections["b"] is None
