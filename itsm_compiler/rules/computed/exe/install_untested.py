"""An installation without a place to try it before, or without a test after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
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
    deployment, schedule = context.design.deployment, context.figures.schedule
    if deployment is None or schedule is None:
        return
    starts = {figure.task: figure.start_date for figure in schedule.tasks}
    for task in deployment.tasks.values():
        if task.kind != "install":
            continue
        services = _services(context, deployment, task)
        missing = []
        if services and not _has_place(context, services, starts.get(task.id)):
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


def _services(context: Context, deployment: Deployment, task: Task) -> list[str]:
    """The services that an installation is about: those named, those of its releases, those its parts carry."""
    design, found = context.design, dict[str, None]()
    for concerned in (*task.for_, *task.live):
        release = deployment.releases.get(concerned)
        if concerned in design.services:
            found[concerned] = None
        elif release is not None:
            found |= dict.fromkeys(design.services_of(release.services))
        elif concerned in design.components:
            found |= dict.fromkeys(context.graph.services_touched(concerned))
    return list(found)


def _has_place(context: Context, services: list[str], begins: date | None) -> bool:
    for environment in context.design.environments.values():
        ready = context.figures.day(environment.ready)
        in_time = ready is not None and (begins is None or ready < begins)
        if in_time and set(services) & set(context.design.services_of(environment.for_)):
            return True
    return False


def _is_proved(context: Context, deployment: Deployment, task: Task) -> bool:
    """Whether a test of a release or a task of acceptance follows, and ends by go-live."""
    go_live = context.figures.day(deployment.go_live)
    tests = {release.test for release in deployment.releases.values()}
    for after in _following(deployment.tasks, context, task.id):
        ends = context.figures.day(after)
        proves = after in tests or deployment.tasks[after].phase == "accept"
        if proves and (ends is None or go_live is None or ends <= go_live):
            return True
    return False


def _following(tasks: Mapping[str, Task], context: Context, task: str) -> Iterator[str]:
    ahead, seen = [task], {task}
    while ahead:
        for after in context.lookup.referrers(ahead.pop(), "tasks.needs"):
            if after.id not in seen and after.id in tasks:
                seen.add(after.id)
                ahead.append(after.id)
                yield after.id
