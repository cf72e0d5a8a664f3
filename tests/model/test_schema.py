"""Protects the schema that editors use: it says what the models say, for good files and for broken ones."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itsm_compiler.model import schema as schema_module
from itsm_compiler.model import value_forms
from itsm_compiler.model.fieldtexts import classes
from itsm_compiler.model.schema import schema, schema_text
from itsm_compiler.model.shape import shape
from itsm_compiler.source import load_texts
from tests.model.schema_designs import (
    ROOT,
    as_json,
    refused_by_models,
    refused_by_schema,
    sections,
    validator,
)

BROKEN_ON_PURPOSE = ("first-draft",)
EXAMPLES = sorted(
    path
    for path in (ROOT / "specs").rglob("*.yaml")
    if path.relative_to(ROOT / "specs").parts[0] not in BROKEN_ON_PURPOSE
)
SMALL = (ROOT / "specs" / "small" / "itsm.yaml").read_text(encoding="utf-8")

LACKING = "lacks `design`"
"""What the models say of every file below that is no whole design."""

BROKEN = {
    "unknown section": "servces: {}",
    "section as text": "services: mail",
    "section as list": "services: [mail]",
    "empty section": "services:",
    "unknown field": "services: {mail: {ownr: lead}}",
    "id in capitals": "services: {Mail: {code: M}}",
    "id too long": f"services: {{{'a' * 65}: {{code: M}}}}",
    "empty entry": "services: {mail: }",
    "written id": "services: {mail: {id: mail}}",
    "reference with a space": "services: {mail: {owner: mail lead}}",
    "reference as number": "services: {mail: {owner: 3}}",
    "reference of three steps": "risks: {r: {affects: a/b/c}}",
    "list where one stands": "services: {mail: {owner: [a, b]}}",
    "unknown word": "services: {mail: {lifecycle: planned}}",
    "criticality too high": "services: {mail: {criticality: 5}}",
    "count as text": 'services: {mail: {users: "40"}}',
    "negative count": "services: {mail: {users: -1}}",
    "empty prose": 'services: {mail: {description: ""}}',
    "prose as number": "services: {mail: {description: 5}}",
    "prose in no language": "services: {mail: {description: {english: Mail}}}",
    "duration in words": "slas: {s: {customer: c, services: mail, priorities: {A: {response: 4 hours}}}}",
    "duration without unit": "components: {c: {restore: 4}}",
    "unknown priority class": "slas: {s: {customer: c, services: mail, priorities: {E: {response: 4h}}}}",
    "agreement without customer": "slas: {s: {services: mail}}",
    "agreement without services": "slas: {s: {customer: c}}",
    "availability as number": "slas: {s: {customer: c, services: mail, targets: {availability: 99.9}}}",
    "recovery as share": "slas: {s: {customer: c, services: mail, targets: {recovery: {of: {mail: 99%}}}}}",
    "share over a hundred": "components: {c: {availability: 101%}}",
    "share without sign": "components: {c: {availability: 99.9}}",
    "said twice": "components: {c: {availability: {mtbf: 100h}, mtbf: 100h, mttr: 1h}}",
    "no units": "components: {c: {quantity: 0}}",
    "dependency of nothing": "components: {c: {depends_on: {soft: it may}}}",
    "dependency of both": "components: {c: {depends_on: {part: a, any: [b]}}}",
    "money in no currency": "costs: {c: {amount: 12000 Euro}}",
    "money in an unknown currency": "costs: {c: {amount: 12000 XYZ}}",
    "cost without amount": "costs: {c: {kind: capital}}",
    "rate without period": "services: {mail: {demand: {incidents: 40}}}",
    "no such month": "risks: {r: {checked: 2027-13-01}}",
    "no such day": "risks: {r: {checked: 2027-04-31}}",
    "date in words": "risks: {r: {checked: 1 July 2027}}",
    "span of one day": "budgets: {b: {period: 2027-01-01}}",
    "unknown period": "reports: {r: {frequency: weekly}}",
    "requirement without type": "requirements: {r: {text: fast}}",
    "function that its metric does not measure": "requirements: {r: {type: function, metric: recovery, target: 99%}}",
    "requirement of another type": "requirements: {r: {type: availability, rto: 4h}}",
    "hours of no day": "calendars: {c: {hours: {weekdays: '08:00-12:00'}}}",
    "hours without end": "calendars: {c: {hours: {mon: '08:00'}}}",
    "hour that is none": "calendars: {c: {hours: {mon: '08:00-25:00'}}}",
    "calendar without hours": "calendars: {c: {closed: 2027-12-24}}",
    "skill level six": "roles: {r: {skills: {mail: 6}}}",
    "yes as text": "spares: {s: {for: c, critical: 'yes'}}",
    "spare for nothing": "spares: {s: {stock: 2}}",
    "answer target": "service_desk: {load: {target: 80%}}",
    "threshold without sign": "monitoring: {m: {of: c, metrics: {load: {warning: 75}}}}",
    "version as number": "sops: {s: {version: 1.1}}",
    "version as whole number": "sops: {s: {version: 2}}",
    "duration of two estimates": "deployment: {tasks: {t: {duration: {best: 1wd, worst: 3wd}}}}",
    "unknown step of acceptance": "deployment: {acceptance: {steps: {test: t}}}",
    "result that no metric has": "deployment: {acceptance: {results: {mail: {availability: 99.2}}}}",
    "unknown part of deployment": "deployment: {roles: {boss: {by: r}}}",
    "process without type": "processes: {p: {purpose: help}}",
    "unknown type of process": "processes: {p: {type: help}}",
    "two accountable": "processes: {p: {type: incident, activities: {do: {a: [x, y]}}}}",
    "times of no class": "processes: {p: {type: incident, activities: {do: {within: {E: 4h}}}}}",
    "share of cases": "processes: {p: {type: incident, durations: {7d: most}}}",
    "priority of no class": "processes: {p: {type: incident, priority: {high: {high: 1}}}}",
    "formula of signs": "kpis: {k: {formula: 'a % b'}}",
    "variable with hyphen": "kpis: {k: {formula: a, variables: {rolled-back: {means: x}}}}",
    "path by month": "kpis: {k: {path: {2027-07: 90%}}}",
    "risk step six": "risks: {r: {probability: 6}}",
    "scale of six": "risk_policy: {scale: {6: 5%}}",
    "examined in no phase": "examined: [{phase: always}]",
    "quality work unknown": "quality: {activities: {party: {by: r}}}",
    "own field inside a map": "services: {mail: {options: {x-own: 1}}}",
    "null in a list": "services: {mail: {customers: [a, null]}}",
    "imports of numbers": "imports: [3]",
    "language of tomorrow": "language: itsm/v2",
}
GOOD = {
    "one value is a list of one": "services: {mail: {customers: a, depends_on: b}}",
    "own field of an entry": "services: {mail: {x-cost-centre: {any: [1, null]}}}",
    "shorthands of targets": "slas: {s: {customer: c, services: all, targets: {availability: 99%, some-kpi: 3, recovery: {of: {a: 4h}}}}}",
    "shorthand of reliability": "components: {c: {mtbf: 100h, mttr: 1h}}",
    "sites by name": "security: {scope: {sites: house}}",
    "sites by number": "design: {title: T, scope: {sites: {house: 1}}}",
    "end state": "processes: {p: {type: incident, states: {open: closed, closed: }}}",
    "statement": "tools: {t: {selection: {customer: 2026-11-01}}}",
    "statement in words": "tools: {t: {selection: {customer: agreed in the kick-off}}}",
    "backup in words": "tools: {t: {backup: {en: daily, zh: 每日}}}",
    "backup as a map": "tools: {t: {backup: {every: 1d, off_site: true}}}",
    "one estimate": "deployment: {tasks: {t: {duration: 5wd}}}",
    "three estimates": "deployment: {tasks: {t: {duration: {best: 3wd, likely: 5wd, worst: 9wd}}}}",
    "yearly share": "risk_policy: {scale: {1: 2%/y, 5: 90%}}",
    "result by topic": "continuity_plans: {c: {tests: {when: 2026-10-01, result: {rto: 3h, notes: [one, 2, pass]}}}}",
    "one-thing section by name": "improvements: {i: {changes: [service_desk, quality/audits, mail]}}",
    "cost as money or id": "improvements: {i: {cost: 300 EUR}, j: {cost: some-cost}}",
    "metric of its own": "services: {mail: {baseline: {availability: 99%, failures: 2, satisfaction: 4.5}}}",
    "one finding": "examined: {phase: plan, element: staff}",
    "repair in words": "processes: {p: {type: incident, repair_first: the fault before the workaround}}",
}


def test_schema_is_a_schema():
    """A validator or an editor can read it."""
    jsonschema.Draft202012Validator.check_schema(schema())


def test_schema_is_fresh():
    """What is published is what the models say; `make schemas` writes it anew."""
    assert (ROOT / "schemas" / "itsm-v1.schema.json").read_text(encoding="utf-8") == schema_text()


def test_schema_is_written_and_printed(tmp_path, monkeypatch, capsys):
    """Both ways of getting the schema give the same text."""
    (tmp_path / "schemas").mkdir()
    monkeypatch.chdir(tmp_path)
    schema_module.main(["--write"])
    schema_module.main([])
    assert (
        (tmp_path / schema_module.FILE).read_text(encoding="utf-8")
        == capsys.readouterr().out
        == schema_text()
    )


def test_schema_needs_nothing_else():
    """Every reference stays inside the file, and every definition is used."""
    written = schema()
    text = json.dumps(written)
    targets = set(re.findall(r'"\$ref": "([^"]+)"', text))
    assert targets == {f"#/$defs/{name}" for name in written["$defs"]}


def test_every_check_of_a_whole_entry_is_known():
    """What a model checks beyond its fields has its condition in the schema; a new check must be given one."""
    checking = {model.__name__ for model in classes() if model.__pydantic_decorators__.model_validators}
    assert checking == {"Component", "FunctionRequirement", "Service", "Sla"}
    assert not [model for model in classes() if model.__pydantic_decorators__.field_validators]


def test_no_form_is_left_over():
    """Every type of value that is described is one that some field, or the key of some map, has."""
    written = schema()
    text = json.dumps(written)
    for form in value_forms.FORMS.values():
        assert form.name in written["$defs"] or json.dumps(f"^(?:{form.key})$") in text, form.name


def test_patterns_are_read_by_editors():
    """Patterns keep to what ECMAScript and Python both understand."""
    patterns = re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', json.dumps(schema()))
    assert len(patterns) > 30
    for pattern in map(json.loads, patterns):
        assert not re.search(r"\(\?[P#<(]|\\[AZ]|[*+?}]\+", pattern), pattern
        re.compile(pattern)


def test_every_property_is_explained_in_both_languages():
    """A planner who points at a field is told what it means, in English and Chinese."""

    def properties(node):
        if isinstance(node, dict):
            for name, entry in (
                node.get("properties", {}).items() if isinstance(node.get("properties"), dict) else ()
            ):
                yield name, entry
            for entry in node.values():
                yield from properties(entry)
        elif isinstance(node, list):
            for entry in node:
                yield from properties(entry)

    written = schema()
    named = [
        written,
        *(entry for name, entry in written["$defs"].items() if name[0].isupper() and "." not in name),
    ]
    for entry in named:
        for name, field in entry["properties"].items():
            told = (
                field if "description" in field else written["$defs"][field["$ref"].removeprefix("#/$defs/")]
            )
            english, _, chinese = told["description"].partition(" — ")
            assert english.isascii() or "→" in english, (name, english)
            assert re.search(r"[\u4e00-\u9fff]", chinese), (name, chinese)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.relative_to(ROOT / "specs")))
def test_examples_are_valid(path):
    """No editor marks anything in the examples, file by file."""
    source, faults = load_texts({"itsm.yaml": path.read_text(encoding="utf-8")})
    errors = [
        fault for fault in faults if fault.rule.startswith("SRC") and "language" not in fault.message.en
    ]
    assert not errors, errors
    assert refused_by_schema(source) == []


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_refused_by_both(name):
    """What the compiler refuses is marked by editors, and the other way round."""
    body = BROKEN[name]
    head = "" if body.startswith("language") else "language: itsm/v1\n"
    source, faults = sections(f"{head}{body}\n")
    assert faults or [each for each in refused_by_models(source) if LACKING not in each], "the models take it"
    assert refused_by_schema(source), "the schema takes it"


@pytest.mark.parametrize("name", GOOD)
def test_good_files_are_taken_by_both(name):
    """Every shorthand that the compiler reads is one that editors take."""
    source, faults = sections(f"language: itsm/v1\n{GOOD[name]}\n")
    assert not [fault for fault in faults if fault.severity == "error"]
    assert [each for each in refused_by_models(source) if LACKING not in each] == []
    assert refused_by_schema(source) == []


def scalars(node, path=()):
    """The place of every scalar below a node."""
    if isinstance(node, dict):
        for key, entry in node.items():
            yield from scalars(entry, (*path, key))
    elif isinstance(node, list):
        for index, entry in enumerate(node):
            yield from scalars(entry, (*path, index))
    else:
        yield path


SOURCE, _ = load_texts({"itsm.yaml": SMALL})
PLACES = [path for path in scalars(SOURCE.sections) if path[0] != "language"]
WRONG = [
    {"wrong": {"deep": [1]}},
    [[1]],
    True,
    3.7,
    -2,
    "§§",
    "",
    None,
    {},
    "101%",
    "5 d",
    {"en": 5},
    {"xq": "a"},
    "x" * 65,
    "2027-02-30",
]
ONLY_KNOWN_BY_HEART = {("design", "time_zone")}
"""Which zones exist is known by the machine alone."""


def put(node, path, value):
    """A copy of a node, marks and all, with another value at a place."""
    changed = copy.copy(node)
    changed[path[0]] = value if len(path) == 1 else put(node[path[0]], path[1:], value)
    return changed


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(PLACES), st.sampled_from(WRONG))
def test_a_wrong_value_anywhere_is_judged_alike(path, value):
    """Whatever is put where a value stood, models and schema agree whether it can stand there."""
    if path in ONLY_KNOWN_BY_HEART:
        return
    whole = put(SOURCE.sections, path, value)
    from dataclasses import replace

    changed = replace(SOURCE, sections=whole)
    _, findings = shape(changed)
    refused = [
        each for each in findings if each.rule.startswith("SHP") and each.rule not in ("SHP013", "SHP014")
    ]
    assert bool(refused) == (not validator().is_valid(as_json(whole))), (path, value, refused)


def test_the_schema_is_found_beside_the_package():
    """Programs that ask the installed package get the same file."""
    from importlib.resources import files

    found = files("itsm_compiler.schemas").joinpath("itsm-v1.schema.json")
    assert Path(str(found)).exists()
