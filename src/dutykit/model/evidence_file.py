"""What is on disk where an evidence entry points."""

from __future__ import annotations

from typing import Literal, NamedTuple

EVIDENCE_BYTES = 200_000_000
"""How large an evidence file may be, unless a workspace states otherwise."""

EvidenceState = Literal["present", "missing", "outside", "not_a_file", "unreadable", "too_large"]


class EvidenceFile(NamedTuple):
    """The outcome of looking for one evidence file; nothing outside the folder of evidence is ever opened."""

    path: str
    """As the entry gives it."""
    state: EvidenceState
    sha256: str | None = None
    """The hash of what is there; only where it is present."""
    size: int | None = None
    """In bytes; only where it is present or too large to be read."""
    kind: str | None = None
    """What its first bytes say it is, as a usual extension without the dot; None where they say nothing."""
