"""Settings of a new workspace."""

from __future__ import annotations

from dutykit.language import _
from dutykit.workspace.yaml.scalar_text import scalar_text


def settings_text(cycle: int, place_name: str | None, origin: str | None = None) -> str:
    """The text of a new dutykit.yaml; `origin`, if given, states where its cycle comes from."""
    named = f"place_name: {scalar_text(place_name)}" if place_name else "# place_name: " + _("某市")
    return "\n".join(
        (
            "# " + _("工作区设置；各项均可不写。"),
            "# "
            + (
                _("当前年度：")
                if origin is None
                else _("当前年度（取自{origin}，如有误请改正）：").format(origin=origin)
            ),
            f"cycle: {cycle}",
            "# " + _("地名，用于报告封面："),
            named,
            "# " + _("本单位自有的字体，按角色列出，优先于 dutykit 随附的字体："),
            "# fonts:",
            "#   xiaobiaosong: [方正小标宋简体]",
            "#   fangsong: [仿宋_GB2312]",
            "#   kai: [楷体_GB2312]",
            "#   hei: [黑体]",
            "",
        )
    )
