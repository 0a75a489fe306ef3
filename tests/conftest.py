"""Fixtures every test may use: golden files and the real command."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from dutykit.cli.main import language_of_arguments
from dutykit.language import Language
from dutykit.process.bounded import end
from dutykit.shipped import shipped
from dutykit.typeset.fonts import fontconfig_file, own_fonts
from tests.command_client import ask
from tests.moments import Asked
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
    """Compile the messages that have changed since set-up did, before the workers of pytest-xdist start.

    A run in the background ignores Ctrl-C, and so would every command it starts: tests send it to some.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
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


@pytest.fixture(scope="session")
def fontconfig(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A configuration of our own fonts; one for all tests, as WeasyPrint is loaded anew for each."""
    folders = sorted({font.path.parent for font in own_fonts(shipped("fonts"))})
    return fontconfig_file(folders, tmp_path_factory.mktemp("fontconfig"), with_system=False)


@dataclass(frozen=True)
class Ran:
    """What a finished command left behind."""

    code: int
    out: str
    err: str
    out_bytes: bytes


Dutykit = Callable[..., Ran]
CommandServers = Callable[[Language], str]
MadeOnce = Callable[[str, Callable[[Path], None]], Path]

_OF_THE_CALLER = {
    "LANGUAGE",
    "LC_ALL",
    "LC_MESSAGES",
    "LANG",
    "COLUMNS",
    "NO_COLOR",
    "FORCE_COLOR",
    "SOURCE_DATE_EPOCH",
}


def command_environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a command: Chinese, 100 columns, caches in `folder`, nothing of whoever runs the tests."""
    environment = {name: value for name, value in os.environ.items() if name not in _OF_THE_CALLER}
    environment |= {"LANG": "zh_CN.UTF-8", "COLUMNS": "100", "XDG_CACHE_HOME": str(folder / ".cache")}
    environment["GIT_AUTHOR_NAME"] = "示例经办人"
    return environment | more


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """`made_once(name, make)` is the folder `name`, which `make` filled once for all workers of pytest-xdist.

    NOTE: with pytest 9.2 the mark xdist_group has no effect (https://github.com/pytest-dev/pytest-xdist/issues/1386).
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def made(name: str, make: Callable[[Path], None]) -> Path:
        folder, mark = shared / name, shared / f"{name}.made"
        with FileLock(shared / f"{name}.lock"):
            if not mark.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                mark.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def command_servers() -> Iterator[CommandServers]:
    """The socket of the process that runs commands in a language; it is started when it is first asked for."""
    started: dict[Language, subprocess.Popen[bytes]] = {}
    with tempfile.TemporaryDirectory(prefix="dutykit-tests-") as name:
        folder = Path(name)

        def server(language: Language) -> str:
            path = str(folder / language)
            if language not in started:
                process = started[language] = subprocess.Popen(
                    [sys.executable, "-W", "error", "-m", "tests.command_server", path, language],
                    cwd=REPOSITORY,
                    env=command_environment(folder),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    start_new_session=True,  # Ctrl-C is for pytest
                )
                assert process.stdout is not None
                assert process.stdout.readline() == b"ready\n"
            return path

        yield server
        end()  # a copy of this process holds the server's standard input open
        for process in started.values():
            process.communicate(timeout=60)


def command_runner(folder: Path, command_servers: CommandServers) -> Dutykit:
    """Runs the real command: `dutykit("validate", "-q", cwd=…, env={…})`; Chinese, 100 columns, no terminal.

    It gets a copy of a process that has imported everything. With `cold` it starts as a user's does. It runs in
    `folder`, where its caches are.
    """

    def run(
        *arguments: str | Path,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        stdin: str = "",
        cold: bool = False,
        moments: Asked | None = None,
    ) -> Ran:
        words = [*map(str, arguments)]
        environment = command_environment(folder, **(env or {}))
        where = str(cwd or folder)
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            given.write(stdin.encode())
            given.seek(0)
            streams = (given.fileno(), out.fileno(), err.fileno())
            if cold or not hasattr(os, "fork") or any(name.startswith("PYTHON") for name in env or ()):
                command = [sys.executable, "-W", "error", "-m", "dutykit", *words]
                done = subprocess.run(
                    command, cwd=where, env=environment, stdin=given, stdout=out, stderr=err, check=False, timeout=300
                )
                code = done.returncode
            else:
                server = command_servers(language_of_arguments(words, environment))
                code = ask(server, words, cwd=where, env=environment, streams=streams, seconds=300, moments=moments)
            out.seek(0)
            err.seek(0)
            printed = out.read()
            return Ran(code, printed.decode("utf-8", "replace"), err.read().decode(), printed)

    return run


@pytest.fixture
def dutykit(tmp_path: Path, command_servers: CommandServers) -> Dutykit:
    """The command for one test."""
    return command_runner(tmp_path, command_servers)


@pytest.fixture(scope="session")
def made_rounds(made_once: MadeOnce) -> Path:
    """The sample workspace of three cycles; not to be changed."""
    from tests.cycles import make_rounds

    return made_once("rounds", lambda folder: make_rounds(folder / "示例")) / "示例"


@pytest.fixture
def rounds(made_rounds: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    root = tmp_path / "示例"
    shutil.copytree(made_rounds, root)
    return root
