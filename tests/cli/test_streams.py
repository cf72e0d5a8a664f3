"""Protects scripts that close, fill or stop reading the program's streams: one line at most, the right exit code, no traceback."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time

import pytest

from tests.cli.running import DATE, ROOT

PROGRAM = f"{shlex.quote(sys.executable)} -m itsm_compiler"
DRAFT = f"check specs/first-draft --date {DATE}"
STARTER = f"check specs/starter --date {DATE}"
POSIX = pytest.mark.skipif(os.name != "posix", reason="there is no POSIX shell: run on Linux or macOS")


def shell(command):
    """A command line that begins with the program; its exit code, standard output and standard error."""
    done = subprocess.run(
        ["/bin/sh", "-c", f"{PROGRAM} {command}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


@POSIX
@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        (f"{DRAFT} --format json >&-", 2, "itsmc: cannot write the output: Bad file descriptor\n"),
        ("--version >&-", 2, "itsmc: cannot write the output: Bad file descriptor\n"),
        (f"{STARTER} -q >&-", 0, ""),
        (f"{DRAFT} 2>&- >/dev/null", 1, ""),
        (f"{STARTER} <&- >&- 2>&-", 0, ""),
        ("chek 2>&-", 2, ""),
    ],
)
def test_a_closed_stream_is_no_crash(command, code, told):
    """Results that nobody can get are told; messages that nobody can get leave the exit code as it is."""
    assert shell(command) == (code, "", told)


@POSIX
@pytest.mark.parametrize(
    "command", [DRAFT, f"{DRAFT} --format json", "schema", "--help", "check --help", "--version"]
)
def test_a_reader_that_goes_away_is_not_a_failed_check(command):
    """Whoever stops reading ends the program as a broken pipe ends any other, and not with the 1 of findings."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "itsm_compiler", *command.split()],
        cwd=ROOT,
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")


@POSIX
def test_an_interrupted_build_leaves_nothing(tmp_path):
    """Control-C in the middle of a build: one line, 130, and no folder, neither the output nor what it was built in."""
    for attempt in range(10):  # a build may be done before the signal reaches it
        folder = tmp_path / str(attempt)
        folder.mkdir()
        command = [sys.executable, "-m", "itsm_compiler", "build", "specs/reference", "-o", folder / "out"]
        build = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        while build.poll() is None and not any(folder.iterdir()):
            time.sleep(0.005)  # until it has begun to write
        build.send_signal(signal.SIGINT)
        out, err = build.communicate()
        if build.returncode != 0:
            break
    assert (build.returncode, out, err.splitlines()[-1]) == (130, "", "itsmc: interrupted")
    assert "Traceback" not in err
    assert list(folder.iterdir()) == []
