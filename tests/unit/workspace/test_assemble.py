"""A folder becomes a workspace, whatever stands in it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.discover import WorkspaceNotFoundError, find_workspace
from dutykit.workspace.rebuilding import rebuilt
from dutykit.workspace.yaml.reader import read_yaml

CATALOGUE = """\
title: 体系
source: {title: 文件, issuer: 机关}
chapters:
  - title: 一
    sections:
      - title: 节
        indicators:
          - {id: 1, text: 甲事, responsible: [甲局, 各县]}
          - {id: 2, text: 乙事, responsible: [甲局别名]}
"""
UNITS = """\
units:
  - {id: 甲局, kind: department, aliases: [甲局别名]}
  - {id: 乙县, kind: county}
groups:
  - {id: 各县, members: [乙县]}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small workspace with one submission."""
    files = {
        "data/indicators.yaml": CATALOGUE,
        "data/units.yaml": UNITS,
        "submissions/2019/甲局.yaml": "unit: 甲局\ncycle: 2019\nstate: draft\nanswers: []\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def rules(root: Path) -> list[tuple[str, str]]:
    return [(one.rule, one.place.file) for one in load_workspace(root).findings]


def test_a_good_folder(root: Path) -> None:
    loaded = load_workspace(root)
    assert loaded.findings == ()
    assert loaded.workspace is not None
    assert [one.unit for one in loaded.workspace.submissions] == ["甲局"]
    assert loaded.workspace.cycle == 2019
    assert not loaded.workspace.incomplete
    owed = [(duty.indicator, duty.unit, duty.through_group) for duty in loaded.workspace.responsibilities.duties]
    assert owed == [("1", "甲局", None), ("1", "乙县", "各县"), ("2", "甲局", None)]


def test_found_from_below(root: Path) -> None:
    assert find_workspace(root / "submissions" / "2019") == root
    with pytest.raises(WorkspaceNotFoundError):
        find_workspace(root.parent)


def test_missing_units(root: Path) -> None:
    (root / "data/units.yaml").unlink()
    loaded = load_workspace(root)
    assert loaded.workspace is None
    assert rules(root) == [("file-unreadable", "data/units.yaml")]


def test_missing_submissions_folder(root: Path) -> None:
    (root / "submissions/2019/甲局.yaml").unlink()
    (root / "submissions/2019").rmdir()
    (root / "submissions").rmdir()
    loaded = load_workspace(root)
    assert loaded.findings == ()
    assert loaded.workspace is not None
    assert loaded.workspace.cycle is None


def test_one_bad_file_hides_no_other(root: Path) -> None:
    (root / "submissions/2019/乙县.yaml").write_bytes(b"\xff\xff")
    (root / "submissions/2019/丙.yaml").write_text("a: [", encoding="utf-8")
    loaded = load_workspace(root)
    assert sorted(rules(root)) == [
        ("not-utf8", "submissions/2019/乙县.yaml"),
        ("yaml-syntax", "submissions/2019/丙.yaml"),
    ]
    assert loaded.workspace is not None
    assert loaded.workspace.incomplete == {"submissions/2019/乙县.yaml", "submissions/2019/丙.yaml"}
    assert len(loaded.workspace.submissions) == 1


def test_a_link_out_of_the_workspace_is_not_read(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.yaml"
    secret.write_text("unit: 甲局\ncycle: 2019\nstate: draft\nsummary: 机密\n", encoding="utf-8")
    (root / "submissions/2019/链接.yaml").symlink_to(secret)
    assert rules(root) == [("path-outside-workspace", "submissions/2019/链接.yaml")]
    assert "机密" not in str(load_workspace(root))


def test_links_that_chase_each_other(root: Path) -> None:
    (root / "submissions/2019/a.yaml").symlink_to("b.yaml")
    (root / "submissions/2019/b.yaml").symlink_to("a.yaml")
    assert {rule for rule, _file in rules(root)} == {"file-unreadable"}


def test_a_folder_named_like_a_file(root: Path) -> None:
    (root / "data/units.yaml").unlink()
    (root / "data/units.yaml").mkdir()
    assert rules(root) == [("file-unreadable", "data/units.yaml")]


@pytest.mark.skipif(os.name != "posix", reason="named pipes")
def test_a_pipe_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "submissions/2019/管道.yaml")
    assert rules(root) == [("file-unreadable", "submissions/2019/管道.yaml")]


def test_a_huge_file_is_refused_from_its_size(root: Path) -> None:
    with (root / "submissions/2019/大.yaml").open("wb") as file:
        file.truncate(1_000_000_000)
    assert rules(root) == [("limit-exceeded", "submissions/2019/大.yaml")]


def test_too_many_files(root: Path) -> None:
    (root / "dutykit.yaml").write_text("limits: {files: 2}\n", encoding="utf-8")
    for number in range(3):
        text = f"unit: {number}局\ncycle: 2019\nstate: draft\n"
        (root / f"submissions/2019/{number}.yaml").write_text(text, encoding="utf-8")
    loaded = load_workspace(root)
    assert [(one.rule, one.place.file) for one in loaded.findings] == [("limit-exceeded", "submissions")]
    assert loaded.workspace is not None
    assert len(loaded.workspace.submissions) == 2


def test_settings_of_comments_only_set_nothing(root: Path) -> None:
    (root / "dutykit.yaml").write_text("# 没有设置\n", encoding="utf-8")
    assert load_workspace(root).findings == ()


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("evidence/有.txt", "present"),
        ("evidence/无.txt", "missing"),
        ("../../etc/passwd", "outside"),
        ("/etc/passwd", "outside"),
        ("evidence/../../x", "outside"),
        ("evidence\\..\\..\\x", "outside"),
        ("C:/x", "outside"),
        ("决算.pdf", "missing"),
        ("evidence/链接.txt", "outside"),
        ("evidence", "not_a_file"),
        ("submissions/2019/甲局.yaml", "outside"),
        ("dutykit.yaml", "outside"),
        (".git/config", "outside"),
        ("办公室.p12", "outside"),
        ("evidence/.隐藏/有.txt", "outside"),
        ("evidence/.有.txt", "outside"),
        ("evidence/自链.txt", "outside"),
        ("evidence/藏.txt", "outside"),
        ("./evidence/有.txt", "present"),
        ("EVIDENCE/有.txt", "outside"),
        ("evidence/" + "长" * 300, "unreadable"),
        ("evidence/有.txt/里面", "unreadable"),
    ],
)
def test_evidence(root: Path, name: str, state: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("外") / "x.txt"
    outside.write_text("x", encoding="utf-8")
    (root / "evidence").mkdir()
    (root / "evidence/有.txt").write_text("abc", encoding="utf-8")
    (root / "evidence/链接.txt").symlink_to(outside)
    (root / "evidence/.隐藏").mkdir()
    for file in (".git/config", "办公室.p12", "dutykit.yaml", "evidence/.隐藏/有.txt", "evidence/.有.txt"):
        (root / file).parent.mkdir(exist_ok=True)
        (root / file).write_text("", encoding="utf-8")
    (root / "evidence/自链.txt").symlink_to(root / "submissions/2019/甲局.yaml")
    (root / "evidence/藏.txt").symlink_to(root / "evidence/.隐藏/有.txt")
    (root / "submissions/2019/甲局.yaml").write_text(
        "unit: 甲局\ncycle: 2019\nstate: draft\nanswers:\n"
        f"  - {{indicator: 1, evidence: [{{title: 证, file: '{name}'}}]}}\n",
        encoding="utf-8",
    )
    workspace = load_workspace(root).workspace
    assert workspace is not None
    found = workspace.evidence[name]
    assert found.state == state
    if state == "present":
        assert found.size == 3
        assert found.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    else:
        assert found.sha256 is None


def test_a_log_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    root = tmp_path / "w"
    shutil.copytree(Path(__file__).parents[2] / "cases" / "base", root)
    (root / "history/2019.jsonl").mkdir(parents=True)
    (tmp_path / "2018.jsonl").write_text("{}", encoding="utf-8")
    (root / "history/2018.jsonl").symlink_to(tmp_path / "2018.jsonl")
    (root / "data/past/2017").mkdir(parents=True)
    loaded = load_workspace(root)
    assert sorted((one.rule, one.place.file) for one in loaded.findings) == [
        ("file-unreadable", "data/past/2017/indicators.yaml"),
        ("file-unreadable", "data/past/2017/units.yaml"),
        ("file-unreadable", "history/2019.jsonl"),
        ("path-outside-workspace", "history/2018.jsonl"),
    ]
    assert loaded.workspace is not None
    assert (loaded.workspace.history, loaded.workspace.past) == ({}, {})


def test_evaluations_are_known_by_the_years_in_their_names(tmp_path: Path) -> None:
    root = tmp_path / "w"
    shutil.copytree(Path(__file__).parents[2] / "cases" / "base", root)
    folder = root / "data/evaluations"
    folder.mkdir()
    for name, text in (("2018", "overall: 甲\n"), ("2019", "overall: 乙\nproblem: 丙\n"), ("x", "overall: 丁\n")):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    loaded = load_workspace(root)
    workspace = loaded.workspace
    assert workspace is not None
    assert {cycle: one.overall for cycle, one in workspace.evaluations.items()} == {2018: "甲", 2019: "乙"}
    assert [(one.rule, str(one.place)) for one in loaded.findings] == [
        ("unknown-key", "data/evaluations/2019.yaml:2:1")
    ]
    changed = read_yaml("problems: 丙\n".encode(), "data/evaluations/2019.yaml", workspace.settings.limits)
    after = rebuilt(workspace, {"data/evaluations/2019.yaml": changed}).evaluations
    assert (after[2018].overall, after[2019].overall, after[2019].problems) == ("甲", None, "丙")
