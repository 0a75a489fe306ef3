"""A report as one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from markupsafe import Markup

from dutykit.typeset.report import Report
from dutykit.typeset.templates import environment, rendered

Medium = Literal["pdf", "html", "docx"]

_ON_SCREEN = {
    "fangsong": "FangSong, STFangsong",
    "kai": "KaiTi, STKaiti, 'Kaiti SC'",
    "hei": "SimHei, 'Heiti SC', 'PingFang SC', 'Noto Sans CJK SC'",
    "song": "SimSun, 'Songti SC', STSong, 'Noto Serif CJK SC'",
    "xiaobiaosong": "FZXiaoBiaoSong-B05S, STZhongsong, 'Songti SC', 'Noto Serif CJK SC'",
}
"""What Windows, macOS, phones and Linux have for each role: a page read on a screen brings no fonts along."""


def report_html(
    report: Report, fonts: Mapping[str, str], folders: list[Path], medium: Medium, template: str | None = None
) -> str:
    """`report` laid out by the `template` of its kind, or another, from the template `folders`.

    `fonts` are CSS font lists by role. For the medium "html" the page also suits a screen. Raises
    TemplateFaultError.
    """
    lists = _on_screen(fonts) if medium == "html" else fonts
    families = {role: Markup(names) for role, names in lists.items()}  # noqa: S704 (css_families escaped them)
    context = {"report": report, "fonts": families, "medium": medium}
    return rendered(environment(folders), template or f"{report.kind}.html.j2", context)


def _on_screen(fonts: Mapping[str, str]) -> dict[str, str]:
    """Font lists that go on, after the first family, with those a reader's machine is likely to have."""
    lists = {}
    for role, names in fonts.items():
        first, comma, rest = names.partition(", ")
        lists[role] = f"{first}, {_ON_SCREEN[role]}{comma}{rest}"
    return lists
