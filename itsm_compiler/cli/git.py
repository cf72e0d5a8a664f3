"""The one place that runs git: the day of the last commit that touched a design."""

from __future__ import annotations

import subprocess
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def last_change(folder: Path) -> date | None:
    """The UTC day of the last commit that touched `folder`; None outside a repository or without git."""
    command = ["git", "-C", str(folder), "log", "-1", "--format=%ct", "--", "."]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)  # noqa: S603 (a fixed command; the folder is one argument)
    except (OSError, subprocess.TimeoutExpired):
        return None
    seconds = done.stdout.strip()
    return datetime.fromtimestamp(int(seconds), UTC).date() if seconds.isdigit() else None
