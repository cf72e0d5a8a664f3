"""A realistic set of views: one agreement, a catalogue, a plan, a register and an internal agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from itsm_compiler.renderers.site import Settings

from itsm_compiler.documents.view import (
    Absence,
    Bar,
    Chain,
    Column,
    Control,
    Definitions,
    Edge,
    Flow,
    Gantt,
    Gap,
    Items,
    Leg,
    Link,
    Listing,
    MapPoint,
    Node,
    Number,
    Phrase,
    RiskMap,
    Section,
    Signatory,
    Signatures,
    Table,
    Tag,
    Value,
    View,
    phrase,
)
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import DateSpan, Duration, Money, Period, Share

TEMPLATES = Path(__file__).parent / "templates"
WORDS = Path(__file__).parent / "sample.po"

SETTINGS = Settings(
    languages=("en", "zh"),
    title=Prose({"en": "Service design for Lark Holdings", "zh": "云雀控股服务设计"}),
    kinds={
        "service-catalogue": phrase("Service catalogue"),
        "sla": phrase("Service level agreements"),
        "ola": phrase("Operational level agreements"),
        "deployment-plan": phrase("Deployment plan"),
        "risk-register": phrase("Risk register"),
    },
    templates=TEMPLATES,
)


EMPTY = Section(())
"""A chapter with nothing in it."""


@dataclass(frozen=True)
class Chapter:
    """A service as the catalogue tells it."""

    id: str
    name: Prose
    text: Prose
    facts: Definitions
    needs: Flow | None = None


@dataclass(frozen=True)
class Document(View):
    """One kind of view for all: chapters by name, which the templates of the sample place."""

    summary: Phrase | None = None
    scope: Section = EMPTY
    hours: Section = EMPTY
    targets: Section = EMPTY
    priorities: Section = EMPTY
    fees: Section = EMPTY
    duties: Section = EMPTY
    diagrams: Section = EMPTY
    services: tuple[Chapter, ...] = ()
    signatures: Signatures | None = None


def two(en: str, zh: str) -> Prose:
    """Prose in both languages."""
    return Prose({"en": en, "zh": zh})


MAIL = Link("mail", two("Mail and calendar", "邮件与日历"))
FILES = Link("files", two("File sharing", "文件共享"))
DESK = Link("desk", two("Service desk team", "服务台团队"))
OPERATIONS = Link("operations", two("Server operations", "服务器运维组"))
NIMBUS = Link("nimbus-contract", two("Nimbus Cloud, support contract", "云舟公司支持合同"))
LARK = two("Lark Holdings Ltd", "云雀控股有限公司")
PINE = two("Pine IT Services", "松岭信息技术服务公司")


def control(number: str, **changes: Value) -> Control:
    """Document control with sensible values."""
    values = {
        "version": "1.2",
        "status": phrase("in review"),
        "classification": phrase("confidential"),
        "owner": two("Service level manager", "服务级别经理"),
        "customer": LARK,
        "provider": PINE,
        "stamp": date(2026, 11, 20),
        "approvals": (
            (two("Ms. Adler", "安德乐女士"), phrase("customer"), date(2026, 11, 12)),
            (two("Mr. Cerny", "车尔尼先生"), phrase("provider"), None),
        ),
        "history": (
            ("1.0", date(2026, 9, 1), two("Mr. Cerny", "车尔尼先生"), two("First issue", "首次发布")),
            (
                "1.2",
                date(2026, 11, 20),
                two("Mr. Cerny", "车尔尼先生"),
                two(
                    "Targets of mail after the review of the core switch; new file service",
                    "核心交换机评审后调整邮件指标；新增文件服务",
                ),
            ),
        ),
    } | changes
    return Control(number=number, **values)  # type: ignore[arg-type]


def needs() -> Flow:
    """What two services need, down to teams and a contract."""
    nodes = [
        Node("lark", LARK, "customer"),
        Node("mail", MAIL.label, "services", Share.read("99.5%")),
        Node("files", FILES.label, "services", Share.read("99%")),
        *(
            Node(name, two(en, zh), "components", note)
            for name, en, zh, note in (
                (
                    "mail-server",
                    "Mail server cluster",
                    "邮件服务器集群",
                    phrase("{need} of {quantity}", need=1, quantity=2),
                ),
                ("directory", "Directory", "目录服务", None),
                (
                    "storage",
                    "Storage array with replication to the second house",
                    "存储阵列（异地复制）",
                    Share.read("99.95%"),
                ),
                ("core-switch", "Core switch", "核心交换机", Share.read("99.7%")),
                ("line", "Internet line", "互联网专线", Share.read("99.8%")),
                ("archive", "Archive", "归档系统", None),
            )
        ),
        Node("operations", OPERATIONS.label, "teams"),
        Node("nimbus-contract", NIMBUS.label, "contracts"),
    ]
    edges = [
        Edge("lark", "mail"), Edge("lark", "files"), Edge("mail", "mail-server"), Edge("mail", "directory"), Edge("mail", "archive", dashed=True),
        Edge("mail", "line"), Edge("files", "storage"), Edge("files", "directory"), Edge("mail-server", "storage"), Edge("mail-server", "core-switch"),
        Edge("storage", "core-switch"), Edge("directory", "core-switch"), Edge("archive", "storage"), Edge("core-switch", "operations", phrase("first")),
        Edge("storage", "operations"), Edge("line", "nimbus-contract"), Edge("mail-server", "nimbus-contract", phrase("second")),
    ]  # fmt: skip
    return Flow(
        phrase("What the services need"),
        phrase("From the customer down to who keeps each part working."),
        tuple(nodes),
        tuple(edges),
    )


def many_nodes(layers: int = 6, each: int = 10) -> Flow:
    """A large graph: every part needs two of the next layer."""
    name = "n{}-{}".format
    nodes = tuple(
        Node(
            name(layer, place),
            Prose.plain(f"Part {layer}.{place} of the platform"),
            ("services", "components", "teams")[min(layer, 2)],
        )
        for layer in range(layers)
        for place in range(each)
    )
    edges = tuple(
        Edge(name(layer, place), name(layer + 1, (place * 3 + step) % each))
        for layer in range(layers - 1)
        for place in range(each)
        for step in (0, 1)
    )
    return Flow(phrase("A large platform"), phrase("Sixty parts in six layers."), nodes, edges)


def gantt(tasks: int = 12) -> Gantt:
    """A plan of takeover and set-up."""
    words = (
        ("Plan agreed and resources released", "计划确认并释放资源"),
        ("Take over documents and access rights", "接管文档与访问权限"),
        ("Knowledge transfer: history and infrastructure", "知识转移：历史与基础设施"),
        ("Set up monitoring of the core components", "建设核心组件监控"),
        ("Service desk: workflows, records and dispatch rules", "服务台：流程、记录与分派规则"),
        ("Train agents", "培训坐席"),
    )
    phases = (phrase("Plan"), phrase("Execute"), phrase("Accept"))
    bars = []
    day = date(2027, 1, 11)
    for place in range(tasks):
        en, zh = words[place % len(words)]
        critical = place % 3 != 2
        last = day + timedelta(days=3 + place * 5 % 11)
        milestone = place % 6 == 5
        bars.append(
            Bar(
                f"task-{place}",
                two(f"{en}" + (f" ({place})" if tasks > 12 else ""), zh),
                last if milestone else day,
                last,
                phases[min(place * 3 // tasks, 2)],
                critical,
                milestone,
                None if critical else last + timedelta(days=6),
                (f"task-{place - 1}",) if place else (),
            )
        )
        if critical:
            day = last + timedelta(days=1)
    return Gantt(
        phrase("Tasks and milestones"), phrase("Critical tasks decide the day of going live."), tuple(bars)
    )


def risk_map() -> RiskMap:
    """Some risks in many fields, many in one."""
    points = [(3, 4), (2, 2), (5, 5), (1, 5), (4, 2), (3, 3), (3, 3), (3, 3), *[(2, 4)] * 14]
    names = (
        ("Server dies of age", "服务器老化故障"),
        ("Papers missing at takeover", "接管资料缺失"),
        ("Supplier stops the product", "供应商停产"),
    )
    return RiskMap(
        phrase("Risk map"),
        phrase("Probability and impact before treatment."),
        tuple(
            MapPoint(f"risk-{place}", two(*names[place % 3]), str(place + 1), *point)
            for place, point in enumerate(points)
        ),
        (4, 9, 15),
    )


def chain() -> Chain:
    """A call on Friday evening that ends late."""
    return Chain(
        phrase("The worst call of priority A for mail"),
        phrase("It comes in on Friday at 17:50 and must be solved within eight service hours."),
        (
            Leg(DESK, 0, 60, Duration.read("1h")),
            Leg(OPERATIONS, 3790, 4030, Duration.read("4sh")),
            Leg(NIMBUS, 4030, 4630, Duration.read("10h")),
        ),
        4300,
    )


def priorities() -> Table:
    """Times by priority."""
    rows = (
        ("A", two("Nobody can work", "全员无法工作"), "30sm", "8sh", "95%"),
        ("B", two("Some can't work, or | all work slowly", "部分人员无法工作"), "1sh", "10sh", "95%"),
        ("C", two("One person is slower", "个别人员效率下降"), "2sh", "20sh", "90%"),
        ("D", two("A wish", "一般请求"), "4sh", "5wd", "90%"),
    )
    columns = (
        Column(phrase("Priority")),
        Column(phrase("Means")),
        Column(phrase("Response")),
        Column(phrase("Resolution")),
        Column(phrase("Attainment"), figures=True),
    )
    return Table(
        phrase("Priorities and times"),
        columns,
        tuple(
            (name, means, Duration.read(a), Duration.read(b), Share.read(c)) for name, means, a, b, c in rows
        ),
    )


def targets() -> Table:
    """Targets with what can be expected."""
    columns = (
        Column(phrase("Service")), Column(phrase("Metric")), Column(phrase("Target"), figures=True), Column(phrase("Expected"), figures=True),
        Column(phrase("Downtime allowed"), figures=True), Column(phrase("Verdict")),
    )  # fmt: skip
    return Table(
        phrase("Availability targets"),
        columns,
        (
            (
                MAIL,
                phrase("availability"),
                Share.read("99.5%"),
                Number(99.6213, "percent", 2),
                Number(219.15, "minutes"),
                Tag(phrase("holds"), "good"),
            ),
            (
                FILES,
                phrase("availability"),
                Share.read("99.90%"),
                Number(Decimal("99.714"), "percent", 2),
                Number(43.8, "minutes"),
                Tag(phrase("missed"), "bad"),
            ),
        ),
    )


def sla() -> Document:
    """The agreement with the customer."""
    scope = Section(
        (
            Definitions(
                (
                    (phrase("Services"), Listing((MAIL, FILES))),
                    (
                        phrase("Sites"),
                        Listing((two("Vienna", "维也纳"), two("Graz", "格拉茨"), two("Linz", "林茨"))),
                    ),
                    (phrase("Term"), DateSpan.read("2027-03-01/2029-02-28")),
                    (phrase("Users"), Number(1250, "count")),
                )
            ),
            Items(
                (
                    two("Mailboxes, calendars and distribution lists", "邮箱、日历与通讯组"),
                    two("File shares up to 40 TB", "40 TB 以内的文件共享"),
                    DESK,
                )
            ),
            Absence(
                phrase("Telephones"),
                two("run by the customer's own exchange until 2028", "2028 年前由客户自有交换机承载"),
            ),
        ),
        (phrase("{count} service is agreed.", plural="{count} services are agreed.", count=2),),
    )
    fees = Table(
        phrase("Fees"),
        (
            Column(phrase("Service")),
            Column(phrase("Basis")),
            Column(phrase("Volume"), figures=True),
            Column(phrase("Price"), figures=True),
            Column(phrase("A year"), figures=True),
        ),
        (
            (MAIL, phrase("per user"), 1250, Money.read("38 CNY/mo"), Money.read("570000 CNY")),
            (FILES, phrase("fixed"), None, Money.read("21500.5 CNY/mo"), Money.read("258006 CNY")),
        ),
    )
    duties = Section(
        (
            Items(
                (
                    two("Keep the systems in the maintenance window only.", "仅在维护窗口内实施维护。"),
                    two(
                        "Report by the fifth working day.\nNumbers come from the monitoring.",
                        "每月第五个工作日前提交报告。\n数据取自监控系统。",
                    ),
                ),
                ordered=True,
            ),
            Gap(phrase("No complaint channel is named for the customer."), "SLM026"),
        )
    )
    return Document(
        "sla", "sla-lark", phrase("Service level agreement with {customer}", customer=LARK), "customer", control("SLA-LARK-01"), "lark-sla",
        languages=("en", "zh"),
        summary=phrase("The agreement holds from {first} and is reviewed {period}.", first=date(2027, 3, 1), period=Period.read("quarter")),
        scope=scope,
        hours=Section((Definitions(((phrase("Service time"), two("Monday to Friday, 08:00 to 18:00", "周一至周五 8:00–18:00")), (phrase("Maintenance"), two("Sundays 06:00 to 10:00", "周日 6:00–10:00")))),)),
        targets=Section((targets(),)),
        priorities=Section((priorities(), chain())),
        fees=Section((fees,)),
        duties=duties,
        diagrams=Section((needs(),)),
        signatures=Signatures((Signatory(LARK, two("Ms. Adler", "安德乐女士"), two("Managing director", "总经理")), Signatory(PINE, two("Mr. Cerny", "车尔尼先生"), two("Head of services", "服务总监"), date(2026, 11, 20)))),
    )  # fmt: skip


def catalogue() -> Document:
    """The catalogue, where the services have their anchors."""
    chapters = tuple(
        Chapter(
            link.target,
            link.label,
            two(
                "Mail, calendars and lists for everyone, on every device.",
                "面向全员、支持各类终端的邮件、日历与通讯组服务。",
            ),
            Definitions(
                (
                    (phrase("Code"), f"SUP-0{place}"),
                    (phrase("Owner"), two("Service owner", "服务属主")),
                    (phrase("Users"), 1250),
                    (phrase("Agreed in"), Link("lark-sla", two("SLA with Lark", "云雀服务级别协议"))),
                )
            ),
            needs() if place == 1 else None,
        )
        for place, link in enumerate((MAIL, FILES), 1)
    )
    return Document(
        "service-catalogue",
        "service-catalogue",
        phrase("Service catalogue"),
        "customer",
        control("CAT-01", customer=LARK),
        languages=("en", "zh"),
        anchors=("mail", "files"),
        services=chapters,
    )


def plan(tasks: int = 12) -> Document:
    """The deployment plan."""
    return Document(
        "deployment-plan",
        "deployment-plan",
        phrase("Deployment plan"),
        "internal",
        control("DEP-01"),
        languages=("en", "zh"),
        diagrams=Section((gantt(tasks),)),
        draft=True,
    )


def register() -> Document:
    """The register of risks with its map."""
    rows = tuple(
        (
            Link(point.id, point.label),
            point.probability,
            point.impact,
            Tag(phrase("high"), "bad")
            if point.probability * point.impact > 9
            else Tag(phrase("low"), "good"),
            two("Spare parts in the house; replace in 2028", "现场备件；2028 年更换"),
            two("Engineer", "工程师"),
        )
        for point in risk_map().points
    )
    columns = (
        Column(phrase("Risk")),
        Column(phrase("Probability"), figures=True),
        Column(phrase("Impact"), figures=True),
        Column(phrase("Band")),
        Column(phrase("Treatment")),
        Column(phrase("Owner")),
    )
    return Document(
        "risk-register", "risk-register", phrase("Risk register"), "internal", control("RSK-01"), languages=("en", "zh"), anchors=tuple(point.id for point in risk_map().points),
        targets=Section((risk_map(), Table(phrase("Risks"), columns, rows))),
    )  # fmt: skip


def ola() -> Document:
    """An internal agreement, which the desk's links lead to."""
    return Document(
        "ola",
        "ola-desk",
        phrase("Operational level agreement: {team}", team=DESK.label),
        "internal",
        control("OLA-01"),
        "desk",
        languages=("en", "zh"),
        priorities=Section((priorities(),)),
    )


def views() -> list[Document]:
    """The whole set."""
    return [catalogue(), sla(), ola(), plan(), register()]
