"""Where a workspace is, and which files of it there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.workspace.discover import (
    FolderNotFoundError,
    WorkspaceNotFoundError,
    cycles_of,
    find_workspace,
    is_read,
    name_in_workspace,
    workspace_at,
)
from dutykit.workspace.inventory import HISTORY, PAST


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in (
        "data/indicators.yaml",
        "data/past/2018/units.yaml",
        "data/past/2017/units.yaml",
        "data/past/1899/units.yaml",
        "data/past/20191/units.yaml",
        "data/past/x/units.yaml",
        "history/2019.jsonl",
        "history/2018.jsonl",
        "history/2018.json",
        "history/x.jsonl",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def test_the_cycles_there_are_files_of(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert [cycles_of(root, kind) for kind in PAST] == [[2017, 2018]] * 5
    assert cycles_of(root, HISTORY) == [2018, 2019]
    assert cycles_of(tmp_path_factory.mktemp("empty"), HISTORY) == []


def test_the_nearest_workspace(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert find_workspace(root / "data/past") == workspace_at(root / "data") == root
    outside = tmp_path_factory.mktemp("outside")
    with pytest.raises(WorkspaceNotFoundError):
        find_workspace(outside)
    with pytest.raises(FolderNotFoundError):
        workspace_at(root / "data/no")


def test_names(root: Path) -> None:
    assert name_in_workspace(root, root / "a/b.yaml") == "a/b.yaml"
    assert name_in_workspace(root / "x", root / "b.yaml") == (root / "b.yaml").as_posix()
    assert [is_read(name) for name in ("a.yaml", "a.YML", ".a.yaml", "~a.yaml", "a.json")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_catalogue_with_the_wrong_extension_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/indicators.yml").touch()
    with pytest.raises(WorkspaceNotFoundError) as refused:
        find_workspace(tmp_path / "data")
    assert "data/indicators.yml" in refused.value.message
    assert refused.value.fix == "将 data/indicators.yml 改名为 data/indicators.yaml"
