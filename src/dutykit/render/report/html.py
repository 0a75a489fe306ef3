"""A report as one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from markupsafe import Markup

from dutykit.render.report.templates import environment, rendered
from dutykit.render.report.view import CityReport, UnitReport

Medium = Literal["pdf", "html"]


def report_html(report: UnitReport | CityReport, fonts: Mapping[str, str], folders: list[Path], medium: Medium) -> str:
    """`report` laid out by unit.html.j2 or city.html.j2 of the template `folders`.

    `fonts` are CSS font lists by role. For the medium "html" the page also suits a screen. Raises
    TemplateFaultError.
    """
    name = "unit.html.j2" if isinstance(report, UnitReport) else "city.html.j2"
    families = {role: Markup(names) for role, names in fonts.items()}  # noqa: S704 (css_families escaped them)
    return rendered(environment(folders), name, {"report": report, "fonts": families, "medium": medium})
