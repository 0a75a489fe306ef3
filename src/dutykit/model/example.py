"""An example of what a rule finds, or lets pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """One case of a rule: it is tested that the rule states just this of it."""

    name: str
    """What the case shows, in a few words."""
    files: Mapping[str, str]
    """The files that matter, by name, as text."""
    findings: tuple[tuple[str, str], ...]
    """Place and message of each finding; empty for an example that passes."""
