"""`dutykit evidence remove`: entry and file go together, or nothing does."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Dutykit


@pytest.fixture
def root(dutykit: Dutykit, tmp_path: Path) -> Path:
    """The sample with two files that were registered for indicator 32 of 市文广局, whose submission is a draft again."""
    for part in ("data", "submissions", "evidence"):
        shutil.copytree(REPOSITORY / part, tmp_path / part)
    shutil.copy(REPOSITORY / "dutykit.yaml", tmp_path)
    (tmp_path / "甲.txt").write_text("甲的内容", "utf-8")
    (tmp_path / "乙.txt").write_text("乙的内容", "utf-8")
    ran = dutykit("evidence", "add", "市文广局", "32", "甲.txt", "乙.txt", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "evidence/市文广局/32-2.txt\nevidence/市文广局/32-3.txt\n")
    return tmp_path


def state(root: Path) -> dict[str, bytes]:
    files = (path for part in ("submissions", "evidence") for path in (root / part).rglob("*") if path.is_file())
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def test_what_was_added_goes_without_a_trace(dutykit: Dutykit, root: Path) -> None:
    before = state(root)
    ran = dutykit("evidence", "remove", "市文广局", "32", "甲", "32-3.txt", "--dry-run", cwd=root)
    assert (ran.code, ran.out) == (0, "将删除 evidence/市文广局/32-2.txt\n将删除 evidence/市文广局/32-3.txt\n")
    assert ran.err.endswith("未删除；去掉 --dry-run 后删除\n")
    assert state(root) == before
    ran = dutykit("evidence", "remove", "市文广局", "32", "甲", "32-3.txt", cwd=root)
    assert (ran.code, ran.out) == (0, "已删除 evidence/市文广局/32-2.txt\n已删除 evidence/市文广局/32-3.txt\n")
    assert ran.err == "已从 submissions/2019/市文广局.yaml 中删除 2 份佐证材料的登记：甲、乙\n"
    original = {name: data for name, data in before.items() if name not in set(ran.out.replace("已删除 ", "").split())}
    original["submissions/2019/市文广局.yaml"] = (REPOSITORY / "submissions/2019/市文广局.yaml").read_bytes()
    assert state(root) == original
    assert not (root / ".dutykit.pending").exists()


def test_the_last_entry_leaves_an_empty_list_and_the_file_may_stay(dutykit: Dutykit, root: Path) -> None:
    listed = json.loads(dutykit("evidence", "list", "-u", "市文广局", "--format", "json", cwd=root).out)["evidence"]
    names = [one["file"] or one["title"] for one in listed if one["indicator"] == "32"]
    assert dutykit("evidence", "remove", "市文广局", "32", *names, "--keep-file", cwd=root).code == 0
    left = json.loads(dutykit("evidence", "list", "-u", "市文广局", "--format", "json", cwd=root).out)["evidence"]
    assert [one for one in left if one["indicator"] == "32"] == []
    assert (root / "evidence/市文广局/32-2.txt").read_text("utf-8") == "甲的内容"
    validated = dutykit("validate", "--format", "json", cwd=root)
    rules = {one["rule"] for one in json.loads(validated.out)["workspaces"][0]["findings"]}
    assert not {one for one in rules if one.startswith(("missing-key", "wrong-type"))}


def test_what_must_stay_is_refused(dutykit: Dutykit, root: Path) -> None:
    def said(*words: str) -> str:
        before = state(root)
        ran = dutykit("evidence", "remove", *words, cwd=root)
        assert ran.code == 2
        assert state(root) == before
        return ran.err

    assert "已登记的有：" in said("市文广局", "32", "丙")
    assert "没有登记佐证材料" in said("市文广局", "99", "甲")
    assert "不能删除佐证材料" in said("市委政法委", "58", "x")
    path = root / "submissions/2019/市文广局.yaml"
    text = path.read_text("utf-8")
    other = root / "submissions/2019/市人社局.yaml"
    shared = "evidence:\n      - {title: 同一文件, file: evidence/市文广局/32-2.txt}\n"
    lines = other.read_text("utf-8").replace("    evidence: []\n", "    " + shared, 1)
    if "同一文件" not in lines:
        lines = lines.replace("    evidence:\n", "    " + shared, 1)
    other.write_text(lines, "utf-8")
    assert "还用于其他佐证材料：submissions/2019/市人社局.yaml:" in said("市文广局", "32", "甲")
    (root / "evidence/市文广局/32-3.txt").write_text("换了", "utf-8")
    assert "不是登记的文件" in said("市文广局", "32", "乙")
    path.write_text(text.replace("title: 乙", "title: 甲"), "utf-8")
    assert "有 2 份名为“甲”的佐证材料" in said("市文广局", "32", "甲")
    assert dutykit("evidence", "remove", "市文广局", "32", "32-2.txt", "--keep-file", cwd=root).code == 0


def test_a_file_that_is_not_there_is_no_obstacle(dutykit: Dutykit, root: Path) -> None:
    (root / "evidence/市文广局/32-2.txt").unlink()
    ran = dutykit("evidence", "remove", "市文广局", "32", "甲", cwd=root)
    assert (ran.code, ran.out) == (0, "")
