from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from dutykit.process import spare_folder as module
from dutykit.process.spare_folder import SpareFolder, spare_folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be locked")
CHILD = """
import sys, tempfile
tempfile.tempdir = sys.argv[1]
from dutykit.process.spare_folder import SpareFolder
folder = SpareFolder()
open(folder.path + "/left.pdf", "w").close()
print(folder.path, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", os.fspath(tmp_path))
    return tmp_path


def test_it_is_removed_at_the_end(place: Path) -> None:
    with spare_folder() as folder:
        (folder / "a").write_text("x", encoding="utf-8")
        assert folder.parent == place
        assert folder.stat().st_mode & 0o077 == 0
    assert not [*place.iterdir()]


def test_what_a_killed_process_left_goes_and_what_a_living_one_uses_stays(place: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD, os.fspath(place)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _number in range(2)
    ]
    folders = [Path((one.stdout.readline() if one.stdout else "").strip()) for one in running]
    os.kill(running[0].pid, signal.SIGKILL)
    running[0].communicate()
    mine = SpareFolder()
    assert sorted(place.iterdir()) == sorted([folders[1], Path(mine.path)])
    assert [*folders[1].iterdir()] == [folders[1] / "left.pdf"]
    os.kill(running[1].pid, signal.SIGKILL)
    running[1].communicate()
    mine.remove()
    with spare_folder() as folder:
        assert [*place.iterdir()] == [folder]


def test_in_a_place_of_its_own(place: Path) -> None:
    (place / "out").mkdir()
    (place / "out/.dutykit-run-12345678").mkdir()  # left: nobody holds it
    with spare_folder(place / "out") as folder:
        assert [*(place / "out").iterdir()] == [folder]


def test_one_that_another_process_takes_away_before_it_is_locked(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked, first = module._locked, [True]

    def removed_once(folder: str) -> int | None:
        lock = locked(folder)
        if first.pop() if first else False:
            Path(folder).rmdir()
        return lock

    monkeypatch.setattr(module, "_locked", removed_once)
    with spare_folder() as folder:
        assert [*place.iterdir()] == [folder]


def test_links_and_files_so_named_and_other_folders_stay(place: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "kept").write_text("x", encoding="utf-8")
    (place / ".dutykit-run-link").symlink_to(other, target_is_directory=True)
    (place / ".dutykit-run-file").write_text("x", encoding="utf-8")
    (place / "dutykit-other").mkdir()
    with spare_folder():
        pass
    assert (other / "kept").read_text(encoding="utf-8") == "x"
    assert sorted(one.name for one in place.iterdir()) == [".dutykit-run-file", ".dutykit-run-link", "dutykit-other"]


def test_where_nothing_can_be_locked_one_folder_is_made_and_none_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dutykit.process.spare_folder._locked", lambda _folder: None)
    with spare_folder(tmp_path) as folder:
        assert list(tmp_path.iterdir()) == [folder]
    assert list(tmp_path.iterdir()) == []
