"""Files that are no files, vanish, change or must not be looked at: always a finding, never an exception."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutykit.check.run import run_checks
from dutykit.output.finding_text import finding_text
from dutykit.workspace.assemble import Loaded, load_workspace
from dutykit.workspace.file_bytes import TooLargeError, file_bytes
from dutykit.workspace.finding_lines import with_lines

CATALOGUE = """\
title: 体系
source: {title: 文件, issuer: 机关}
chapters:
  - title: 一
    sections:
      - {title: 节, indicators: [{id: 1, text: 甲事, responsible: [甲局]}]}
"""
UNITS = "units:\n  - {id: 甲局, kind: department}\n"
ANSWERED = "unit: 甲局\ncycle: 2019\nstate: draft\nanswers: []\n"
ROOT_USER = hasattr(os, "geteuid") and os.geteuid() == 0
posix = pytest.mark.skipif(os.name != "posix", reason="links and pipes as POSIX has them")


def workspace_in(folder: Path) -> Path:
    for name, text in {
        "data/indicators.yaml": CATALOGUE,
        "data/units.yaml": UNITS,
        "submissions/2019/甲局.yaml": ANSWERED,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small workspace with one submission."""
    return workspace_in(tmp_path / "w")


def told(loaded: Loaded) -> list[tuple[str, str]]:
    """Rule and file of the findings of reading; every finding must be fit for a terminal and for UTF-8."""
    findings = list(loaded.findings)
    if loaded.workspace is not None:
        findings += run_checks(loaded.workspace)
    for finding in with_lines(findings, loaded.sources):
        text = finding_text(finding)
        text.encode()
        assert all(one.isprintable() or one in "\n\u3000" for one in text), text
    return sorted((one.rule, one.place.file) for one in loaded.findings)


@posix
@pytest.mark.parametrize("kind", ["pipe", "folder", "socket", "dangling", "loop", "outside", "device"])
@pytest.mark.parametrize("name", ["submissions/2019/乙.yaml", "data/units.yaml", "dutykit.yaml"])
def test_what_is_no_file(root: Path, kind: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / name
    path.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
        (path / "丙.yaml").write_text(ANSWERED, encoding="utf-8")
    elif kind == "socket":
        monkeypatch.chdir(path.parent)  # a socket's path must be short
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    elif kind == "dangling":
        path.symlink_to("nowhere.yaml")
    elif kind == "loop":
        path.symlink_to(path.name)
    elif kind == "outside":
        (root.parent / "outside.yaml").write_text(ANSWERED, encoding="utf-8")
        path.symlink_to(root.parent / "outside.yaml")
    else:
        path.symlink_to("/dev/zero")
    loaded = load_workspace(root)
    rule = "path-outside-workspace" if kind in {"outside", "device"} else "file-unreadable"
    assert told(loaded) == [(rule, name)]
    assert (loaded.workspace is None) == (name == "data/units.yaml")
    if loaded.workspace is not None:
        assert name in loaded.workspace.incomplete


@posix
def test_links_to_folders(root: Path) -> None:
    outside = workspace_in(root.parent / "other")
    (root / "submissions/2018").symlink_to(outside / "submissions/2019")
    (root / "submissions/loop").symlink_to(root / "submissions")
    (root / "submissions/this").symlink_to("2019")
    assert told(load_workspace(root)) == [("path-outside-workspace", "submissions/2018")]


@posix
@pytest.mark.parametrize("name", ["submissions", "data"])
def test_a_folder_that_is_a_link_out_of_the_workspace(root: Path, name: str) -> None:
    outside = workspace_in(root.parent / "other")
    (root / name).rename(root.parent / "away")
    (root / name).symlink_to(outside / name)
    loaded = load_workspace(root)
    assert {rule for rule, _file in told(loaded)} == {"path-outside-workspace"}
    assert all(not file.startswith(name) for file in loaded.sources)


@posix
def test_folders_in_folders_without_end(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "submissions")
    for _depth in range(1_500):
        Path("a").mkdir()
        os.chdir("a")
    try:
        assert told(load_workspace(root)) == [("limit-exceeded", "submissions" + "/a" * 17)]
    finally:  # pytest could not take it away
        for _depth in range(1_500):
            os.chdir("..")
            Path("a").rmdir()


@posix
def test_submissions_that_is_no_folder(root: Path) -> None:
    (root / "submissions").rename(root.parent / "away")
    (root / "submissions").symlink_to("nowhere")
    assert told(load_workspace(root)) == [("file-unreadable", "submissions")]
    (root / "submissions").unlink()
    (root / "submissions").write_text("a: 1\n")
    assert told(load_workspace(root)) == [("file-unreadable", "submissions")]


@posix
@pytest.mark.skipif(ROOT_USER, reason="root reads everything")
def test_no_permission(root: Path) -> None:
    (root / "submissions/2018").mkdir()
    (root / "submissions/2018").chmod(0)
    (root / "submissions/2019/甲局.yaml").chmod(0)
    try:
        expected = [("file-unreadable", "submissions/2018"), ("file-unreadable", "submissions/2019/甲局.yaml")]
        assert told(load_workspace(root)) == expected
    finally:
        (root / "submissions/2018").chmod(0o700)


def test_a_folder_that_cannot_be_listed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def refusing(path: Any = ".") -> Any:
        if os.fspath(path).endswith("2019"):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    loaded = load_workspace(root)
    assert told(loaded) == [("file-unreadable", "submissions/2019")]
    assert loaded.workspace is not None
    assert "submissions/2019" in loaded.workspace.incomplete


NAMES = [
    "换\n行.yaml",
    "\x1b[31m红\x07.yaml",
    "\u202egnp.yaml",
    "\u200b.yaml",
    "长" * 80 + ".yaml",
    "-n.yaml",
    "%s{name}.yaml",
    "*.yaml",
    "大写.YAML",
    " .yml",
]


@posix
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", [ANSWERED, "a: [\n", "\0", ""])
def test_odd_names(root: Path, name: str, text: str) -> None:
    (root / "submissions/2019" / name).write_text(text, encoding="utf-8")
    loaded = load_workspace(root)
    assert {file for _rule, file in told(loaded)} <= {f"submissions/2019/{name}"}
    assert f"submissions/2019/{name}" in loaded.sources


@posix
def test_a_name_that_is_no_utf_8(root: Path) -> None:
    try:
        Path(os.fsdecode(bytes(root / "submissions/2019") + b"/\xb2\xc6.yaml")).write_text("a: [\n", encoding="utf-8")
    except OSError:
        pytest.skip("this disk takes UTF-8 names only")
    assert told(load_workspace(root)) == [("yaml-syntax", "submissions/2019/\\udcb2\\udcc6.yaml")]


def test_a_file_too_large_is_refused_from_its_size(root: Path) -> None:
    path = root / "submissions/2019/甲局.yaml"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)  # sparse: nothing is written
    loaded = load_workspace(root)
    assert told(loaded) == [("limit-exceeded", "submissions/2019/甲局.yaml")]
    assert "submissions/2019/甲局.yaml" not in loaded.sources


def test_more_files_than_the_limit(root: Path) -> None:
    (root / "dutykit.yaml").write_text("limits: {files: 3}\n")
    for number in range(5):
        (root / f"submissions/2019/{number}.yaml").write_text(ANSWERED, encoding="utf-8")
    loaded = load_workspace(root)
    assert told(loaded) == [("limit-exceeded", "submissions")]
    assert loaded.workspace is not None
    assert loaded.workspace.incomplete == {f"submissions/2019/{name}.yaml" for name in ("3", "4", "甲局")}


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None], *, times: int = 1) -> None:
    """Let `act` happen right after a file was opened and looked at, before it is read; only the first `times`."""
    fstat, left = os.fstat, [times]

    def changed(descriptor: int) -> os.stat_result:
        status = fstat(descriptor)
        if left[0] and stat.S_ISREG(status.st_mode):
            left[0] -= 1
            act()
        return status

    monkeypatch.setattr(os, "fstat", changed)


def test_a_file_that_grows_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"old")
    meanwhile(monkeypatch, lambda: (path.write_bytes(b"all new"), None)[1])
    assert file_bytes(path, 100) == b"all new"


def test_a_file_that_never_rests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"old")
    meanwhile(monkeypatch, lambda: (path.write_bytes(path.read_bytes() + b"x"), None)[1], times=100)
    with pytest.raises(OSError, match="被修改"):
        file_bytes(path, 100)


def test_a_file_that_grows_past_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"old")
    meanwhile(monkeypatch, lambda: (path.write_bytes(b"x" * 101), None)[1])
    with pytest.raises(TooLargeError):
        file_bytes(path, 100)


@posix
def test_a_file_that_is_replaced_or_deleted_is_read_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"old")
    meanwhile(monkeypatch, path.unlink)
    assert file_bytes(path, 100) == b"old"


@posix
@pytest.mark.parametrize("becomes", ["nothing", "pipe", "folder", "loop"])
def test_a_file_that_becomes_something_else(root: Path, monkeypatch: pytest.MonkeyPatch, becomes: str) -> None:
    path = root / "submissions/2019/甲局.yaml"
    look = os.stat

    def changed(looked_at: Any, **named: Any) -> os.stat_result:
        status = look(looked_at, **named)
        if isinstance(looked_at, Path) and looked_at == path and stat.S_ISREG(status.st_mode):
            path.unlink()
            if becomes == "pipe":
                os.mkfifo(path)
            elif becomes == "folder":
                path.mkdir()
            elif becomes == "loop":
                path.symlink_to(path.name)
        return status

    monkeypatch.setattr(os, "stat", changed)
    assert told(load_workspace(root)) == [("file-unreadable", "submissions/2019/甲局.yaml")]


@pytest.mark.parametrize("error", [PermissionError(13, "no"), FileNotFoundError(2, "no"), OSError(5, "I/O"), OSError()])
def test_a_file_that_cannot_be_opened(root: Path, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    opened = os.open

    def refusing(path: Any, *arguments: Any, **named: Any) -> int:
        if os.fspath(path).endswith("甲局.yaml"):
            raise error
        return opened(path, *arguments, **named)

    monkeypatch.setattr(os, "open", refusing)
    assert told(load_workspace(root)) == [("file-unreadable", "submissions/2019/甲局.yaml")]


@settings(max_examples=150)
@given(
    st.sampled_from(["data/indicators.yaml", "data/units.yaml", "submissions/2019/甲局.yaml", "dutykit.yaml"]),
    st.binary(max_size=300)
    | st.lists(
        st.sampled_from(
            [*"abc:-#&*!|>'\"%@`{}[],? \n\t甲：，0123.~", "\n  ", "- ", ": ", "---\n", "\r\n", "\u2028", "units:",
             "unit: 甲局", "answers:", "indicator: 1", "cycle: 2019", "state: draft", "limits: {", "<<: ", "id: ",
             "title: ", "chapters:", "severity: {", "waivers:", "\x85", "\ufeff", "1e99", "2019-01-31"]
        ),
        max_size=60,
    ).map(lambda parts: "".join(parts).encode()),
    st.booleans(),
)  # fmt: skip
def test_any_bytes_in_any_file(tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes, instead: bool) -> None:
    root = workspace_in(tmp_path_factory.getbasetemp() / "any")
    (root / "dutykit.yaml").write_bytes(b"cycle: 2019\n")
    path = root / name
    path.write_bytes(data if instead else path.read_bytes() + data)
    loaded = load_workspace(root)
    told(loaded)
    assert loaded.workspace is not None or loaded.findings
