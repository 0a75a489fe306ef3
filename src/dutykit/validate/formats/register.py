"""The formats there are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module

from dutykit.validate.formats.report import Report

FORMATS: dict[str, str] = {
    "text": "text",
    "json": "json_v1",
    "sarif": "sarif",
    "junit": "junit",
    "github": "github",
    "gitlab": "gitlab",
}
"""The name of a format on the command line, and the file in this folder that writes it; a test holds both together."""


def formats() -> dict[str, Callable[[Report], str]]:
    """A function for each format that writes a report in it; the format's own module is imported when it is called."""
    return {name: partial(_render, module) for name, module in FORMATS.items()}


def _render(module: str, report: Report) -> str:
    text: str = import_module(f"{__package__}.{module}").render(report)
    return text
