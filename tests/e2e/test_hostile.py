"""The real command on hostile workspaces: an exit code and findings, no traceback, nothing raw on the terminal."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.conftest import Dutykit

posix = pytest.mark.skipif(os.name != "posix", reason="names and rights as POSIX has them")


@pytest.fixture
def workspace(tmp_path: Path, repository: Path) -> Path:
    """The Panjin catalogue and units, and no submissions."""
    shutil.copytree(repository / "data", tmp_path / "w" / "data")
    (tmp_path / "w" / "submissions" / "2019").mkdir(parents=True)
    return tmp_path / "w"


def put(workspace: Path, name: str, data: bytes) -> Path:
    path = workspace / "submissions" / "2019" / name
    path.write_bytes(data)
    return path


def controls(text: str) -> set[str]:
    return {one for one in text if not one.isprintable() and one not in "\n\u3000"}


@posix
def test_names_and_texts_cannot_drive_the_terminal(workspace: Path, dutykit: Dutykit) -> None:
    put(workspace, "\x1b]0;题\x07\x1b[2J\r\n.yaml", b"a: [\n")
    put(workspace, "b.yaml", b'unit: "\\e[2J\\x07\\r\\u202E\\u009b"\ncycle: 2019\nstate: "\\e[31m"\n"\\e[1m": 1\n')
    put(workspace, "c.yaml", b'unit: "\\e[2J"\ncycle: 2019\nstate: draft\nanswers: [{indicator: "\\e[2J\\x85"}]\n')
    done = dutykit("validate", "--workspace", workspace)
    assert done.code == 1
    assert controls(done.out) == set()
    assert controls(done.err) == set()
    assert "Traceback" not in done.err


@posix
def test_what_is_no_file(workspace: Path, dutykit: Dutykit) -> None:
    os.mkfifo(workspace / "submissions/2019/pipe.yaml")
    (workspace / "submissions/2019/folder.yaml").mkdir()
    (workspace / "submissions/2019/zero.yaml").symlink_to("/dev/zero")
    (workspace / "submissions/2019/loop.yaml").symlink_to("loop.yaml")
    with put(workspace, "sparse.yaml", b"").open("wb") as file:
        file.truncate(1_000_000_000)
    done = dutykit("validate", "--workspace", workspace)
    assert done.code == 1
    assert "Traceback" not in done.err
    for name in ("pipe", "folder", "zero", "loop", "sparse"):
        assert f"submissions/2019/{name}.yaml:1:1" in done.out


def test_every_worst_text_at_once(workspace: Path, dutykit: Dutykit) -> None:
    laughs = ["a0: &a0 [" + "ha, " * 10 + "]"] + [
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)
    ]
    texts = {
        "laughs": "\n".join(laughs).encode(),
        "deep": b"[" * 20_000,
        "nul": b"a: \0",
        "utf16": "a: 1".encode("utf-16"),
        "gb": "单位: 市财政局".encode("gb18030"),
        "keys": b"a: 1\n" * 5_000,
        "tags": b"- !!python/object/apply:os.system [ls]\n" * 5_000,
        "line": b"answers: [" + b"{a: 1}," * 10_000 + b"]",
        "documents": b"---\n" * 5_000,
    }
    for name, data in texts.items():
        put(workspace, f"{name}.yaml", data)
    done = dutykit("validate", "--workspace", workspace)
    assert done.code == 1
    assert "Traceback" not in done.err
    for name in texts:
        assert f"submissions/2019/{name}.yaml:" in done.out
    assert len(done.out) < 1_000_000


@posix
def test_a_workspace_that_cannot_be_written(workspace: Path, dutykit: Dutykit) -> None:
    put(workspace, "a.yaml", b"a: [\n")
    for folder in (workspace / "submissions/2019", workspace / "submissions", workspace / "data", workspace):
        folder.chmod(0o555)
    before = sorted(path for path in workspace.rglob("*"))
    try:
        done = dutykit("validate", cwd=workspace)
        assert done.code == 1
        assert "Traceback" not in done.err
        assert sorted(path for path in workspace.rglob("*")) == before
    finally:
        for folder in (workspace, workspace / "data", workspace / "submissions", workspace / "submissions/2019"):
            folder.chmod(0o755)


@posix
def test_a_working_folder_that_is_gone(tmp_path: Path, dutykit: Dutykit) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    done = dutykit("validate", "--workspace", gone / "missing")
    assert done.code == 2
    assert "Traceback" not in done.err


@posix
def test_folders_in_folders_without_end(workspace: Path, dutykit: Dutykit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace / "submissions")
    for _depth in range(1_500):
        Path("a").mkdir()
        os.chdir("a")
    try:
        done = dutykit("validate", "--workspace", workspace, cwd=workspace)
    finally:  # pytest could not take it away
        for _depth in range(1_500):
            os.chdir("..")
            Path("a").rmdir()
    assert done.code == 1
    assert "Traceback" not in done.err
    assert "limit-exceeded" in done.out


@posix
def test_nothing_is_written_through_a_link_that_came_along(workspace: Path, dutykit: Dutykit, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (workspace / "out").symlink_to(elsewhere)
    (workspace / "submissions/2020").symlink_to(elsewhere)
    for words in (
        ("report", "--unit", "市财政局", "--cycle", "2019"),
        ("form", "-u", "市财政局", "--cycle", "2019"),
        ("new", "市财政局", "--cycle", "2020"),
    ):
        ran = dutykit(*words, cwd=workspace)
        assert ran.code in {1, 2}, words
        assert "链接" in ran.out + ran.err
    assert list(elsewhere.iterdir()) == []


@posix
def test_units_whose_ids_differ_in_what_no_file_name_holds_have_files_of_their_own(
    workspace: Path, dutykit: Dutykit
) -> None:
    units = ["甲/乙", "甲_乙", "甲:乙", "长" * 90, "长" * 91]
    entries = "".join(f'  - {{id: "{one}", kind: department}}\n' for one in units)
    register = workspace / "data/units.yaml"
    register.write_text(register.read_text("utf-8").replace("units:\n", "units:\n" + entries, 1), "utf-8")
    catalogue = workspace / "data/indicators.yaml"
    text = catalogue.read_text("utf-8")
    owed = ", ".join(f'"{one}"' for one in units)
    catalogue.write_text(text.replace("responsible: [", f"responsible: [{owed}, ", 1), "utf-8")
    options = [word for one in units for word in ("-u", one)]
    ran = dutykit("form", *options, "--cycle", "2019", "-o", "f", cwd=workspace)
    assert ran.code == 0, ran.err
    assert len(list((workspace / "f").iterdir())) == len(units)
    for one in units:
        assert dutykit("new", one, "--cycle", "2019", cwd=workspace).code == 0
    assert len(list((workspace / "submissions/2019").iterdir())) == len(units)
    ran = dutykit("report", *options, "--cycle", "2019", "--format", "html", "-o", "r", cwd=workspace)
    assert len(list((workspace / "r").iterdir())) == len(units)


@posix
@pytest.mark.parametrize("what", ["pipe", "link", "folder", "long"])
def test_a_template_that_is_not_used_is_said(what: str, workspace: Path, dutykit: Dutykit) -> None:
    path = workspace / "templates/report/unit.html.j2"
    path.parent.mkdir(parents=True)
    if what == "pipe":
        os.mkfifo(path)
    elif what == "link":
        path.symlink_to("/etc/passwd")
    elif what == "folder":
        path.mkdir()
    else:
        path.write_bytes(b"x" * 2_000_000)
    ran = dutykit("report", "--unit", "市财政局", "--cycle", "2019", "--format", "html", "-o", "r.html", cwd=workspace)
    assert ran.code == 2
    assert "templates/report/unit.html.j2" in ran.err
    assert "未使用" in ran.err
    assert not (workspace / "r.html").exists()


@posix
def test_a_catalogue_that_a_link_leads_to_is_not_merged_into(workspace: Path, dutykit: Dutykit, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.yaml"
    (workspace / "data/indicators.yaml").rename(elsewhere)
    (workspace / "data/indicators.yaml").symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    (tmp_path / "plan.txt").write_text("方案\n一、投入\n1.落实。（责任单位：市财政局）\n", "utf-8")
    for words in (("import", "../plan.txt", "--merge"), ("amend", "../plan.txt", "--yes"), ("validate", "--fix")):
        assert dutykit(*words, cwd=workspace).code in {1, 2}
    assert elsewhere.read_bytes() == before


def test_the_hook_of_a_repository_always_runs(repository: Path) -> None:
    text = (repository / ".pre-commit-hooks.yaml").read_text("utf-8")
    (hook,) = YAML(typ="safe", pure=True).load(text)
    assert hook["always_run"]
    assert not hook["pass_filenames"]
    assert "files" not in hook
