"""The faults of one file as they are met, up to the most that is worth listing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm_compiler.diagnostics import Edit
from itsm_compiler.source.faults import FAULTS_BY_NAME, fault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itsm_compiler.diagnostics import Finding
    from itsm_compiler.source.nodes import SourceFile


class FaultLog:
    """Collects findings about `file`; beyond `most` of them it says so once and takes no more."""

    def __init__(self, file: SourceFile, most: int) -> None:
        self.findings: list[Finding] = []
        self._file = file
        self._most = most

    def add(
        self,
        name: str,
        offsets: tuple[int, int],
        values: Mapping[str, Any] | None = None,
        *,
        first: Sequence[int] | None = None,
        replacement: str | None = None,
    ) -> None:
        """Log the fault `name` between two offsets.

        `first` are the offsets of what it repeats, `replacement` the text that mends it.
        """
        span = self._file.span
        if len(self.findings) < self._most:
            where = span(*offsets)
            fix = () if replacement is None else (Edit(where, replacement),)
            self.findings.append(fault(name, where, values, first=span(*first) if first else None, fix=fix))
        elif len(self.findings) == self._most:
            self.findings.append(fault("more-faults", span(*offsets), {"most": self._most}))

    def take_back(self, name: str, start: int) -> None:
        """Forget the last finding if it is the fault `name` at offset `start`, which something else explains."""
        if not self.findings or self.findings[-1].rule != FAULTS_BY_NAME[name].id:
            return
        last, where = self.findings[-1].span, self._file.span(start, start)
        if last and (last.line, last.column) == (where.line, where.column):
            self.findings.pop()
