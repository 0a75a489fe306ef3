"""The real command on files from outside that would fill the memory: refused by name, and the other files go on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.conftest import Dutykit
from tests.hostile_files import hostile_pdfs, hostile_workbooks

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")


@pytest.mark.parametrize("name", ["widths.pdf", "ascii85.pdf", "hex.pdf", "run-length.pdf"])
def test_a_plan_that_would_fill_the_memory_is_refused(name: str, tmp_path: Path, dutykit: Dutykit) -> None:
    (tmp_path / name).write_bytes(hostile_pdfs()[name])
    done = dutykit("import", tmp_path / name)
    assert done.code == 2
    assert f"{name}：内容过多或结构异常" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("name", ["one-merge.xlsx", "far-cell.xlsx"])
def test_a_workbook_that_would_fill_the_memory_is_refused(name: str, tmp_path: Path, dutykit: Dutykit) -> None:
    (tmp_path / name).write_bytes(hostile_workbooks()[name])
    done = dutykit("import", tmp_path / name)
    assert done.code == 2
    assert "Traceback" not in done.err


def test_forms_that_would_fill_the_memory_do_not_stop_the_others(tmp_path: Path, dutykit: Dutykit) -> None:
    books = hostile_workbooks()
    names = ["blanks.ods", "repeated.ods", "overlapping.xlsx"]
    for name in names:
        (tmp_path / name).write_bytes(books[name])
    assert dutykit("init", tmp_path / "w").code == 0
    assert dutykit("form", "-u", "市财政局", "-o", tmp_path, "-w", tmp_path / "w").code == 0
    form = tmp_path / "市财政局-2019.xlsx"
    done = dutykit("collect", *(tmp_path / name for name in names), form, "-w", tmp_path / "w")
    assert done.code == 1
    assert "Traceback" not in done.err
    told = done.out + done.err
    assert told.count("未读取") == len(names)
    assert form.name in told
