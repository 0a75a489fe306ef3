"""What becomes of files when a command that writes them is killed, meets another one, or the disk refuses."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest
import typer

from dutykit.cli.app import application
from dutykit.model.layout import LOCK_FILE, PENDING_FILE
from dutykit.workspace.inventory import KINDS
from tests.conftest import Dutykit, MadeOnce, Ran
from tests.moments import KILLED, Asked, Moment, moments
from tests.writing_commands import COMMANDS, READING, REFUSED, make_base, prepare

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="commands are killed in a copy of a process")

KILLS = 5
"""Of each command."""
OTHERS = 6
"""With which each command meets, itself among them: all of them lock the workspace by the one transaction."""
ASKED_TO_END = (signal.SIGTERM, signal.SIGINT)
OWN = [name for name, words in COMMANDS.items() if "../new" not in words]
"""Those that write files of the workspace, and are alone in it."""
_LEFT = re.compile(r"\.dutykit\.(lock|pending)|\.dutykit-run-.*|.*\.tmp")
Files = dict[str, bytes]


@pytest.fixture
def base(made_once: MadeOnce, dutykit: Dutykit) -> Path:
    """A workspace and what comes from outside; not to be changed."""
    return made_once("writers", lambda folder: make_base(folder, dutykit))


class Place:
    """A copy of the workspace and what came from outside, in which commands run."""

    def __init__(self, base: Path, folder: Path, dutykit: Dutykit, name: str) -> None:
        self.folder, self._dutykit = folder, dutykit
        self.root, self.log, self.spare = folder / "w", folder.with_suffix(".log"), folder / "tmp"
        shutil.rmtree(folder, ignore_errors=True)
        self.log.unlink(missing_ok=True)
        shutil.copytree(base, folder)
        self.spare.mkdir()
        prepare(self.root, name)

    def run(self, words: str, **asked: Any) -> Ran:
        """Run a command in the workspace."""
        environment = {"SOURCE_DATE_EPOCH": "1496275200", "TMPDIR": str(self.spare)}  # 1 June 2017
        watch = cast("Asked", {"folder": str(self.folder), "log": str(self.log), **asked}) if asked else None
        ran = self._dutykit(*words.split(), cwd=self.root, env=environment, moments=watch)
        assert "Traceback" not in ran.err, ran.err
        return ran

    def files(self, *below: str) -> Files:
        """All files, or those in some of the folders, but for temporary ones."""
        found = (one for name in below or (".",) for one in (self.folder / name).rglob("*") if one.is_file())
        return {one.relative_to(self.folder).as_posix(): one.read_bytes() for one in found}

    def left(self) -> list[str]:
        """What is there only while a command runs."""
        names = (one.relative_to(self.folder).as_posix() for one in self.folder.rglob("*"))
        return [one for one in names if one.startswith("tmp/") or _LEFT.fullmatch(one.rpartition("/")[2])]


class Done(NamedTuple):
    """What a command does to the files when nothing comes in between."""

    old: Files
    new: Files
    moments: list[Moment]
    code: int

    @property
    def own_new(self) -> Files:
        """Those of the workspace afterwards."""
        return _own(self.new)


def _own(files: Files) -> Files:
    return {key: data for key, data in files.items() if key.startswith("w/")}


def done(place: Place, name: str) -> Done:
    """Run the command `name`."""
    old = place.files()
    ran = place.run(COMMANDS[name], kill_at=-1)
    new = place.files()
    assert new != old, (name, ran.out, ran.err)
    assert place.left() == []
    return Done(old, new, moments(place.log), ran.code)


_USUAL: dict[str, Done] = {}


def usually(base: Path, folder: Path, dutykit: Dutykit, name: str) -> Done:
    """What the command `name` does in a folder of the tests' own disk; found out once in a process."""
    if name not in _USUAL:
        _USUAL[name] = done(Place(base, folder / "x", dutykit, name), name)
    return _USUAL[name]


def test_every_writer_is_among_them() -> None:
    """A command that is not here was forgotten: put it into tests/writing_commands.py."""
    typed = [words.split() for words in COMMANDS.values()]
    for writer in {writer for kind in KINDS for writer in (*kind.writers, *kind.deleters)}:
        assert any({*writer.split()} <= {*words} for words in typed), writer
    for path, command in _commands(typer.main.get_command(application([], {}))):
        for option in {"output", "replies", "annotate", "update_baseline", "install", "fix"} & {
            one.name for one in command.params
        }:
            assert any(
                words[: len(path)] == path and {"-o", f"--{option.replace('_', '-')}"} & {*words} for words in typed
            ), (path, option)
    assert len(COMMANDS) * KILLS >= 200


def _commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[list[str], Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, (*path, name))
        else:
            yield [*path, name], command


def test_every_module_that_writes_is_at_work_in_them(
    base: Path, tmp_path: Path, dutykit: Dutykit, repository: Path
) -> None:
    source = repository / "src"
    calls = re.compile(r"(?<!def )\b(?:write_output|transaction|changing|create_files)\(")
    writers = {
        ".".join(path.relative_to(source).with_suffix("").parts)
        for path in source.rglob("*.py")
        if calls.search(path.read_text("utf-8")) and "workspace/writing" not in path.as_posix()
    }
    ran = (usually(base, tmp_path, dutykit, name).moments for name in COMMANDS)
    at_work = {module for found in ran for one in found for module in one.modules}
    assert writers <= at_work


@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_any_moment_all_files_are_old_or_new_after_the_next_command(
    name: str, base: Path, tmp_path: Path, dutykit: Dutykit
) -> None:
    usual = usually(base, tmp_path, dutykit, name)
    chance = random.Random(name)  # noqa: S311 # the moments only have to differ
    ways: list[dict[str, Any]] = [{"kill_at": chance.randrange(len(usual.moments))} for _one in range(KILLS - 2)]
    ways += [{"kill_after": chance.uniform(0.02, 0.2)}]
    ways += [{"kill_at": chance.randrange(len(usual.moments)), "signal": chance.choice(ASKED_TO_END)}]
    for way in ways:
        place = Place(base, tmp_path / "x", dutykit, name)
        ran = place.run(COMMANDS[name], **way)
        if "signal" in way:  # who is asked to end leaves nothing to be done
            assert ran.code in {128 + way["signal"], usual.code}, (way, ran)
            assert place.left() == [], (way, ran)
        else:
            assert ran.code == KILLED or "kill_after" in way, (way, ran)
        _holds_after_the_next(place, name, usual, way)


def _holds_after_the_next(place: Place, name: str, usual: Done, way: dict[str, Any]) -> None:
    was_pending = (place.root / PENDING_FILE).exists()
    before = place.files("w")
    healing = place.run(REFUSED)
    assert healing.code in {1, 2}
    own = place.files("w")
    assert own in (_own(usual.old), usual.own_new), way
    assert not [one for one in place.left() if one.startswith("w/")], (way, place.left())
    finished = {key for key in own.keys() | before.keys() if own.get(key) != before.get(key) and not _is_left(key)}
    assert not finished or was_pending
    for key in finished:
        assert key.removeprefix("w/") in healing.err, (way, healing.err)
    for key, data in place.files("new").items():
        assert _is_left(key) or data == usual.new[key], (way, key)
    was_done = own == usual.own_new
    place.run(COMMANDS[name])
    if place.left():  # it was all but finished, so nothing was to be done again
        for words in (f"{REFUSED} -w ../new", READING, "matrix -o ../new/next.csv"):
            place.run(words)
        (place.folder / "new/next.csv").unlink()
    assert place.left() == [], way
    after = place.files()
    if was_done:
        after = {key: data for key, data in after.items() if not key.startswith("w/")} | usual.own_new
    assert after == usual.new, way


@pytest.mark.parametrize("name", OWN)
def test_two_at_once_are_as_one_after_the_other(name: str, base: Path, tmp_path: Path, dutykit: Dutykit) -> None:
    """Some of the others run while this one has begun and is about to lock the workspace."""
    usual = usually(base, tmp_path, dutykit, name)
    lock = next(at for at, one in enumerate(usual.moments) if one.path.endswith(f"/{LOCK_FILE}"))
    at = OWN.index(name)
    for other in (OWN * 2)[at : at + OTHERS]:
        after, within = (Place(base, tmp_path / where, dutykit, name) for where in ("after", "within"))
        first = after.run(COMMANDS[other])
        second = after.run(COMMANDS[name])
        with _waiting(within, name, lock) as waiting:
            begun = within.run(COMMANDS[other])
        assert begun.code == first.code, other
        if waiting[0].code != second.code:
            assert waiting[0].code == 2
            assert re.search("刚被其他程序修改|又被修改", waiting[0].err), (other, waiting)
            after = Place(base, tmp_path / "after", dutykit, name)
            after.run(COMMANDS[other])
        assert within.files() == after.files(), (other, waiting, second)
        assert within.left() == []


@pytest.mark.parametrize("name", OWN)
def test_while_one_writes_every_other_says_that_the_workspace_is_locked(
    name: str, base: Path, tmp_path: Path, dutykit: Dutykit
) -> None:
    usual = usually(base, tmp_path, dutykit, name)
    lock = next(at for at, one in enumerate(usual.moments) if one.path.endswith(f"/{LOCK_FILE}"))
    place = Place(base, tmp_path / "x", dutykit, name)
    at = random.Random(name).randrange(lock + 1, len(usual.moments))  # noqa: S311 # whichever
    with _waiting(place, name, at) as waiting:
        for other in OWN:
            refused = place.run(COMMANDS[other])
            assert refused.code == 2, (other, refused)
            assert "另一个 dutykit 进程正在修改" in refused.err, (other, refused)
    assert waiting[0].code == usual.code
    assert place.files() == usual.new
    assert place.left() == []


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    disk, mount = tmp_path / "disk", shutil.which("mount")
    disk.mkdir()
    if mount is None or os.geteuid() != 0 or _mount(disk, "-t", "tmpfs", "-o", "size=4m", "none"):
        pytest.skip("only root can mount a small disk")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def _mount(disk: Path, *options: str) -> int:
    return subprocess.run(["mount", *options, str(disk)], capture_output=True, check=False).returncode


def _remount(disk: Path, way: str) -> None:
    while _mount(disk, "-o", f"remount,{way}"):  # a process that has just ended may have a file open for a moment
        time.sleep(0.01)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_disk_that_refuses_leaves_all_as_it_was(name: str, base: Path, disk: Path, dutykit: Dutykit) -> None:
    usual = done(Place(base, disk / "x", dutykit, name), name)
    place = Place(base, disk / "x", dutykit, name)
    for pages in (0, 1, 4):  # is left: of a few files the first may fit
        with (disk / "filler").open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(b"x" * 4096)
        os.truncate(disk / "filler", (disk / "filler").stat().st_size - pages * 4096)
        ran = place.run(COMMANDS[name])
        assert place.left() == []
        found = place.files()
        if found == usual.new and pages:
            break
        assert _own(found) == _own(usual.old), (pages, ran)
        assert all(usual.new[key] == data for key, data in found.items() if key not in usual.old), (pages, ran)
        assert pages or found == usual.old
        assert ran.code == 2, (pages, ran)
        assert "磁盘空间不足" in ran.err, (pages, ran)
    (disk / "filler").unlink()
    place = Place(base, disk / "x", dutykit, name)
    _remount(disk, "ro")
    ran = place.run(COMMANDS[name])
    assert ran.code == 2, ran
    assert "只读" in ran.err, ran
    assert place.files() == usual.old
    _remount(disk, "rw")
    place.run(COMMANDS[name])
    assert place.files() == usual.new


@contextmanager
def _waiting(place: Place, name: str, at: int) -> Iterator[list[Ran]]:
    """What happens inside happens while the command `name` waits at the moment `at`; what came of it is in the list."""
    gate = place.folder.with_suffix(".gate")
    gate.touch()
    ran: list[Ran] = []
    runs = threading.Thread(target=lambda: ran.append(place.run(COMMANDS[name], wait_at=at, gate=str(gate))))
    runs.start()
    try:
        while runs.is_alive() and not (place.log.exists() and len(moments(place.log)) > at):
            time.sleep(0.002)
        yield ran
    finally:
        gate.unlink()
        runs.join()


def _is_left(name: str) -> bool:
    return any(_LEFT.fullmatch(part) for part in name.split("/"))
