"""Write a baseline of what a workspace's findings are now."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from dutykit.model.finding import Finding
from dutykit.validate.baseline import Baseline, Covers, baseline_text, read_baseline
from dutykit.workspace.writing.output_file import write_output


def write_baseline(path: Path, findings: Iterable[Finding], covers: Covers) -> int:
    """Put `findings` into the baseline file `path`, in place of what the run `covers` in it; how many others stay.

    Raises OSError, and Refusal if the file is there and is no baseline.
    """
    before = read_baseline(path) if os.path.lexists(path) else Baseline()
    beside = before.outside(covers)
    write_output(path, baseline_text(findings, beside).encode())
    return sum(one.times for one in beside.values())
