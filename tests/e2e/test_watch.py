"""`dutykit validate --watch` as a user starts it, through pipes."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.test_validate import GOOD

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal")

WAITING = "正在等待文件修改"
SUBMISSION = "submissions/2019/甲局.yaml"


class Watching:
    """A running watch and the lines it printed, both streams as one."""

    def __init__(self, root: Path, *arguments: str, command: str = "validate") -> None:
        environment = {name: value for name, value in os.environ.items() if name not in {"LANGUAGE", "LC_ALL"}}
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "dutykit", command, "--watch", *arguments],
            cwd=root,
            env={**environment, "LANG": "zh_CN.UTF-8", "XDG_CACHE_HOME": str(root.parent / "cache")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self.lines: queue.Queue[str | None] = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put(None)

    def until_waiting(self) -> str:
        """What it printed up to the line that says it waits."""
        text = ""
        while WAITING not in text:
            line = self.lines.get(timeout=60)  # to fail rather than to hang
            assert line is not None, text
            text += line
        return text

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.reader.join(10)
        assert self.process.stdout
        self.process.stdout.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small workspace without findings."""
    root = tmp_path / "工作区"
    for name, text in GOOD.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def watching(root: Path) -> Iterator[Watching]:
    """A watch that has run once."""
    running = Watching(root)
    yield running
    running.close()


def test_it_checks_again_on_every_change(watching: Watching, root: Path) -> None:
    path = root / SUBMISSION
    good = path.read_text(encoding="utf-8")
    assert "未发现错误" in watching.until_waiting()
    path.write_text(good.replace("indicator: 1", "indicator: 7"), encoding="utf-8")
    text = watching.until_waiting()
    assert f"── 已修改：{SUBMISSION}\n" in text
    assert "unknown-indicator" in text
    assert "\x1b" not in text
    aside = path.with_name(".甲局.yaml.tmp")
    aside.write_text(good, encoding="utf-8")
    aside.replace(path)
    assert "未发现错误" in watching.until_waiting()
    path.with_name("丙局.yaml").write_text("unit: 丙局\ncycle: 2019\nstate: draft\n", encoding="utf-8")
    assert "unknown-submitting-unit" in watching.until_waiting()
    path.with_name("丙局.yaml").unlink()
    assert "未发现错误" in watching.until_waiting()
    assert watching.interrupt() == 0


def test_ctrl_c_gives_the_last_exit_code(watching: Watching, root: Path) -> None:
    watching.until_waiting()
    (root / SUBMISSION).write_text("unit: 丁局\ncycle: 2019\nstate: draft\n", encoding="utf-8")
    watching.until_waiting()
    assert watching.interrupt() == 1


def test_a_workspace_that_cannot_be_read_for_a_while(watching: Watching, root: Path) -> None:
    watching.until_waiting()
    catalogue = root / "data/indicators.yaml"
    text = catalogue.read_text(encoding="utf-8")
    catalogue.unlink()
    broken = watching.until_waiting()
    assert "── 已修改：data/indicators.yaml" in broken
    assert "Traceback" not in broken
    catalogue.write_text(text, encoding="utf-8")
    assert "未发现错误" in watching.until_waiting()
    assert watching.interrupt() == 0


def test_a_report_is_made_again_when_its_template_is_saved(root: Path) -> None:
    path = root / "templates/report/unit.html.j2"
    path.parent.mkdir(parents=True)
    path.write_text("一", encoding="utf-8")
    report = root / "out/甲局.html"
    running = Watching(root, "--unit", "甲局", "--format", "html", command="report")
    try:
        running.until_waiting()
        assert report.read_text(encoding="utf-8") == "一"
        path.write_text("{{ nothing }}", encoding="utf-8")
        text = running.until_waiting()
        assert "── 已修改：templates/report/unit.html.j2" in text
        assert "名称 nothing 未定义" in text
        path.write_text("二", encoding="utf-8")
        running.until_waiting()
        assert report.read_text(encoding="utf-8") == "二"
        assert running.interrupt() == 0
    finally:
        running.close()
