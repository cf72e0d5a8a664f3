"""Protects what the other commands print: figures, explanations, graphs, rules, schemas, the starter."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest

from itsm_compiler.rules.catalogue import catalogue
from itsm_compiler.terminal import COLUMNS, width
from tests.cli.running import DATE, SPECS, changed, copied, itsmc, itsmc_apart

SMALL = ("--design", "specs/small", "--date", DATE)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("analyze", "specs/reference", "--date", DATE),
        ("rules",),
        ("rules", "--by-factor"),
        ("kpis",),
        ("explain", "KPI003"),
        ("explain", "SLM014"),
        ("explain", "TEC004"),
        ("explain", "SLM-04"),
        ("explain", "clinical-sla", "--design", "specs/reference", "--date", DATE),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_lists_fit_a_terminal(arguments, language):
    """Nobody scrolls sideways: no line of a list is wider than a terminal of 100 columns."""
    outcome = itsmc(*arguments, "--language", language)
    assert outcome.code == 0
    assert outcome.out.strip()
    assert [line for line in outcome.out.splitlines() if width(line) > COLUMNS] == []


def test_analyze_shows_every_figure_in_tables():
    """A planner sees what follows from the design on a page or two."""
    outcome = itsmc("analyze", "specs/small", "--date", DATE)
    assert (outcome.code, outcome.err) == (0, "")
    for words in (
        "Availability under `lark-sla`",
        "99.67 %",
        "guaranteed",
        "it-team → nimbus-contract",
        "Schedule",
    ):
        assert words in outcome.out


def test_analyze_is_one_object_for_programs():
    """The figures are machine-readable, with the keys that are promised."""
    figures = json.loads(itsmc("analyze", "specs/small", "--date", DATE, "--format", "json").out)
    assert list(figures) == list(json.loads(itsmc("schema", "analyze").out)["properties"])
    (available,) = figures["availability"]
    assert (available["sla"], available["service"], available["verdict"]) == (
        "lark-sla",
        "office-it",
        "guaranteed",
    )


def test_analyze_says_when_figures_may_be_incomplete():
    """Figures of a broken design are shown, with a warning beside them and not among them."""
    outcome = itsmc("analyze", "specs/first-draft", "--date", DATE)
    assert outcome.code == 0
    assert "itsmc check specs/first-draft" in outcome.err


def test_explain_tells_a_rule_by_id_or_name():
    """A finding's `itsmc explain SLM014` leads to reason, remedy, example and success factors."""
    by_id = itsmc("explain", "SLM014").out
    assert by_id == itsmc("explain", "availability-missed").out == itsmc("explain", "slm014").out
    for words in (
        "SLM014 availability-missed",
        "contradiction",
        "Why",
        "What to do",
        "specs/small",
        "SLM-04  ",
    ):
        assert words in by_id


def test_every_rule_can_be_explained():
    """No rule's texts have a place that cannot be shown unfilled."""
    from itsm_compiler.reports.rules import explain_rule

    for info in catalogue().values():
        for language in ("en", "zh"):
            assert explain_rule(info, language).startswith(f"{info.id} {info.name}\n")


def test_explain_tells_a_success_factor():
    """Whoever works from the register sees what is demanded and which rules see to it."""
    outcome = itsmc("explain", "cat-07")
    assert "Each service stands alone" in outcome.out
    assert "CAT012" in outcome.out


def test_explain_leads_a_figure_back_to_the_lines_it_is_written_in():
    """Every number can be argued with: its parts, its formula, and where each value stands."""
    outcome = itsmc("explain", "lark-sla", "availability", *SMALL)
    assert outcome.out.startswith("availability of `office-it` under `lark-sla` = 99.67 %\n")
    assert "File server" in outcome.out
    assert "(specs/small/itsm.yaml:" in outcome.out
    resolution = itsmc("explain", "lark-sla", "resolution", *SMALL).out
    assert "availability" not in resolution
    assert "`nimbus-contract`" in resolution


@pytest.mark.parametrize(
    "entity", ["lark-sla", "office-it", "mail", "it-ola", "nimbus-contract", "try", "server-dies"]
)
def test_every_kind_of_figure_can_be_explained(entity):
    """Agreements, services, parts, commitments, tasks and risks: no value is printed as a program sees it."""
    outcome = itsmc("explain", entity, *SMALL)
    assert outcome.code == 0
    assert "Text(" not in outcome.out
    assert "Decimal" not in outcome.out


def test_graph_in_every_format():
    """Pictures for people and graphs for programs hold the same things."""
    texts = {
        name: itsmc("graph", *SMALL, "--format", name).out
        for name in ("mermaid", "svg", "dot", "graphml", "json")
    }
    for text in texts.values():
        assert "Lark Legal" in text
        assert "File server" in text
    assert texts["mermaid"].startswith("flowchart LR\n")
    assert texts["dot"].startswith("digraph design {")
    ET.fromstring(texts["graphml"])
    graph = json.loads(texts["json"])
    assert {"source": "mail", "target": "it-team", "fields": ["provided_by"], "soft": False} in graph["edges"]


def test_the_picture_stands_alone():
    """An SVG file shows the same everywhere: its style and its white ground are inside, and it fetches nothing."""
    picture = ET.fromstring(itsmc("graph", *SMALL, "--format", "svg").out)
    assert picture.tag == f"{SVG}svg"
    assert picture.find(f"{SVG}title") is not None
    style = picture.find(f"{SVG}style").text
    assert "var(" not in style
    assert ":is(" not in style
    assert "url(" not in style
    assert ".node.teams .box" in style
    assert picture.find(f"{SVG}rect").get("fill") == "#ffffff"


def test_graph_of_one_entity_shows_both_sides():
    """What it needs and what needs it, and nothing else."""
    part = itsmc("graph", "line", *SMALL).out
    assert "Line" in part
    assert "Lark Legal" in part
    assert "File server" not in part


def test_rules_for_programs_hold_every_rule():
    """An organisation can keep its own list of what is checked."""
    listed = json.loads(itsmc("rules", "--format", "json").out)
    assert [row["id"] for row in listed] == sorted(catalogue())
    assert all(row["message"] and row["help"] and row["why"] for row in listed)
    chinese = json.loads(itsmc("rules", "--format", "json", "--language", "zh").out)
    same = {a["id"] for a, b in zip(listed, chinese, strict=True) if a["message"] == b["message"]}
    assert same <= {"SRC001"}, "its whole message is the parser's own words"


def test_the_page_of_rules_is_that_of_the_docs():
    """`itsmc rules --format markdown` prints the page that stands in docs."""
    assert itsmc("rules", "--format", "markdown").out.startswith("# Rules\n")
    assert itsmc("rules", "--format", "markdown", "--language", "zh").out.startswith("# 规则\n")


@pytest.mark.parametrize("command", [("kpis",), ("rules", "--by-factor")], ids=lambda command: command[0])
def test_lists_come_as_table_page_and_list(command):
    """Whoever keeps the library or the register elsewhere takes it from here, in either language."""
    titles = {
        line
        for language in ("en", "zh")
        for line in itsmc(*command, "--format", "markdown", "--language", language).out.splitlines()
        if line.startswith("# ")
    }
    assert len(titles) == 2
    ids = [row.get("use") or row["id"] for row in json.loads(itsmc(*command, "--format", "json").out)]
    assert all(f" {one} " in itsmc(*command).out.replace("\n", " ") for one in ids)


@pytest.mark.parametrize("subject", ["KPI053", "kpi053", "proc-change-success", "PROC-change-success"])
def test_an_indicator_is_explained_by_number_or_name(subject):
    """A planner finds the formula, the variables and a hint for the target under either."""
    told = itsmc("explain", subject)
    assert told.code == 0
    for words in (
        "KPI053 proc-change-success",
        "1 - rolled_back_changes / change_count",
        "Higher is better",
        "use: proc-change-success",
    ):
        assert words in told.out
    assert "变更成功率" in itsmc("explain", subject, "--language", "zh").out


@pytest.mark.parametrize("name", ["design", "rule-pack", "check", "analyze"])
def test_schemas_are_json_schemas(name):
    """Each schema that can be asked for is there and says which dialect it is written in."""
    schema = json.loads(itsmc("schema", name).out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_init_writes_a_design_that_passes(tmp_path):
    """The first design somebody sees is clean, complete and known to the editor."""
    outcome = itsmc("init", "my designs/library", cwd=tmp_path)
    assert outcome.err == "wrote my designs/library/itsm.yaml; next: itsmc check 'my designs/library'\n"
    folder = tmp_path / "my designs" / "library"
    assert sorted(path.name for path in folder.iterdir()) == ["itsm-v1.schema.json", "itsm.yaml"]
    assert (folder / "itsm.yaml").read_bytes() == (SPECS / "starter" / "itsm.yaml").read_bytes()
    assert itsmc("check", folder, "--date", DATE).code == 0


def test_init_overwrites_nothing(tmp_path):
    """A second `init` is refused and leaves what was written since."""
    itsmc("init", "library", cwd=tmp_path)
    (tmp_path / "library" / "itsm.yaml").write_text("mine", encoding="utf-8")
    outcome = itsmc("init", "library", cwd=tmp_path)
    assert outcome.code == 2
    assert (tmp_path / "library" / "itsm.yaml").read_text(encoding="utf-8") == "mine"


def test_build_refuses_what_fails_and_writes_a_draft_on_request(tmp_path):
    """Nobody signs a document that the check refutes; a draft says that it is one."""
    design = copied("small", tmp_path)
    changed(design, "availability: 99%, failures", "availability: 99.9%, failures")
    refused = itsmc("build", design, "-o", tmp_path / "out", "--date", DATE)
    assert refused.code == 1
    assert "error[SLM015]" in refused.out or "error[SLM014]" in refused.out
    assert "`--draft`" in refused.err
    assert not (tmp_path / "out").exists()
    written = itsmc("build", design, "-o", tmp_path / "out", "--date", DATE, "--draft")
    assert written.code == 0
    assert "DRAFT" in (tmp_path / "out" / "markdown" / "en" / "sla-lark.md").read_text(encoding="utf-8")


def test_build_refuses_a_folder_of_others(tmp_path):
    """Files that somebody else wrote are never replaced."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine", encoding="utf-8")
    outcome = itsmc("build", "specs/small", "-o", tmp_path / "out", "--date", DATE, "--language", "zh")
    assert outcome.code == 2
    assert "请改用新的或空的文件夹" in outcome.err
    assert (tmp_path / "out" / "thesis.txt").read_text(encoding="utf-8") == "mine"


def test_build_says_what_it_left_out(tmp_path):
    """A format of a later version and templates without `--trust` are named, not passed over."""
    design = copied("small", tmp_path)
    with (design / "itsm.yaml").open("a", encoding="utf-8") as file:
        file.write("documents: {formats: [md, docx], templates: wording}\n")
    outcome = itsmc("build", design, "-o", tmp_path / "out", "--date", DATE)
    assert outcome.code == 0
    assert "not written, as this version cannot: `docx`" in outcome.err
    assert "`--trust`" in outcome.err


def test_a_reader_that_goes_away_is_no_crash(tmp_path):
    """`itsmc rules | head` ends as any program does: without a trace."""
    import subprocess
    import sys

    command = f"{sys.executable} -m itsm_compiler rules --format markdown | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("# Rules\n", "")


@pytest.mark.skipif(
    not __import__("pathlib").Path("/dev/full").exists(), reason="the system has no /dev/full: run on Linux"
)
def test_a_full_disk_is_no_crash(tmp_path):
    """What cannot be written is told in one line."""
    import subprocess
    import sys

    command = f"{sys.executable} -m itsm_compiler schema > /dev/full"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "itsmc: cannot write the output: No space left on device\n")


def test_the_version_is_told():
    """A report of a bug names the version."""
    from itsm_compiler import __version__

    assert itsmc_apart("--version").out == f"itsmc, version {__version__}\n"
