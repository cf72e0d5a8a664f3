"""Protects an organisation's own rules on the command line: whose are used, what is said of the others, what none may excuse."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.cli.running import DATE, ROOT, copied, itsmc, itsmc_apart

PACK = ROOT / "docs" / "packs" / "house-rules.yaml"
EXCUSES = (
    "rules: {packs: house, ignore: HOUSE002}",
    "rules: {packs: house, select: SLM014}",
    "rules: {packs: house, severity: {HOUSE002: info}}",
    'rules: {packs: house, per_file_ignores: {"*": [HOUSE]}}',
    "rules: {packs: house}\nwaivers: {w: {rule: HOUSE, reason: quiet, approved_by: agent, expires: 2027-06-01}}",
    "rules: {packs: house}\nwaivers: {w: {rule: HOUSE002, reason: quiet, approved_by: agent, expires: 2027-06-01}}",
)
PROMISE = "response: 30sm, resolution: 8sh"


@pytest.fixture
def design(tmp_path):
    """The small design with the house rules beside it, named by its `rules`; it breaks both."""
    folder = copied("small", tmp_path)
    (folder / "house").mkdir()
    shutil.copy(PACK, folder / "house")
    file = folder / "itsm.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(PROMISE) == 1
    file.write_text(text.replace(PROMISE, "response: 45sm, resolution: 8sh"), encoding="utf-8")
    (folder / "house.yaml").write_text("rules: {packs: house}\n", encoding="utf-8")
    return folder


def found(*arguments, **environment):
    """The exit code of a check and the rules of its findings, each with whether it fails."""
    run = itsmc_apart if environment else itsmc
    outcome = run("check", *arguments, "--date", DATE, "--format", "json", **environment)
    assert outcome.code in (0, 1), outcome.err
    return outcome.code, [
        (finding["rule"], finding["severity"]) for finding in json.loads(outcome.out)["findings"]
    ]


def test_a_trusted_design_is_judged_by_its_own_rules(design):
    """With `--trust` the packs of a repository count like the compiler's own rules."""
    assert found(design, "--trust") == (1, [("HOUSE001", "error"), ("HOUSE002", "error")])
    assert found(design, "--trust", "--select", "house")[1] == [("HOUSE001", "error"), ("HOUSE002", "error")]
    shown = itsmc("check", design, "--trust", "--date", DATE, "--statistics").out
    assert "HOUSE002  top-class-response-slow" in shown


def test_a_design_that_nobody_trusts_brings_no_rules(design):
    """Without it a note says that they were left out, and what is said of their names is taken on trust."""
    assert found(design) == (0, [("RUL010", "info")])
    (design / "house.yaml").write_text("rules: {packs: house, ignore: HOUSE001, severity: {HOUSE002: info}}")
    assert found(design) == (0, [("RUL010", "info")])


def test_a_pack_is_no_part_of_the_design(design):
    """What stands in a pack is never read as a service or a promise, wherever it lies."""
    (design / "house.yaml").write_text("rules: {packs: [house-rules.yaml, house]}\n", encoding="utf-8")
    shutil.copy(PACK, design / "house-rules.yaml")
    assert found(design) == (0, [("RUL010", "info"), ("RUL010", "info")])
    (design / "house.yaml").write_text("description: not a pack named\n", encoding="utf-8")
    assert found(design)[0] == 1


def test_a_pack_of_an_imported_folder_is_no_part_of_the_design(design, tmp_path):
    """A folder that several designs share may hold their common rules; the design that imports it names them itself."""
    common = tmp_path / "common"
    shutil.move(design / "house", common / "house")
    (common / "rules.yaml").write_text("rules: {packs: house}\n", encoding="utf-8")
    (design / "house.yaml").write_text("imports: ../common\n", encoding="utf-8")
    assert found(design) == (0, [])
    (design / "house.yaml").write_text(
        "imports: ../common\nrules: {packs: ../common/house}\n", encoding="utf-8"
    )
    assert found(design, "--trust")[1] == [("HOUSE001", "error"), ("HOUSE002", "error")]


@pytest.mark.parametrize("excuse", EXCUSES)
def test_nobody_excuses_a_mandatory_rule(design, excuse):
    """Neither ignored nor left unselected, waived, silenced or made weaker."""
    (design / "house.yaml").write_text(f"{excuse}\n", encoding="utf-8")
    code, findings = found(design, "--trust", "--ignore", "HOUSE002")
    assert code == 1
    assert ("HOUSE002", "error") in findings
    if "select" not in excuse and "HOUSE," not in excuse and "[HOUSE]" not in excuse:
        assert ("RUL009", "error") in findings


def test_no_comment_silences_a_mandatory_rule(design):
    """The line that breaks it cannot excuse itself."""
    file = design / "itsm.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    place = next(index for index, line in enumerate(lines) if "response: 45sm" in line)
    lines[place] += '  # itsmc: ignore[HOUSE002] reason="quiet" by=agent'
    file.write_text("\n".join(lines), encoding="utf-8")
    assert {("HOUSE002", "error"), ("RUL009", "error")} <= set(found(design, "--trust")[1])


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("nothing.yaml", None, "`nothing.yaml` cannot be read: No such file or directory"),
        ("/etc/passwd", None, "it is no path relative to the design"),
        ("link.yaml", None, "or leads through a link"),
        ("empty", None, "`empty` holds no `.yaml` file"),
        ("own.yaml", "version: 1\nrules:\n- id: 7\n", "`own.yaml:3`: `rules.0.id`: must be text"),
        ("own.yaml", "services: {}\n", "`own.yaml:1`: `version`: is missing"),
    ],
)
def test_a_pack_that_cannot_be_used_fails_the_check(design, name, text, reason):
    """A trusted design is not passed without the rules it asks for; the place that names the pack is shown."""
    (design / "empty").mkdir()
    (design / "link.yaml").symlink_to(PACK)
    if text:
        (design / name).write_text(text, encoding="utf-8")
    (design / "house.yaml").write_text(f"rules: {{packs: {name}}}\n", encoding="utf-8")
    outcome = itsmc("check", design, "--trust", "--date", DATE)
    assert outcome.code == 1
    assert "error[RUL011]: the rule pack" in outcome.out
    assert reason in outcome.out
    assert "house.yaml:1:16" in outcome.out


def test_an_installed_pack_needs_no_trust(tmp_path):
    """Rules that nobody may leave out come with a package, without its code being run; a broken one stops the check."""
    package, about = tmp_path / "site" / "acme_rules", tmp_path / "site" / "acme_rules-1.dist-info"
    package.mkdir(parents=True)
    about.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('nobody runs this')\n")
    shutil.copy(PACK, package)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-rules\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[itsm_compiler.rule_packs]\nhouse = acme_rules\n")
    path = {"PYTHONPATH": str(tmp_path / "site")}
    assert found("specs/small", **path) == (1, [("HOUSE001", "error")])
    assert found("specs/small", "--ignore", "cost-centre-missing", **path) == (0, [])
    assert "HOUSE002  top-class-response-slow" in itsmc_apart("rules", **path).out
    assert "cannot be excused" in itsmc_apart("explain", "HOUSE002", **path).out
    assert found("specs/small") == (0, [])
    (package / PACK.name).write_text("rules: 7\n")
    broken = itsmc_apart("check", "specs/small", **path)
    assert (broken.code, broken.err) == (2, "itsmc: `house-rules.yaml:1`: `version`: is missing\n")
    shutil.rmtree(package)
    missing = itsmc_apart("rules", **path)
    assert (missing.code, missing.err) == (2, "itsmc: there is no package `acme_rules`\n")


def test_a_rule_of_a_design_is_explained(design):
    """Whoever meets a finding of his organisation's reads its reasons as those of any other rule."""
    told = itsmc("explain", "house002", "--design", design, "--trust").out
    for text in (
        "HOUSE002 top-class-response-slow",
        "Why it matters",
        "Passes",
        "Fails",
        "cannot be excused",
    ):
        assert text in told


def test_a_rule_that_fails_is_a_fault_of_the_pack(design):
    """A slip that shows only when a rule runs is told of the pack; it is no bug of the compiler."""
    text = PACK.read_text(encoding="utf-8").replace("minutes(response) <= 30", "minutes(answer) <= 30")
    (design / "house" / PACK.name).write_text(text, encoding="utf-8")
    outcome = itsmc("check", design, "--trust", "--date", DATE)
    assert outcome.code == 1
    assert (
        "error[RUL012]: rule `HOUSE002` of a rule pack cannot be applied: `answer` is not known here"
        in outcome.out
    )
    tried = itsmc("rules", "test", design / "house")
    assert tried.code == 1
    assert "fails   HOUSE002" in tried.out


def test_the_trial_of_a_pack_has_exit_codes():
    """A pipeline that tests a pack knows whether all its examples hold."""
    outcome = itsmc("rules", "test", "docs/packs/house-rules.yaml")
    assert outcome.code == 0
    assert outcome.out == "passes  HOUSE001 cost-centre-missing\npasses  HOUSE002 top-class-response-slow\n"
    assert (
        outcome.err
        == "docs/packs/house-rules.yaml: 2 rules, every example fires where it says, and only there\n"
    )
    assert itsmc("rules", "test", "docs/packs/nothing.yaml").code == 2
    assert (
        itsmc("rules", "tset", "docs/packs").err
        == "itsmc: there is no command `rules tset`; did you mean `test`?\n"
    )
