"""The four elements of service: which sections of a design speak of each, and which change when it gets better."""

from __future__ import annotations

from itsm_compiler.diagnostics import Text

TOLD_BY: dict[str, tuple[Text, tuple[str, ...]]] = {
    "people": (Text("people", "人员"), ("roles", "teams", "staffing", "training", "appraisals")),
    "resource": (
        Text("resources", "资源"),
        ("tools", "service_desk", "knowledge", "spares", "spare_rules", "components"),
    ),
    "technology": (
        Text("technology", "技术"),
        ("technologies", "monitoring", "emergency_plans", "sops", "research", "standards"),
    ),
    "process": (Text("processes", "过程"), ("processes", "reports")),
}
"""What of the design speaks of each element."""
IMPROVED_BY: dict[str, tuple[Text, tuple[str, ...]]] = {
    "people": (
        Text("staffing, a role, a team, a training or an appraisal", "人员配置、角色、团队、培训或考核"),
        ("staffing", "roles", "teams", "training", "appraisals"),
    ),
    "resource": (
        Text(
            "a service, a component, a tool, the desk, the knowledge base or the spares",
            "服务、部件、工具、服务台、知识库或备件",
        ),
        ("services", "components", "tools", "service_desk", "knowledge", "spares", "spare_rules"),
    ),
    "technology": (
        Text(
            "research, a technology, an emergency plan, a procedure or monitoring",
            "研发、技术、应急预案、作业规范或监控",
        ),
        ("research", "technologies", "emergency_plans", "sops", "document_rules", "monitoring"),
    ),
    "process": (
        Text(
            "a process, a KPI, a service, the catalogue, a communication or a report",
            "过程、指标、服务、服务目录、沟通或报告",
        ),
        ("processes", "kpis", "services", "catalogue", "communications", "reports"),
    ),
}
"""What has to change when a KPI of an element is missed: in words, and the sections."""
