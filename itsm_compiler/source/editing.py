"""A changed copy of a design, for examples that are patches and for what-if questions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from itsm_compiler.source.nodes import Items, Place, SourceFile, Table

if TYPE_CHECKING:
    from itsm_compiler.diagnostics import Path
    from itsm_compiler.source.source import Source


class _Delete:
    """The type of `DELETE`."""

    def __repr__(self) -> str:
        return "DELETE"


DELETE: Final = _Delete()
"""The value that removes what stands at a path."""


def edit(source: Source, path: Path, value: Any) -> Source:
    """A copy of `source` with `value` at `path`; only the tables and lists along the path are copied.

    `value` is made of plain dicts, lists and scalars, which are located at the nearest entry that is written, or of
    tables and lists of a design, which stay where they are.
    Maps that are missing on the way are made; a list takes a new item at its end. `DELETE` removes the entry.

    Raises:
        KeyError: when the path leads through a scalar, past the end of a list, or to delete what is not there.
    """
    if not path:
        raise KeyError(path)
    around = source.sections.places.get("design") or next(iter(source.sections.places.values()), _NOWHERE)
    return replace(source, sections=_changed(source.sections, path, value, around))


_NOWHERE = Place(SourceFile("itsm.yaml"), 0, 0, 0, 0)


def _changed(node: Any, path: Path, value: Any, around: Place) -> Any:
    """A copy of `node`, which stands at `around`, changed at `path`."""
    if not path:
        return _marked(value, around)
    step, rest = path[0], path[1:]
    if isinstance(node, Table) and isinstance(step, str):
        return _changed_table(node, step, rest, value, around)
    if isinstance(node, Items) and isinstance(step, int):
        return _changed_items(node, step, rest, value, around)
    if node is None and isinstance(step, str):
        return _changed_table(Table.placed({}, {}), step, rest, value, around)
    raise KeyError(step)


def _changed_table(table: Table, step: str, rest: Path, value: Any, around: Place) -> Table:
    copy = Table.placed(table, dict(table.places))
    if value is DELETE and not rest:
        del copy[step], copy.places[step]
        return copy
    if value is DELETE and step not in table:
        raise KeyError(step)
    place = copy.places.setdefault(step, _key_of(around))
    copy[step] = _changed(table.get(step), rest, value, place)
    return copy


def _changed_items(items: Items, step: int, rest: Path, value: Any, around: Place) -> Items:
    copy = Items.placed(items, list(items.places))
    if step == len(items) and value is not DELETE:
        copy.append(None)
        copy.places.append(_key_of(around))
    if not 0 <= step < len(copy):
        raise KeyError(step)
    if value is DELETE and not rest:
        del copy[step], copy.places[step]
    else:
        copy[step] = _changed(copy[step], rest, value, copy.places[step])
    return copy


def _key_of(place: Place) -> Place:
    """The place of something new inside the entry at `place`: its key."""
    return Place(place.file, place.key_start, place.key_end, place.key_start, place.key_end)


def _marked(value: Any, place: Place) -> Any:
    """Plain data as tables and items that all stand at `place`."""
    if isinstance(value, (Table, Items)):
        return value  # written elsewhere in a design, and known to be
    if isinstance(value, dict):
        inner = _key_of(place)
        return Table.placed(
            {key: _marked(entry, inner) for key, entry in value.items()}, dict.fromkeys(value, inner)
        )
    if isinstance(value, (list, tuple)):
        inner = _key_of(place)
        return Items.placed([_marked(item, inner) for item in value], [inner] * len(value))
    return value
