"""A release of services for which no environment stands ready to test them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.plan import starts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from itsm_compiler.model.deployment import Release
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "TEC021",
    "release-untestable",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.STANDARD,
    factors=("TEC-09",),
    message=Text("release `{release}` cannot be tested: {fault}", "发布 `{release}` 无法测试：{fault}"),
    help=Text(
        "plan an environment: `environments: {{ID: {{for: [{first}], kinds: […], owner, ready, cost}}}}`",
        "规划测试环境：`environments: {{ID: {{for: [{first}], kinds: […], owner, ready, cost}}}}`",
    ),
    why=Text(
        "What is tried for the first time in production is tried on the users.",
        "第一次就在生产环境试，等于拿用户做试验。",
    ),
)
EXAMPLE = Example(
    at="deployment.releases.release-connectors.services",
    set={"environments.env-shared-test.for": ["network", "hosting", "desktop", "office-apps"]},
    base="reference",
)
KINDS = ("database", "middleware", "application")
NONE = Text("no environment is for {services}", "没有用于 {services} 的环境")
UNLIKE = Text(
    "the environments of {services} lack parts of kind {kinds}", "{services} 的环境缺少 {kinds} 类部件"
)
LATE = Text(
    "the environments of {services} are not ready on {start}, when the test begins",
    "{services} 的环境在测试开始日 {start} 尚未就绪",
)


def check(context: Context) -> Iterator[Problem]:
    """Every release with the first thing that keeps its services from being tested."""
    deployment, begins = context.design.deployment, starts(context)
    for release in deployment.releases.values() if deployment is not None else ():
        fault = _fault(context, release, begins.get(release.test or ""))
        if fault is not None:
            values = {"release": release.id, "fault": fault[0], "first": fault[1][0]}
            yield Problem(("deployment", "releases", release.id, "services"), values, asks="environments")


def _fault(context: Context, release: Release, start: date | None) -> tuple[Text, list[str]] | None:
    """What is wrong, and with which services."""
    missing, late = list[str](), list[str]()
    unlike: dict[str, list[str]] = {}
    for service in context.design.services_of(release.services):
        places = context.lookup.referrers(service, "environments.for")
        wanted = _kinds(context, service)
        ready = [context.figures.day(place.ready) for place in places if wanted <= set(place.kinds)]
        if not places:
            missing.append(service)
        elif not ready:
            unlike[service] = min((sorted(wanted - set(place.kinds)) for place in places), key=len)
        elif start is not None and all(one is not None and one > start for one in ready):
            late.append(service)
    if missing:
        return NONE.format({"services": wording.listing(missing)}), missing
    if unlike:
        kinds = dict.fromkeys(kind for lacking in unlike.values() for kind in lacking)
        values = {"services": wording.listing(unlike), "kinds": wording.listing(kinds)}
        return UNLIKE.format(values), list(unlike)
    if late and start is not None:
        return LATE.format({"services": wording.listing(late), "start": wording.day(start)}), late
    return None


def _kinds(context: Context, service: str) -> set[str]:
    """The kinds of parts behind a service that a test has to have."""
    components = context.design.components
    return {kind for part in context.graph.parts_of(service) if (kind := components[part].kind) in KINDS}
