"""The wheel, built from the source distribution and installed on its own, does the job from another folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
import pytest

from tests.conftest import REPOSITORY, MadeOnce


@dataclass(frozen=True)
class Built:
    """What came out of the build, and a virtual environment with the wheel in it."""

    sdist: Path
    wheel: Path
    venv: Path

    def run(self, *command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
        """A command of the virtual environment, with nothing of this process's set-up in its way."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))}
        environment |= {"LANG": "zh_CN.UTF-8", "XDG_CACHE_HOME": str(self.venv / "cache")}
        program, *arguments = map(str, command)
        return subprocess.run(
            [str(self.venv / "bin" / program), *arguments],
            cwd=cwd,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )


@pytest.fixture(scope="module")
def built(made_once: MadeOnce) -> Built:
    folder = made_once("wheel", _build)
    [sdist] = (folder / "dist").glob("*.tar.gz")
    [wheel] = (folder / "dist").glob("*.whl")
    return Built(sdist, wheel, folder / "venv")


def _build(folder: Path) -> None:
    """Build both, and install the wheel."""
    # Without isolation: what the build needs is in the lock, so that no network is.
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder / "dist"), str(REPOSITORY)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    [wheel] = (folder / "dist").glob("*.whl")

    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True, timeout=120)
    pip = [sys.executable, "-m", "pip", "--python", str(venv / "bin" / "python")]
    install = ["install", "--quiet", "--no-index", "--no-deps", "--no-compile", str(wheel)]
    subprocess.run([*pip, *install], check=True, timeout=120)
    # The libraries dutykit needs come from here. A folder named in a .pth file brings its packages but not its
    # own .pth files, and so not the editable dutykit, which is one.
    [packages] = venv.glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")


def test_wheel_carries_what_dutykit_needs_and_no_more(built: Built) -> None:
    names = zipfile.ZipFile(built.wheel).namelist()
    for name in (
        "dutykit/py.typed",
        "dutykit/fonts/fonts.json",
        "dutykit/fonts/FandolFang-Regular.otf",
        "dutykit/locale/en/LC_MESSAGES/dutykit.mo",
        "dutykit/locale/zh/LC_MESSAGES/messages.mo",
        "dutykit/shipped/data/indicators.yaml",
        "dutykit/shipped/data/units.yaml",
    ):
        assert name in names
    assert any(name.startswith("dutykit/shipped/templates/report/") for name in names)
    assert {name.split("/")[0] for name in names if not name.startswith("dutykit-")} == {"dutykit"}
    assert not [
        name
        for name in names
        if "submissions" in name or "shipped/evidence/" in name or name.startswith("evidence/") or name.endswith(".pyc")
    ]
    assert {name for name in names if name.startswith("dutykit/shipped/data/")} == {
        "dutykit/shipped/data/indicators.yaml",
        "dutykit/shipped/data/units.yaml",
    }


def test_source_distribution_carries_the_tests(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "pyproject.toml",
        "Makefile",
        "LICENSE",
        "requirements.lock",
        "tests/conftest.py",
        "tools/setup.sh",
        "src/dutykit/locale/en/LC_MESSAGES/dutykit.mo",
    } <= names
    assert not [name for name in names if name.startswith((".venv", "out/", ".git/"))]


def test_both_can_be_published(built: Built) -> None:
    tools = Path(sys.executable).parent
    for command in (
        [str(tools / "twine"), "check", "--strict", str(built.wheel), str(built.sdist)],
        [str(tools / "check-wheel-contents"), str(built.wheel)],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr


def test_code_under_test_is_the_wheels(built: Built, tmp_path: Path) -> None:
    done = built.run("python", "-c", "import dutykit; print(dutykit.__file__)", cwd=tmp_path)
    assert Path(done.stdout.strip()).is_relative_to(built.venv)


def test_version(built: Built, tmp_path: Path) -> None:
    done = built.run("dutykit", "--version", cwd=tmp_path)
    version = built.wheel.name.split("-")[1]
    assert (done.returncode, done.stdout, done.stderr) == (0, f"dutykit {version}\n", "")


def test_init_and_report_from_another_folder(built: Built, tmp_path: Path) -> None:
    office = tmp_path / "督导"
    for folder, command in (
        (tmp_path, "init 督导 --from panjin-2019"),
        (tmp_path, "validate --workspace 督导"),
        (office, "new 市财政局"),
        (office, "report --unit 市财政局 -o 市财政局.pdf"),
    ):
        done = built.run("dutykit", *command.split(), cwd=folder)
        assert done.returncode == 0, done.stdout + done.stderr
    with pdfplumber.open(office / "市财政局.pdf") as pdf:
        assert "市财政局" in "".join((page.extract_text() or "").replace("\n", "") for page in pdf.pages)
