"""Protects the contents that each document must have, with their headings, whatever the design leaves open."""

from __future__ import annotations

import re

import pytest

from tests.documents.building import documents

CONTENTS = {
    "service-catalogue": (
        ("List of services", "服务清单"),
        ("How to order and to report", "申请与报修"),
        ("The services", "服务说明"),
        ("Independence of the services", "服务的独立性"),
        ("Charges", "收费"),
        ("Demand forecast", "需求预测"),
        ("New services and new customers", "新增服务与新客户"),
        ("Group and owner of the catalogue", "编制小组与维护人"),
        ("Review and publication", "评审与发布"),
    ),
    "sla": (
        ("The parties", "各方"),
        ("Term", "期限"),
        ("Definitions", "术语定义"),
        ("Services", "服务"),
        ("What the agreement covers", "协议涵盖内容"),
        ("What does not count against the levels", "不计入考核的情形"),
        ("Service time", "服务时间"),
        ("How users reach the provider", "服务受理渠道"),
        ("Complaints", "投诉渠道"),
        ("Level matrix", "服务级别矩阵"),
        ("Availability", "可用性"),
        ("Reliability", "服务可靠性"),
        ("How the levels are measured", "服务级别的测量办法"),
        ("Priorities, response and resolution", "优先级、响应与解决"),
        ("Warning and correction", "预警与纠正措施"),
        ("Needs that the levels answer", "级别与需求的对应"),
        ("Delivery", "服务交付"),
        ("Ways of delivery", "服务交付方式"),
        ("Results", "服务交付成果"),
        ("Support", "服务支持"),
        ("Processes of the provider", "供方服务流程"),
        ("Processes of third parties", "第三方服务流程"),
        ("Duties and obligations", "责任和义务"),
        ("Fees", "服务费用"),
        ("Compensation", "赔偿"),
        ("Breach of the agreement", "违约处理"),
        ("Assessment", "服务考核"),
        ("Service reports", "服务汇报"),
        ("Review meetings", "审查会议"),
        ("Confidentiality", "保密条款"),
        ("Verification before signature", "签约前核实"),
        ("Acceptance", "验收"),
        ("Changes to this agreement", "协议变更控制"),
        ("Termination", "终止"),
        ("Remarks", "备注"),
        ("Signatures", "签署"),
    ),
    "ola": (
        ("Times and availability", "时限与可用性"),
        ("What the agreements with customers require", "客户协议提出的要求"),
        ("Services and components supported", "所支持的服务与组件"),
        ("Hours", "服务时段"),
        ("Term", "期限"),
        ("Hand-over points", "衔接点"),
        ("Escalation path", "升级路径"),
        ("Capacity and staff behind the promise", "支撑承诺的能力与人员"),
        ("Signatures", "签署"),
    ),
    "contract": (
        ("The parties", "各方"),
        ("Object of the contract", "合同标的"),
        ("Term and renewal", "期限与续签"),
        ("Hours", "服务时段"),
        ("Service levels", "服务级别"),
        ("Spare parts", "备件"),
        ("Acceptance of deliveries", "到货验收"),
        ("Price", "价格"),
        ("Penalties", "违约责任"),
        ("Sub-contracting", "分包"),
        ("Audits and assessment", "审核与评价"),
        ("Disputes", "争议解决"),
        ("Signatures", "签署"),
    ),
    "deployment-plan": (
        ("Responsible person", "责任人"),
        ("Roles and duties", "角色与职责"),
        ("Services and scope", "运维项目情况与范围"),
        ("Milestones", "里程碑"),
        ("Tasks and their owners", "任务与负责人"),
        ("Deliverables", "交付物"),
        ("Criteria of the deliverables", "交付物验收标准"),
        ("Requirements on the customer", "对需方的要求"),
        ("Load of the people", "资源负荷"),
        ("Continuity and rollback", "连续性与回退"),
        ("Risks", "风险"),
        ("Reports on the progress", "进展汇报"),
        ("Consensus", "共识"),
        ("Confirmation of the plan", "计划的确认"),
    ),
    "risk-register": (
        ("Method, roles and rhythm", "方法、职责与频率"),
        ("Scales and bands", "尺度与等级"),
        ("Before the responses", "应对前"),
        ("After the responses", "应对后"),
        ("Register of open risks", "未关闭风险登记表"),
        ("Monitoring and follow-up", "监控与跟踪"),
        ("Closed risks", "已关闭的风险"),
        ("Risks that the design itself shows", "由设计推导出的风险"),
        ("Looked for and not found", "已检查且未发现风险的方面"),
    ),
    "service-level-requirements": (
        ("Scope, content and aim", "范围、内容与目标"),
        ("Availability", "可用性"),
        ("Continuity", "连续性"),
        ("Capacity", "容量"),
        ("Price", "价格"),
        ("Information security", "信息安全"),
        ("Reporting", "报告"),
        ("Stated and unstated needs", "明示与隐含需求"),
        ("Measure of each need", "各项需求的衡量"),
        ("Segment of the customer", "客户所属分群"),
        ("Conflicts between needs", "需求之间的冲突"),
        ("Record of talks", "沟通记录"),
        ("Confirmation by the customer", "需方确认"),
        ("Where the needs are met", "需求的承接"),
        ("Changes of needs", "需求变更"),
    ),
    "quality-plan": (
        ("Specification sheet", "服务说明清单"),
        ("Process parameters", "过程参数"),
        ("Quality goals", "质量目标"),
        ("Quality activities", "质量活动"),
        ("Duties and authority", "职责与权限"),
        ("Checks of the work", "工作检查"),
        ("Audits and management reviews by year", "各年度内部审核与管理评审"),
        ("Meetings, reports and messages on quality", "质量会议、报告与通报"),
        ("Issue of the plan", "计划的下发"),
        ("Chain from the need to the agreement", "从需求到协议的链条"),
    ),
    "design-overview": (
        ("Scope and setting", "范围与场景"),
        ("Parties concerned", "相关方"),
        ("Focus", "重点"),
        ("Sign-off", "签署"),
        ("Matrix", "要素矩阵"),
        ("Four kinds of resources", "四类资源"),
        ("Order of work", "工作顺序"),
        ("Plan, do, check, act", "策划、实施、检查、改进"),
        ("Effect of changes", "变更影响"),
        ("Standards and their assessment", "服务标准及其评估"),
        ("Strategy of the services", "各项服务的战略"),
        ("Objectives and benefits", "目标与收益"),
        ("Strengths, weaknesses, opportunities and threats", "优势、劣势、机会与威胁"),
        ("Gauges of the design work", "设计工作的度量"),
        ("Duties of service owners", "服务属主职责"),
        ("Self-check", "自检"),
    ),
    "design-assessment": (
        ("On one page", "一页概览"),
        ("What to do next", "下一步工作"),
        ("How complete the areas are", "各领域完整程度"),
        ("Findings in order of weight", "按权重排序的问题"),
        ("Waivers", "豁免"),
        ("Factors by area", "各领域要素"),
    ),
    "service-solution": (
        ("Modes", "服务模式"),
        ("Match with the needs", "与需求的匹配"),
        ("Availability design", "可用性设计"),
        ("Continuity design", "连续性设计"),
        ("Capacity against demand", "能力与需求"),
        ("Price against cost", "价格与成本"),
        ("Blueprints of the services", "服务蓝图"),
        ("Management processes behind the solution", "方案背后的管理过程"),
    ),
    "level-setting": (
        ("Effort", "投入"),
        ("Negotiation", "谈判"),
        ("Internal review", "内部评审"),
        ("Consent", "认可"),
        ("Own ability", "自身能力"),
        ("Scope for this customer", "面向该需方的范围"),
        ("Choice of the targets", "目标的选择"),
        ("Risks to the targets", "目标面临的风险"),
        ("Monitoring", "监控"),
        ("Obligations of the provider", "供方义务"),
        ("Dialogue with the customer", "与需方的沟通机制"),
        ("Early warning", "早期预警"),
        ("Life of the agreement", "协议的生命周期"),
        ("Delivery baseline", "交付基线"),
    ),
}
"""By kind, the headings of its contents in English and Chinese, in their order."""


def headings(text):
    """The headings of a document without their numbers."""
    return [re.sub(r"^#+ (?:[\d.]+ )?", "", line) for line in text.splitlines() if re.match(r"#{2,4} ", line)]


def kind_of(file):
    """The kind of document in a file."""
    stem = file.partition("/")[2].removesuffix(".md")
    return next(kind for kind in sorted(CONTENTS, key=len, reverse=True) if stem.startswith(kind))


def in_order(wanted, found):
    """Whether each of the wanted stands somewhere after the one before it."""
    rest = iter(found)
    return [heading for heading in wanted if heading not in rest]


@pytest.mark.parametrize("name", ["reference", "small", "starter", "first-draft"])
def test_every_content_has_its_heading(name):
    """A content that nobody has filled still has its place, where its absence is seen."""
    for file, text in documents(name).items():
        wanted = [pair[file.startswith("zh/")] for pair in CONTENTS[kind_of(file)]]
        assert in_order(wanted, headings(text)) == [], file


def test_each_kind_is_written():
    """The reference design yields every kind in both languages."""
    files = documents("reference")
    assert {(file[:2], kind_of(file)) for file in files} == {
        (tag, kind) for tag in ("en", "zh") for kind in CONTENTS
    }
