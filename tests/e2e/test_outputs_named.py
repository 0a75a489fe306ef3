"""Where results may go: `-` is stdout or a usage error, and no command writes over a file of the workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Dutykit
from tests.rounds import three_years


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return three_years(tmp_path)


TABLES = ("coverage", "matrix", "status", "ledger", "score", "rank", "alerts", "evidence list", "diff 2017 2019")


@pytest.mark.parametrize("command", TABLES)
def test_a_dash_is_stdout(root: Path, dutykit: Dutykit, command: str) -> None:
    day = ("--as-of", "2019-06-01") if command in {"status", "ledger"} else ()
    ran = dutykit(*command.split(), *day, "-o", "-", cwd=root)
    assert (ran.code, ran.out) == (0, dutykit(*command.split(), *day, cwd=root).out)
    assert not (root / "-").exists()


@pytest.mark.parametrize(
    "command",
    ["form --all", "report --all", "report -u 市财政局", "evidence pack", "import x.txt", "sign x.pdf --key k"],
)
def test_a_dash_is_refused_where_files_are_made(root: Path, dutykit: Dutykit, command: str) -> None:
    ran = dutykit(*command.split(), "-o", "-", cwd=root)
    said = "错误：--output 的值无效：该命令不能写到标准输出，请写明文件或文件夹\n"
    assert (ran.code, ran.out, ran.err) == (2, "", f"{said}用法见 dutykit {_words(command)} --help\n")
    assert not (root / "-").exists()


def _words(command: str) -> str:
    return "evidence pack" if command.startswith("evidence") else command.split(maxsplit=1)[0]


@pytest.mark.parametrize(
    "name",
    ["data/units.yaml", "dutykit.yaml", "submissions/2019/新.yaml", "history/2019.jsonl", "./data/../data/units.yaml"],
)
@pytest.mark.parametrize("option", ["--output json={}", "--baseline {} --update-baseline"])
def test_validate_writes_over_no_file_of_the_workspace(root: Path, dutykit: Dutykit, name: str, option: str) -> None:
    path = root / name
    before = path.read_bytes() if path.exists() else None
    ran = dutykit("validate", *option.format(name).split(), cwd=root)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"错误：{Path(name)} 是工作区的文件，不能覆盖\n处理建议：指定其他文件\n"
    assert (path.read_bytes() if path.exists() else None) == before


def test_beside_the_workspace_all_is_free(root: Path, dutykit: Dutykit) -> None:
    assert dutykit("validate", "--output", "json=结果.json", cwd=root).code in {0, 1}
    assert (root / "结果.json").is_file()
