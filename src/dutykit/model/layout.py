"""The names of the files of a workspace; `dutykit.workspace.inventory` says what each contains."""

from __future__ import annotations

CATALOGUE_FILE = "data/indicators.yaml"
REGISTER_FILE = "data/units.yaml"
SETTINGS_FILE = "dutykit.yaml"
SUBMISSIONS_FOLDER = "submissions"
TIMETABLE_FILE = "data/cycles.yaml"
SCORING_FILE = "data/scoring.yaml"
REVIEWS_FOLDER = "reviews"
"""A file for each unit and year: what the office decided; below it a folder for each unit with its reviewers' own."""
EVIDENCE_FOLDER = "evidence"
"""Where all evidence files are, a folder for each unit."""
COLLECTED_FOLDER = "collected"
"""What was taken from the forms of units: a folder for each cycle, a file for each unit."""
CYCLE = "{cycle}"
"""Stands for the year in names of which there is one for each cycle."""
FOLDER = "{folder}"
"""Stands for any folder in the name of a deeper one."""
EVALUATIONS_FOLDER = "data/evaluations"
"""What the office states of all units, a file for each cycle."""
PAST_FOLDER = "data/past"
"""What each cycle that is over was asked by, in a folder named for its year."""
HISTORY_FOLDER = "history"
HISTORY_FILE = f"{HISTORY_FOLDER}/{CYCLE}.jsonl"
"""The log of what concerns all units of a cycle."""
UNIT_HISTORY_FOLDER = f"{HISTORY_FOLDER}/{CYCLE}"
"""The logs of the units of a cycle, a file for each."""
PENDING_FILE = ".dutykit.pending"
"""The note of a change that is being written; after a kill the next command that writes finishes the change."""
LOCK_FILE = ".dutykit.lock"
"""In the workspace itself, so that it applies to all who write there: other users, containers, shared disks."""
TEMPLATE_FOLDER = "templates/report"
"""The workspace's own templates."""
SCHEMA_FOLDER = ".dutykit/schemas"
"""Where `dutykit schema --install` puts JSON Schemas."""
IGNORED_FILE = ".gitignore"
ATTRIBUTES_FILE = ".gitattributes"
"""What git leaves alone: what is made anew at any time."""
EDITOR_SETTINGS = ".vscode/settings.json"
EDITOR_EXTENSIONS = ".vscode/extensions.json"


def past_file(cycle: int | str, name: str) -> str:
    """Where the file of the usual `name` (catalogue, units, scoring, timetable, settings) of a cycle that is over is kept."""
    return f"{PAST_FOLDER}/{cycle}/{name.rpartition('/')[2]}"


def evaluation_file(cycle: int) -> str:
    """The name of what the office states of all units in `cycle`."""
    return f"{EVALUATIONS_FOLDER}/{cycle}.yaml"


def history_file(cycle: int) -> str:
    """The name of the log of what concerns all units of `cycle`."""
    return HISTORY_FILE.format(cycle=cycle)


def unit_history_file(cycle: int, stem: str) -> str:
    """The name of the log of a unit of `cycle`, whose name as a file name is `stem`."""
    return f"{UNIT_HISTORY_FOLDER.format(cycle=cycle)}/{stem}.jsonl"
