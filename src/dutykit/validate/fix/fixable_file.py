"""The files of a workspace that people write and mend, and what each holds."""

from __future__ import annotations

from collections.abc import Mapping

from dutykit.model.catalogue import Catalogue
from dutykit.model.cycle import Timetable
from dutykit.model.layout import (
    CATALOGUE_FILE,
    REGISTER_FILE,
    REVIEWS_FOLDER,
    SCORING_FILE,
    SETTINGS_FILE,
    SUBMISSIONS_FOLDER,
    TIMETABLE_FILE,
)
from dutykit.model.record import Record
from dutykit.model.review import Review
from dutykit.model.scoring import Scoring
from dutykit.model.settings import Settings
from dutykit.model.submission import Submission
from dutykit.model.unit import Register

_KINDS: Mapping[str, type[Record]] = {
    CATALOGUE_FILE: Catalogue,
    REGISTER_FILE: Register,
    SETTINGS_FILE: Settings,
    TIMETABLE_FILE: Timetable,
    SCORING_FILE: Scoring,
}
"""What the files hold that stand alone."""


def kind_of(name: str) -> type[Record]:
    """What the workspace's file `name` holds."""
    return _KINDS.get(name, Review if name.startswith(REVIEWS_FOLDER + "/") else Submission)


def is_mended(name: str) -> bool:
    """Whether the file is one that people write and mend; what is kept of past cycles stays as it was."""
    return name in _KINDS or name.startswith((SUBMISSIONS_FOLDER + "/", REVIEWS_FOLDER + "/"))
