"""An installation without a place to try it before, or without a test after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.plan import following, services_of, starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from itsm_compiler.model.deployment import Deployment, Task
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "EXE049",
    "install-untested",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("EXE-44",),
    message=Text(
        "task `{task}` installs {services} without {missing}",
        "任务 `{task}` 安装 {services}，却没有{missing}",
    ),
    help=Text(
        "have an environment `for` the service `ready` before it, and let a test of a release or an acceptance task follow over `needs`",
        "事先备好 `for` 该服务的环境（`ready`），并由发布的测试任务或验收任务通过 `needs` 承接",
    ),
    why=Text(
        "Plan, environment, test, proof: whoever skips one does it afterwards in operation.",
        "计划、环境、测试、验证，省掉哪一步，都要在运营中补上。",
    ),
)
EXAMPLE = Example(
    at="deployment.tasks.install-sign-on",
    set={
        "environments.env-clinical-test.ready": "2027-05-15",
        "environments.env-shared-test.ready": "2027-04-01",
        "environments.env-shared-test.for": ["telemedicine", "image-sharing", "network"],
        "deployment.releases.release-sign-on.services": ["registration", "emr"],
        "deployment.tasks.install-sign-on.live": [],
    },
    base="reference",
)
PLACE = Text("an environment that is ready before", "事先就绪的环境")
PROOF = Text("a test or an acceptance by go-live", "上线前的测试或验收")


def check(context: Context) -> Iterator[Problem]:
    """Every task of kind install whose services have no environment in time, or that nothing proves by go-live."""
    deployment = context.design.deployment
    if deployment is None or context.figures.schedule is None:
        return
    begins = starts(context)
    for task in (one for one in deployment.tasks.values() if one.kind == "install"):
        services = services_of(context, task)
        missing = []
        if services and not _has_place(context, services, begins.get(task.id)):
            missing.append(PLACE)
        if not _is_proved(context, deployment, task):
            missing.append(PROOF)
        if missing:
            values = {
                "task": task.id,
                "services": wording.listing(services or task.for_ or [task.id]),
                "missing": wording.listing(missing, joined=Text("and", "和")),
            }
            yield Problem(("deployment", "tasks", task.id), values, of="key")


def _has_place(context: Context, services: Iterable[str], begins: date | None) -> bool:
    places = (one for service in services for one in context.lookup.referrers(service, "environments.for"))
    days = (context.figures.day(place.ready) for place in places)
    return any(day is not None and (begins is None or day < begins) for day in days)


def _is_proved(context: Context, deployment: Deployment, task: Task) -> bool:
    """Whether a test of a release or a task of acceptance follows, and ends by go-live."""
    go_live = context.figures.day(deployment.go_live)
    tests = {release.test for release in deployment.releases.values()}
    proofs = (one.id for one in following(context, task.id) if one.id in tests or one.phase == "accept")
    return any(
        (ends := context.figures.day(proof)) is None or go_live is None or ends <= go_live for proof in proofs
    )
