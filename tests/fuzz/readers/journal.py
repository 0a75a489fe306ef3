"""What the program notes for itself in a workspace: that may come from anywhere, too."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dutykit.cli.commands.collect import collect
from dutykit.cli.commands.history_merge import history_merge
from dutykit.cli.commands.history_show import history_show
from dutykit.cli.commands.history_verify import history_verify
from dutykit.cli.commands.validate import validate
from dutykit.forms.office.taken import TAKEN_FILE
from dutykit.model.layout import PENDING_FILE
from dutykit.workspace.writing.transaction import Write
from tests.cycles import begin, carry, fill, take
from tests.form_workspaces import FilledForm, collected, made_form
from tests.fuzz.readers import form
from tests.fuzz.readers.command import folder, lasting_folder, ran
from tests.office_tables import made as made_tables
from tests.review_workspaces import made_review
from tests.unit.workspace.writing.unfinished import note

UNIT, CYCLE = "市财政局", 2017
LOGS = (f"history/{CYCLE}/{UNIT}.jsonl", f"history/{CYCLE + 1}.jsonl")
OUTSIDE = "外面的文件"


def check_pending(data: bytes) -> None:
    """Validate a workspace with this note in it, then do what the note asks for."""
    with folder() as place:
        root, outside = place / "w", place / "外面.yaml"
        shutil.copytree(_unfinished(), root)
        outside.write_text(OUTSIDE, encoding="utf-8")
        (root / PENDING_FILE).write_bytes(data)
        ran(validate, no_cache=True, workspace=root)
        ran(history_merge, by="合并人", workspace=root)
        assert [*place.iterdir()] in ([root, outside], [outside, root])
        assert outside.read_text(encoding="utf-8") == OUTSIDE
        assert (root / "evidence/甲局/报告.pdf").is_file()


def check_collected(data: bytes) -> None:
    """Collect a workbook of which this was taken before; the first byte says of which kind it is."""
    with folder() as place:
        root, kinds = place / "w", _taken()
        shutil.copytree(form.root(), root)
        kind = kinds[data[0] % len(kinds)] if data else kinds[0]
        path = root / kind.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data[1:])
        ran(collect, [kind.book], dry_run=True, workspace=root)
        ran(collect, [kind.book], dry_run=True, theirs=True, output_format="json", workspace=root)


def check_history(data: bytes) -> None:
    """Show, check and join a log; the first byte says whether it is a unit's or the cycle's."""
    with folder() as place:
        root, other = place / "w", place / "v"
        for one in (root, other):
            shutil.copytree(_rounds(), one)
        log = root / LOGS[data[0] % len(LOGS) if data else 0]
        log.write_bytes(data[1:])
        ran(validate, no_cache=True, workspace=root)
        ran(history_show, cycle=CYCLE, workspace=root)
        ran(history_verify, cycle=CYCLE, output_format="json", workspace=root)
        ran(history_merge, other / log.relative_to(root), log, by="合并人", workspace=other)
        ran(history_merge, by="合并人", workspace=root)


@cache
def _unfinished() -> Path:
    """A workspace as a command leaves it that is killed while it writes."""
    root = lasting_folder()
    shutil.copytree(form.root(), root, dirs_exist_ok=True)
    submission = "submissions/2019/乙局.yaml"
    old = (root / submission).read_bytes()
    writes = [
        Write("history/2019.jsonl", None, b"{}\n"),
        Write(submission, old, old.replace(b"draft", b"submitted")),
        Write("evidence/甲局/新.pdf", None, b"%PDF-"),
    ]
    note(root, writes)
    return root


def pending() -> Iterator[bytes]:
    """The note of that command."""
    yield (_unfinished() / PENDING_FILE).read_bytes()


class _Kind(NamedTuple):
    file: str
    book: Path
    lines: bytes


@cache
def _taken() -> list[_Kind]:
    """The kinds of workbooks: what is kept of each, one that was filled in, and what is kept once two were collected."""
    found = []
    root = lasting_folder()
    shutil.copytree(form.root(), root, dirs_exist_ok=True)
    unit, review = made_form(root, "乙局"), made_review(root).path
    tables = made_tables(root)
    for file, path, sheet, columns in (
        ("collected/2019/乙局.jsonl", unit, "自评", ("自评结论", "工作措施与成效")),
        ("collected/2019/reviews/甲局.jsonl", review, "复核", ("复核结论", "复核意见")),
        (TAKEN_FILE, tables, None, ()),
    ):
        book = path
        for number in range(2):
            filled = FilledForm(path)
            if sheet is not None:
                filled.fill(
                    sheet, filled.row(sheet, 指标编号=2), **dict(zip(columns, ("达到", f"做了{number}"), strict=True))
                )
            else:
                filled.fill("单位", filled.row("单位", 单位名称="甲局"), 单位简称=f"甲{number}")
            book = filled.save(f"{number}{path.name}")
            collected(root, book, today=dt.date(2019, 6, 1 + number))
        lines = (root / file).read_bytes() if (root / file).exists() else b""
        found.append(_Kind(file, book, lines))
    return found


def kept() -> Iterator[bytes]:
    """What is kept of each kind of workbook."""
    for number, kind in enumerate(_taken()):
        yield bytes([number]) + kind.lines


@cache
def _rounds() -> Path:
    """A workspace whose unit has submitted twice, and whose cycle is over."""
    root = lasting_folder()
    begin(root)
    fill(root, UNIT, CYCLE)
    for number, action in enumerate(("submit", "return", "submit", "accept"), 1):
        more = {"reason": "缺数据", "due": dt.date(CYCLE, 5, 20)} if action == "return" else {}
        take(root, action, UNIT, dt.date(CYCLE, 5, number), **more)  # type: ignore[arg-type] # one of the actions
    carry(root, dt.date(CYCLE, 12, 1))
    return root


def logs() -> Iterator[bytes]:
    """The log of a unit, once with two ends, and that of the cycle."""
    for number, name in enumerate(LOGS):
        lines = (_rounds() / name).read_bytes()
        yield bytes([number]) + lines
    lines = (_rounds() / LOGS[0]).read_bytes()
    first = lines.partition(b"\n")[0]
    yield b"\x00" + lines + first.replace("示例".encode(), "别的".encode()) + b"\n"
