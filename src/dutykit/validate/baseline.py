"""The baseline: findings that were there when a workspace took dutykit up, kept in a file and not reported again."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from dutykit.check.all_rules import firm_rules
from dutykit.language import _
from dutykit.model.finding import Finding
from dutykit.model.refusal import Refusal
from dutykit.workspace.file_bytes import TooLargeError, file_bytes
from dutykit.workspace.writing.output_file import write_output

_VERSION = 1
_LIMIT = 50_000_000
"""Bytes a baseline may have."""


class Entry(NamedTuple):
    """Findings that share a fingerprint."""

    rule: str
    file: str
    times: int


Covers = Callable[[str, str], bool]
"""Whether a run looks for the findings of a rule in a file."""


@dataclass(frozen=True)
class Baseline:
    """What a baseline holds, by fingerprint."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    def without(self, findings: Iterable[Finding]) -> tuple[list[Finding], Counter[str]]:
        """The findings that are not in it, each entry standing for as many as it counts; and those that are.

        A finding of a firm rule is always new.
        """
        found = list(findings)
        if not self.entries:
            return found, Counter()
        firm = firm_rules()
        left = Counter({fingerprint: one.times for fingerprint, one in self.entries.items()})
        new: list[Finding] = []
        known: Counter[str] = Counter()
        for finding in found:
            fingerprint = finding.fingerprint
            if finding.rule not in firm and left[fingerprint] > 0:
                left[fingerprint] -= 1
                known[fingerprint] += 1
            else:
                new.append(finding)
        return new, known

    def stale(self, known: Mapping[str, int], covers: Covers) -> int:
        """How many of the findings in it, of those a run looked for, do not occur any more; `known` do."""
        return sum(
            max(one.times - known.get(fingerprint, 0), 0)
            for fingerprint, one in self.entries.items()
            if covers(one.rule, one.file)
        )

    def outside(self, covers: Covers) -> dict[str, Entry]:
        """The entries that a run did not look for."""
        return {key: one for key, one in self.entries.items() if not covers(one.rule, one.file)}


def read_baseline(path: Path) -> Baseline:
    """The baseline in the file `path`. Raises Refusal if it is not one."""
    try:
        data = json.loads(file_bytes(path, _LIMIT))
    except (OSError, TooLargeError, ValueError, RecursionError) as error:
        raise _unusable(path) from error
    rows = data.get("findings") if isinstance(data, dict) and data.get("version") == _VERSION else None
    if not isinstance(rows, list):
        raise _unusable(path)
    entries: dict[str, Entry] = {}
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("fingerprint"), str):
            raise _unusable(path)
        count = row.get("count", 1)
        before = entries.get(row["fingerprint"])
        count = (count if isinstance(count, int) else 1) + (0 if before is None else before.times)
        entries[row["fingerprint"]] = Entry(str(row.get("rule", "")), str(row.get("file", "")), count)
    return Baseline(entries)


def _unusable(path: Path) -> Refusal:
    message = _("{path} 不是已知问题清单，或无法读取").format(path=path)
    return Refusal(message, _("先用 --baseline {path} --update-baseline 生成已知问题清单").format(path=path))


def baseline_text(findings: Iterable[Finding], beside: Mapping[str, Entry]) -> str:
    """The baseline that holds `findings` and the entries `beside`: sorted, a line each, so that its history reads well.

    What cannot be let pass is not among them.
    """
    firm = firm_rules()
    kept: dict[str, Entry] = dict(beside)
    for finding in findings:
        if finding.rule not in firm:
            before = kept.get(finding.fingerprint)
            count = 1 if before is None else before.times + 1
            kept[finding.fingerprint] = Entry(finding.rule, finding.place.file, count)
    rows = [
        {"rule": one.rule, "file": one.file, "fingerprint": fingerprint, "count": one.times}
        for fingerprint, one in sorted(kept.items(), key=lambda row: (row[1].file, row[1].rule, row[0]))
    ]
    lines = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in rows)
    return f'{{\n  "version": {_VERSION},\n  "findings": [\n{lines}\n  ]\n}}\n'


def write_baseline(path: Path, findings: Iterable[Finding], covers: Covers) -> int:
    """Put `findings` into the baseline file `path`, in place of what the run `covers` in it; how many others stay.

    Raises OSError, and Refusal if the file is there and is no baseline.
    """
    before = read_baseline(path) if os.path.lexists(path) else Baseline()
    beside = before.outside(covers)
    write_output(path, baseline_text(findings, beside).encode())
    return sum(one.times for one in beside.values())
