"""Protects whoever types something wrong: one line, what is wrong, what to type instead, exit code 2, no traceback."""

from __future__ import annotations

import pytest

from tests.cli.running import itsmc

CASES = (
    ("chek", "there is no command `chek`; did you mean `check`?"),
    ("frobnicate", "there is no command `frobnicate`; `itsmc --help` shows what can be written"),
    ("--frobnicate", "there is no option `--frobnicate`; `itsmc --help` shows what can be written"),
    ("check --formt json", "there is no option `--formt`; did you mean `--format`?"),
    ("check --format xml", "`--format`: `xml` is none of `human`, `json`; `itsmc check --help` shows"),
    ("check --status reviewed", "`--status`: `reviewed` is none of `draft`, `review`, `approved`; did you mean `review`?"),
    ("check --date 1.6.2027", "`--date`: `1.6.2027` is no date; write it as `2027-06-01`"),
    ("check --date", "option `--date` requires an argument; `itsmc"),
    ("check specs/small specs/starter", "got unexpected extra argument (specs/starter); `itsmc check --help`"),
    ("check specs/small --select SLM014,XYZ", "no rule is called `XYZ` or begins so; `itsmc rules` lists them"),
    ("check specs/small --ignore SLM14", "no rule is called `SLM14` or begins so; `itsmc rules` lists them; did you mean `SLM"),
    ("check specs/small --ignore availability-mised", "no rule is called `availability-mised`"),
    ("check nowhere", "there is no folder `nowhere`"),
    ("check nowhere --language zh", "没有文件夹 `nowhere`"),
    ("check docs", "`docs` is no design: it holds no `itsm.yaml`; `itsmc init` writes one to start from"),
    ("check specs", "`specs` is no design: it holds no `itsm.yaml`; there is one in `specs/first-draft`"),
    ("build specs/reference/kpis", "`specs/reference/kpis` is no design: it holds no `itsm.yaml`; there is one in `specs/reference`"),
    ("check docs --language zh", "`docs` 不是设计：其中没有 `itsm.yaml`"),
    ("check README.md", "`README.md` is one file: name the folder of the design, or its `itsm.yaml`"),
    ("build nowhere", "there is no folder `nowhere`"),
    ("analyze nowhere", "there is no folder `nowhere`"),
    ("analyze --status review", "there is no option `--status`"),
    ("graph --design nowhere", "there is no folder `nowhere`"),
    ("graph lin --design specs/small", "`lin` is no entity of the design in `specs/small`; did you mean `line`?"),
    ("graph lin --design specs/small --language zh", "`specs/small` 的设计中没有 `lin`；是否想写 `line`？"),
    ("graph in-time --design specs/small", "there is nothing to draw: `in-time` neither needs"),
    ("explain", "`SUBJECT` is missing; `itsmc explain --help` shows what can be written"),
    ("explain KPI999", "there is no indicator `KPI999`; `itsmc kpis` lists them"),
    ("explain SLM999", "there is no rule `SLM999`; `itsmc rules` lists them"),
    ("explain CAT-99", "there is no success factor `CAT-99`; there are `CAT-01` to `CAT-"),
    ("explain XYZ-01", "there is no success factor `XYZ-01`; there are `PLN-01` to"),
    ("explain something", "`something` is no rule, success factor or indicator; if it is an entity, name its design with `--design FOLDER` (`.` is no"),
    ("explain lark --design specs/small", "`lark` is no entity of the design in `specs/small`"),
    ("explain lark-sla resoluton --design specs/small", "no `resoluton` is derived of `lark-sla`; what there is: `availability`"),
    ("explain lark-sla schedule --design specs/small", "no `schedule` is derived of `lark-sla`; what there is: `availability`"),
    ("explain month-talk --design specs/small", "nothing is computed of `month-talk`; figures follow of SLAs"),
    ("explain month-talk --design specs/small --language zh", "`month-talk` 没有计算数据"),
    ("schema nothing", "`NAME`: `nothing` is none of `design`, `rule-pack`, `check`, `analyze`"),
    ("rules --format xml", "`--format`: `xml` is none of `human`, `json`, `markdown`"),
    ("init", "`FOLDER` is missing"),
    ("init README.md", "`README.md` cannot be written to"),
    ("init specs/small", "`specs/small/itsm.yaml` exists already: name a folder without a design"),
)  # fmt: skip


@pytest.mark.parametrize(("arguments", "line"), CASES, ids=[arguments for arguments, _ in CASES])
def test_wrong_input_is_told_in_one_line(arguments, line):
    """Whoever mistypes reads one line that says what to type instead."""
    outcome = itsmc(*arguments.split())
    assert outcome.code == 2
    assert outcome.out == ""
    (told,) = outcome.err.splitlines()
    assert told.startswith(f"itsmc: {line}")


def test_no_command_shows_the_help():
    """The name of the program alone lists what it can do, on standard error, as nothing was done."""
    outcome = itsmc()
    assert outcome.code == 2
    assert outcome.out == ""
    assert "check" in outcome.err
    assert outcome.err.startswith("Usage: itsmc")


def test_source_date_epoch_must_be_seconds(monkeypatch):
    """A build system that sets the day wrongly is told so instead of getting today's documents."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")
    outcome = itsmc("check", "specs/small")
    assert (outcome.code, outcome.err) == (
        2,
        "itsmc: SOURCE_DATE_EPOCH is `tomorrow`; it wants whole seconds since 1970\n",
    )


def test_what_was_typed_cannot_steer_the_terminal():
    """An argument copied from a hostile page is shown, not obeyed."""
    outcome = itsmc("check", "\x1b[2Jnowhere\u202e")
    assert outcome.code == 2
    assert "\x1b" not in outcome.err
    assert "\u202e" not in outcome.err
