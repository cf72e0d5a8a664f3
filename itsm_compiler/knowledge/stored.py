"""Data files that are written as YAML and read as JSON: a compiled copy serves as long as the YAML has not changed."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from importlib.resources.abc import Traversable


def stored(
    files: Iterable[Traversable], compiled: Traversable, read: Callable[[Traversable], list[Any]]
) -> list[Any]:
    """The rows of YAML files in order: from the compiled copy where it was made from this very text, else by `read`."""
    copies = json.loads(compiled.read_bytes()) if compiled.is_file() else {}
    rows: list[Any] = []
    for file in files:
        name = _hash(file)
        rows.extend(copies[name] if name in copies else read(file))
    return rows


def compiled_copy(files: Iterable[Traversable], read: Callable[[Traversable], list[Any]]) -> str:
    """The text of a compiled copy: the rows of files by the hash of their text."""
    copies = {_hash(file): read(file) for file in files}
    return json.dumps(copies, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


def _hash(file: Traversable) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
