from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dutykit.reports.press.kept import is_made, keep


def test_only_what_was_made_from_just_this_counts(tmp_path: Path) -> None:
    path = tmp_path / "甲.pdf"
    assert not is_made(tmp_path, path, "k1")
    path.write_bytes(b"%PDF")
    assert not is_made(tmp_path, path, "k1")
    keep(tmp_path, path, "k1", b"%PDF")
    assert is_made(tmp_path, path, "k1")
    assert not is_made(tmp_path, path, "k2")
    assert not is_made(tmp_path, tmp_path / "乙.pdf", "k1")


def _garbage(cache: Path) -> None:
    for note in cache.iterdir():
        note.write_bytes(b"\xff\x00" * 9)


def _folder(cache: Path) -> None:
    for note in cache.iterdir():
        note.unlink()
        note.mkdir()


@pytest.mark.parametrize(
    "harm",
    [
        _garbage,
        _folder,
        lambda cache: [note.write_bytes(b"") for note in cache.iterdir()],
        lambda cache: [note.unlink() for note in cache.iterdir()],
        lambda cache: (cache.parent / "甲.pdf").write_bytes(b"%PDE"),
        lambda cache: (cache.parent / "甲.pdf").write_bytes(b"%PDF "),
        lambda cache: (cache.parent / "甲.pdf").unlink(),
        lambda cache: [(cache.parent / "甲.pdf").rename(cache.parent / "b"), (cache.parent / "甲.pdf").symlink_to("b")],
    ],
)
def test_a_damaged_note_or_report_is_as_none(tmp_path: Path, harm: Callable[[Path], object]) -> None:
    cache, path = tmp_path / "cache", tmp_path / "甲.pdf"
    cache.mkdir()
    path.write_bytes(b"%PDF")
    keep(cache, path, "k", b"%PDF")
    assert is_made(cache, path, "k")
    harm(cache)
    assert not is_made(cache, path, "k")
    keep(cache, path, "k", b"%PDF")  # what cannot be kept is let be


def test_a_cache_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    keep(tmp_path / "none", tmp_path / "甲.pdf", "k", b"")
    assert not is_made(tmp_path / "none", tmp_path / "甲.pdf", "k")
