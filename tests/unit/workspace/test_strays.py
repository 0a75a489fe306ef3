"""Files that are not read are named for what they are, and what is read is none of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.workspace.strays import strays


def found(root: Path, *names: str) -> list[tuple[str, str, str]]:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    return [(one.name, one.what, one.of) for one in strays(root)]


READ = (
    "dutykit.yaml",
    "data/indicators.yaml",
    "data/units.yaml",
    "data/cycles.yaml",
    "data/scoring.yaml",
    "data/past/2018/units.yaml",
    "submissions/2019/甲.yaml",
    "submissions/2019/甲 - 副本.yaml",
    "submissions/2019/乙.yml",
    "reviews/2019/甲.yaml",
    "reviews/2019/甲/张三.yaml",
    "history/2019.jsonl",
    "history/2019/甲.jsonl",
)
OTHERS = (
    "README.md",
    "说明.txt",
    "data/读我.txt",
    "data/原文.docx",
    "data/past/读我.yml",
    "submissions/2019/说明.txt",
    "submissions/2019/表.xlsx",
    "evidence/甲/图.bak",
    "out/dutykit.yml",
    ".git/x.yaml.bak",
    ".dutykit.lock",
    ".dutykit.pending",
)


def test_what_is_read_and_what_is_other_peoples_is_no_stray(tmp_path: Path) -> None:
    assert found(tmp_path, *READ, *OTHERS) == []


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("dutykit.yml", "dutykit.yaml"),
        ("dutykit.yaml.txt", "dutykit.yaml"),
        ("Dutykit.yaml", "dutykit.yaml"),
        ("data/scoring.yml", "data/scoring.yaml"),
        ("data/cycles.yml", "data/cycles.yaml"),
        ("data/units.YAML", "data/units.yaml"),
        ("data/units.yaml.yaml", "data/units.yaml"),
        ("data/indicators.txt", "data/indicators.yaml"),
        ("data/past/2018/units.yml", "data/past/2018/units.yaml"),
        ("submissions/2019/甲.yaml.txt", "submissions/2019/甲.yaml"),
        ("submissions/2019/甲.yml.txt", "submissions/2019/甲.yaml"),
        ("reviews/2019/甲.ymal", "reviews/2019/甲.yaml"),
        ("history/2019.json", "history/2019.jsonl"),
        ("history/2019/甲.jsonl.txt", "history/2019/甲.jsonl"),
    ],
)
def test_misnamed(tmp_path: Path, name: str, of: str) -> None:
    assert found(tmp_path, name) == [(name, "misnamed", of)]
    assert found(tmp_path, *READ) == [(name, "misnamed", of)]


@pytest.mark.parametrize(
    ("name", "what", "of"),
    [
        ("data/indicators - 副本.yaml", "copy", "data/indicators.yaml"),
        ("data/units (1).yml", "copy", "data/units.yaml"),
        ("data/past/2018/units-旧.yaml", "copy", "data/past/2018/units.yaml"),
        ("dutykit - 副本.yaml", "copy", "dutykit.yaml"),
        ("history/2019 (1).jsonl", "copy", "history/2019.jsonl"),
        ("submissions/2019/甲.yaml~", "backup", "submissions/2019/甲.yaml"),
        ("submissions/2019/甲.yaml.bak", "backup", "submissions/2019/甲.yaml"),
        ("history/2019/甲.jsonl.old", "backup", "history/2019/甲.jsonl"),
        ("reviews/2019/甲.yaml.orig", "merge", "reviews/2019/甲.yaml"),
        ("data/scoring.yaml.rej", "merge", "data/scoring.yaml"),
        ("submissions/2019/.~lock.甲.yaml#", "lock", "submissions/2019/甲.yaml"),
        ("data/~$units.yaml", "lock", "data/units.yaml"),
        ("data/.units.yaml.swp", "lock", "data/units.yaml"),
        ("data/.#units.yaml", "lock", "data/units.yaml"),
        ("data/#units.yaml#", "lock", "data/units.yaml"),
    ],
)
def test_left_beside_a_file(tmp_path: Path, name: str, what: str, of: str) -> None:
    assert found(tmp_path, *READ, name) == [(name, what, of)]


def test_links_and_hidden_folders_are_not_gone_into(tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert found(other, "submissions/2019/甲.yaml.bak") != []
    root = tmp_path / "w"
    root.mkdir()
    (root / "submissions").symlink_to(other / "submissions")
    (root / "data").mkdir()
    (root / "data/verweis").symlink_to(other / "submissions")
    assert found(root, "data/.versteckt/units.yaml.bak") == []


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("data/cycle.yaml", "data/cycles.yaml"),
        ("data/cylces.yml", "data/cycles.yaml"),
        ("data/scorings.yaml", "data/scoring.yaml"),
        ("data/Unit.yaml", "data/units.yaml"),
    ],
)
def test_a_mistyped_name_in_data_is_told_while_the_right_file_is_not_there(name: str, of: str, tmp_path: Path) -> None:
    assert found(tmp_path, name, "data/参考.yaml", "data/notes.yaml") == [(name, "misnamed", of)]
    assert found(tmp_path, of) == []
