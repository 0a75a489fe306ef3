"""bin/dutykit and bin/python3 of a bundle, with a loader that only tells what it was asked to do."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.conftest import REPOSITORY

LOADER = """#!/bin/sh
printf '%s\\n' "$@" "PATH-like: $PYTHONPATH$PYTHONHOME$LD_PRELOAD" "$PYTHONNOUSERSITE$PYTHONSAFEPATH"
"""


def test_they_find_their_folder_and_let_no_other_python_in(tmp_path: Path) -> None:
    folder = tmp_path / "一 处"
    (folder / "lib/T").mkdir(parents=True)
    (folder / "bin").mkdir()
    files = {"lib/T/ld.so": LOADER}
    for name in ("dutykit", "python3"):
        text = (REPOSITORY / "tools/bundle/launchers" / name).read_text(encoding="utf-8")
        files[f"bin/{name}"] = text.replace("@TRIPLET@", "T").replace("@PYTHON@", "python3.11")
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o755)
    link = tmp_path / "dutykit"
    link.symlink_to(folder / "bin/dutykit")
    foreign = {"PATH": "/usr/bin:/bin", "PYTHONPATH": "/foreign", "PYTHONHOME": "/foreign"}
    ran = subprocess.run([link, "validate", "a b"], env=foreign, capture_output=True, encoding="utf-8", check=True)
    assert ran.stdout.splitlines() == [
        "--inhibit-cache",
        *("--library-path", f"{folder}/lib/T"),
        *("--argv0", f"{folder}/bin/python3", f"{folder}/libexec/python3.11"),
        *("-m", "dutykit", "validate", "a b"),
        "PATH-like: ",
        "11",
    ]
