"""Files into nodes: discovery, a loader of YAML events with limits, spans, merging, imports and silencing comments."""

from itsm_compiler.source.editing import DELETE, edit
from itsm_compiler.source.faults import FAULTS
from itsm_compiler.source.limits import DEFAULT_LIMITS, Limits
from itsm_compiler.source.loading import load, load_texts
from itsm_compiler.source.nodes import Items, Table
from itsm_compiler.source.silences import Silence
from itsm_compiler.source.source import Source, SourceError

__all__ = [
    "DEFAULT_LIMITS",
    "DELETE",
    "FAULTS",
    "Items",
    "Limits",
    "Silence",
    "Source",
    "SourceError",
    "Table",
    "edit",
    "load",
    "load_texts",
]
