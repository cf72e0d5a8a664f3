"""Protects rule packs: the form of a row, what is refused, and that an organisation's rules have the same rights."""

from __future__ import annotations

import os
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator

from itsm_compiler.diagnostics import Profile
from itsm_compiler.knowledge.stored import compiled_copy, stored
from itsm_compiler.rules import declared, functions
from itsm_compiler.rules.catalogue import load_pack
from itsm_compiler.rules.demand import Demand
from itsm_compiler.rules.engine import run_rules
from itsm_compiler.rules.pack import PackError, pack_schema, parse_pack, parse_yaml
from tests.rules.judging import context_of, patched, source_of

PACKS = sorted((files("itsm_compiler.rules") / "packs").iterdir(), key=lambda file: file.name)

ROW = """\
version: 1
rules:
- id: ORG001
  name: floor-missing
  kind: gap
  severity: error
  each: services
  assert: criticality == 4
  at: criticality
  values: {level: criticality}
  message: {en: "service `{id}` is of level {level}", zh: "服务 `{id}` 的级别为 {level}"}
  help: {en: "write `x: {{a: b}}`", zh: "请写 `x: {{a: b}}`"}
  why: {en: Because we say so., zh: 因为规定如此。}
"""


@pytest.mark.parametrize("file", PACKS, ids=lambda file: file.name)
def test_built_in_packs_follow_the_published_schema(file):
    """The schema that organisations write their packs by is the one the compiler's own follow."""
    Draft202012Validator.check_schema(pack_schema())
    data = parse_yaml(file.read_text(encoding="utf-8"))
    assert [error.message for error in Draft202012Validator(pack_schema()).iter_errors(data)] == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("kind: gap", "kind: shape"), "kind"),
        (("version: 1", "version: 2"), "version"),
        (("severity: error", "severity: fatal"), "severity"),
        (("id: ORG001", "id: org1"), "id"),
        (("each: services", "each: Services!"), "each"),
        (("assert: criticality == 4", "assert: criticality = 4"), "no meaning"),
        (("assert: criticality == 4", "assert: __import__('os')"), "no meaning"),
        (("assert: criticality == 4", "assert: open('x')"), "not a function"),
        (("  assert: criticality == 4\n", ""), "either"),
        (("assert: criticality == 4", "assert: criticality == 4\n  require: [name]"), "either"),
        (("of level {level}", "of level {level.real}"), "place"),
        (("of level {level}", "of level {level!r}"), "place"),
        (("of level {level}", "of level {level:>99}"), "place"),
        (("of level {level}", "of {0}"), "place"),
        (("of level {level}", "of }"), "message"),
        (("的级别为 {level}", "的级别"), "same places"),
        (("{level: criticality}", "{level: 'a +'}"), "values"),
        (("name: floor-missing", "name: floor-missing\n  colour: red"), "colour"),
        (("rules:", "rules: &x"), None),
        (("why: {en", "why: *x\n  z: {en"), "cannot be read"),
        (("version: 1", "version: ["), "cannot be read.*line 3"),
        (("rules:", "rules: " + "[" * 50_000), "levels deep"),
        (("kind: gap", "kind: gap\n  kind: weakness"), "`kind` stands twice.*line 6"),
        (("severity: error", "severity: fatal"), "org.yaml:6`: `rules.0.severity`: must be one of 'error'"),
        (("  why:", "  example: {at: services, as_of: soon}\n  why:"), "`soon` is no date"),
    ],
)
def test_what_is_no_rule_is_refused(change, complaint):
    """A slip in a pack is told with its place before any rule is run."""
    text = ROW.replace(*change)
    assert text != ROW
    if complaint is None:
        parse_pack(text, "org.yaml")
        return
    with pytest.raises(PackError, match=complaint) as caught:
        parse_pack(text, "org.yaml")
    assert "org.yaml" in caught.value.text.zh


def test_an_organisation_adds_rules(tmp_path):
    """A pack of the same form is run beside the built-in rules."""
    path = tmp_path / "org.yaml"
    path.write_text(ROW, encoding="utf-8")
    context, faults = context_of(source_of("small"))
    demand = Demand(status="review", profile=Profile.ESSENTIAL, packs=load_pack(path))
    findings = run_rules(context, demand, faults)
    assert [(finding.rule, finding.message.en) for finding in findings] == [
        ("ORG001", "service `office-it` is of level 2")
    ]
    assert findings[0].help.en == "write `x: {a: b}`"
    assert findings[0].path == ("services", "office-it", "criticality")


@pytest.mark.parametrize(("old", "new"), [("ORG001", "SLM014"), ("ORG001", "SRC001"), ("ORG001", "RUL001")])
def test_ids_are_not_taken_twice(tmp_path, old, new):
    """A pack cannot replace a built-in rule."""
    path = tmp_path / "org.yaml"
    path.write_text(ROW.replace(old, new), encoding="utf-8")
    with pytest.raises(PackError, match="taken"):
        load_pack(path)


def test_two_packs_share_no_rule(tmp_path):
    """Packs of two hands cannot silently take each other's place, by id or by name."""
    path = tmp_path / "org.yaml"
    path.write_text(ROW, encoding="utf-8")
    first = load_pack(path)
    for change in (("id: ORG001", "id: ORG002"), ("name: floor-missing", "name: roof-missing")):
        path.write_text(ROW.replace(*change), encoding="utf-8")
        with pytest.raises(PackError, match="taken by another rule"):
            load_pack(path, first)


def test_factors_are_those_of_the_register(tmp_path):
    """A rule cannot answer a success factor that nobody knows."""
    path = tmp_path / "org.yaml"
    path.write_text(ROW.replace("  kind: gap", "  kind: gap\n  factors: [CAT-99]"), encoding="utf-8")
    with pytest.raises(PackError, match="`CAT-99`, which is no success factor"):
        load_pack(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes: run it where `os.mkfifo` is")
def test_a_pipe_is_no_pack(tmp_path):
    """Nobody waits for a pack that is never written."""
    os.mkfifo(tmp_path / "org.yaml")
    with pytest.raises(PackError, match="is no file"):
        load_pack(tmp_path / "org.yaml")


def test_a_pack_that_is_not_there(tmp_path):
    """A pack that cannot be read is an error of use, not a traceback."""
    with pytest.raises(PackError, match="cannot be read"):
        load_pack(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"version: \xe9")
    with pytest.raises(PackError, match="cannot be read"):
        load_pack(tmp_path / "latin.yaml")


def test_a_row_that_meets_a_field_it_does_not_know_fails_alone(tmp_path):
    """A typo in an organisation's condition is told as a fault of that rule; the others are applied."""
    path = tmp_path / "org.yaml"
    path.write_text(ROW.replace("criticality == 4", "critical == 4"), encoding="utf-8")
    context, faults = context_of(source_of("small"))
    findings = run_rules(context, Demand(profile=Profile.ESSENTIAL, packs=load_pack(path)), faults)
    assert [finding.rule for finding in findings] == ["RUL012"]
    assert "`critical` is not known here" in findings[0].message.en


def test_a_compiled_copy_serves_only_the_text_it_was_made_from(tmp_path):
    """Whoever edits a pack need not compile it: the copy of another text is passed over."""
    file, compiled = tmp_path / "a.yaml", tmp_path / "copy.json"
    file.write_text("one", encoding="utf-8")
    compiled.write_text(
        compiled_copy([file], lambda entry: [entry.read_text(encoding="utf-8")]), encoding="utf-8"
    )
    assert stored([file], compiled, lambda _: ["read anew"]) == ["one"]
    file.write_text("two", encoding="utf-8")
    assert stored([file], compiled, lambda _: ["read anew"]) == ["read anew"]
    assert stored([file], tmp_path / "none.json", lambda _: ["read anew"]) == ["read anew"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("has(services)", True),
        ("has(waivers)", False),
        ('lacks(["a"], ["a", "b"])', ("b",)),
        ("keys(components)", ("mail", "file-server", "line")),
        ("count(values(components))", 3),
        ('distinct(["a", "b", "a"])', ("a", "b")),
        ('repeated(["a", "b", "a"])', ("a",)),
        ('has_figure("99 % in two weeks")', True),
        ('has_figure(["well", "soon"])', False),
        ("days(slas['lark-sla'].targets.availability.window)", None),
        ("minutes(components.mail.restore)", 120),
        ("minutes(deployment.tasks.plan.effort)", 720),
        ('rank("high")', 3),
        ("rank(nothing)", None),
        ('entity("mail").kind', "cloud"),
        ('entity("nobody")', None),
        ('entities("all").id', ("office-it",)),
        ('kind("office-it")', "services"),
        ('referrers("mail", "services.depends_on.part").id', ("office-it",)),
        ('referrers("office-it", "costs.of").id', ("tool-rent",)),
        ('referrers("agent", "processes.activities.*.r").id', ("incident-work", "change-work")),
        ('day("plan") == "2027-01-13"', True),
        ('past("2026-11-20")', None),
        ("past(budgets['first-year'].approved.when)", True),
        ("past(slas['lark-sla'].valid)", None),
        ("excused(design, 'spares')", True),
    ],
)
def test_functions(text, value):
    """What the functions of conditions give on the small design."""
    from itsm_compiler.rules.expressions import compile_condition

    context, _ = context_of(source_of("small"))
    around = declared.surroundings(context)
    names = {**around["sections"].values, **around, "nothing": None}
    expression = compile_condition(text, functions.FUNCTIONS)
    found = expression.evaluate(names, functions.functions_for(context))
    if text.startswith("days"):
        assert float(found) == 30.4375
    else:
        assert found == value


def test_things_of_a_path_know_where_they_stand():
    """Entries, items and single maps are walked alike, each with its path and the entity around it."""
    design = context_of(source_of("small"))[0].design
    paths = {
        each: [thing.path for thing in declared.things(design, each)]
        for each in (
            "slas.priorities",
            "slas.signatories",
            "service_desk",
            "tasks",
            "processes.activities",
            "quality",
            "design",
        )
    }
    assert paths["slas.priorities"][0] == ("slas", "lark-sla", "priorities", "A")
    assert paths["slas.signatories"][1] == ("slas", "lark-sla", "signatories", 1)
    assert paths["service_desk"] == [("service_desk",)]
    assert paths["tasks"][0] == ("deployment", "tasks", "plan")
    assert ("processes", "change-work", "activities", "ask") in paths["processes.activities"]
    assert paths["quality"] == []
    assert paths["design"] == [("design",)]
    owners = {thing.owner.id for thing in declared.things(design, "processes.activities")}
    assert owners == {"incident-work", "change-work"}


def test_require_names_all_that_is_missing_in_words():
    """One entity, one finding, with every missing field in it."""
    source = patched(
        source_of("small"),
        {},
        ["services.office-it.users", "services.office-it.charge", "services.office-it.description"],
    )
    context, faults = context_of(source)
    found = run_rules(context, Demand(status="review", select=("CAT006",)), faults)
    assert [finding.message.en for finding in found] == [
        "service `office-it` is not fully described: `description`, `users` and `charge` missing"
    ]
    assert "`description`、`users` 和 `charge`" in found[0].message.zh
