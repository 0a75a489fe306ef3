"""What became of joined logs as a JSON document, version 1."""

from __future__ import annotations

from collections.abc import Sequence

from dutykit.lifecycle.merging import Merged
from dutykit.model.history_entry import HistoryEntry

VERSION = 1


def merge_document(merged: Sequence[Merged]) -> dict[str, object]:
    """The document; keys are only ever added within a version.

    - `version`: 1; `ok`: whether nobody has to look at anything
    - `logs`: `file`, `unit` (null for the log of a cycle), `cycle`, `ends` (how many it had), `state` (what it leads to),
      `repeated` and `contradicting` (entries that are kept but do not count: `number`, `on`, `action`, `by`, `hash`), and
      `submission`: null, or `file`, `line` (where its conflict begins), `written`, `trouble`
    """
    return {
        "version": VERSION,
        "ok": not any(one.is_open for one in merged),
        "logs": [
            {
                "file": one.file,
                "unit": one.unit,
                "cycle": one.cycle,
                "ends": one.ends,
                "state": one.state,
                "repeated": [_entry(entry) for entry in one.repeated],
                "contradicting": [_entry(entry) for entry in one.contradicting],
                "submission": None
                if one.submission is None
                else {
                    "file": one.submission.file,
                    "line": one.submission.line,
                    "written": one.submission.is_written,
                    "trouble": one.submission.trouble,
                },
            }
            for one in merged
        ],
    }


def _entry(entry: HistoryEntry) -> dict[str, object]:
    return {
        "number": entry.number,
        "on": entry.on.isoformat(),
        "action": entry.action,
        "by": entry.by,
        "hash": entry.hash,
    }
