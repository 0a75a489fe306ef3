"""A plug-in that the workspace names cannot be used, or one of its rules stops."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.plugin import PluginFaultError, plugin_named
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True, firm=True)
def plugin_unusable(workspace: Workspace) -> Iterable[Flaw]:
    """dutykit.yaml 的 plugins 中的插件无法使用，或其规则运行出错。

    为什么：该插件的规则没有查完，校验通过不说明数据符合这些规则。

    处理建议：安装或更新该插件；不再需要的，从 dutykit.yaml 的 plugins 中删去。
    """
    settings = workspace.settings
    for number, name in enumerate(settings.plugins):
        try:
            plugin_named(name)
        except PluginFaultError as error:
            reason, fix = error.args
            message = _("插件“{name}”{reason}").format(name=shortened(name), reason=reason)
            yield Flaw(settings.item_place("plugins", number), message, fix)
