"""Carrying forward undone: everything as it was, or a refusal that names what was built on it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dutykit.lifecycle.carry_forward import CarryRequest, carry_forward
from dutykit.lifecycle.undoing import undo_carry_forward
from dutykit.model.refusal import Refusal
from dutykit.workspace.writing.journal import recover
from tests.cycles import CATALOGUE_2018, UNITS_2018, begin, carry, fill, opened, take, write
from tests.unit.workspace.writing.unfinished import killed_after

ON = dt.date(2018, 1, 8)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "w"
    begin(root)
    for unit in ("东区政府", "市财政局"):
        fill(root, unit, 2017)
        take(root, "submit", unit, dt.date(2017, 5, 7))
    return root


@pytest.fixture
def request_2018(tmp_path: Path) -> CarryRequest:
    write(tmp_path / "新/指标.yaml", CATALOGUE_2018)
    write(tmp_path / "新/名录.yaml", UNITS_2018)
    return CarryRequest("示例督导员", ON, None, tmp_path / "新/指标.yaml", tmp_path / "新/名录.yaml")


def state(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("settings", [None, "", "cycle: 2017 # 今年\r\n"])
def test_everything_is_as_it_was(root: Path, request_2018: CarryRequest, settings: str | None) -> None:
    if settings is None:
        (root / "dutykit.yaml").unlink()
    elif settings:
        write(root / "dutykit.yaml", settings)
    before = state(root)
    carry_forward(root, request_2018)
    assert state(root) != before
    assert undo_carry_forward(root, dry_run=True).old == 2017
    done = undo_carry_forward(root)
    assert (done.old, done.new) == (2017, 2018)
    assert state(root) == before
    assert not (root / "data/past").exists()
    assert not (root / "submissions/2018").exists()
    assert opened(root).cycle == 2017
    carry_forward(root, request_2018)  # and it can begin again


def test_a_kill_while_it_is_undone_is_recovered(root: Path, request_2018: CarryRequest) -> None:
    before = state(root)
    files = 0
    while True:
        carry_forward(root, request_2018)
        whole = len(undo_carry_forward(root, dry_run=True).restored + undo_carry_forward(root, dry_run=True).deleted)
        if files == whole:
            break
        with killed_after(files):
            undo_carry_forward(root)
        recover(root)
        assert {name: data for name, data in state(root).items() if not name.startswith(".dutykit")} == before
        files += 1
    assert files > 10


def test_what_was_built_on_it_is_named(root: Path, request_2018: CarryRequest) -> None:
    carry_forward(root, request_2018)
    unit = "submissions/2018/市教育局.yaml"
    made: list[tuple[str, str | None]] = [
        (unit, (root / unit).read_text(encoding="utf-8") + "# 改\n"),
        (unit, None),
        ("data/indicators.yaml", CATALOGUE_2018 + "# 改\n"),
        ("data/cycles.yaml", "cycles: []\n"),
        ("data/past/2017/units.yaml", "units: []\n"),
        ("data/scoring.yaml", "title: 示例\nbasis: 示例\n"),
        ("reviews/2018/市教育局.yaml", "unit: 市教育局\ncycle: 2018\n"),
        ("submissions/2018/其他.yaml", "unit: 市教育局\ncycle: 2018\nstate: draft\n"),
        ("collected/2018/市教育局.jsonl", "{}\n"),
    ]
    for name, text in made:
        there = (root / name).read_bytes() if (root / name).exists() else None
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).unlink() if text is None else write(root / name, text)
        before = state(root)
        with pytest.raises(Refusal, match="不能撤销") as refused:
            undo_carry_forward(root)
        assert name in refused.value.message
        assert state(root) == before
        (root / name).unlink(missing_ok=True) if there is None else (root / name).write_bytes(there)
    fill(root, "市财政局", 2018)
    take(root, "submit", "市财政局", dt.date(2018, 5, 7))
    with pytest.raises(Refusal, match="不能撤销") as refused:
        undo_carry_forward(root)
    assert "history/2018/市财政局.jsonl" in refused.value.message


def test_there_is_nothing_to_undo(root: Path) -> None:
    with pytest.raises(Refusal, match="没有可撤销的内容"):
        undo_carry_forward(root)
    carry(root, ON)
    log = root / "history/2018.jsonl"
    text = log.read_text(encoding="utf-8")
    write(log, text[: text.index(', "files"')] + text[text.index(', "previous"') :])
    with pytest.raises(Refusal, match="旧版"):
        undo_carry_forward(root)
