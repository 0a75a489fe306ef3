"""`python -m tools.bundle [NAME…]`: makes dist/dutykit-VERSION-NAME.tar.gz (.zip for Windows), to be installed without a network.

Needs the network, and Debian's package mmdebstrap.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from dutykit import __version__
from tools.bundle import archive, linkage, runtime, wheels
from tools.bundle.target import TARGETS, Target

_HERE = Path(__file__).parent
_DIST = _HERE.parents[1] / "dist"
_MANAGED = 1.4
"""Of the size of the wheels' contents: compiled modules and the blocks of a file system."""


def main(names: list[str]) -> int:
    """Make the bundles of these names, or all."""
    unknown = set(names) - {target.name for target in TARGETS}
    if unknown:
        print(f"bundle: no such target: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    if shutil.which("mmdebstrap") is None:
        print("bundle: mmdebstrap is not installed: sudo apt-get install -y mmdebstrap", file=sys.stderr)
        return 2
    _DIST.mkdir(exist_ok=True)
    for target in TARGETS:
        if not names or target.name in names:
            made = _make(target)
            made.with_name(made.name + ".sha256").write_text(archive.sum_line(made, made.name), encoding="utf-8")
            print(f"{made.relative_to(_DIST.parent)}  {made.stat().st_size / 1e6:.0f} MB")
    return 0


def _make(target: Target) -> Path:
    top = f"dutykit-{__version__}-{target.name}"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / top
        gathered = folder / "wheels"
        gathered.mkdir(parents=True)
        wheels.gather(target, gathered)
        return _windows(folder) if target.debian is None else _linux(target, folder)


def _linux(target: Target, folder: Path) -> Path:
    laid = folder.parent / "runtime"
    runtime.lay(target, laid)
    gathered = sorted((folder / "wheels").iterdir())
    lacking = linkage.lacking(laid, gathered)
    if lacking:
        raise SystemExit(f"bundle: {target.name}: nothing brings {', '.join(sorted(lacking))}")
    archive.pack_tar(laid, folder / "runtime.tar", top=".")
    for name in ("install.sh", "离线安装.txt", "Containerfile"):
        shutil.copy(_HERE / name, folder)
    needed = (folder / "runtime.tar").stat().st_size + _MANAGED * _unpacked(gathered)
    _finish(folder, version=__version__, machine=target.machine, kilobytes=str(round(needed / 1024)))
    made = _DIST / f"{folder.name}.tar"
    archive.pack_tar(folder, made, top=folder.name)
    return archive.compress(made)


def _windows(folder: Path) -> Path:
    # cmd.exe reads a batch file rightly only with its own line ends, Notepad a text of any; the page has its encoding's mark.
    command = (_HERE / "windows/install.cmd").read_text(encoding="utf-8")
    (folder / "install.cmd").write_text(command, encoding="utf-8", newline="\r\n")
    shutil.copy(_HERE / "windows/install.py", folder)
    page = (_HERE / "windows/离线安装.txt").read_text(encoding="utf-8")
    (folder / "离线安装.txt").write_text(page, encoding="utf-8-sig", newline="\r\n")
    _finish(folder, version=__version__)
    made = _DIST / f"{folder.name}.zip"
    archive.pack_zip(folder, made, top=folder.name)
    return made


def _finish(folder: Path, **facts: str) -> None:
    """Write what the installer is to know of the bundle, and the hashes."""
    (folder / archive.LAST).write_text("".join(f"{name}={value}\n" for name, value in facts.items()), encoding="utf-8")
    archive.write_sums(folder)


def _unpacked(gathered: Iterable[Path]) -> int:
    return sum(entry.file_size for wheel in gathered for entry in zipfile.ZipFile(wheel).infolist())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
