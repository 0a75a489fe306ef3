"""The real command on files from outside that would fill the memory: refused by name, and the other files go on."""

from __future__ import annotations

import datetime as dt
import os
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.certificates import authority
from tests.conftest import Dutykit
from tests.cycles import begin, fill, take
from tests.hostile_files import doubling_pages, hostile_pdfs, hostile_workbooks, long_lines
from tests.workbook_hand import Hand

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")


@pytest.mark.parametrize("name", ["widths.pdf", "ascii85.pdf", "hex.pdf", "run-length.pdf"])
def test_a_plan_that_would_fill_the_memory_is_refused(name: str, tmp_path: Path, dutykit: Dutykit) -> None:
    (tmp_path / name).write_bytes(hostile_pdfs()[name])
    done = dutykit("import", tmp_path / name)
    assert done.code == 2
    assert f"{name}：内容过多或结构异常" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("name", long_lines())
def test_a_line_of_a_hundred_thousand_characters_is_read_within_the_limits(
    name: str, tmp_path: Path, dutykit: Dutykit
) -> None:
    (tmp_path / name).write_bytes(long_lines()[name])
    done = dutykit("import", tmp_path / name, "-o", "w")
    assert done.code == 0, done.err
    assert "办学。" in (tmp_path / "w/data/indicators.yaml").read_text("utf-8")


@pytest.mark.parametrize("name", ["one-merge.xlsx", "far-cell.xlsx", "blanks.ods", "repeated.ods"])
def test_a_workbook_that_would_fill_the_memory_is_refused(name: str, tmp_path: Path, dutykit: Dutykit) -> None:
    (tmp_path / name).write_bytes(hostile_workbooks()[name])
    with at_most(2_000_000_000):
        done = dutykit("import", tmp_path / name, cold=True)
    assert done.code == 2
    assert "Traceback" not in done.err


def test_a_copy_with_remarks_of_a_workbook_that_would_fill_the_memory_stops_no_other(
    tmp_path: Path, dutykit: Dutykit
) -> None:
    assert dutykit("init", tmp_path / "w").code == 0
    units = ("市财政局", "市教育局")
    made = dutykit("form", "-u", units[0], "-u", units[1], "-o", tmp_path, "-w", tmp_path / "w")
    assert made.code == 0
    forms = [tmp_path / f"{one}-2019.xlsx" for one in units]
    for form in forms:
        book = Hand(form)
        book.put("自评", {"自评结论": None}, {"自评结论": "差不多"})
        book.save()
    styles = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>' * 1_000_000
    with zipfile.ZipFile(forms[0]) as old, zipfile.ZipFile(tmp_path / "big.xlsx", "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/styles.xml":
                part = part.replace(b"</cellXfs>", styles + b"</cellXfs>")
            new.writestr(name, part)
    (tmp_path / "big.xlsx").replace(forms[0])
    with at_most(2_000_000_000):
        done = dutykit("collect", *forms, "--annotate", "--replies", tmp_path / "r", "-w", tmp_path / "w", cold=True)
    assert done.code in {1, 2}
    assert "Traceback" not in done.err
    assert (tmp_path / "市教育局-2019.批注.xlsx").exists()


def test_a_report_to_be_signed_that_would_fill_the_memory_is_refused(tmp_path: Path, dutykit: Dutykit) -> None:
    (tmp_path / "a.pdf").write_bytes(doubling_pages())
    (tmp_path / "key.p12").write_bytes(authority().open_key)
    done = dutykit("sign", "a.pdf", "--key", "key.p12")
    assert done.code == 2
    assert "a.pdf：内容过多或结构异常" in done.err
    assert dutykit("verify", "a.pdf").code == 1
    assert not (tmp_path / "a.signed.pdf").exists()


@pytest.mark.parametrize(
    "words",
    [
        "import {}",
        "collect {}",
        "evidence add 市体育局 4 {}",
        "evidence verify {}",
        "diff {} data/indicators.yaml",
        "amend --indicators {}",
        "amend --indicators data/indicators.yaml --units {}",
        "carry-forward --force --indicators {}",
        "carry-forward --force --plan {}",
        "history merge history/2017/市财政局.jsonl {}",
        "history verify --against {}",
        "verify a.pdf --trust {}",
        "validate --baseline {}",
        "verify {}",
        "sign {} --key key.p12",
        "sign a.pdf --key {}",
        "sign a.pdf --key key.p12 --seal-image {}",
        "report --unit 市财政局 --format docx --template {}",
    ],
)
def test_what_is_no_file_and_what_is_endless_is_refused_by_every_reader(
    words: str, tmp_path: Path, dutykit: Dutykit
) -> None:
    begin(tmp_path / "w")
    for unit in ("市财政局", "市体育局"):
        fill(tmp_path / "w", unit, 2017)
    take(tmp_path / "w", "submit", "市财政局", dt.date(2017, 5, 7))
    (tmp_path / "w/key.p12").write_bytes(authority().open_key)
    (tmp_path / "w/a.pdf").write_bytes(doubling_pages(1))
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "long").open("wb") as file:
        file.truncate(1_000_000_000_000)  # sparse: nothing is written
    for name in ("pipe", "long"):
        done = dutykit(*words.format(f"../{name}").split(), cwd=tmp_path / "w")
        assert done.code in {1, 2}
        assert name in done.out + done.err
        assert "Traceback" not in done.err


@contextmanager
def at_most(size: int) -> Iterator[None]:
    """Commands that are started in it get no more memory than that."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)


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
