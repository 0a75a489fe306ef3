"""The kinds of report there are: dutykit's own, and those a workspace adds as templates."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from dutykit.check.plugin import Plugin, Values, installed_plugins
from dutykit.language import _
from dutykit.model.gap import ASSIGNMENTS, EVERYTHING, ROUND
from dutykit.model.layout import EVALUATIONS_FOLDER, SCORING_FILE, TIMETABLE_FILE
from dutykit.model.unit import Unit
from dutykit.reports.views.standing import Standing
from dutykit.typeset.report import Report
from dutykit.typeset.templates import TEMPLATE_BYTES, TemplateFaultError, contained_file

Scope = Literal["unit", "city"]
"""Whether a report is on one unit or on all of them."""
View = Callable[[Standing, Unit | None, Mapping[str, str]], Report]
"""Makes what a report shows; the unit is None for all units, the mapping is CSS font lists by role."""
SUFFIX = ".html.j2"
_FRAMES = frozenset({"base", "parts"})
"""Templates that others are made of."""
_HEADER = re.compile(r"\s*\{#-?\s*(.*?)\s*-?#\}", re.DOTALL)
_FIELDS = ("title", "view")


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One kind of report. The texts are Chinese, to be translated where a user reads them."""

    name: str
    """As --kind takes it; the template is `name`.html.j2."""
    title: str
    """As it is on the cover and in the file's name."""
    purpose: str
    views: Mapping[Scope, View] = field(hash=False)
    """What it shows, for each scope that it can be made for."""
    own: bool = False
    """Whether the workspace added it."""
    encloses: bool = True
    """Whether what the units submitted travels inside the PDF: not in what is sent to them, or shown to everybody."""
    without_duties: bool = False
    """Whether a unit that has no assignment can have one: problems may be found of it all the same."""

    is_joint: bool = False
    """Whether one can be made on several workspaces together."""
    needs: tuple[str, ...] = EVERYTHING
    """What it rests on: it is not made unless all of that was read whole."""
    folder: Path | None = None
    """Where a plug-in has its template."""
    values: Values | None = field(default=None, hash=False)
    """Makes what a plug-in gives its template besides."""
    fault: TemplateFaultError | None = field(default=None, hash=False)
    """Why it cannot be made: it is a plug-in's, and its template states what is not so."""

    @property
    def template(self) -> str:
        """The name of its template."""
        return self.name + SUFFIX


# The views are imported by those who make one: a command makes one kind of report.


def _unit(standing: Standing, unit: Unit | None, fonts: Mapping[str, str]) -> Report:
    from dutykit.reports.views.unit_view import unit_report

    if unit is None:
        raise ValueError(unit)
    return unit_report(standing, unit, fonts)


def _city(standing: Standing, _one: Unit | None, fonts: Mapping[str, str]) -> Report:
    from dutykit.reports.views.city_view import city_report

    return city_report(standing, fonts)


def _overview(standing: Standing, _one: Unit | None, fonts: Mapping[str, str]) -> Report:
    from dutykit.reports.views.overview_view import city_overview
    from dutykit.reports.views.province_view import province_overview

    day = standing.as_of
    if day is None:
        raise ValueError(day)  # there is nothing on it that is not of a day
    return province_overview(standing, day) if standing.cities else city_overview(standing, day, fonts)


def _rectification(standing: Standing, unit: Unit | None, fonts: Mapping[str, str]) -> Report:
    from dutykit.reports.views.rectification_view import rectification_report

    return rectification_report(standing, unit, fonts)


def _evidence(standing: Standing, unit: Unit | None, fonts: Mapping[str, str]) -> Report:
    from dutykit.reports.views.evidence_view import evidence_catalogue

    return evidence_catalogue(standing, unit, fonts)


def _tasks(standing: Standing, unit: Unit | None, fonts: Mapping[str, str]) -> Report:
    from dutykit.reports.views.notice_view import task_notice

    return task_notice(standing, unit, fonts)


def _form(standing: Standing, unit: Unit | None, fonts: Mapping[str, str]) -> Report:
    from dutykit.reports.views.form_view import blank_form

    return blank_form(standing, unit, fonts)


def _self_report(standing: Standing, unit: Unit | None, fonts: Mapping[str, str]) -> Report:
    from dutykit.reports.views.self_report_view import self_report

    return self_report(standing, unit, fonts)


def _letter(standing: Standing, unit: Unit | None, fonts: Mapping[str, str]) -> Report:
    from dutykit.reports.views.letter_view import reminder_letter

    return reminder_letter(standing, unit, fonts)


KINDS: tuple[ReportKind, ...] = (
    ReportKind("unit", "自评报告", "单位各项指标的自评结论、佐证材料和问题", {"unit": _unit}),
    ReportKind(
        "city",
        "全市评价报告",
        "总体评价、填报和复核情况、得分、预警、责任分解表和各项指标评价情况，附问题整改台账",
        {"city": _city},
        needs=(*EVERYTHING, EVALUATIONS_FOLDER),
    ),
    ReportKind(
        "rectification",
        "整改报告",
        "各问题的整改措施、完成时限和整改进展，以前年度遗留问题的整改进展，附问题整改台账",
        {"unit": _rectification, "city": _rectification},
        without_duties=True,
    ),
    ReportKind(
        "evidence",
        "佐证材料目录",
        "提交和留存备查的佐证材料，附文件大小和校验值（SHA-256）",
        {"unit": _evidence, "city": _evidence},
    ),
    ReportKind(
        "tasks",
        "任务通知单",
        "单位承担的指标、需填报的监测指标和报送时间",
        {"unit": _tasks},
        encloses=False,
        needs=(*ASSIGNMENTS, TIMETABLE_FILE, SCORING_FILE),
    ),
    ReportKind("form", "填报表", "空白表，打印后手工填写", {"unit": _form}, encloses=False),
    ReportKind(
        "self-report",
        "自评报告（公示稿）",
        "用于门户网站公示的文字稿，并统计字数",
        {"unit": _self_report},
        encloses=False,
    ),
    ReportKind(
        "overview",
        "工作情况一览",
        "全市一页：当前阶段、填报和销号、各单位进度、逾期问题、未达目标值的监测指标；写多个工作区时为各市一页",
        {"city": _overview},
        encloses=False,
        is_joint=True,
        needs=ASSIGNMENTS,
    ),
    ReportKind(
        "letter",
        "催办函",
        "逾期未报送、未整改的单位按催办规则应发的蓝色、橙色、红色催办函或督查单，编号后记入报送记录",
        {"unit": _letter},
        encloses=False,
        needs=ROUND,
    ),
)
"""dutykit's own kinds, in the order they are listed. `unit` and `city` are made where no kind is named."""


def workspace_kinds(folder: Path) -> list[ReportKind]:
    """The kinds that the templates in `folder` add, by name; one named like a kind of dutykit's own replaces no view.

    A template may begin with a comment `{# title: 督办函; view: rectification #}`: what the kind is called, and
    whose view it shows; without `view` it shows what the evaluation reports show. Raises TemplateFaultError.
    """
    return [_added(folder, path.name) for path in _templates(folder)]


def _templates(folder: Path) -> list[Path]:
    """The templates in `folder` that add a kind."""
    taken = _FRAMES | {kind.name for kind in KINDS}
    names = ((path, path.name.removesuffix(SUFFIX)) for path in sorted(folder.glob(f"*{SUFFIX}")))
    return [
        path for path, name in names if not (name in taken or name.startswith(("_", ".")) or not name.isprintable())
    ]


def _added(folder: Path, template: str) -> ReportKind:
    """The kind that the `template` in `folder` adds. Raises TemplateFaultError."""
    known = {kind.name: kind for kind in KINDS}
    header = _header(folder, template)
    view = header.get("view")
    if view is not None and view not in known:
        names = "、".join(known)
        reason = _("没有名为 {name} 的报告种类，view 可以是：{names}").format(name=view, names=names)
        raise TemplateFaultError(template, 1, reason)
    shown = known["unit" if view is None else view]
    views = {**known["unit"].views, **known["city"].views} if view is None else shown.views
    name = template.removesuffix(SUFFIX)
    title = header.get("title", name)
    return replace(shown, name=name, title=title, purpose="工作区自己的模板", views=views, own=True)


def plugin_kinds() -> list[ReportKind]:
    """The kinds that installed plug-ins add: templates whose name begins with the plug-in's."""
    return [
        _of_plugin(name, plugin, plugin.templates, path.name)
        for name, plugin in installed_plugins().items()
        if plugin.templates is not None
        for path in _templates(plugin.templates)
        if path.name.startswith(f"{name}-")
    ]


def _of_plugin(name: str, plugin: Plugin, folder: Path, template: str) -> ReportKind:
    """The kind that the `template` of a plug-in adds, with what is wrong with it."""
    purpose = _("插件 {name} 的模板").format(name=name)
    try:
        kind = _added(folder, template)
    except TemplateFaultError as error:
        kind_name = template.removesuffix(SUFFIX)
        purpose += _("，不能使用：{reason}").format(reason=error.args[2])
        kind = replace(KINDS[0], name=kind_name, title=kind_name, fault=error)
    return replace(kind, purpose=purpose, own=False, folder=folder, values=plugin.values)


def _header(folder: Path, name: str) -> dict[str, str]:
    """What the comment at the top of a template states about its kind."""
    path = contained_file([folder], name, TEMPLATE_BYTES)
    if path is None:
        return {}
    with path.open(encoding="utf-8", errors="replace") as file:
        match = _HEADER.match(file.read(2_000))
    pairs = (part.partition(":") for part in re.split("[;；\n]", match[1] if match else ""))
    found = {key.strip(): value.strip() for key, _colon, value in pairs}
    return {key: found[key] for key in _FIELDS if found.get(key)}
