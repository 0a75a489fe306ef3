"""A report as one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from markupsafe import Markup

from dutykit.render.report.templates import environment, rendered
from dutykit.render.report.view import Report

Medium = Literal["pdf", "html"]


def report_html(
    report: Report, fonts: Mapping[str, str], folders: list[Path], medium: Medium, template: str | None = None
) -> str:
    """`report` laid out by the `template` of its kind, or another, from the template `folders`.

    `fonts` are CSS font lists by role. For the medium "html" the page also suits a screen. Raises
    TemplateFaultError.
    """
    families = {role: Markup(names) for role, names in fonts.items()}  # noqa: S704 (css_families escaped them)
    context = {"report": report, "fonts": families, "medium": medium}
    return rendered(environment(folders), template or f"{report.kind}.html.j2", context)
