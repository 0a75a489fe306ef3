from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.model.refusal import Refusal
from dutykit.output.saved_file import save
from dutykit.workspace.opening import open_workspace
from tests.rounds import three_years


def test_a_file_of_the_workspace_is_not_overwritten(tmp_path: Path) -> None:
    workspace, _findings = open_workspace(three_years(tmp_path / "ws"))
    assert workspace is not None
    before = (workspace.root / "data/units.yaml").read_bytes()
    link = tmp_path / "表.csv"
    link.symlink_to(workspace.root / "data/units.yaml")
    for path in (workspace.root / "data/units.yaml", link):
        with pytest.raises(Refusal, match="不能覆盖"):
            save(path, b"x")
    assert (workspace.root / "data/units.yaml").read_bytes() == before
    with pytest.raises(Refusal, match="是文件夹"):
        save(tmp_path, b"x")
    with pytest.raises(Refusal, match="无法写入"):
        save(workspace.root / "data/units.yaml/a.csv", b"x")
    save(tmp_path / "new/b.csv", b"x")
    assert (tmp_path / "new/b.csv").read_bytes() == b"x"
