"""Which names are those of copies."""

from __future__ import annotations

import pytest

from dutykit.text.copy_name import original_name

KNOWN = frozenset({"市财政局", "市财政", "indicators"})


@pytest.mark.parametrize(
    "added",
    [
        " - 副本", "副本", " - 副本 (2)", " - 副本 - 副本", " (1)", "（2）", "-旧", "_旧版", "-旧 (1)", "（修改）", "最终版2",
        " - Copy", " - Copy (2)", " copy 2", "_old", ".bak", "_BACKUP_123", "_LOCAL_9", "_20190507", "-2019-05-07",
        " (john's conflicted copy 2019-05-07)", ".sync-conflict-20190507-1200-ABC", "（冲突副本）", "_v2",
    ],
)  # fmt: skip
def test_a_copy(added: str) -> None:
    assert original_name(f"市财政局{added}", KNOWN) == "市财政局"


@pytest.mark.parametrize(
    "stem", ["市财政局", "市教育局 - 副本", "市财政局办公室", "市财政局新城分局", "副本", "", "x" * 300]
)
def test_no_copy(stem: str) -> None:
    assert original_name(stem, KNOWN) is None
