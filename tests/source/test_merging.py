"""Protects how the sections of many files become one design, and how other folders are imported."""

from __future__ import annotations

import pytest

from itsm_compiler.source import SourceError, load, load_texts
from itsm_compiler.source.merge import ONE_THING
from tests.source.readings import ROOT, read_all, short


def test_named_sections_by_id():
    """Entries of one section may stand in any files; both stay where they are written."""
    source, findings = read_all({"a.yaml": "services: {aa: {}}\n", "b.yaml": "services: {bb: {owner: x}}\n"})
    assert not findings
    assert source.sections["services"] == {"aa": {}, "bb": {"owner": "x"}}
    assert source.locate(("services", "aa")).file == "a.yaml"
    assert source.locate(("services", "bb", "owner")).file == "b.yaml"
    assert source.locate(("services",)).file == "a.yaml"


def test_same_id_twice():
    """The second place is the finding's, the first is shown, and the first stays."""
    source, findings = read_all({"a.yaml": "services: {aa: {x: 1}}\n", "b.yaml": "services:\n  aa: {x: 2}\n"})
    assert short(findings) == ["duplicate-id b.yaml:2:3"]
    related = findings[0].related[0].span
    assert (related.file, related.line, related.column) == ("a.yaml", 1, 12)
    assert source.sections["services"]["aa"] == {"x": 1}


@pytest.mark.parametrize("section", sorted(ONE_THING))
def test_one_thing_by_field(section):
    """A section that is one thing is spread by field, and the same field twice is told as such."""
    texts = {
        "a.yaml": f"{section}: {{aa: 1}}\n",
        "b.yaml": f"{section}: {{bb: 2}}\n",
        "c.yaml": f"{section}: {{aa: 3}}\n",
    }
    source, findings = read_all(texts)
    assert short(findings) == ["duplicate-field c.yaml:1:" + str(len(section) + 4)]
    assert source.sections[section] == {"aa": 1, "bb": 2}


@pytest.mark.parametrize("field", ["tasks", "milestones", "deliverables", "releases"])
def test_maps_of_the_deployment_by_id(field):
    """Sixty tasks may stand in several files; a task twice is an error all the same."""
    texts = {
        "a.yaml": f"deployment: {{start: 1, {field}: {{aa: {{}}}}}}\n",
        "b.yaml": f"deployment:\n  {field}: {{bb: {{}}, aa: {{}}}}\n",
    }
    source, findings = read_all(texts)
    assert short(findings) == [f"duplicate-id b.yaml:2:{len(field) + 14}"]
    assert f"`deployment.{field}`" in findings[0].message.en
    assert list(source.sections["deployment"][field]) == ["aa", "bb"]
    assert source.locate(("deployment", field, "bb"), of="key").file == "b.yaml"


def test_other_maps_of_the_deployment_by_field():
    """What is one thing in the deployment stands in one place."""
    texts = {"a.yaml": "deployment: {roles: {aa: {}}}\n", "b.yaml": "deployment: {roles: {bb: {}}}\n"}
    assert short(read_all(texts)[1]) == ["duplicate-field b.yaml:1:14"]


def test_lists_one_after_the_other():
    """Lists are put together in the order of files; one value is a list of one."""
    texts = {
        "a.yaml": "examined: [{phase: plan}]\n",
        "b.yaml": "examined: {phase: accept}\n",
        "c.yaml": "examined: [x]\n",
    }
    source, findings = read_all(texts)
    assert not findings
    assert [item if item == "x" else item["phase"] for item in source.sections["examined"]] == [
        "plan",
        "accept",
        "x",
    ]
    assert [source.locate(("examined", index)).file for index in range(3)] == ["a.yaml", "b.yaml", "c.yaml"]


def test_sections_of_different_form():
    """A map and a list of the same name cannot be one section."""
    source, findings = read_all(
        {"a.yaml": "services: {aa: {}}\n", "b.yaml": "services: [bb]\n", "c.yaml": "services: x\n"}
    )
    assert short(findings) == ["sections-differ b.yaml:1:1", "sections-differ c.yaml:1:1"]
    assert source.sections["services"] == {"aa": {}}
    assert source.incomplete


def test_empty_sections_give_way():
    """A section that is only named takes nothing from one that is written."""
    source, findings = read_all(
        {"a.yaml": "services:\n", "b.yaml": "services: {aa: {}}\n", "c.yaml": "services:\nteams:\n"}
    )
    assert not findings
    assert source.sections["services"] == {"aa": {}}
    assert source.sections["teams"] is None


def test_unknown_sections_are_kept():
    """Which sections there are is the model's knowledge."""
    source, findings = read_all({"a.yaml": "servces: {aa: {}}\n", "b.yaml": "servces: {bb: {}}\n"})
    assert not findings
    assert source.sections["servces"] == {"aa": {}, "bb": {}}


def test_a_file_at_fault_leaves_the_others():
    """All faults of all files come in one run, and sound files are read."""
    texts = {"a.yaml": "services: {aa: [\n", "b.yaml": "services: {bb: {}}\n", "c.yaml": "a: b: c\n"}
    source, findings = read_all(texts)
    assert short(findings) == ["syntax a.yaml:1:16", "syntax c.yaml:1:5"]
    assert source.sections["services"] == {"bb": {}}
    assert source.incomplete


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"itsm.yaml": "design: {}\n"}, ["language-missing itsm.yaml:1:1"]),
        ({"itsm.yaml": ""}, ["language-missing itsm.yaml:1:1"]),
        ({"itsm.yaml": "", "x.yaml": ROOT}, ["language-missing itsm.yaml:1:1"]),
        ({"itsm.yaml": "language: itsm/v2\n"}, ["language-unknown itsm.yaml:1:11"]),
        ({"itsm.yaml": "language: 1\n"}, ["language-unknown itsm.yaml:1:11"]),
        ({"itsm.yaml": "language:\n"}, ["language-unknown itsm.yaml:1:1"]),
        ({"itsm.yaml": "language: [\n"}, ["syntax itsm.yaml:1:11"]),
        ({"itsm.yaml": ROOT, "x.yaml": ROOT}, []),
        ({"itsm.yaml": ROOT, "x.yaml": "language: itsm/v2\n"}, ["language-unknown 1:11"]),
    ],
)
def test_language(texts, expected):
    """The root file says its language, and no file says another."""
    assert short(load_texts(texts)[1]) == expected


def test_a_design_needs_its_root_file():
    """Texts without `itsm.yaml` are no design."""
    with pytest.raises(SourceError):
        load_texts({"x.yaml": ROOT})


IMPORTING = {
    "itsm.yaml": ROOT + "imports: [../common]\nservices: {mail: {}}\n",
    "../common/parties.yaml": "parties: {nimbus: {role: supplier}}\ndesign: {title: Common}\n",
    "../common/plans/tasks.yaml": "imports: ../more\ndeployment: {tasks: {prepare: {}}}\nrules: {ignore: [X]}\n",
    "../common/nested/itsm.yaml": "language: itsm/v9\n",
    "../more/itsm.yaml": ROOT + "teams: {desk: {}}\n",
}


def test_imports():
    """Sections of other folders come in, marked as theirs; what a folder says of itself does not."""
    source, findings = read_all(IMPORTING)
    assert not findings
    assert source.files == (
        "itsm.yaml",
        "../common/parties.yaml",
        "../common/plans/tasks.yaml",
        "../more/itsm.yaml",
    )
    imported = {("parties", "nimbus"), ("deployment", "tasks"), ("tasks", "prepare"), ("teams", "desk")}
    assert source.imported == imported
    assert source.locate(("parties", "nimbus")).file == "../common/parties.yaml"
    assert "design" not in source.sections
    assert "rules" not in source.sections


def test_imports_from_disk(tmp_path):
    """The same folders on disk give the same design."""
    for name, text in IMPORTING.items():
        path = tmp_path / "design" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.resolve().parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    from_disk, findings = load(tmp_path / "design")
    in_memory, _ = read_all(IMPORTING)
    assert not findings
    assert from_disk.sections == in_memory.sections
    assert from_disk.files == in_memory.files
    assert from_disk.imported == in_memory.imported
    assert from_disk.lines("../more/itsm.yaml") == in_memory.lines("../more/itsm.yaml")


def test_import_never_overrides():
    """The design's own entry stays, and the clash is told at the imported place."""
    texts = {
        "itsm.yaml": ROOT + "imports: ../a\nteams: {desk: {x: 1}}\n",
        "../a/t.yaml": "teams: {desk: {x: 2}}\n",
    }
    source, findings = read_all(texts)
    assert short(findings) == ["duplicate-id ../a/t.yaml:1:9"]
    assert source.sections["teams"]["desk"] == {"x": 1}
    assert not source.imported


@pytest.mark.parametrize(
    ("imports", "expected"),
    [
        ("[../none]", "import-missing itsm.yaml:2:11"),
        ("../none", "import-missing itsm.yaml:2:10"),
        ("[/etc]", "import-unusable itsm.yaml:2:11"),
        ("[~/x]", "import-unusable itsm.yaml:2:11"),
        ("['C:\\x']", "import-unusable itsm.yaml:2:11"),
        ("['https://example.org/x']", "import-unusable itsm.yaml:2:11"),
        ("['']", "import-unusable itsm.yaml:2:11"),
        ("[3]", "import-unusable itsm.yaml:2:11"),
        ("{../a: 1}", "import-unusable itsm.yaml:2:10"),
        ("[.]", "import-cycle itsm.yaml:2:11"),
        ("[sub]", "import-unusable itsm.yaml:2:11"),
        ("[../a]", "import-cycle ../a/x.yaml:1:11"),
        ("[../b, ../b, ../b/../b]", None),
    ],
)
@pytest.mark.parametrize("on_disk", [False, True])
def test_import_faults(tmp_path, imports, expected, on_disk):
    """An import that cannot be followed is told where it stands; the same folder twice is read once."""
    texts = {
        "itsm.yaml": f"{ROOT}imports: {imports}\n",
        "sub/s.yaml": "teams: {}\n",
        "../a/x.yaml": "imports: [../design]\n",
        "../b/x.yaml": "teams: {desk: {}}\n",
    }
    if on_disk:
        for folder in ("design/sub", "a", "b"):
            (tmp_path / folder).mkdir(parents=True)
        for name, text in texts.items():
            (tmp_path / "design" / name).write_text(text)
        source, findings = load(tmp_path / "design")
    else:
        texts["../a/x.yaml"] = "imports: [../a]\n"
        source, findings = load_texts(texts)
    assert short(findings) == ([expected] if expected else [])
    assert source.incomplete == (expected is not None and "cycle" not in expected)


def test_import_of_an_empty_folder(tmp_path):
    """A folder without YAML is no import."""
    (tmp_path / "none").mkdir()
    (tmp_path / "itsm.yaml").write_text(ROOT + "imports: none\n")
    assert short(load(tmp_path)[1]) == ["import-unusable itsm.yaml:2:10"]


def test_import_through_a_link(tmp_path):
    """An import goes where the design says, not where a link leads."""
    (tmp_path / "design").mkdir()
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "x.yaml").write_text("teams: {}\n")
    (tmp_path / "common").symlink_to("far", target_is_directory=True)
    (tmp_path / "design" / "itsm.yaml").write_text(ROOT + "imports: ../common\n")
    source, findings = load(tmp_path / "design")
    assert short(findings) == ["import-unusable itsm.yaml:2:10"]
    assert source.files == ("itsm.yaml",)


def test_long_chain_of_imports():
    """Folders that import one another in a long row do not exhaust the stack."""
    texts = {f"../f{number}/x.yaml": f"imports: ../f{number + 1}\n" for number in range(3000)}
    texts["../f3000/x.yaml"] = "teams: {desk: {}}\n"
    source, findings = read_all({"itsm.yaml": ROOT + "imports: ../f0\n", **texts})
    assert not findings
    assert ("teams", "desk") in source.imported
