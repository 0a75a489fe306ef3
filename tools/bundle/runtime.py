"""Python and the shared libraries of the PDF, from Debian's packages, as one folder that works wherever it stands.

glibc and its loader come along and are started by bin/python3, so that the glibc of the computer does not matter.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dutykit.setup.machine import LIBRARIES
from tools.bundle.target import SUITE, Target

_PACKAGES = (
    "python3",
    "python3-pip-whl",
    "libstdc++6",  # wheels that follow manylinux may take it from the system
    *dict.fromkeys(library.apt for library in LIBRARIES),
)
_LAUNCHERS = Path(__file__).parent / "launchers"
_UNUSED = ("test", "idlelib", "lib2to3", "pydoc_data", "turtledemo", "tkinter", "ensurepip", "config-*", "__pycache__")
"""Of Python's library; what only developers use."""
_OF_THE_COMPUTER = ("sitecustomize.py",)
"""Links into the computer's own /etc."""


class RuntimeFolderError(Exception):
    """The folder would not work by itself."""


def lay(target: Target, folder: Path) -> None:
    """Lay the folder. Needs the network and mmdebstrap; nothing of the packages is run."""
    with tempfile.TemporaryDirectory() as name:
        root, listed = Path(name) / "root", Path(name) / "packages"
        show = f'for deb in "$1"/var/cache/apt/archives/*.deb; do dpkg-deb -W "$deb"; done >{listed}'
        subprocess.run(
            (
                *("mmdebstrap", "--quiet", "--variant=extract", "--mode=root" if _is_root() else "--mode=unshare"),
                *(f"--architectures={target.debian}", f"--include={','.join(_PACKAGES)}", f"--extract-hook={show}"),
                *(SUITE, str(root)),
            ),
            check=True,
            stdin=subprocess.DEVNULL,
        )
        _copy(target, root, folder)
        shutil.copyfile(listed, folder / "share/debian-packages.txt")


def _is_root() -> bool:
    return os.geteuid() == 0


def _copy(target: Target, root: Path, folder: Path) -> None:
    python = f"python{target.python}"
    (folder / "libexec").mkdir(parents=True)
    shutil.copy(root / "usr/bin" / python, folder / "libexec" / python)
    shutil.copytree(
        root / "usr/lib" / python,
        folder / "lib" / python,
        symlinks=True,
        ignore=shutil.ignore_patterns(*_UNUSED, *_OF_THE_COMPUTER),
    )
    libraries = folder / "lib" / target.triplet
    libraries.mkdir()
    for library in _libraries(root, target):
        shutil.copy(library, libraries / library.name, follow_symlinks=False)
    [loader] = libraries.glob("ld-linux-*")
    (libraries / "ld.so").symlink_to(loader.name)
    shutil.copytree(_LAUNCHERS, folder / "bin")
    for launcher in (folder / "bin").iterdir():
        launcher.write_text(
            launcher.read_text(encoding="utf-8").replace("@TRIPLET@", target.triplet).replace("@PYTHON@", python),
            encoding="utf-8",
        )
        launcher.chmod(0o755)
    shutil.copytree(root / "usr/share/python-wheels", folder / "share/python-wheels")
    outside = [
        path for path in folder.rglob("*") if not path.exists() or not path.resolve().is_relative_to(folder.resolve())
    ]
    if outside:
        raise RuntimeFolderError(f"these lead nowhere, or out of the folder: {', '.join(map(str, outside))}")
    for licence in root.glob("usr/share/doc/*/copyright"):
        copy = folder / "share/doc" / licence.parent.name / licence.name
        copy.parent.mkdir(parents=True)
        shutil.copyfile(licence, copy)


def _libraries(root: Path, target: Target) -> Iterator[Path]:
    for place in ("lib", "usr/lib"):
        yield from (path for path in (root / place / target.triplet).iterdir() if ".so" in path.name)
