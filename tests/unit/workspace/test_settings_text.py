"""The settings of a new workspace are valid as they stand, and with every comment turned into a setting."""

from __future__ import annotations

import re

from dutykit.model.settings import DEFAULTS, Settings
from dutykit.workspace.decode import decode
from dutykit.workspace.settings_text import settings_text
from dutykit.workspace.yaml.reader import read_yaml


def read(text: str) -> Settings:
    document = read_yaml(text.encode(), "dutykit.yaml", DEFAULTS.limits)
    record, findings, complete = decode(Settings, document)
    assert (record is not None, document.findings, findings, complete) == (True, [], [], True)
    assert record is not None
    return record


def test_only_cycle_and_place_are_set() -> None:
    assert read(settings_text(2026, None)).model_dump(exclude_unset=True) == {"cycle": 2026}
    assert read(settings_text(2026, "[某市]: #1")).model_dump(exclude_unset=True) == {
        "cycle": 2026,
        "place_name": "[某市]: #1",
    }


def test_every_comment_is_a_setting_once_its_mark_is_removed() -> None:
    text = re.sub(r"(?m)^# (?=[a-z_]+:|  )", "", settings_text(2026, None))
    settings = read(text)
    fields = set(Settings.model_fields)
    assert set(settings.model_dump(exclude_unset=True)) == fields
    assert settings.report.issuer == "某市人民政府教育督导室"


def test_where_the_year_is_from_stays_true_when_the_year_changes() -> None:
    text = settings_text(2026, None, "成文日期")
    assert "导入时按成文日期填为 2026" in text
    assert "# 当前年度（取自" not in text
