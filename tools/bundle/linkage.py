"""Whether every shared library that a bundle's programs and wheels are linked with is in the bundle."""

from __future__ import annotations

import re
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

_NEEDED = re.compile(r"\(NEEDED\).*\[(.+)\]")


def lacking(runtime: Path, wheels: Iterable[Path]) -> set[str]:
    """The libraries that nothing in the bundle brings; the computer's own would be of another age."""
    with tempfile.TemporaryDirectory() as name:
        unpacked = Path(name)
        for wheel in wheels:
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(unpacked, [one for one in archive.namelist() if ".so" in one])
        linked = [path for folder in (runtime, unpacked) for path in folder.rglob("*.so*") if path.is_file()]
        linked += (runtime / "libexec").iterdir()
        printed = subprocess.run(
            ("readelf", "--dynamic", *map(str, linked)), capture_output=True, text=True, check=True
        ).stdout
        return set(_NEEDED.findall(printed)) - {path.name for path in linked}
