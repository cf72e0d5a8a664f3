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
from itsm_compiler.rules.refusals import PackError, UnknownRuleError
from itsm_compiler.rules.rule import Rule

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable
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


def codes_of(names: Iterable[str], packs: Iterable[Rule] = ()) -> tuple[str, ...]:
    """The ids of rules, or their beginnings, that people named in any case; a rule may also be named in words.

    Raises:
        UnknownRuleError: when no rule is called so or begins so, neither here nor in the packs.
    """
    named = tuple(names)
    if not named:
        return ()
    infos = (*catalogue().values(), *(rule.info for rule in packs))
    codes = {info.name: info.id for info in infos}
    known = tuple(info.id for info in infos)
    found = tuple(codes.get(name.lower(), name.upper()) for name in named)
    for name, code in zip(named, found, strict=True):
        if not any(one.startswith(code) for one in known):
            raise UnknownRuleError(name, known)
    return found


def load_pack(path: pathlib.Path, others: Iterable[Rule] = ()) -> tuple[Rule, ...]:
    """The rules of an organisation's pack; `others` are rules of other packs that take part.

    Raises:
        PackError: when it cannot be used, an id or a name is taken, or a success factor is not in the register.
    """
    from itsm_compiler.knowledge import factors  # noqa: PLC0415 -- few designs have packs
    from itsm_compiler.rules.pack import read_pack  # noqa: PLC0415 -- see above

    found = tuple(declared_rule(row) for row in read_pack(path).rows())
    taken = {word for info in catalogue().values() for word in (info.id, info.name)}
    taken |= {word for rule in others for word in (rule.id, rule.info.name)}
    for rule in found:
        for word in (rule.id, rule.info.name):
            if word in taken:
                raise PackError(
                    Text(
                        f"`{path.name}`: `{word}` is taken by another rule",
                        f"`{path.name}`：`{word}` 已被其他规则占用",
                    )
                )
            taken.add(word)
        for factor in rule.info.factors:
            if factor not in factors():
                raise PackError(
                    Text(
                        f"`{path.name}`: `{rule.id}` names `{factor}`, which is no success factor of the register",
                        f"`{path.name}`：`{rule.id}` 所写的 `{factor}` 不是登记册中的成功因素",
                    )
                )
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
