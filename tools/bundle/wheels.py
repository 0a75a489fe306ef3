"""All wheels of a bundle: what the locks name, with every extra, and dutykit itself."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from tools.bundle.target import Target

_ROOT = Path(__file__).parents[2]
_LOCK = _ROOT / "requirements-dev.lock"
"""Of the locks the one that holds the others' versions."""
_SOURCE_LOCK = _ROOT / "requirements-source.lock"
"""What has no wheel (the extra `bag`), and is built here."""


class WheelsError(Exception):
    """The wheels are not those of the lock."""


def gather(target: Target, folder: Path) -> None:
    """Put every wheel into `folder`. Needs the network."""
    with tempfile.TemporaryDirectory() as name:
        wanted = Path(name) / "requirements.txt"
        extras = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
            "optional-dependencies"
        ]
        asked = [argument for extra in extras if extra != "bag" for argument in ("--extra", extra)]
        _run(
            *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate"),
            *("--python-platform", target.resolver, "--python-version", target.python),
            *("--constraint", _LOCK, *asked, "--output-file", wanted, _ROOT / "pyproject.toml"),
        )
        platforms = [argument for tag in target.tags for argument in ("--platform", tag)]
        _pip(
            *("download", "--no-deps", "--only-binary", ":all:", "--python-version", target.python, *platforms),
            *("--dest", folder, "--requirement", wanted),
        )
    hold_to_lock(folder)
    built = ("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder)
    _pip(*built, "--require-hashes", "--requirement", _SOURCE_LOCK)
    _pip(*built, _ROOT)


def hold_to_lock(folder: Path) -> None:
    """Raise WheelsError if `folder` has a wheel that the lock does not name by its hash."""
    locked = set(re.findall(r"--hash=sha256:([0-9a-f]{64})", _LOCK.read_text(encoding="utf-8")))
    for wheel in sorted(folder.iterdir()):
        if hashlib.sha256(wheel.read_bytes()).hexdigest() not in locked:
            raise WheelsError(f"{wheel.name} has a hash that {_LOCK.name} does not name")


def _pip(command: str, *arguments: str | Path) -> None:
    _run(sys.executable, "-m", "pip", command, "-qq", "--disable-pip-version-check", *arguments)


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, cwd=_ROOT, stdin=subprocess.DEVNULL)
