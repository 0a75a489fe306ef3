"""Plug-ins: packages that add rules and kinds of report through an entry point in the group `dutykit.plugins`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dutykit.check.declare import Check
from dutykit.language import _
from dutykit.model.workspace import Workspace

GROUP = "dutykit.plugins"
INTERFACE = 1
"""The version of what a plug-in is given and gives; it changes only when a plug-in written for it would fail."""

Values = Callable[[Workspace, int, str | None], Mapping[str, object]]
"""What a plug-in's templates are given: from the workspace, the cycle and the unit's id, None for the whole city."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """What a package adds. Its entry point's name is the plug-in's name."""

    interface: int
    """The version of the interface that it was written for: `INTERFACE`."""
    rules: tuple[Check, ...] = ()
    """Rules made by `dutykit.rule`; the name of each begins with the plug-in's and a hyphen."""
    templates: Path | None = None
    """A folder of report templates, `<kind>.html.j2`, each a kind of report like those of a workspace."""
    values: Values | None = None
    """Makes the `values` that these templates are given, plain data."""


class PluginFaultError(Exception):
    """A plug-in cannot be used; `args` are the reason and how to fix it."""


@cache
def plugin_named(name: str) -> Plugin:
    """The installed plug-in of that name. Raises PluginFaultError, whatever goes wrong in it."""
    from importlib.metadata import entry_points  # looks through everything installed

    found = entry_points(group=GROUP, name=name)
    if not found:
        raise PluginFaultError(_("没有安装"), _("安装提供该插件的软件包，或从 dutykit.yaml 的 plugins 中删去"))
    fix = _("更新或卸载该插件，或从 dutykit.yaml 的 plugins 中删去")
    if len(found) > 1:
        raise PluginFaultError(_("有 {count} 个软件包都提供该插件").format(count=len(found)), fix)
    try:
        plugin = next(iter(found)).load()
    except Exception as error:
        raise PluginFaultError(_("无法载入：{reason}").format(reason=_told(error)), fix) from error
    if not isinstance(plugin, Plugin):
        raise PluginFaultError(_("入口指向的不是 dutykit.Plugin"), fix)
    if plugin.interface != INTERFACE:
        reason = _("为接口版本 {theirs} 编写，本版 dutykit 的接口版本为 {ours}")
        raise PluginFaultError(reason.format(theirs=plugin.interface, ours=INTERFACE), fix)
    for one in plugin.rules:
        _look_over(name, one, fix)
    return plugin


def _look_over(name: str, rule: object, fix: str) -> None:
    """Raises PluginFaultError unless `rule` is one and can be shown."""
    if not isinstance(rule, Check) or not rule.name.startswith(f"{name}-"):
        shown = rule.name if isinstance(rule, Check) else repr(rule)
        reason = _("规则 {rule} 不是由 dutykit.rule 定义，或者名称不以“{name}-”开头")
        raise PluginFaultError(reason.format(rule=shown, name=name), fix)
    try:
        _page = rule.rule
    except ValueError as error:
        raise PluginFaultError(_("无法载入：{reason}").format(reason=_told(error)), fix) from error


def plugin_rules(name: str) -> tuple[Check, ...]:
    """The rules of the plug-in; none of one that cannot be used, which a rule of dutykit's own reports."""
    try:
        return plugin_named(name).rules
    except PluginFaultError:
        return ()


def stopped(name: str, error: Exception) -> tuple[str, str]:
    """What is to be said of a rule or kind of report that raised `error`, and how to fix it."""
    message = _("插件的 {name} 运行出错：{reason}").format(name=name, reason=_told(error))
    return message, _("更新该插件，或请其作者改正")


def installed_names() -> list[str]:
    """The name of every plug-in that is installed, whether it can be used or not."""
    from importlib.metadata import entry_points

    return sorted({one.name for one in entry_points(group=GROUP)})


def installed_plugins() -> dict[str, Plugin]:
    """Every plug-in that is installed and can be used, by name."""
    found = {}
    for name in installed_names():
        with suppress(PluginFaultError):
            found[name] = plugin_named(name)
    return found


def _told(error: Exception) -> str:
    """What an error of somebody else's code says, on one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]
