"""The offline bundle that this dutykit was installed from, if it was: tools/bundle/install.sh writes what is read here."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FILES = "installed.txt"
"""A hash and a path a line, as `sha256sum` prints them."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """An installed bundle."""

    folder: Path
    """Holds Python, the libraries and the packages."""

    def faults(self, *, full: bool) -> Iterator[str]:
        """The files that are missing, and with `full` those that are not what was installed; as paths in the folder."""
        for line in (self.folder / _FILES).read_text(encoding="utf-8").splitlines():
            sha256, _, name = line.partition("  ")
            path = self.folder / name
            if not path.is_file() or (full and _sha256(path) != sha256):
                yield name.removeprefix("./")


def installed_bundle() -> Bundle | None:
    """The bundle that this Python belongs to; None where dutykit was installed in another way."""
    folder = Path(sys.prefix)
    return Bundle(folder) if (folder / _FILES).is_file() else None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
