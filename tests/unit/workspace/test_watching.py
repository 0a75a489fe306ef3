"""What is noticed while a workspace is watched."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from dutykit.workspace.inventory import TEMPLATES
from dutykit.workspace.watching import Watch

SUBMISSION = "submissions/2019/甲局.yaml"
TEMPLATE = "templates/report/unit.html.j2"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace as far as watching looks at it."""
    for name in ("data/indicators.yaml", "data/units.yaml", SUBMISSION, "evidence/甲局/1-1.txt", TEMPLATE, "out/x.pdf"):
        path = tmp_path / "w" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return tmp_path / "w"


@pytest.fixture
def watch(root: Path) -> Watch:
    """A watch that has begun."""
    watch = Watch(root, [TEMPLATES])
    time.sleep(0.2)
    return watch


@pytest.mark.parametrize("name", [SUBMISSION, "data/units.yaml", "evidence/甲局/1-1.txt", TEMPLATE])
def test_saved_renamed_and_deleted(watch: Watch, root: Path, name: str) -> None:
    (root / name).write_text("y", encoding="utf-8")
    assert watch.wait() == (name,)
    spare = (root / name).with_name(".spare")
    spare.write_text("z", encoding="utf-8")
    spare.replace(root / name)
    assert watch.wait() == (name,)
    (root / name).unlink()
    assert watch.wait() == (name,)


@pytest.mark.parametrize("name", ["dutykit.yaml", ".dutykit.pending", "data/cycles.yaml", "submissions/2019/乙局.yml"])
def test_new_files(watch: Watch, root: Path, name: str) -> None:
    (root / name).write_text("y", encoding="utf-8")
    assert watch.wait() == (name,)


@pytest.mark.parametrize("name", ["history/2019.jsonl", "data/past/2018/units.yaml", "submissions/2020/a/乙局.yaml"])
def test_new_folders_are_watched_too(watch: Watch, root: Path, name: str) -> None:
    (root / name).parent.mkdir(parents=True)
    folders = {str(path.relative_to(root)) for path in (root / name).parents if path.is_relative_to(root)}
    assert set(watch.wait()) <= folders
    time.sleep(0.2)
    (root / name).write_text("y", encoding="utf-8")
    assert name in watch.wait()


@pytest.mark.parametrize(
    "name", ["out/x.pdf", "submissions/2019/.甲局.yaml.swp", "submissions/2019/~甲局.yaml", ".dutykit.lock"]
)
def test_what_is_no_part_of_the_workspace(watch: Watch, root: Path, name: str) -> None:
    (root / name).write_text("y", encoding="utf-8")
    time.sleep(0.4)
    (root / SUBMISSION).write_text("y", encoding="utf-8")
    assert watch.wait() == (SUBMISSION,)


def test_templates_only_where_they_are_asked_for(root: Path) -> None:
    watch = Watch(root)
    time.sleep(0.2)
    (root / TEMPLATE).write_text("y", encoding="utf-8")
    time.sleep(0.4)
    (root / SUBMISSION).write_text("y", encoding="utf-8")
    assert watch.wait() == (SUBMISSION,)


def test_links_are_not_followed(root: Path) -> None:
    (root / "submissions/all").symlink_to("/")
    (root / "reviews").symlink_to(root.parent)
    watch = Watch(root)
    assert watch._folders == {
        str(root / name) for name in ("", "data", "submissions", "submissions/2019", "evidence", "evidence/甲局")
    }


def test_a_folder_that_is_gone_and_a_system_that_cannot_watch(watch: Watch, root: Path) -> None:
    os.rename(root / "submissions/2019", root.parent / "2019")  # noqa: PTH104
    assert watch.wait() == ("submissions/2019",)
    watch._found.put(OSError(28, "OS file watch limit reached"))
    with pytest.raises(OSError, match="limit"):
        watch.wait()
