"""The short machine words of the language as people say them; a planner's own words are written with spaces."""

from __future__ import annotations

from itsm_compiler.diagnostics import Text
from itsm_compiler.documents.view import phrase
from itsm_compiler.model.prose import Prose

WORDS = {
    # categories and kinds
    "system": Text("system services", "系统服务"),
    "application": Text("application", "应用"),
    "data": Text("data", "数据"),
    "network": Text("network", "网络"),
    "support": Text("support", "支持"),
    "cloud": Text("cloud", "云服务"),
    "facility": Text("facility", "基础设施"),
    "server": Text("server", "服务器"),
    "storage": Text("storage", "存储"),
    "database": Text("database", "数据库"),
    "middleware": Text("middleware", "中间件"),
    # service modes
    "remote": Text("remote support", "远程支持"),
    "on-site-visit": Text("on-site visits", "上门技术支持"),
    "on-site-resident": Text("resident staff on site", "常驻现场"),
    "central-monitoring": Text("central monitoring", "集中监控"),
    # channels
    "phone": Text("telephone", "电话"),
    "web": Text("web portal", "服务门户"),
    "mail": Text("e-mail", "电子邮件"),
    "on-site": Text("in person on site", "现场"),
    "chat": Text("chat", "即时通信"),
    # metrics
    "availability": Text("availability", "可用性"),
    "failures": Text("failures", "故障次数"),
    "recovery": Text("recovery time", "恢复时间"),
    "satisfaction": Text("satisfaction", "满意度"),
    "security-incidents": Text("security incidents", "安全事件数"),
    "response": Text("response", "响应"),
    "resolution": Text("resolution", "解决"),
    # lifecycle
    "chartered": Text("chartered", "已立项"),
    "designed": Text("designed", "已设计"),
    "built": Text("built", "已构建"),
    "tested": Text("tested", "已测试"),
    "operational": Text("operational", "运营中"),
    "retired": Text("retired", "已退役"),
    # elements, phases, responses
    "people": Text("people", "人员"),
    "resource": Text("resources", "资源"),
    "technology": Text("technology", "技术"),
    "process": Text("process", "过程"),
    "plan": Text("planning", "计划"),
    "execute": Text("execution", "执行"),
    "accept": Text("acceptance", "验收"),
    "operate": Text("operation", "运营"),
    "avoid": Text("avoid", "规避"),
    "mitigate": Text("mitigate", "减轻"),
    "transfer": Text("transfer", "转移"),
    "low": Text("low", "低"),
    "medium": Text("medium", "中"),
    "high": Text("high", "高"),
    "critical": Text("critical", "极高"),
}

PHASES = {
    "plan": phrase("Planning"),
    "execute": phrase("Execution"),
    "accept": phrase("Acceptance"),
    "operate": phrase("Operation"),
}
"""The phases of a deployment and what follows it, as headings."""


def word(name: str) -> Prose:
    """A machine word as people say it in each language; one that is not ours with spaces for hyphens."""
    known = WORDS.get(name)
    if known is None:
        return Prose.plain(name.replace("-", " "))
    return Prose({"en": known.en, "zh": known.zh})
