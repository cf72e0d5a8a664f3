"""Protects from the accidents of files: however a design is cut into files and in whatever order, it means the same."""

from __future__ import annotations

import random

import pytest
import yaml

from itsm_compiler.analysis.analyse import analyse
from itsm_compiler.analysis.export import export
from itsm_compiler.graph import build_graph
from itsm_compiler.model.shape import shape
from itsm_compiler.rules.engine import Context, run_rules
from itsm_compiler.source import load_texts
from tests.acceptance.designs import AS_OF
from tests.cli.running import SPECS

STR, MAP = "tag:yaml.org,2002:str", "tag:yaml.org,2002:map"

SEEDS = range(6)


def sections_of(name):
    """An example design as a tree of YAML nodes, by section and entry, with every scalar in its own style."""
    merged = {}
    for file in sorted((SPECS / name).rglob("*.yaml")):
        for section, content in yaml.compose(file.read_text(encoding="utf-8")).value:
            if isinstance(content, yaml.MappingNode):
                merged.setdefault(section.value, []).extend(content.value)
            else:
                merged[section.value] = content
    return merged


def text_of(sections):
    """The text of a file with some sections, each a list of entries or a value."""
    content = [
        (yaml.ScalarNode(STR, section), yaml.MappingNode(MAP, one) if isinstance(one, list) else one)
        for section, one in sections.items()
    ]
    return yaml.serialize(yaml.MappingNode(MAP, content), allow_unicode=True, width=1000)


def cut(sections, seed):
    """The design in files of any names, in any order, its entries dealt out among them."""
    dice = random.Random(seed)
    names = ["itsm.yaml", *(f"{letter}/{number}.yaml" for number, letter in enumerate("zyxwv"))]
    files = {name: {} for name in names}
    files["itsm.yaml"]["language"] = sections["language"]
    for section, content in dice.sample(sorted(sections.items()), len(sections)):
        if isinstance(content, list):
            for entry in dice.sample(content, len(content)):
                files[dice.choice(names)].setdefault(section, []).append(entry)
        elif section != "language":
            files[dice.choice(names)][section] = content
    texts = [(name, text_of(content)) for name, content in files.items() if content]
    return dict(dice.sample(texts, len(texts)))


def meaning(texts):
    """What follows from a design and what is found in it, without the places."""
    source, faults = load_texts(texts)
    assert not faults
    design, shape_faults = shape(source)
    graph = build_graph(design)
    figures = analyse(design, graph, AS_OF)
    findings = run_rules(Context(design, graph, figures, AS_OF), faults=shape_faults)
    found = sorted((one.rule, one.severity, ".".join(map(str, one.path)), one.message.en) for one in findings)
    return export(design, figures), found


@pytest.fixture(scope="module", params=["first-draft", "small"])
def design(request):
    sections = sections_of(request.param)
    return sections, meaning({"itsm.yaml": text_of(sections)})


@pytest.mark.parametrize("seed", SEEDS)
def test_cutting_and_shuffling_changes_nothing(design, seed):
    """The same figures and the same findings follow from any cut of the same design."""
    sections, whole = design
    assert meaning(cut(sections, seed)) == whole
