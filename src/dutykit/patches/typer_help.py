"""Keeps typer from showing English types and ranges in help, such as TEXT and [1900<=x<=2999].

Our metavars and help texts say in the user's language what a parameter takes, and a number out of range is refused
with its limits.

Upstream: https://github.com/pallets/click/issues/2679 (open), for click, from which typer has the range; no issue of
typer's is known.
"""

from __future__ import annotations

from typing import Any

LIBRARY = "typer"


def without_types(parameter: Any) -> None:
    """Show neither the range of `parameter` (of typer.core) in help nor, if it is an argument, its type."""
    parameter._get_number_range_help_str = _no_range  # noqa: SLF001
    if parameter.param_type_name == "argument":
        parameter.display_type_rich = _no_type


def _no_range() -> None:
    return None


def _no_type(ctx: Any) -> None:  # noqa: ARG001 (typer's interface)
    return None
