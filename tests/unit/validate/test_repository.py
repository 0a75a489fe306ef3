"""Where a workspace is in its repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.validate.repository import prefix_in_repository, repository_root


@pytest.mark.parametrize("is_worktree", [True, False])
def test_from_the_root_of_the_repository(tmp_path: Path, *, is_worktree: bool) -> None:
    root = tmp_path / "城市/甲"
    root.mkdir(parents=True)
    assert repository_root(root) is None
    assert prefix_in_repository(root) is None
    git = tmp_path / ".git"
    git.touch() if is_worktree else git.mkdir()
    assert repository_root(root) == tmp_path
    assert prefix_in_repository(root) == "城市/甲/"
    assert prefix_in_repository(tmp_path) == ""
