"""Where the files of a workspace stand."""

from __future__ import annotations

CATALOGUE_FILE = "data/indicators.yaml"
REGISTER_FILE = "data/units.yaml"
SETTINGS_FILE = "dutykit.yaml"
SUBMISSIONS_FOLDER = "submissions"
