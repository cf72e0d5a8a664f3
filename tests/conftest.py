"""What all tests share."""

from __future__ import annotations

import os

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where nothing may be skipped (`ITSMC_NO_SKIPS`, set by continuous integration), a skipped test is a failed one."""
    report = yield
    if report.skipped and os.environ.get("ITSMC_NO_SKIPS"):
        report.outcome = "failed"
        report.longrepr = f"skipped, though nothing may be: {report.longrepr}"
    return report
