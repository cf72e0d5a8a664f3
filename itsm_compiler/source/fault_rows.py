"""How a row of the tables of faults becomes a rule."""

from __future__ import annotations

from itsm_compiler.diagnostics import Kind, RuleInfo, Severity, Text


def error(number: int, name: str, message: Text, help_: Text, why: Text) -> RuleInfo:
    """A fault that fails every check: the text is not what it seems."""
    return RuleInfo(f"SRC{number:03}", name, Kind.SHAPE, Severity.ERROR, message, help_, why)


def warning(number: int, name: str, message: Text, help_: Text, why: Text) -> RuleInfo:
    """Something that is read, and perhaps not as it was meant."""
    return RuleInfo(f"SRC{number:03}", name, Kind.WEAKNESS, Severity.WARNING, message, help_, why)
