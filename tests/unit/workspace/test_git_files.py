"""What git is told of a new workspace."""

from __future__ import annotations

from pathlib import Path

from dutykit.workspace.git_files import attributes_text, git_files_where_none, ignored_text


def test_git_leaves_alone_what_is_made_anew() -> None:
    assert "/out/" in ignored_text().splitlines()


def test_lines_of_two_places_are_both_kept() -> None:
    lines = attributes_text().splitlines()
    assert "history/**/*.jsonl text eol=lf merge=union" in lines
    assert "evidence/** -text" in lines


def test_what_is_there_stays(tmp_path: Path) -> None:
    assert set(git_files_where_none(tmp_path)) == {".gitignore", ".gitattributes"}
    (tmp_path / ".gitignore").touch()
    assert set(git_files_where_none(tmp_path)) == {".gitattributes"}
