from __future__ import annotations

import errno
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from pathlib import Path
from typing import Any

import pytest

from dutykit.model.refusal import Refusal
from dutykit.process.pool import ProcessDiedError
from dutykit.reports.press.batch import Batch
from dutykit.reports.press.engine import Engine
from dutykit.reports.press.making import make_reports
from dutykit.reports.press.order import all_units, orders_for
from dutykit.reports.press.outcome import Made
from dutykit.typeset.pdf import PdfLibraryMissingError, UndrawnError
from dutykit.typeset.proof import OtherEditionError
from dutykit.workspace.assemble import load_workspace
from tests.unit.typeset.test_proof import FILES, _write

Answer = bytes | Exception | None


class Scripted(Executor):
    """Answers jobs from a list; None for one that never ends."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = iter(answers)
        self.given = 0

    def submit(self, _job: Callable[..., Any], /, *_arguments: Any, **_named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.given += 1
        answer = next(self.answers)
        if isinstance(answer, Exception):
            future.set_exception(answer)
        elif answer is not None:
            future.set_result(answer)
        return future


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache").mkdir()
    monkeypatch.setattr("dutykit.reports.press.making.user_cache", lambda _name: tmp_path / "cache")


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    for name, text in FILES.items():
        _write(tmp_path / "甲市", name, text.replace("font_folders: [字体]\n", ""))
    workspace = load_workspace(tmp_path / "甲市").workspace
    assert workspace is not None
    orders = orders_for(workspace, [*all_units(workspace)], medium="pdf", output=str(tmp_path / "out") + "/")
    return Batch(workspace.root, tuple(orders), workspace)


def make(batch: Batch, executor: Executor, **settings: Any) -> dict[str | None, Made]:
    engine = Engine(executor, 1, **settings)
    return {one.order.unit: one for one in make_reports([batch], medium="pdf", engine=engine)}


def test_what_is_made_is_written_and_noted(batch: Batch) -> None:
    assert all(one.written for one in make(batch, Scripted(b"1", b"2")).values())
    assert [order.path.read_bytes() for order in batch.orders] == [b"1", b"2"]
    again = Scripted()
    assert all(one.unchanged for one in make(batch, again).values())
    assert again.given == 0


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (TimeoutError(), "用时过长"),
        (MemoryError(), "占用内存过多"),
        (CancelledError(), "连接中断"),
        (OSError(errno.ENOSPC, "no space"), "甲局的报告生成失败：磁盘空间不足"),
        (RuntimeError("why"), "程序内部错误：RuntimeError: why"),
    ],
)
def test_a_report_that_fails_is_named_and_stops_no_other(batch: Batch, error: Exception, words: str) -> None:
    made = make(batch, Scripted(error, b"2"))
    assert words in made["甲局"].failure
    assert made["乙局"].written
    assert not batch.orders[0].path.exists()


def test_a_report_whose_process_dies_is_tried_once_more(batch: Batch) -> None:
    made = make(batch, Scripted(ProcessDiedError(), b"2", b"1"))
    assert all(one.written for one in made.values())
    batch.orders[0].path.unlink()
    made = make(batch, Scripted(ProcessDiedError(), ProcessDiedError()))
    assert "生成甲局的报告的进程意外中止" in made["甲局"].failure
    assert make(batch, Scripted(ProcessDiedError()), retries=0)["甲局"].failure


def test_an_engine_that_gives_no_answer_is_given_up(batch: Batch) -> None:
    made = make(batch, Scripted(None, b"2"), patience=0.01)
    assert "超时" in made["甲局"].failure
    assert made["乙局"].written


def test_a_character_that_only_the_printer_misses_is_found_in_the_file(batch: Batch) -> None:
    made = make(batch, Scripted(UndrawnError(frozenset("甲")), b"2"))
    assert {one.place.file for one in made["甲局"].findings} >= {"submissions/2019/甲局.yaml"}


@pytest.mark.parametrize("error", [PdfLibraryMissingError("pango"), OtherEditionError()])
def test_what_would_stop_every_report_stops_at_once(batch: Batch, error: Exception) -> None:
    executor = Scripted(error)
    with pytest.raises(Refusal):
        make(batch, executor)
    assert executor.given == 1


def test_what_a_report_rests_on_is_read_while_it_is_printed(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    executor = Scripted(b"1", b"2")
    begun: list[int] = []

    def edition(*_folders: object, system_fonts: bool) -> str:
        begun.append(executor.given)
        return str(system_fonts)

    monkeypatch.setattr("dutykit.typeset.proof.edition", edition)
    make(batch, executor)
    assert begun[0] == 1
