"""Which kinds of report a workspace has, and which of them a user asked for."""

from __future__ import annotations

from pathlib import Path

from dutykit.language import _
from dutykit.model.layout import TEMPLATE_FOLDER
from dutykit.model.refusal import Refusal
from dutykit.reports.kinds import KINDS, ReportKind, plugin_kinds, workspace_kinds
from dutykit.shipped import shipped
from dutykit.text.likeness import closest
from dutykit.typeset.templates import TemplateFaultError
from dutykit.workspace.discover import is_inside


def template_folders(root: Path) -> list[Path]:
    """Where templates are looked for: in the workspace, then among dutykit's own."""
    own = own_folder(root)
    return [*([own] if own else []), shipped(TEMPLATE_FOLDER)]


def own_folder(root: Path) -> Path | None:
    """The workspace's own folder of templates, if it has one."""
    own = root / TEMPLATE_FOLDER
    return own if own.is_dir() and is_inside(root, own) else None


def kinds_of(root: Path) -> dict[str, ReportKind]:
    """The kinds of report of the workspace `root` by name: dutykit's, those of plug-ins, its own. Raises Refusal."""
    own = own_folder(root)
    added = plugin_kinds()
    try:
        added += workspace_kinds(own) if own and not own.samefile(shipped(TEMPLATE_FOLDER)) else []
    except TemplateFaultError as error:
        raise template_unusable(error) from error
    return {kind.name: kind for kind in (*KINDS, *added)}


def kind_named(root: Path, name: str) -> ReportKind:
    """The kind that `name` or a title means. Raises Refusal."""
    kinds = {kind.name: kind for kind in KINDS}
    if name not in kinds:  # what is wrong with the workspace's own kinds matters only to them
        kinds = kinds_of(root)
    found = kinds.get(name) or next((kind for kind in kinds.values() if kind.title == name), None)
    if found is None:
        likely = closest(name, kinds)
        fix = (
            _("请检查是否为 {name}").format(name=likely) if likely else _("用 dutykit report --kind list 列出全部种类")
        )
        raise Refusal(_("没有名为 {name} 的报告种类").format(name=name), fix)
    if found.fault is not None:
        raise template_unusable(found.fault, found.folder)
    return found


def template_unusable(error: TemplateFaultError, plugin: Path | None = None) -> Refusal:
    """What a fault in a template means for the user; `plugin` is the folder of the plug-in that it is in."""
    name, line, reason = error.args
    if name.lower().endswith(".docx"):  # an office's own form
        message = _("模板 {name} 有错误：{reason}").format(name=name, reason=reason)
        return Refusal(message, _("改正模板中的该处内容；dutykit report --dump-context 列出可用的字段"))
    place = f"{TEMPLATE_FOLDER}/{name}" if plugin is None else str(plugin / name)
    if line:
        message = _("模板 {name} 第 {line} 行有错误：{reason}").format(name=place, line=line, reason=reason)
    else:
        message = _("模板 {name} 有错误：{reason}").format(name=place, reason=reason)
    if plugin is not None:
        return Refusal(message, _("更新该插件，或请其作者改正"))
    return Refusal(message, _("改正工作区的 templates/report，或删去它以使用随附的模板"))


def changed_templates(root: Path) -> frozenset[str]:
    """The names of dutykit's own kinds whose template the workspace has in its own form."""
    own = own_folder(root)
    if own is None or own.samefile(shipped(TEMPLATE_FOLDER)):
        return frozenset()
    return frozenset(kind.name for kind in KINDS if (own / kind.template).is_file())
