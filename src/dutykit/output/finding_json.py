"""Where findings are and what they say, for the JSON documents that list them beside something else."""

from __future__ import annotations

from collections.abc import Sequence

from dutykit.model.finding import Finding


def findings_json(findings: Sequence[Finding]) -> list[dict[str, object]]:
    """Each with `rule`, `file`, `line`, `column` and `message`."""
    return [
        {
            "rule": one.rule,
            "file": one.place.file,
            "line": one.place.line,
            "column": one.place.column,
            "message": one.message,
        }
        for one in findings
    ]
