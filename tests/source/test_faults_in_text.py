"""Protects every fault of one file: which rule tells it, at which line and column."""

from __future__ import annotations

import pytest

from tests.source.readings import python_parser, read, short

CASES = {
    # SRC001: what YAML itself refuses, told at the place where it is mended
    "second colon": ("a: b: c\n", ["syntax 1:5"]),
    "second colon in a list": ("a:\n  - b: c: d\n", ["syntax 2:9"]),
    "value and fields": ("a: b\n  c: d\n", ["syntax 2:3"]),
    "line without colon": ("a: 1\nfoo\nb: 2\n", ["syntax 2:1"]),
    "list in a line": ("a: - b\n", ["syntax 1:4"]),
    "reserved beginning": ("a: @x\n", ["syntax 1:4"]),
    "backtick": ("a: `x`\n", ["syntax 1:4"]),
    "unclosed list": ("a: [1,\n", ["syntax 1:4"]),
    "unclosed map": ("a: {b: c\nd: e\n", ["syntax 1:4"]),
    "unclosed quotation": ("a: 1\nb: 'x\nc: 2\n", ["syntax 2:4"]),
    "nothing to close": ("a: [b, c]]\n", ["syntax 1:10"]),
    "closing brace alone": ("a: }\n", ["syntax 1:4"]),
    "comma missing": ("a: [b, 'c' d]\n", ["syntax 1:12"]),
    "value missing": ("a: [b, , c]\n", ["syntax 1:8"]),
    "misaligned field": ("a:\n  b: 1\n c: d\n", ["syntax 3:2"]),
    "misaligned entry": ("a:\n  - b\n - c\n", ["syntax 3:2"]),
    "field among entries": ("- a\nb: c\n", ["syntax 2:1"]),
    "text after quotes": ("a: 'b'c\n", ["syntax 1:7"]),
    "unknown escape": ('a: "x\\q"\n', ["syntax 1:6"]),
    "surrogate escape": ('a: "\\ud800"\n', ["syntax 1:5"]),
    "escape beyond unicode": ('a: "\\U99999999"\n', ["syntax 1:5"]),
    "escape cut short": ('a: "\\x1"\n', ["syntax 1:5"]),
    "question": ("a: ? b\n", ["syntax 1:4"]),
    "property of nothing": ("a: &\n", ["syntax 1:4"]),
    "handle of a tag": ("a: !x!y z\n", ["syntax 1:4"]),
    "end of a document": ("a: 1\n...\nb: 2\n", ["syntax 3:1"]),
    "text block": ("a: | x\n  y\n", ["syntax 1:4"]),
    "later version": ("%YAML 2.0\n---\na: 1\n", ["syntax 1:1"]),
    "document mark in quotes": ("a: 'x\n---\ny'\n", ["syntax 2:1"]),
    "long name": (f"{'k' * 2000}: 1\n", ["syntax 1:1"]),
    # SRC002 to SRC006
    "duplicate key": ("a: 1\nb: 2\na: 3\n", ["duplicate-key 3:1"]),
    "duplicate key in braces": ("a: [{b: 1, 'b': 2, b: 3}]\n", ["duplicate-key 1:12", "duplicate-key 1:20"]),
    "tag": ("a: !!str 1\n", ["tag 1:4"]),
    "tag of a class": ("a: !!python/object/apply:os.system [x]\n", ["tag 1:4"]),
    "verbatim tag": ("a: !<tag:x,2026:y> z\n", ["tag 1:4"]),
    "tag and anchor": ("a: &b !c d\n", ["anchor 1:4", "tag 1:7"]),
    "anchor and alias": ("a: &b 1\nc: [*b, d]\n", ["anchor 1:4", "anchor 2:5"]),
    "alias as key": ("a: &b c\n*b : d\n", ["anchor 1:4", "anchor 2:1"]),
    "anchor of a key": ("a: 1\n&b c: d\n", ["anchor 2:1"]),
    "tag alone": ("a:\n  !b\n  c: d\n", ["tag 2:3"]),
    "tag of no name": ("a: ! b\n", ["tag 1:4"]),
    "tag of the document": ("--- !b\na: 1\n", ["tag 1:5"]),
    "merge key": ("a:\n  <<: {b: 1}\n  c: 2\n", ["merge-key 2:3"]),
    "tab": ("a:\n\tb: c\n", ["tab-indentation 2:1"]),
    "tab after spaces": ("a:\n  b: c\n \td: e\n", ["tab-indentation 3:2"]),
    "tab in a block": ("a: |\n \tx\n", ["tab-indentation 2:2"]),
    # characters that do not show
    "control character": ("a: x\x07y\n", ["control-character 1:5"]),
    "zero byte": ("a: x\0y\n", ["control-character 1:5"]),
    "turned writing": ("# x\na: b\u202ec\n", ["control-character 2:5"]),
    "isolate": ("a: b\u2066c\n", ["control-character 1:5"]),
    "mark of byte order amid": ("a: 1\n\ufeffb: 2\n", ["control-character 2:1"]),
    "line separator": ("a: b\u2028c\n", ["control-character 1:5"]),
    "escaped": ('a: "\\e[2J"\nb: "x\\u202Ey"\n', ["control-character 1:5", "control-character 2:6"]),
    "escaped backslash": ('a: "\\\\e"\n', []),
    # SRC009 to SRC011, SRC015
    "second document": ("a: 1\n---\nb: 2\n", ["several-documents 2:1"]),
    "number as key": ("1: a\n2.5: b\n", ["key-not-text 1:1", "key-not-text 2:1"]),
    "steps of a scale": ("risk_policy: {scale: {1: 2%, 2: 5%}}\n", []),
    "steps of compensation": ("slas: {a: {compensation: {steps: {99.5: 5%}}}}\n", []),
    "nothing as key": ("null: a\n~: b\n", ["key-not-text 1:1", "key-not-text 2:1"]),
    "empty key": (": a\n", ["syntax 1:1"]),
    "truth as key": ("true: a\n", ["key-not-text 1:1"]),
    "quoted keys": ("'1': a\n\"true\": b\n'null': c\n'<<': d\n", []),
    "list as key": ("? [a, b]\n: 1\nc: 2\n", ["key-not-text 1:3"]),
    "map as key": ("{a: 1}: 2\n", ["key-not-text 1:1"]),
    "comma in prose": ("a: {text: if so, we can}\n", ["comma-split 1:18"]),
    "commas in prose": ("a: {text: if so, we can, too, by: b}\n", ["comma-split 1:18"]),
    "comma after a truth word": ("a: {text: yes, we can}\n", ["comma-split 1:16"]),
    "comma in a share": ("a: {b: 99,9%, c: 1}\n", ["comma-in-number 1:8"]),
    "comma in thousands": ("a: {b: €9,000/y}\n", ["comma-in-number 1:8"]),
    "commas in millions": ("a: {b: 1,000,000.50 EUR, c: d}\n", ["comma-in-number 1:8"]),
    "comma before a number": ("a: {b: we, 3, c: d}\n", ["comma-split 1:12"]),
    "comma in quoted prose": ("a: {text: 'if so, we can'}\n", []),
    "empty value in braces": ("a: {b: c, d: }\n", []),
    "names in braces": ("a: {b}\n", []),
    "list at the top": ("- a\n", ["not-a-mapping 1:1"]),
    "text at the top": ("hello\n", ["not-a-mapping 1:1"]),
    # SRC012 and SRC033: Chinese punctuation
    "wide colon": ("design:\n  title：办公\n  version: 1\n", ["full-width-syntax 2:8"]),
    "wide colon at the top": ("title：办公\nb: 1\n", ["full-width-syntax 1:6"]),
    "wide colon alone": ("title：办公\n", ["full-width-syntax 1:6"]),
    "wide colon of an entry": ("services:\n  mail：\n    owner: x\n", ["full-width-syntax 2:7"]),
    "wide colon in a list": ("a:\n  - what：钥匙\n", ["full-width-syntax 2:9"]),
    "wide colon in braces": ("a: {title：x, b: 1}\n", ["full-width-syntax 1:10"]),
    "wide comma in brackets": ("a: [phone，web]\n", ["full-width-syntax 1:10"]),
    "wide comma in braces": ("a: {b: 1， c: 2}\n", ["full-width-syntax 1:9"]),
    "wide brace": ("a: ｛b: c｝\n", ["full-width-syntax 1:4"]),
    "wide bracket": ("a: ［b, c］\n", ["full-width-syntax 1:4"]),
    "curly quotes": ("a: “1.0”\n", ["full-width-syntax 1:4"]),
    "curly quotes around a key": ("“mail”: 1\n", ["full-width-syntax 1:1"]),
    "wide marks in prose": ("a: 请注意：先登录，再操作。\nb: “你好”，他说\nc: [先登录，再操作, 好]\n", []),
    "wide marks in a block": ("a: |\n  title：x\n  ［b］\n  “1.0”\n", []),
    "wide marks in quotes and comments": ("a: 'title：x' # owner：y\n", []),
    "wide space as indentation": ("a:\n　b: c\n", ["odd-space 2:1"]),
    "wide space after a colon": ("a:　b\n", ["odd-space 1:3"]),
    "hard space as indentation": ("a:\n\xa0\xa0b: c\n", ["odd-space 2:1"]),
    "wide space in prose": ("a: 甲　乙\nb: |\n  x\n  　　y\n", []),
    # SRC013, SRC018, SRC019: numbers and words
    "many digits": (f"a: {'9' * 5000}\n", ["number-out-of-range 1:4"]),
    "many hexadecimal digits": (f"a: 0x{'f' * 5000}\n", ["number-out-of-range 1:4"]),
    "large exponent": ("a: 1e999999\nb: -1.5e400\n", ["number-out-of-range 1:4", "number-out-of-range 2:4"]),
    "small exponent": ("a: 1e-999999\n", ["number-out-of-range 1:4"]),
    "infinity": ("a: [.inf, -.INF, .nan]\n", [f"number-out-of-range 1:{column}" for column in (5, 11, 18)]),
    "old words": (
        "a: yes\nb: No\nc: [on, 'off']\n",
        [f"old-truth-word {at}" for at in ("1:4", "2:4", "3:5")],
    ),
    "leading zero": ("a: 0155510\nb: 010\n", ["number-rewritten 1:4", "number-rewritten 2:4"]),
    "thousands with a full stop": ("a: 9.000\nb: 12.500\n", ["number-rewritten 1:4", "number-rewritten 2:4"]),
    "fractions": ("a: 9.0\nb: 1.125\nc: 0.120\nd: 1234.560\n", []),
    "plus sign and exponent": ("a: +43155510\nb: 1e3\n", ["number-rewritten 1:4", "number-rewritten 2:4"]),
    # nothing to say
    "nothing": ("", []),
    "spaces": ("  \n\n", []),
    "comment": ("# a\n", []),
    "marks of a document": ("---\n...\n", []),
    "null": ("null\n", []),
    "old line ends": ("a: 1\rb: 2\r", []),
    "line ends of windows": ("a: 1\r\nb: |\r\n  x\r\nc:\r\n  - d\r\n", []),
    "mark of byte order": ("\ufeffa: 1\n", []),
    "exclamation and stars": ("a: well! *this* & that\nb: [R & D, 3 * 4]\nc: |\n  *x*\n  !y\n", []),
}

NUMBERS = {
    "99,9%": "99.9%",
    "€9,000/y": "€9000/y",
    "1,000,000.50 EUR": "1000000.50 EUR",
    "0,125": "0.125",
    "1,000%": "1.000%",
    "12,5h": "12.5h",
}
"""Numbers that a comma splits inside braces, and what to write."""

ONLY_LIBYAML = {
    "tab in a block",  # to PyYAML's own parser the tab belongs to the text
    "surrogate escape",
    "later version",
    "text block",
}
"""Cases that PyYAML's own parser sees otherwise."""


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_fault_is_told_where_it_stands(text, expected):
    """Each fault is one finding of the right rule at the right place, and sound text gives none."""
    assert short(read(text)[1]) == expected


@pytest.mark.parametrize(("number", "meant"), NUMBERS.items(), ids=NUMBERS)
def test_a_number_with_a_comma_is_told_whole(number, meant):
    """Whoever writes the fraction or the thousands with a comma reads the number to write, not a part of it."""
    (finding,) = read(f"a: {{b: {number}}}\n")[1]
    assert finding.message.en == f"a comma splits the number `{number}`"
    assert finding.help.en.startswith(f"write `{meant}`:")
    assert finding.span.end_column == finding.span.column + len(number)


@pytest.mark.parametrize("case", sorted(CASES.keys() - ONLY_LIBYAML))
def test_fault_is_told_without_libyaml(case):
    """PyYAML's own parser, the fallback, leads to the same findings."""
    text, expected = CASES[case]
    with python_parser():
        assert short(read(text)[1]) == expected


@pytest.mark.parametrize(
    "case", [case for case, (text, _) in CASES.items() if not text.startswith(("%", "\ufeff"))]
)
def test_places_count_characters(case):
    """A line of characters beyond the basic plane moves the findings by one line, and nothing else."""
    text, expected = CASES[case]
    places = [finding.split(" ") for finding in expected]
    moved = [(name, *map(int, place.split(":"))) for name, place in places]
    assert short(read(f"# 😀😀\n{text}")[1]) == [
        f"{name} {line + 1}:{column}" for name, line, column in moved
    ]
