"""Protects every place that a finding can name, and that no text brings the reader down."""

from __future__ import annotations

import gc

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from itsm_compiler.source import Items, Table
from tests.source.readings import python_parser, read

WORDS = st.text(st.sampled_from("abz09_-.:,'\"#&*!|>%@`[]{}?~ 服务：，“é😀"), max_size=9)
SCALARS = st.one_of(
    WORDS, st.integers(-999, 999), st.booleans(), st.none(), st.floats(-99, 99).map(lambda x: round(x, 2))
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)
DESIGNS = st.dictionaries(WORDS, TREES, min_size=1, max_size=4)

YAML_LIKE = st.text(
    st.sampled_from("ab1:-,[]{}?&*!|>'\"%@`#~.<= \n\t\r\\x0u：，｛［“　\ufeff\0\x1b\u202e\u2028\x85"),
    max_size=60,
)


def sliced(text: str, span) -> str:
    """The text of a span, by lines and columns as an editor counts them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


def written(piece: str):
    """What a stretch of text means when it stands alone."""
    return read(f"x: {piece}\n")[0].sections["x"]


def check_places(node, text: str) -> None:
    """Every key and scalar below `node` is found again where its span points."""
    if isinstance(node, Table):
        for key, value in node.items():
            assert written(sliced(text, node.key_span(key))) == key
            check_value(value, node.value_span(key), text)
            check_places(value, text)
    elif isinstance(node, Items):
        for index, value in enumerate(node):
            check_value(value, node.span(index), text)
            check_places(value, text)


def check_value(value, span, text: str) -> None:
    if value not in (None, "") and not isinstance(value, list | dict):
        piece = sliced(text, span)
        assert written(piece) == value


def plain_keys(tree):
    """The keys of a generated tree as keys of the language: no number, no truth value, nothing empty."""
    if isinstance(tree, dict):
        return {f"k{key}": plain_keys(value) for key, value in tree.items()}
    return [plain_keys(value) for value in tree] if isinstance(tree, list) else tree


@given(DESIGNS, st.sampled_from([True, False, None]))
@settings(deadline=None)
def test_spans_slice_back(tree, flow):
    """A key or scalar read from any layout is the text between its marks."""
    tree = plain_keys(tree)
    text = yaml.dump(tree, default_flow_style=flow, allow_unicode=True, width=10**6, sort_keys=False)
    source, _ = read(text)
    for section, value in source.sections.items():
        if section != "language":
            assert written(sliced(text, source.sections.key_span(section))) == section
            check_places(value, text)


@given(DESIGNS)
@settings(deadline=None)
def test_both_parsers_read_alike(tree):
    """Where libyaml is missing, the same text gives the same tree at the same places."""
    text = yaml.dump(plain_keys(tree), allow_unicode=True, sort_keys=False)
    source, findings = read(text)
    with python_parser():
        again, found_again = read(text)
    assert again.sections == source.sections
    assert found_again == findings
    assert again.sections.places.keys() == source.sections.places.keys()


@given(st.one_of(YAML_LIKE, st.text(), st.binary()))
@settings(deadline=None, max_examples=500)
def test_any_text_is_read_or_faulted(text):
    """No text raises, every finding stands in the file, and what was read can be located."""
    source, findings = read(text if isinstance(text, bytes) else text.encode("utf-8", "replace"))
    lines = source.lines("x.yaml")
    for finding in findings:
        assert finding.span.file == "x.yaml"
        assert 1 <= finding.span.line <= len(lines) + 1
        assert finding.span.column >= 1
    for section in source.sections:
        assert source.locate((section, "missing", 3))


@given(YAML_LIKE)
@settings(deadline=None, max_examples=300)
def test_any_text_is_read_without_libyaml(text):
    """The fallback does not raise either."""
    with python_parser():
        source, _ = read(text.encode("utf-8", "replace"))
    assert source.files == ("itsm.yaml", "x.yaml")


def test_spans_of_containers():
    """A block map ends with its last value, a flow list with its bracket, a text block with its last line."""
    source, _ = read("a:\n  b: 1\n  c: [x,\n    y]\n\nd: |\n  x\n  y\n\ne:\n- f\n- g: h\nz:\n")
    spans = {name: source.sections.value_span(name) for name in "adez"}
    ends = {name: (span.line, span.column, span.end_line, span.end_column) for name, span in spans.items()}
    assert ends == {"a": (2, 3, 4, 7), "d": (6, 4, 8, 4), "e": (11, 1, 12, 7), "z": (13, 1, 13, 2)}


def test_collector_is_as_before():
    """Loading leaves the garbage collector as it found it."""
    assert gc.isenabled()
    read("a: [")
    assert gc.isenabled()
    gc.disable()
    try:
        read("a: 1")
        assert not gc.isenabled()
    finally:
        gc.enable()
