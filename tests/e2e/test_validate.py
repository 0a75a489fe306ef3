"""`dutykit validate` as a user starts it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import Dutykit, Golden

GOOD = {
    "data/indicators.yaml": """\
title: 示例体系
source: {title: 示例文件, issuer: 示例机关}
chapters:
  - title: 第一章
    sections:
      - title: 第一节
        indicators:
          - {id: 1, text: 甲事, responsible: [甲局, 各县]}
          - {id: 2, text: 乙事, responsible: [甲局]}
""",
    "data/units.yaml": """\
units:
  - {id: 甲局, kind: department}
  - {id: 乙县, kind: county}
groups:
  - {id: 各县, members: [乙县]}
""",
    "submissions/2019/甲局.yaml": """\
unit: 甲局
cycle: 2019
state: draft
answers:
  - indicator: 1
    rating: met
    narrative: 示例。
""",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A small workspace without findings."""
    root = tmp_path / "工作区"
    for name, text in GOOD.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def replace(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_repository_validates(dutykit: Dutykit, repository: Path) -> None:
    ran = dutykit("validate", cwd=repository)
    assert ran.code == 0, ran.out + ran.err
    assert "0 处错误" in ran.err


def test_nothing_found(dutykit: Dutykit, workspace: Path) -> None:
    ran = dutykit("validate", cwd=workspace)
    assert (ran.code, ran.out, ran.err) == (0, "", "校验 3 个文件，未发现错误\n")


def test_found_from_a_folder_below(dutykit: Dutykit, workspace: Path) -> None:
    assert dutykit("validate", cwd=workspace / "submissions" / "2019").code == 0


def test_all_findings_at_once_sorted(dutykit: Dutykit, workspace: Path, golden: Golden) -> None:
    replace(workspace, "data/units.yaml", "kind: county", "kind: 县")
    replace(workspace, "data/indicators.yaml", "甲局, 各县", "甲局, 各现")
    replace(workspace, "submissions/2019/甲局.yaml", "indicator: 1", "indicator: 7")
    replace(workspace, "submissions/2019/甲局.yaml", "    narrative: 示例。\n", "    naration: 示例。\n")
    (workspace / "submissions/2019/坏.yaml").write_text("a: [1\n", encoding="utf-8")
    ran = dutykit("validate", cwd=workspace)
    assert ran.code == 1
    golden.check("validate/all-at-once.txt", ran.out + ran.err)
    assert "\033[" not in ran.out
    english = dutykit("validate", "--lang", "en", cwd=workspace)
    assert english.code == 1
    golden.check("validate/all-at-once.en.txt", english.out + english.err)
    assert [line.split()[0] for line in english.out.splitlines() if line[0] != " "] == [
        line.split()[0] for line in ran.out.splitlines() if line[0] != " "
    ]


def test_only_the_paths_asked_for(dutykit: Dutykit, workspace: Path) -> None:
    replace(workspace, "submissions/2019/甲局.yaml", "state: draft", "state: 草稿")
    (workspace / "submissions/2019/坏.yaml").write_text("a: [1\n", encoding="utf-8")
    ran = dutykit("validate", "-q", "submissions/2019/坏.yaml", cwd=workspace)
    assert ran.code == 1
    assert "甲局.yaml" not in ran.out
    assert ran.err == ""
    everything = dutykit("validate", "-q", workspace)
    assert "甲局.yaml" in everything.out
    assert "坏.yaml" in everything.out
    assert dutykit("validate", "-q", "data", cwd=workspace).code == 0


def test_fail_on(dutykit: Dutykit, workspace: Path) -> None:
    replace(workspace, "data/units.yaml", "groups:", "  - {id: 丙委, kind: zone}\ngroups:")
    assert dutykit("validate", cwd=workspace).code == 0
    assert dutykit("validate", "--fail-on", "note", cwd=workspace).code == 1


def test_no_workspace(dutykit: Dutykit, tmp_path: Path) -> None:
    ran = dutykit("validate", cwd=tmp_path)
    assert ran.code == 2
    assert ran.out == ""
    assert "dutykit init" in ran.err
    assert "Traceback" not in ran.err


def test_a_path_that_is_not_there(dutykit: Dutykit, workspace: Path) -> None:
    ran = dutykit("validate", "没有.yaml", cwd=workspace)
    assert ran.code == 2
    assert "没有.yaml" in ran.err


@pytest.mark.parametrize(
    ("name", "data", "code", "rule"),
    [
        ("data/indicators.yaml", b"", 2, "file-empty"),
        ("data/indicators.yaml", b"%PDF-1.7\x00\xff", 2, "not-utf8"),
        ("data/indicators.yaml", "标题：没有\n".encode(), 2, "wrong-type"),
        ("data/indicators.yaml", "title: 体系\n".encode("gb18030"), 2, "not-utf8"),
        ("data/units.yaml", None, 2, "file-unreadable"),
        ("data/units.yaml", b"units: 3\n", 2, "wrong-type"),
        ("data/units.yaml", b"- a\n", 2, "wrong-type"),
        ("submissions/2019/x.yaml", b"\0\0\0", 1, "yaml-syntax"),
        ("submissions/2019/x.yaml", b"a: &a [*a]\n", 1, "bad-alias"),
        ("submissions/2019/x.yaml", b"unit: 1\ncycle: x\n", 1, "wrong-type"),
        ("submissions/2019/x.yaml", b"unit: !!python/name:os.system x\n", 1, "custom-tag"),
        ("dutykit.yaml", b"cycl: 2019\n", 1, "unknown-key"),
    ],
)
def test_bad_files(  # a case and its fixtures
    dutykit: Dutykit, workspace: Path, name: str, data: bytes | None, code: int, rule: str
) -> None:
    path = workspace / name
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)
    ran = dutykit("validate", cwd=workspace)
    assert ran.code == code, ran.out + ran.err
    assert rule in ran.out
    assert f"{name}:1:" in ran.out
    assert "Traceback" not in ran.err


def test_a_missing_catalogue_is_no_workspace(dutykit: Dutykit, workspace: Path) -> None:
    shutil.rmtree(workspace / "data")
    assert dutykit("validate", cwd=workspace).code == 2


def test_an_evidence_path_out_of_the_workspace(dutykit: Dutykit, workspace: Path) -> None:
    with (workspace / "submissions/2019/甲局.yaml").open("a", encoding="utf-8") as file:
        file.write("    evidence:\n      - {title: 证, file: ../../etc/passwd}\n")
    ran = dutykit("validate", cwd=workspace)
    assert ran.code == 1
    assert "甲局.yaml:9:26" in ran.out


def test_no_color_is_respected(dutykit: Dutykit, workspace: Path) -> None:
    replace(workspace, "submissions/2019/甲局.yaml", "state: draft", "state: 草稿")
    assert "\033[" not in dutykit("validate", "--no-color", cwd=workspace).out


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_no_permission(dutykit: Dutykit, workspace: Path) -> None:
    (workspace / "submissions/2019/甲局.yaml").chmod(0)
    ran = dutykit("validate", cwd=workspace)
    assert ran.code == 1
    assert "权限" in ran.out


def test_validate_imports_nothing_heavy(dutykit: Dutykit, workspace: Path) -> None:
    ran = dutykit("validate", cwd=workspace, env={"PYTHONPROFILEIMPORTTIME": "1"})
    imported = {line.rpartition("|")[2].strip() for line in ran.err.splitlines() if "|" in line}
    assert "dutykit.workspace.assemble" in imported
    heavy = {
        "weasyprint",
        "jinja2",
        "openpyxl",
        "xlsxwriter",
        "fontTools",
        "urllib.request",
        "http.client",
        "ssl",
        "cn2an",
        "chinese_calendar",
        "icalendar",
        "rjieba",
    }
    assert not heavy & imported


def test_nothing_in_the_data_reaches_the_terminal_raw(dutykit: Dutykit, workspace: Path) -> None:
    replace(workspace, "submissions/2019/甲局.yaml", "unit: 甲局", 'unit: "\\e[2J\\n甲\\u202e局"')
    (workspace / "submissions/2019/\033[31m红.yaml").write_text("x", encoding="utf-8")
    ran = dutykit("validate", cwd=workspace)
    assert ran.code == 1
    for character in "\033\u202e":
        assert character not in ran.out
    assert all(line.startswith((" ", "data/", "submissions/")) for line in ran.out.splitlines())


def test_a_file_that_is_none_of_the_workspaces_is_not_said_to_be_right(dutykit: Dutykit, workspace: Path) -> None:
    (workspace / "README.md").touch()
    alone = dutykit("validate", "README.md", "-q", cwd=workspace)
    assert (alone.code, alone.err) == (2, "注意：README.md 不是工作区的文件，没有校验\n")
    beside = dutykit("validate", "README.md", "data/units.yaml", cwd=workspace)
    assert beside.code == 0
    assert "注意：README.md 不是工作区的文件，没有校验\n" in beside.err
    (workspace / "data/cycles.yml").touch()
    misnamed = dutykit("validate", "data/cycles.yml", "-q", cwd=workspace)
    assert misnamed.code == 1
    assert misnamed.err == ""


def test_a_path_outside_the_workspace_that_is_meant(dutykit: Dutykit, workspace: Path, tmp_path: Path) -> None:
    other = tmp_path / "别处"
    shutil.copytree(workspace, other)
    path = other / "data/units.yaml"
    ran = dutykit("validate", "-w", workspace, path, cwd=other)
    assert ran.code == 2
    assert ran.err.startswith(f"错误：{path} 不在工作区 {workspace} 之内\n")


def test_the_list_of_known_findings_is_not_written_over(dutykit: Dutykit, workspace: Path) -> None:
    assert dutykit("validate", "--baseline", "b.json", "--update-baseline", cwd=workspace).code == 0
    before = (workspace / "b.json").read_bytes()
    ran = dutykit("validate", "--baseline", "b.json", "--output", "json=./b.json", cwd=workspace)
    assert ran.code == 2
    assert ran.err.startswith("错误：--output 和 --baseline 是同一文件 b.json\n")
    assert (workspace / "b.json").read_bytes() == before
