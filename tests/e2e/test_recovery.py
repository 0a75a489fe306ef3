"""Whatever command comes after a kill says what it recovered, and only that, also where it is then refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dutykit.workspace.writing.transaction import Write
from tests.conftest import Dutykit
from tests.cycles import begin, fill
from tests.unit.workspace.writing.unfinished import note

NEW = "# 示例\ncycle: 2017\n"
PLAN = "示例方案\n一、教育投入\n1.落实经费。（责任单位：市财政局）\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace at the beginning of its first cycle, with one draft."""
    root = tmp_path_factory.mktemp("recovery") / "w"
    begin(root)
    fill(root, "市财政局", 2017)
    (root.parent / "plan.txt").write_text(PLAN, encoding="utf-8")
    (root.parent / "a.pdf").write_bytes(b"%PDF-1.7\n")
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    shutil.copytree(made.parent, tmp_path / "x")
    return tmp_path / "x/w"


@pytest.mark.parametrize(
    "command",
    [
        "submit 市财政局",
        "return 市财政局 --reason 缺 --due 2017-06-01",
        "accept 市财政局",
        "carry-forward --force",
        "evidence add 市财政局 1 ../a.pdf",
        "collect ../plan.txt",
        "new 市体育局",
        "validate --fix",
        "import --merge ../plan.txt",
        "init .",
        "schema --install",
    ],
)
def test_it_is_said(dutykit: Dutykit, root: Path, command: str) -> None:
    old = (root / "dutykit.yaml").read_bytes()
    note(root, [Write("dutykit.yaml", old, NEW.encode())])
    assert "unfinished-change" in dutykit("validate", cwd=root).out
    ran = dutykit(*command.split(), cwd=root)
    assert ran.err.count("已补写上次未写完的文件：dutykit.yaml") == 1, ran.err
    assert "unfinished-change" not in dutykit("validate", cwd=root).out
    assert not list(root.rglob(".*dutykit.*"))
    assert "未写完" not in dutykit(*command.split(), cwd=root).err


@pytest.mark.parametrize(
    "command", ["carry-forward --force --dry-run", "validate --diff", "import --merge --dry-run ../plan.txt"]
)
def test_a_dry_run_leaves_it(dutykit: Dutykit, root: Path, command: str) -> None:
    note(root, [Write("dutykit.yaml", (root / "dutykit.yaml").read_bytes(), NEW.encode())])
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    ran = dutykit(*command.split(), cwd=root)
    assert "上次" not in ran.err
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_what_was_changed_meanwhile_is_said(dutykit: Dutykit, root: Path) -> None:
    old = (root / "dutykit.yaml").read_bytes()
    units = (root / "data/units.yaml").read_bytes()
    note(root, [Write("data/units.yaml", units, units + b"# x\n"), Write("dutykit.yaml", old + b"#\n", NEW.encode())])
    ran = dutykit("validate", "--fix", cwd=root)
    assert "已放弃：dutykit.yaml 此后又被修改" in ran.err
    assert (root / "data/units.yaml").read_bytes() == units
    note(root, [Write("data/units.yaml", b"", units), Write("dutykit.yaml", old + b"#\n", NEW.encode())])
    ran = dutykit("validate", "--fix", cwd=root)
    assert "dutykit.yaml 在上次写入中断后又被修改" in ran.err
    assert "已补写" not in ran.err


def test_a_command_that_recovers_and_is_then_refused_says_nothing_of_all_changes(dutykit: Dutykit, root: Path) -> None:
    path = root / "submissions/2017/市财政局.yaml"
    old = path.read_bytes()
    new = old.replace(b"rating: met", b"rating:", 1)
    assert new != old
    note(root, [Write("submissions/2017/市财政局.yaml", old, new)])
    ran = dutykit("submit", "市财政局", "--by", "张三", cwd=root)
    assert path.read_bytes() == new
    assert (ran.code, ran.err) == (
        1,
        "已补写上次未写完的文件：submissions/2017/市财政局.yaml\n本次未作修改：自评材料有错误，不能报送\n",
    )
