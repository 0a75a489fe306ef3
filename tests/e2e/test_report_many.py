"""`dutykit report --all` on many reports: made again only if changed, killed, interrupted, on several machines."""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from tests.conftest import Dutykit

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")

UNITS = [f"示例{number}局" for number in range(1, 11)]
REPORTS = sorted([f"{name}.pdf" for name in UNITS] + ["全市.pdf"])


def make_workspace(root: Path, units: list[str]) -> Path:
    texts = {
        "data/indicators.yaml": "title: 示例体系\nsource: {title: 示例文件, issuer: 示例机关}\nchapters:\n"
        "  - title: 第一部分\n    sections:\n      - title: 第一节\n        indicators:\n"
        f"          - {{id: 1, text: 甲事, responsible: [{', '.join(units)}]}}\n",
        "data/units.yaml": "units:\n" + "".join(f"  - {{id: {name}, kind: department}}\n" for name in units),
    }
    for name in units:
        texts[f"submissions/2019/{name}.yaml"] = (
            f"unit: {name}\ncycle: 2019\nstate: submitted\nanswers:\n  - {{indicator: 1, rating: met, narrative: {name}。}}\n"
        )
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return signed(make_workspace(tmp_path / "甲市", UNITS))


@pytest.fixture
def large_workspace(tmp_path: Path) -> Path:
    """So many units that a signal sent after the first report comes before the last, however late the test is served."""
    return signed(make_workspace(tmp_path / "甲市", [f"示例{number}局" for number in range(60)]))


def signed(root: Path) -> Path:
    (root / "dutykit.yaml").write_text("report: {issuer: 示例市教育局}\n", "utf-8")
    return root


def times(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


@contextmanager
def running(tmp_path: Path, *arguments: str | Path, before: Callable[[], None] | None = None) -> Iterator[psutil.Popen]:
    """The command at work, with a folder of its own for temporary files; nothing of it outlives the test."""
    (tmp_path / "tmp").mkdir(exist_ok=True)
    environment = os.environ | {
        "LANG": "zh_CN.UTF-8",
        "XDG_CACHE_HOME": str(tmp_path / ".cache"),
        "TMPDIR": str(tmp_path / "tmp"),
    }
    process = psutil.Popen(
        [sys.executable, "-W", "error", "-m", "dutykit", "report", *map(str, arguments)],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        preexec_fn=before,
    )
    try:
        yield process
    finally:
        end(process)


def end(process: psutil.Popen) -> None:
    with suppress(psutil.NoSuchProcess):
        process.kill()
    process.wait()
    if process.stdout:
        process.stdout.close()


def until(what: Callable[[], object]) -> None:
    latest = time.monotonic() + 120  # to fail rather than to hang
    while not what():
        assert time.monotonic() < latest
        time.sleep(0.01)


def gone(processes: list[psutil.Process]) -> bool:
    return not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in processes)


def test_only_what_has_changed_is_made_again(dutykit: Dutykit, tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "甲市", ["甲局", "乙局"])
    (workspace / "dutykit.yaml").write_text("report: {issuer: 示例市教育局}\n", "utf-8")
    first = dutykit("report", "--all", cwd=workspace)
    assert (first.code, first.err) == (0, "")
    made = times(workspace / "out")
    again = dutykit("report", "--all", cwd=workspace)
    assert (again.code, again.out) == (0, first.out)
    assert "3 份报告没有变化" in again.err
    assert times(workspace / "out") == made
    path = workspace / "submissions/2019/乙局.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("rating: met", "rating: partly"), encoding="utf-8")
    (workspace / "out/甲局.pdf").write_bytes(b"%PDF damaged")
    third = dutykit("report", "--all", cwd=workspace)
    assert (third.code, third.err) == (0, "")
    assert (workspace / "out/甲局.pdf").read_bytes() != b"%PDF damaged"
    changed = times(workspace / "out")
    (tmp_path / ".cache/dutykit/report").rename(tmp_path / "away")
    (tmp_path / ".cache/dutykit/report").write_bytes(b"no folder")
    assert dutykit("report", "-u", "甲局", cwd=workspace).err == ""
    assert times(workspace / "out")["乙局.pdf"] == changed["乙局.pdf"] > made["乙局.pdf"]


def test_several_workspaces_one_of_which_cannot_be_read(dutykit: Dutykit, tmp_path: Path) -> None:
    roots = [make_workspace(tmp_path / name, ["甲局"]) for name in ("甲市", "其他/甲市", "乙市")]
    (roots[2] / "data/units.yaml").write_text("units: [", encoding="utf-8")
    ran = dutykit("report", "--all", *roots)
    assert ran.code == 1
    assert ran.out.splitlines() == [
        "out/甲市/甲局.pdf", "out/甲市/全市.pdf", "out/甲市-2/甲局.pdf", "out/甲市-2/全市.pdf",
    ]  # fmt: skip
    assert f"{roots[2]}：无法读取指标体系或单位名录" in ran.err
    (roots[1] / "submissions/2019/甲局.yaml").unlink()  # no cycle is left
    (roots[0] / "submissions/2019/甲局.yaml").write_text(
        "unit: 甲局\ncycle: 2019\nstate: draft\nsummary: 😀\n", "utf-8"
    )
    ran = dutykit("report", "--all", *roots[:2])
    assert ran.code == 1
    assert "没有任何年度的填报" in ran.err
    assert "3 份报告未能生成：甲市/甲局、" in ran.err
    assert ran.out == "out/甲市/全市.pdf\n"
    assert dutykit("report", "--unit", "甲局", *roots).code == 2


def test_after_a_kill_the_rest_is_made(dutykit: Dutykit, workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with running(tmp_path, "--all", workspace) as process:
        until(lambda: out.exists() and any(out.glob("*.pdf")))
        workers = process.children(recursive=True)
        process.send_signal(signal.SIGKILL)
        process.wait()
        until(lambda: gone(workers))
    made = {name: when for name, when in times(out).items() if name.endswith(".pdf")}
    assert 0 < len(made) < len(REPORTS)
    ran = dutykit("report", "--all", workspace)
    assert (ran.code, len(ran.out.splitlines())) == (0, len(REPORTS))
    assert sorted(path.name for path in out.glob("[!.]*")) == REPORTS
    now = times(out)
    # The last may have been written, and not noted yet, when the kill came.
    assert sum(now[name] != when for name, when in made.items()) <= 1


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_leaves_nothing_behind(large_workspace: Path, tmp_path: Path, kind: signal.Signals) -> None:
    out = tmp_path / "out"
    with running(tmp_path, "--all", large_workspace) as process:
        until(lambda: out.exists() and any(out.glob("*.pdf")))
        workers = process.children(recursive=True)
        process.send_signal(kind)
        text, _none = process.communicate(timeout=60)
        assert process.returncode == 128 + kind
        until(lambda: gone(workers))
    assert text == ("已中断；已生成的报告予以保留，重新运行可继续生成\n" if kind == signal.SIGINT else "")
    assert all(path.suffix == ".pdf" for path in out.iterdir())
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_worker_that_is_killed_costs_no_report(workspace: Path, tmp_path: Path) -> None:
    with running(tmp_path, "--all", workspace) as process:
        until((tmp_path / "out").exists)
        process.children()[0].kill()
        text, _none = process.communicate(timeout=120)
    assert process.returncode == 0, text
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == REPORTS


def test_a_full_disk_loses_nothing(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "全市.pdf").write_bytes(b"%PDF old")
    full = 20_000  # bytes of a file: more than any but a report has

    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (full, full))

    with running(tmp_path, "--all", workspace, before=fill) as process:
        text, _none = process.communicate(timeout=120)
    assert process.returncode == 2
    assert "Traceback" not in text
    assert "无法写入 out/全市.pdf" in text
    assert f"{len(REPORTS)} 份报告未能生成" in text
    assert [(path.name, path.read_bytes()) for path in out.iterdir()] == [("全市.pdf", b"%PDF old")]


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[psutil.Popen]]]:
    """A Dask scheduler and two workers, each a process of its own."""
    address = f"tcp://127.0.0.1:{_free_port()}"
    dask = [sys.executable, "-m", "dask"]
    options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path / "dask")]
    commands = [[*dask, "scheduler", "--host", address, "--no-dashboard"], *[[*dask, "worker", address, *options]] * 2]
    started: list[psutil.Popen] = []
    try:
        for command in commands:
            process = psutil.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            started.append(process)
        yield address, started[1:]
    finally:
        for process in started:
            end(process)


def _workers(address: str, wanted: int) -> None:
    from distributed import Client

    with Client(address, timeout=60, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(wanted, timeout=60)


@pytest.mark.filterwarnings("default")  # what Dask's own code warns of is not ours
def test_a_cluster_loses_nothing_when_one_of_its_workers_is_killed(
    cluster: tuple[str, list[psutil.Popen]], dutykit: Dutykit, workspace: Path, tmp_path: Path
) -> None:
    address, workers = cluster
    _workers(address, 2)
    out = tmp_path / "out"
    with running(tmp_path, "--all", workspace, "--engine", "dask", "--scheduler", address) as process:
        until(lambda: out.exists() and any(out.glob("*.pdf")))
        workers[0].kill()
        text, _none = process.communicate(timeout=120)
    assert process.returncode == 0, text
    assert sorted(path.name for path in out.iterdir()) == REPORTS
    assert dutykit("report", "--all", workspace, "-o", "here/", "--force").code == 0
    assert all((out / name).read_bytes() == (tmp_path / "here" / name).read_bytes() for name in REPORTS)


def test_a_cluster_that_is_not_there_is_named(dutykit: Dutykit, workspace: Path) -> None:
    ran = dutykit("report", "--all", workspace, "--engine", "dask", "--scheduler", "gibberish://x:1")
    assert ran.code == 2
    assert "无法连接调度器 gibberish://x:1" in ran.err
    assert "Traceback" not in ran.err
    assert dutykit("report", "--all", workspace, "--engine", "dask").code == 2


def test_a_cluster_that_says_nothing_is_named_and_tls_needs_certificates(dutykit: Dutykit, workspace: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        where = f"127.0.0.1:{silent.getsockname()[1]}"
        ran = dutykit("report", "--all", workspace, "--engine", "dask", "--scheduler", f"tcp://{where}")
        assert (ran.code, ran.out) == (2, "")
        assert f"无法连接调度器 tcp://{where}：timed out" in ran.err
        ran = dutykit("report", "--all", workspace, "--engine", "dask", "--scheduler", f"tls://{where}")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("错误：使用 tls:// 地址，须先在 Dask 的配置中指定证书\n")
