"""The baseline: findings that were there when a workspace took dutykit up, kept in a file and not reported again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from dutykit.language import _
from dutykit.model.finding import Finding
from dutykit.model.refusal import Refusal

_VERSION = 1
_LIMIT = 50_000_000
"""Bytes a baseline may have."""


def read_baseline(path: Path) -> Counter[str]:
    """How often each fingerprint is in the baseline `path`. Raises Refusal if it is not a baseline."""
    try:
        with path.open("rb") as file:
            text = file.read(_LIMIT + 1)
        data = json.loads(text) if len(text) <= _LIMIT else None
    except (OSError, ValueError, RecursionError) as error:
        raise _unusable(path) from error
    entries = data.get("findings") if isinstance(data, dict) and data.get("version") == _VERSION else None
    if not isinstance(entries, list):
        raise _unusable(path)
    counts: Counter[str] = Counter()
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("fingerprint"), str):
            raise _unusable(path)
        count = entry.get("count", 1)
        counts[entry["fingerprint"]] += count if isinstance(count, int) else 1
    return counts


def _unusable(path: Path) -> Refusal:
    message = _("{path} 不是已知问题清单，或无法读取").format(path=path)
    return Refusal(message, _("先用 --baseline {path} --update-baseline 生成已知问题清单").format(path=path))


def baseline_text(findings: Iterable[Finding]) -> str:
    """The baseline that holds just `findings`: sorted, a line each, so that its history reads well."""
    kept: dict[str, dict[str, object]] = {}
    for finding in sorted(findings, key=lambda one: one.order):
        entry = kept.setdefault(
            finding.fingerprint,
            {"rule": finding.rule, "file": finding.place.file, "fingerprint": finding.fingerprint, "count": 0},
        )
        entry["count"] = int(str(entry["count"])) + 1
    lines = ",\n".join(f"    {json.dumps(entry, ensure_ascii=False)}" for entry in kept.values())
    return f'{{\n  "version": {_VERSION},\n  "findings": [\n{lines}\n  ]\n}}\n'


def without_baseline(findings: Iterable[Finding], baseline: Counter[str]) -> tuple[list[Finding], int]:
    """The findings that are not in `baseline`, each of its entries standing for as many as it counts; and how many are."""
    if not baseline:
        return list(findings), 0
    left = Counter(baseline)
    new: list[Finding] = []
    known = 0
    for finding in findings:
        if left[finding.fingerprint] > 0:
            left[finding.fingerprint] -= 1
            known += 1
        else:
            new.append(finding)
    return new, known
