"""Why the rules that somebody asked for cannot be had: a pack that is no pack, a name that is no rule's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from itsm_compiler.diagnostics import Text


class PackError(Exception):
    """A pack that cannot be used; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class UnknownRuleError(Exception):
    """Somebody named a rule that is not there; `name` as it was written, and the ids that are `known`."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known
