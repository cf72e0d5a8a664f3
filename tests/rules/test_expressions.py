"""Protects the expression language: what it gives, what it refuses and where, and that no text can break it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm_compiler.diagnostics import Text
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import Duration, Money, Period, Rate, Share
from itsm_compiler.rules.expressions import ExpressionError, compile_condition, compile_formula
from itsm_compiler.rules.functions import FUNCTIONS
from itsm_compiler.rules.values import Fields, OperandError, compare

NAMES = {
    "numbers": (1, 2, 3),
    "rows": (
        Fields({"n": 1, "tags": ("a", "b")}),
        Fields({"n": 2, "tags": ("c",)}),
        Fields({"n": None, "tags": ()}),
    ),
    "map": {"one": Fields({"n": 1}), "carry-out": Fields({"n": 2})},
    "nothing": None,
    "yes": True,
    "no": False,
    "name": Prose({"en": "Mail", "zh": "邮件"}),
    "share": Share.read("99.5%"),
    "hours": Duration.read("36h"),
    "open": Duration.read("4sh"),
    "days": Duration.read("3wd"),
    "rhythm": Period.read("quarter"),
    "demand": Period.read("on-demand"),
    "price": Money.read("12/mo"),
    "growth": Rate.read("24/y"),
    "day": date(2027, 3, 1),
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 - 1 / 4", Decimal("0.75")),
        ("(1 + 2) * -3", Decimal(-9)),
        ("0.1 + 0.2 == 0.3", True),
        ("1 / 0", None),
        ("nothing + 1", None),
        ("share * 2", Decimal("1.99")),
        ("yes and nothing", None),
        ("no and nothing", False),
        ("yes or nothing", True),
        ("no or nothing", None),
        ("not nothing", None),
        ("not no", True),
        ("1 if yes else 2", Decimal(1)),
        ("1 if nothing else 2", None),
        ("1 < 2 < 3", True),
        ("1 < 2 > 3", False),
        ("2 in numbers", True),
        ("4 not in numbers", True),
        ('"one" in map', True),
        ("nothing in numbers", None),
        ('"a" == "b"', False),
        ('name == "邮件"', True),
        ('name != "Post"', True),
        ('share >= "99%"', True),
        ('hours <= "2d"', True),
        ('open <= "300sm"', True),
        ('open <= "300m"', None),
        ('days == "3wd"', True),
        ('rhythm <= "month"', False),
        ('rhythm == "3mo"', True),
        ('demand <= "month"', None),
        ('price == "12/mo"', True),
        ('price < "12 EUR/mo"', None),
        ('growth == "2/mo"', True),
        ('day < "2027-04-01"', True),
        ("rows.n", (1, 2)),
        ("rows.tags", ("a", "b", "c")),
        ("map.one.n", 1),
        ('map["carry-out"].n', 2),
        ("map.two.n", None),
        ("nothing.else_.other", None),
        ("any(r.n == 2 for r in rows)", True),
        ("any(r.n == 3 for r in rows)", False),
        ("all(r.n < 3 for r in rows)", True),
        ("count(r for r in rows if r.n > 1)", Decimal(1)),
        ("sum(r.n for r in rows)", None),
        ("sum(numbers)", Decimal(6)),
        ("max(r.n for r in rows)", 2),
        ("min(3, 1, 2)", Decimal(1)),
        ("list(r.n * 2 for r in rows if r.n)", (Decimal(2), Decimal(4))),
        ("any(any(t == 'c' for t in r.tags) for r in rows)", True),
        ("any(x for x in nothing)", False),
        ("count(m.n for m in map)", Decimal(2)),
        ("[1, 2] == (1, 2)", True),
        ("sum(numbers)\n  / count(numbers)", Decimal(2)),
    ],
)
def test_value(text, value):
    """Each form of the language gives what its page says; what is missing travels and decides nothing."""
    assert compile_condition(text, FUNCTIONS).evaluate(NAMES) == value


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("", ""),
        ("1 +", "+"),
        ("(1", "("),
        ("1)", ")"),
        ("1)+(2", ")"),
        ("[1)", ")"),
        ("2x", "2x"),
        ("a ** 2", "**"),
        ("a**2", "**"),
        ("a // 2", "//"),
        ("7 % 2", "%"),
        ("1e9", "1e9"),
        ("1_000", "_"),
        ("0x1F", "0x1F"),
        ("1234567890123456", "1234567890123456"),
        ("a.__class__", "_"),
        ("_a", "_"),
        ("lambda: 1", ":"),
        ("f'{a}'", "f'{a}'"),
        ("'a' 'b'", "'a' 'b'"),
        ("a = 1", "="),
        ("a; b", ";"),
        ("a @ b", "@"),
        ("x := 1", ":"),
        ("`a`", "`"),
        ("a\u00a0+ b", "\u00a0"),
        ("a（b", "（"),
        ("numbers[0]", "numbers[0]"),
        ("numbers[1:2]", ":"),
        ("[x for x in numbers]", "[x for x in numbers]"),
        ("open('x')", "open('x')"),
        ("map.keys()", "map.keys()"),
        ("any(x for x in y for y in z)", "(x for x in y for y in z)"),
        ("a is b", "a is b"),
        ("await x", "await x"),
        ("*a", "*a"),
        ("has(x=1)", "="),
        ("(" * 31 + "1" + ")" * 31, "("),
        ("1 + " * 200 + "1", None),
        ("-" * 200 + "1", None),
        ("a" * 300, "a" * 300),
        ("1 + 1 " * 400, ""),
    ],
)
def test_refused(text, piece):
    """What is not of the language is refused with a sentence in both languages at the place of the fault."""
    with pytest.raises(ExpressionError) as caught:
        compile_condition(text, FUNCTIONS)
    error = caught.value
    assert error.text.en
    assert error.text.zh
    assert 0 <= error.start <= error.end <= max(len(text), error.start)
    if piece:
        assert text[error.start : error.end].startswith(piece)


@pytest.mark.parametrize(
    "text", ["a.b", "a < b", "any(a)", "'a'", "True", "a if b else c", "not a", "None", "a and b"]
)
def test_formulas_are_arithmetic_only(text):
    """A KPI is computed from figures; paths, tests and functions belong to rule packs."""
    with pytest.raises(ExpressionError):
        compile_formula(text)


def test_a_formula_names_its_variables_without_being_computed():
    """Each variable is known, once and in order, so that its source can be asked for."""
    expression = compile_formula("1 - returned / (all_cases + returned)")
    assert expression.names == ("returned", "all_cases")
    assert expression.evaluate({"returned": 1, "all_cases": 3}) == Decimal("0.75")
    assert expression.evaluate({"returned": 0, "all_cases": 0}) is None


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("1 + name", "1 + name"),
        ("yes + 1", "yes + 1"),
        ("name < 1", "name < 1"),
        ("1 in share", "1 in share"),
        ("unknown + 1", "unknown"),
        ("rows.missing", "rows.missing"),
        ("hours < 'soon'", "hours < 'soon'"),
        ("any(x for x in share)", "(x for x in share)"),
        ("'中文' + 1", "'中文' + 1"),
    ],
)
def test_values_that_do_not_fit(text, piece):
    """A wrong kind of value is told at its place, also behind Chinese text."""
    with pytest.raises(ExpressionError) as caught:
        compile_condition(text, FUNCTIONS).evaluate(NAMES)
    assert text[caught.value.start : caught.value.end] == piece


def test_loops_end():
    """Nested loops over long lists stop instead of running for minutes."""
    expression = compile_condition("any(any(x == 0 for x in many) for y in many)")
    with pytest.raises(ExpressionError, match="too often"):
        expression.evaluate({"many": tuple(range(1, 5000))})


def test_huge_numbers_are_no_data():
    """No product can fill the memory."""
    expression = compile_formula("a" + " * a" * 140)
    assert expression.evaluate({"a": 10**14}) is None


def test_unordered_values_raise():
    """Two things without an order are not silently equal."""
    with pytest.raises(OperandError):
        compare("a", Prose.plain("a"))


def fault_of(compile_text, text):
    """The error of an expression, None when it has a value."""
    try:
        compile_text(text).evaluate({"a": 1, "b": (1, 2), "i": None})
    except ExpressionError as error:
        return error
    return None


@given(st.text(max_size=80) | st.text(alphabet="ab1.()[]+-*/<>=! '\"andorif", max_size=60))
def test_any_text_gives_a_value_or_an_error(text):
    """Whatever somebody writes ends in a value or in an error inside the text; nothing else is ever raised."""
    for compile_text in (compile_condition, compile_formula):
        error = fault_of(compile_text, text)
        assert error is None or (isinstance(error.text, Text) and 0 <= error.start <= error.end <= len(text))


ARITHMETIC = st.recursive(
    st.integers(0, 99).map(str) | st.sampled_from(["a", "b"]),
    lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda parts: f"({' '.join(parts)})"),
    max_leaves=12,
)


@given(ARITHMETIC, st.integers(0, 50), st.integers(1, 50))
def test_arithmetic_agrees_with_fractions(text, a, b):
    """Sums and quotients are right to thirty digits."""
    try:
        wanted = eval(
            text, {"a": Fraction(a), "b": Fraction(b), "__builtins__": {}}
        )  # the oracle; the text is made here
    except ZeroDivisionError:
        wanted = None
    found = compile_formula(text).evaluate({"a": a, "b": b})
    if wanted is None or found is None:
        assert found is None
        return
    assert abs(Fraction(found) - Fraction(wanted)) <= abs(Fraction(wanted)) * Fraction(1, 10**20) + Fraction(
        1, 10**9
    )
