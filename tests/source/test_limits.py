"""Protects against hostile size and depth: each bomb ends in one located finding, before objects exist."""

from __future__ import annotations

import pytest

from itsm_compiler.source import Limits, load, load_texts
from tests.source.readings import ROOT, python_parser, read, short

BOMBS = {
    "brackets": ("[" * 1_000_000, "limit 1:65"),
    "braces": ("{" * 1_000_000, "limit 1:66"),
    "balanced brackets": ("a: " + "[" * 40_000 + "]" * 40_000, "limit 1:67"),
    "maps in maps": ("{a: " * 40_000, "limit 1:257"),
    "block maps": ("\n".join("  " * depth + "a:" for depth in range(1100)), "limit 65:129"),
    "dashes": ("- " * 5000, "limit 1:129"),
    "long text": ("a: " + "x" * 1_000_000, "limit 1:4"),
    "long key": ("? " + "k" * 5000 + "\n: 1\n", "limit 1:3"),
    "documents": ("--- a\n" * 50_000, "several-documents 2:1"),
}


@pytest.mark.parametrize(("text", "finding"), BOMBS.values(), ids=BOMBS)
def test_bomb_ends_in_one_finding(text, finding):
    """Neither depth nor length brings the reader down, and the file gives nothing to the design."""
    source, findings = read(text)
    assert short(findings) == [finding]
    assert source.incomplete
    assert list(source.sections) == ["language"]


def test_depth_is_limited_without_libyaml():
    """The fallback does not recurse either."""
    with python_parser():
        assert short(read("a: " + "[" * 5000)[1]) == ["limit 1:67"]


@pytest.mark.parametrize("bomb", ["*a, " * 5000, "&b 1, " * 5000])
def test_aliases_never_expand(bomb):
    """Aliases are faults, not copies; what is too much to list is said once."""
    findings = read(f"a: &a [x]\nb: [{bomb}]\n")[1]
    assert len(findings) == 101
    assert short(findings)[-1].startswith("more-faults 2:")


def test_faults_of_a_file_are_listed_up_to_a_limit():
    """A file full of faults cannot fill the report."""
    limits = Limits(faults_per_file=3)
    _, findings = load_texts({"itsm.yaml": ROOT, "x.yaml": "a: 1\n" * 50}, limits)
    assert short(findings) == [f"duplicate-key {line}:1" for line in (2, 3, 4)] + ["more-faults 5:1"]


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (Limits(nodes=10), ["limit 2:1"]),
        (Limits(file_bytes=20), ["limit 1:1"]),
        (Limits(total_bytes=30), ["limit 1:1"]),
        (Limits(files=1), ["limit .:1:1"]),
        (Limits(scalar_length=3), ["limit itsm.yaml:1:11"]),
    ],
)
def test_limits_of_size(tmp_path, limits, expected):
    """Files, bytes and nodes are counted over the whole design."""
    (tmp_path / "itsm.yaml").write_text(ROOT)
    (tmp_path / "x.yaml").write_text("aa: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\n")
    source, findings = load(tmp_path, limits)
    assert short(findings) == expected
    assert source.incomplete


def test_walk_is_limited(tmp_path):
    """A folder of countless files is not walked to its end."""
    (tmp_path / "itsm.yaml").write_text(ROOT)
    for number in range(20):
        (tmp_path / f"{number}.txt").touch()
    _, findings = load(tmp_path, Limits(entries=10))
    assert short(findings)[0] == "limit .:1:1"
