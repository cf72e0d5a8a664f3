"""A service that leans on no tool, no technology or no kind of knowledge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.lookup import ALL
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.services import Service
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PLN051",
    "service-without-means",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("PLN-06", "RES-45"),
    message=Text("service `{service}` leans on no {missing}", "服务 `{service}` 没有依托任何{missing}"),
    help=Text(
        "name the service, its parts or the processes that support it in `tools.*.supports`, "
        "`technologies.*.used_by` and `knowledge.categories`",
        "在 `tools.*.supports`、`technologies.*.used_by` 和 `knowledge.categories` 中写入该服务、其部件或支持它的过程",
    ),
    why=Text(
        "A service is planned when it is known with which tools, technology and knowledge it is given.",
        "明确了用什么工具、技术和知识来提供，服务才算规划完成。",
    ),
)
EXAMPLE = Example(
    at="services.desktop",
    set={
        "knowledge.categories": [
            "registration", "outpatient", "inpatient", "emr", "lis", "pacs", "mobile-nursing", "integration",
            "network", "hosting", "office-apps", "telemedicine", "image-sharing",
        ]
    },
    base="reference",
)  # fmt: skip
MEANS = {
    "tools": Text("tool", "工具"),
    "technologies": Text("technology", "技术"),
    "knowledge": Text("kind of knowledge", "知识类别"),
}


def check(context: Context) -> Iterator[Problem]:
    """Every service that is not retired with the means that it lacks and does not excuse.

    A design without any tool or any knowledge is told so once, elsewhere.
    """
    for service in (one for one in context.design.services.values() if one.lifecycle != "retired"):
        around = _around(context, service)
        missing = [
            words
            for name, words in MEANS.items()
            if name not in service.none and name not in context.design.head.none
            if name == "technologies" or getattr(context.design, name)
            if not _serves(context, name, around)
        ]
        if missing:
            values = {"service": service.id, "missing": wording.listing(missing, joined=Text("and no", "和"))}
            yield Problem(("services", service.id), values, of="key")


def _around(context: Context, service: Service) -> set[str]:
    """The service, what it stands on, its processes, and the word for all of them."""
    processes = context.lookup.referrers(service.id, "processes.supports")
    return {ALL, service.id, *context.graph.support_of(service.id), *(process.id for process in processes)}


def _serves(context: Context, means: str, around: set[str]) -> bool:
    design = context.design
    if means == "knowledge":
        return design.knowledge is not None and not around.isdisjoint(design.knowledge.categories)
    if means == "technologies":
        return any(not around.isdisjoint(technology.used_by) for technology in design.technologies.values())
    services = [design.services[name] for name in around & design.services.keys()]
    return (
        any(mode.tools for service in services for mode in service.modes.values())
        or any(design.processes[name].tool is not None for name in around & design.processes.keys())
        or any(not around.isdisjoint(tool.supports) for tool in design.tools.values())
    )
