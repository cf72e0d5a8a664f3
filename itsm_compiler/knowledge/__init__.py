"""What the compiler knows of the trade: success factors, a library of KPIs, a glossary; each read when first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from itsm_compiler.diagnostics import Profile, Severity, Text
from itsm_compiler.knowledge.stored import compiled_copy, stored

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

COMPILED = "knowledge.json"
"""What every check may need, read from YAML and kept as JSON, which is read thirty times as fast."""


@dataclass(frozen=True, slots=True)
class Factor:
    """A key success factor of service planning: what it demands, how strongly, from which profile on, and its proof.

    `proof` is one of structural, referential, quantitative, temporal, evidence; `check` says in words what is looked
    at; `same_as` names factors that one rule may answer together with it.
    """

    id: str
    text: Text
    type: str
    strength: Severity
    proof: str
    profile: Profile
    check: str
    source: str
    fields: tuple[str, ...]
    same_as: tuple[str, ...]

    @property
    def area(self) -> str:
        """The area it belongs to, the first letters of its id."""
        return self.id.partition("-")[0]


@dataclass(frozen=True, slots=True)
class LibraryVariable:
    """A variable of a library KPI: its name for people and where its figure usually comes from."""

    text: Text
    source: str


@dataclass(frozen=True, slots=True)
class LibraryKpi:
    """A KPI of the library; `bounded` says that its best value is out of reach in practice."""

    id: str
    text: Text
    element: str
    formula: str
    unit: str
    better: str
    period: str
    bounded: bool
    variables: dict[str, LibraryVariable]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the trade, the frames in which it is used so, and what it means."""

    id: str
    text: Text
    align: str
    means: str


@cache
def areas() -> dict[str, Text]:
    """The areas of the register by their letters."""
    return {code: Text(area["en"], area["zh"]) for code, area in _read("ksf.yaml")["areas"].items()}


@cache
def factors() -> dict[str, Factor]:
    """The register of key success factors by id."""
    return {
        row["id"]: Factor(
            row["id"],
            Text(row["en"], row["zh"]),
            row["type"],
            Severity(row["strength"]),
            row["proof"],
            Profile(row["profile"]),
            row["check"],
            row["source"],
            tuple(row.get("fields", ())),
            tuple(row.get("same_as", ())),
        )
        for row in _read("ksf.yaml")["factors"]
    }


@cache
def library() -> dict[str, LibraryKpi]:
    """The library of KPIs by id."""
    return {
        row["id"]: LibraryKpi(
            row["id"],
            Text(row["en"], row["zh"]),
            row["element"],
            row["formula"],
            row["unit"],
            row["better"],
            row["period"],
            row.get("bounded", False),
            {
                name: LibraryVariable(Text(variable["en"], variable["zh"]), variable["from"])
                for name, variable in row["variables"].items()
            },
        )
        for row in stored([_library_file()], files("itsm_compiler.knowledge") / COMPILED, _kpis)
    }


def library_codes() -> dict[str, str]:
    """The indicators of the library by their number, `KPI001` for the first; new ones are only ever appended."""
    return {f"KPI{number:03}": name for number, name in enumerate(library(), start=1)}


@cache
def usual_sources() -> dict[str, Text]:
    """What the variables of the library name as their `source`, in both languages."""
    return {en: Text(en, zh) for en, zh in _read("sources.yaml")["sources"].items()}


@cache
def glossary() -> dict[str, Term]:
    """The common glossary by the id of the term."""
    return {
        name: Term(name, Text(row["en"], row["zh"]), row["align"], row["means"])
        for name, row in _read("terms.yaml")["terms"].items()
    }


def compile_knowledge() -> str:
    """The text of the compiled copy of what every check may need: the library of KPIs."""
    return compiled_copy([_library_file()], _kpis)


def _library_file() -> Traversable:
    return files("itsm_compiler.knowledge") / "kpis.yaml"


def _kpis(file: Traversable) -> list[Any]:
    rows: list[Any] = _parsed(file)["kpis"]
    return rows


@cache
def _read(name: str) -> dict[str, Any]:
    return _parsed(files("itsm_compiler.knowledge") / name)


def _parsed(file: Traversable) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return found
