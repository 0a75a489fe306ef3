"""Write a baseline of what a workspace's findings are now."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dutykit.model.finding import Finding
from dutykit.validate.baseline import baseline_text
from dutykit.workspace.writing.output_file import write_output


def write_baseline(path: Path, findings: Iterable[Finding]) -> None:
    """Put `findings` into the baseline file `path`, in place of what it held. Raises OSError."""
    write_output(path, baseline_text(findings).encode())
