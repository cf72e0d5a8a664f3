"""Every rule there is: what source and model report, the declared packs, the computed rules, the engine's own.

Rules are found by listing files: `packs/<area>.yaml` and `computed/<area>/<slug>.py`. Nothing registers itself.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from itsm_compiler.diagnostics import Text
from itsm_compiler.knowledge.stored import compiled_copy, stored
from itsm_compiler.rules.declared import declared_rule
from itsm_compiler.rules.own import OWN
from itsm_compiler.rules.rule import Rule

if TYPE_CHECKING:
    import pathlib
    from importlib.resources.abc import Traversable

    from itsm_compiler.diagnostics import RuleInfo

PACKAGE = "itsm_compiler.rules"
COMPILED = "packs.json"
"""The built-in packs as checked plain data, by the hash of the YAML they were read from; a pack that changed since is
read from its YAML."""


@cache
def rules() -> tuple[Rule, ...]:
    """The built-in rules that the engine runs, in the order of their ids."""
    return tuple(sorted((*_declared(), *_computed()), key=lambda rule: rule.id))


@cache
def catalogue() -> dict[str, RuleInfo]:
    """What is known of every rule, by id: of form, of the design, and of the engine itself."""
    from itsm_compiler.model.faults import FAULTS as MODEL  # noqa: PLC0415 -- a check that passes needs no texts of them
    from itsm_compiler.source.faults import FAULTS as SOURCE  # noqa: PLC0415 -- see above

    known = (*SOURCE, *MODEL, *OWN, *(rule.info for rule in rules()))
    return {info.id: info for info in sorted(known, key=lambda info: info.id)}


def load_pack(path: pathlib.Path) -> tuple[Rule, ...]:
    """The rules of an organisation's pack.

    Raises:
        PackError: when it cannot be used, or one of its ids is taken.
    """
    from itsm_compiler.rules.pack import PackError, read_pack  # noqa: PLC0415 -- few designs have packs

    found = tuple(declared_rule(row) for row in read_pack(path).rows())
    seen: set[str] = set(catalogue())
    for rule in found:
        if rule.id in seen:
            raise PackError(
                Text(
                    f"`{path.name}`: the id `{rule.id}` is taken", f"`{path.name}`：编号 `{rule.id}` 已被占用"
                )
            )
        seen.add(rule.id)
    return found


def compile_packs() -> str:
    """The text of `packs.json` for the packs as they are now."""
    return compiled_copy(_pack_files(), _read)


def _declared() -> list[Rule]:
    compiled = files(PACKAGE) / COMPILED
    return [declared_rule(row) for row in stored(_pack_files(), compiled, _read)]


def _computed() -> list[Rule]:
    found: list[Rule] = []
    for area in sorted((files(PACKAGE) / "computed").iterdir(), key=lambda folder: folder.name):
        if not area.is_dir() or area.name.startswith("_"):
            continue
        for file in sorted(area.iterdir(), key=lambda entry: entry.name):
            name = file.name.removesuffix(".py")
            if name != file.name and not name.startswith("_"):
                module = import_module(f"{PACKAGE}.computed.{area.name}.{name}")
                found.append(
                    Rule(module.RULE, module.check, module.EXAMPLE, getattr(module, "SECTION", None))
                )
    return found


def _pack_files() -> list[Traversable]:
    folder = files(PACKAGE) / "packs"
    return sorted(
        (file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name
    )


def _read(file: Traversable) -> list[dict[str, Any]]:
    from itsm_compiler.rules.pack import parse_pack  # noqa: PLC0415 -- only when a pack changed

    return parse_pack(file.read_text(encoding="utf-8"), file.name).rows()
