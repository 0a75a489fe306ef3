"""A report as one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from markupsafe import Markup

from dutykit.shipped import shipped
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


def report_html(  # noqa: PLR0913 (what a template is given)
    report: Report,
    fonts: Mapping[str, str],
    folders: list[Path],
    medium: Medium,
    template: str | None = None,
    *,
    values: Mapping[str, object] = MappingProxyType({}),
) -> str:
    """`report` laid out by the `template` of its kind, or another, from the template `folders`.

    `fonts` are CSS font lists by role, `values` what a plug-in gives its template besides. For the medium "html" the
    page also suits a screen. Raises TemplateFaultError.
    """
    context = {"report": report, "fonts": families_of(fonts, medium), "medium": medium, "values": values}
    return rendered(environment(folders), template or f"{report.kind}.html.j2", context)


@cache
def style_sheet(medium: Medium) -> str:
    """What the pages of dutykit's own reports are styled with, but for their fonts."""
    made = environment([shipped("templates/report")])
    names = ("page.css", "screen.css") if medium == "html" else ("page.css",)
    return "".join(rendered(made, name, {"medium": medium}) for name in names)


def families_of(fonts: Mapping[str, str], medium: Medium) -> dict[str, Markup]:
    """The font lists of `medium` by role; `fonts` are dutykit's and the office's."""
    lists = _on_screen(fonts) if medium == "html" else fonts
    return {role: Markup(names) for role, names in lists.items()}  # noqa: S704 (css_families escaped them)


def _on_screen(fonts: Mapping[str, str]) -> dict[str, str]:
    """Font lists that go on, after the first family, with those a reader's machine is likely to have."""
    lists = {}
    for role, names in fonts.items():
        first, comma, rest = names.partition(", ")
        lists[role] = f"{first}, {_ON_SCREEN[role]}{comma}{rest}"
    return lists
