"""The scoring rules to start from are valid as they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.check.run import run_checks
from dutykit.language import use_language
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.scoring_preset import preset_text, presets
from tests.rounds import three_years


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", sorted(presets()))
def test_a_preset_is_valid_as_it_stands(tmp_path: Path, name: str, language: str) -> None:
    root = three_years(tmp_path)
    workspace = load_workspace(root).workspace
    assert workspace is not None
    use_language("en" if language == "en" else "zh")
    try:
        text = preset_text(name, workspace.catalogue)
    finally:
        use_language("zh")
    (root / "data/scoring.yaml").write_text(text, encoding="utf-8")
    loaded = load_workspace(root)
    assert loaded.findings == ()
    assert loaded.workspace is not None
    assert loaded.workspace.scoring is not None
    found = [one for one in run_checks(loaded.workspace) if one.place.file == "data/scoring.yaml"]
    assert {one.rule for one in found} == {"unfilled-scoring-text"}, "nothing but what is to be filled in"
