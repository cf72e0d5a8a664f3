"""How much text a design may hold: hostile or runaway input ends in a finding before it costs time or memory."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read; the defaults leave room for a design of 50,000 entities in one file.

    `entries` counts the names met while walking folders, `nodes` the parser's events over all files, `depth` the maps
    and lists inside one another, `scalar_length` and `key_length` the characters as written.
    """

    file_bytes: int = 64 << 20
    total_bytes: int = 256 << 20
    files: int = 100_000
    entries: int = 400_000
    depth: int = 64
    nodes: int = 12_000_000
    scalar_length: int = 100_000
    key_length: int = 1_000
    faults_per_file: int = 100


DEFAULT_LIMITS = Limits()
