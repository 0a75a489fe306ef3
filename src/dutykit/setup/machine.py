"""The machine dutykit runs on: its shared libraries, its fonts, its way of installing what lacks."""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib.metadata
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from dutykit.language import _
from dutykit.shipped import shipped

_EXTRA = re.compile(r"(?P<package>[\w.-]+).*;.*extra == [\"'](?P<extra>\w+)[\"']")


@dataclass(frozen=True, slots=True)
class Library:
    """A shared library that WeasyPrint opens, with the packages that bring it."""

    name: str
    files: tuple[str, ...]
    apt: str
    dnf: str
    brew: str


LIBRARIES = (
    Library(
        "gobject", ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "gobject-2.0"), "libglib2.0-0", "glib2", "glib"
    ),
    Library("pango", ("libpango-1.0.so.0", "libpango-1.0.dylib", "pango-1.0"), "libpango-1.0-0", "pango", "pango"),
    Library(
        "pangoft2",
        ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "pangoft2-1.0"),
        "libpangoft2-1.0-0",
        "pango",
        "pango",
    ),
    Library(
        "harfbuzz", ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "harfbuzz"), "libharfbuzz0b", "harfbuzz", "harfbuzz"
    ),
    Library(
        "harfbuzz-subset",
        ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "harfbuzz-subset"),
        "libharfbuzz-subset0",
        "harfbuzz",
        "harfbuzz",
    ),
    Library(
        "fontconfig",
        ("libfontconfig.so.1", "libfontconfig.1.dylib", "fontconfig"),
        "fontconfig",
        "fontconfig",
        "fontconfig",
    ),
)


def can_open(names: Iterable[str]) -> bool:
    """Whether one of `names` opens as a shared library, by itself or where the linker finds it."""
    for name in names:
        for candidate in (name, ctypes.util.find_library(name)):
            try:
                if candidate:
                    ctypes.CDLL(candidate)
                    return True
            except OSError:
                continue
    return False


def system_families(files: Iterable[Path] = ()) -> frozenset[str]:
    """The font families that fontconfig knows, with those in `files`, in lower case; none without fontconfig's tools."""
    lines = _lines("fc-list", ":", "family") + [
        line for file in files for line in _lines("fc-scan", "--format", "%{family}\n", str(file))
    ]
    return frozenset(family.strip().lower() for line in lines for family in line.replace("\\-", "-").split(","))


def git_attribute(folder: Path, attribute: str, name: str) -> str | None:
    """What git is told by `attribute` of the file `name` in `folder`; None where the folder is not under git."""
    lines = _lines("git", "-C", str(folder), "check-attr", "-z", attribute, "--", name)
    parts = "\n".join(lines).split("\0")
    under_git = _lines("git", "-C", str(folder), "rev-parse", "--is-inside-work-tree") == ["true"]
    return parts[2] if under_git and len(parts) > 2 else None


def extras() -> dict[str, tuple[str, ...]]:
    """The optional parts of the installation (`pip install 'dutykit[name]'`), each with the packages it brings."""
    found: dict[str, list[str]] = {}
    for line in importlib.metadata.requires("dutykit") or ():
        match = _EXTRA.fullmatch(line)
        if match is not None:
            found.setdefault(match["extra"], []).append(match["package"])
    return {name: tuple(packages) for name, packages in found.items()}


def is_installed(package: str) -> bool:
    """Whether the package is installed, without importing anything of it."""
    try:
        importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Machine:
    """The questions a diagnosis asks of the machine; a test answers them itself."""

    can_open: Callable[[Iterable[str]], bool] = can_open
    which: Callable[[str], str | None] = shutil.which
    families: Callable[[Iterable[Path]], frozenset[str]] = system_families
    shipped: Callable[[str], Path] = shipped
    git_attribute: Callable[[Path, str, str], str | None] = git_attribute
    is_installed: Callable[[str], bool] = is_installed


def install_command(machine: Machine, lacking: Iterable[Library]) -> str:
    """The one command that installs all of `lacking` here."""
    libraries = tuple(lacking)
    for tool, command in (
        ("apt-get", "sudo apt-get install -y"),
        ("dnf", "sudo dnf install -y"),
        ("yum", "sudo yum install -y"),
        ("brew", "brew install"),
    ):
        if machine.which(tool):
            attribute = {"apt-get": "apt", "yum": "dnf"}.get(tool, tool)
            return " ".join((command, *dict.fromkeys(str(getattr(one, attribute)) for one in libraries)))
    return _("用系统的软件包管理器安装：{names}").format(names=_("、").join(one.name for one in libraries))


def _lines(*command: str) -> list[str]:
    """What a command prints, by line; nothing if it is not there, fails or hangs."""
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=30)  # noqa: S603 # fixed commands
    except (OSError, subprocess.SubprocessError):
        return []
    return done.stdout.decode("utf-8", "replace").splitlines() if done.returncode == 0 else []
