"""The search of Chinese pages."""

from __future__ import annotations

from tools.site.search import pairs


def test_chinese_is_found_by_any_two_neighbours_and_names_whole_or_by_their_parts() -> None:
    assert pairs("佐证材料：见 validate 和 missing-answer、章") == [
        *("佐证", "证材", "材料"),
        *("见", "validate", "和"),
        *("missing-answer", "missing", "answer"),
        "章",
    ]
