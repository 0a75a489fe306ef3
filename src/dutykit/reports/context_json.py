"""What a template is given, as JSON: for whoever writes one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from dutykit.typeset.html import Medium
from dutykit.typeset.report import Report


def context_json(
    report: Report, fonts: Mapping[str, str], medium: Medium, template: str, values: Mapping[str, object]
) -> str:
    """The names a template can use, with what they hold; beside them the name of the template."""
    context = {
        "template": template,
        "report": _plain(report),
        "fonts": dict(fonts),
        "medium": medium,
        **({"values": values} if values else {}),
    }
    return json.dumps(context, ensure_ascii=False, indent=2, default=str) + "\n"


def _plain(value: Any) -> Any:
    """`value` as JSON can hold it: records as objects, tuples as lists."""
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, str) else value
