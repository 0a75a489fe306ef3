"""Where the files of a workspace stand."""

from __future__ import annotations

CATALOGUE_FILE = "data/indicators.yaml"
REGISTER_FILE = "data/units.yaml"
SETTINGS_FILE = "dutykit.yaml"
SUBMISSIONS_FOLDER = "submissions"
TIMETABLE_FILE = "data/cycles.yaml"
SCORING_FILE = "data/scoring.yaml"
REVIEWS_FOLDER = "reviews"
EVIDENCE_FOLDER = "evidence"
"""Where evidence files usually stand, a folder a unit; an entry may name any other place in the workspace."""
PAST_FOLDER = "data/past"
"""The catalogue and the units of each cycle that is over, in a folder named for its year."""
HISTORY_FOLDER = "history"
PENDING_FILE = ".dutykit.pending"
"""What a command is about to write: whoever finds it finishes the work."""


def past_file(cycle: int, name: str) -> str:
    """Where the catalogue or the units (their usual `name`) of a cycle that is over are kept."""
    return f"{PAST_FOLDER}/{cycle}/{name.rpartition('/')[2]}"


def history_file(cycle: int) -> str:
    """Where the log of `cycle` stands."""
    return f"{HISTORY_FOLDER}/{cycle}.jsonl"
