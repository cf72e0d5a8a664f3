"""Protects `itsmc check`: its options, what goes to which stream, colours, languages and paths."""

from __future__ import annotations

import json

import pytest

from tests.cli.running import DATE, ROOT, SPECS, changed, copied, itsmc

ESCAPE = "\x1b["


def findings(*arguments, cwd=ROOT):
    return json.loads(itsmc("check", *arguments, "--format", "json", "--date", DATE, cwd=cwd).out)["findings"]


def test_a_clean_design_is_told_in_one_line_on_standard_error():
    """Quiet when all is well: nothing on standard output, the outcome and by what it was judged on standard error."""
    outcome = itsmc("check", "specs/small", "--date", DATE)
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == (
        "Office IT for Lark Legal: passed, no findings (status review, profile essential, date 2026-11-21)\n"
    )


def test_findings_go_to_standard_output_and_the_summary_to_standard_error():
    """A pipe gets the findings, a person sees the outcome."""
    outcome = itsmc("check", "specs/first-draft", "--date", DATE)
    assert outcome.code == 1
    assert outcome.out.startswith("error[")
    assert outcome.err.startswith("IT operations for the Riverside clinics: failed, ")
    assert outcome.err.count("\n") == 1


def test_quiet_leaves_the_summary_out():
    """Scripts get an exit code and nothing else of a clean design."""
    outcome = itsmc("check", "specs/small", "--date", DATE, "-q")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


@pytest.mark.parametrize(
    ("path", "cwd", "prefix"),
    [
        ("specs/first-draft", ROOT, "specs/first-draft/"),
        ("specs/first-draft/itsm.yaml", ROOT, "specs/first-draft/"),
        (SPECS / "first-draft", ROOT, "specs/first-draft/"),
        (".", SPECS / "first-draft", ""),
        ("../first-draft", SPECS / "small", "../first-draft/"),
    ],
)
def test_paths_lead_from_the_working_folder(path, cwd, prefix):
    """A click on a place opens it, wherever the program was started and however the design was named."""
    files = {finding["file"] for finding in findings(path, cwd=cwd)}
    assert files == {f"{prefix}{name}.yaml" for name in ("itsm", "agreements", "operation")}


def test_select_takes_beginnings_ids_and_names():
    """One area of rules, or one rule under either of its names; what has the wrong form is reported all the same."""
    chosen = {finding["rule"] for finding in findings("specs/first-draft", "--select", "slm")}
    assert {rule[:3] for rule in chosen} == {"SLM", "SHP", "REF"}
    for name in ("TEC003", "tec003", "thresholds-disordered"):
        rules = {finding["rule"] for finding in findings("specs/first-draft", "--select", name)}
        assert {rule for rule in rules if rule[:3] not in ("SHP", "REF")} == {"TEC003"}


def test_ignore_leaves_rules_out():
    """What an organisation handles elsewhere is not reported; what has the wrong form cannot be left out."""
    left = {finding["rule"] for finding in findings("specs/first-draft", "--ignore", "SLM,SHP")}
    assert not any(rule.startswith("SLM") for rule in left)
    assert any(rule.startswith("SHP") for rule in left)


def test_status_and_profile_override_the_design(tmp_path):
    """The same design is a fair draft and not yet fit for approval."""
    design = copied("small", tmp_path)
    changed(design, "    review: month-talk\n", "")
    assert itsmc("check", design, "--date", DATE, "--status", "draft").code == 0
    assert itsmc("check", design, "--date", DATE, "--status", "review").code == 1
    everything = itsmc("check", design, "--date", DATE, "--profile", "full", "--statistics")
    assert everything.out.count("\n") > 10


def test_statistics_count_the_findings_of_each_rule():
    """The most frequent rule comes first, for people and for programs alike."""
    outcome = itsmc("check", "specs/first-draft", "--date", DATE, "--statistics")
    rows = [line.split() for line in outcome.out.splitlines()]
    counts = [int(count) for count, _, _ in rows]
    assert outcome.code == 1
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == len(findings("specs/first-draft"))
    listed = json.loads(
        itsmc("check", "specs/first-draft", "--date", DATE, "--statistics", "--format", "json").out
    )
    assert [(str(row["findings"]), row["rule"], row["name"]) for row in listed] == [
        tuple(row) for row in rows
    ]


def test_colours_are_for_terminals_only():
    """A pipe or a log gets plain text unless colours are asked for; `never` means never."""
    assert ESCAPE not in itsmc("check", "specs/first-draft", "--date", DATE).out
    assert ESCAPE not in itsmc("check", "specs/first-draft", "--date", DATE, "--color", "never").out
    coloured = itsmc("check", "specs/first-draft", "--date", DATE, "--color", "always")
    assert f"{ESCAPE}1;31merror[" in coloured.out
    assert coloured.err.startswith(ESCAPE)


def test_no_color_is_honoured_on_a_terminal(monkeypatch):
    """Whoever set NO_COLOR for all programs need not tell this one too."""
    from itsm_compiler.cli import options

    class Terminal:
        def isatty(self):
            return True

    monkeypatch.setattr(options.sys, "stdout", Terminal())
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert options.use_colour("auto")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not options.use_colour("auto")
    assert options.use_colour("always")


def test_messages_follow_the_design_and_the_option(tmp_path):
    """A Chinese design speaks Chinese, and whoever reads English asks for it."""
    design = copied("small", tmp_path)
    changed(design, "customer: lark-legal, provider:", "languages: [zh], customer: lark-legal, provider:")
    assert "检查通过" in itsmc("check", design, "--date", DATE).err
    assert "passed" in itsmc("check", design, "--date", DATE, "--language", "en").err
    chinese = itsmc("check", "specs/first-draft", "--date", DATE, "--language", "zh")
    assert "错误[SLM014]" in chinese.out
    assert "建议" in chinese.out


def test_source_date_epoch_sets_the_day(monkeypatch):
    """A reproducible build judges by the day it is told; `--date` is stronger."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    assert "date 2026-11-21" in itsmc("check", "specs/small").err
    assert "date 2026-11-22" in itsmc("check", "specs/small", "--date", "2026-11-22").err
