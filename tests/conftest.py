"""Fixtures every test may use: golden files and the real command."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from tools.build_hook import compile_catalogues

# No timed tests: a busy machine is no failure. Random, but the same each run.
settings.register_profile("dutykit", deadline=None, derandomize=True)
settings.load_profile("dutykit")

# A job in the background has SIGINT ignored, and so has all that it starts: Ctrl-C would never come.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

REPOSITORY = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"


def pytest_configure(config: pytest.Config) -> None:
    """Compile the messages that have changed since set-up did, before the workers of pytest-xdist start."""
    if not hasattr(config, "workerinput"):
        compile_catalogues()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes what the tests got as what they expect."""
    parser.addoption("--update-golden", action="store_true", help="write golden files anew")


@dataclass(frozen=True)
class Golden:
    """Holds an output against a file under tests/golden/."""

    update: bool

    def check(self, name: str, text: str) -> None:
        """Fail unless tests/golden/`name` holds exactly `text`; with --update-golden, write it."""
        path = GOLDEN / name
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert path.exists(), f"no golden file {name}; run pytest --update-golden and read it"
        with path.open(encoding="utf-8", newline="") as file:
            assert text == file.read()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Golden files."""
    return Golden(bool(request.config.getoption("--update-golden")))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of this repository, which is the Panjin workspace."""
    return REPOSITORY


@dataclass(frozen=True)
class Ran:
    """What a finished command left behind."""

    code: int
    out: str
    err: str
    out_bytes: bytes


Dutykit = Callable[..., Ran]


@pytest.fixture
def dutykit(tmp_path: Path) -> Dutykit:
    """Starts the real command: `dutykit("validate", "-q", cwd=…, env={…})`; Chinese, 100 columns, no terminal."""

    def run(
        *arguments: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None, stdin: str = ""
    ) -> Ran:
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "NO_COLOR", "FORCE_COLOR"}
        }
        environment |= {
            "LANG": "zh_CN.UTF-8",
            "COLUMNS": "100",
            "XDG_CACHE_HOME": str(tmp_path / ".cache"),
            **(env or {}),
        }
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "dutykit", *map(str, arguments)],
            cwd=cwd or tmp_path,
            env=environment,
            input=stdin.encode(),
            capture_output=True,
            check=False,
            timeout=300,
        )
        return Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode(), done.stdout)

    return run


@pytest.fixture(scope="session")
def made_rounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample workspace of three cycles; not to be changed."""
    from tests.cycles import make_rounds

    root = tmp_path_factory.mktemp("rounds") / "示例"
    make_rounds(root)
    return root


@pytest.fixture
def rounds(made_rounds: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    root = tmp_path / "示例"
    shutil.copytree(made_rounds, root)
    return root
