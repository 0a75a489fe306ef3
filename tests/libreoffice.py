"""Files that real LibreOffice opened and saved."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def resaved(path: Path, kind: str, profile: Path, environment: dict[str, str] | None = None) -> Path:
    """`path` as LibreOffice writes it after it has read it."""
    folder = path.parent / f"saved-{kind}"
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            folder,
            path,
        ],
        check=True,
        capture_output=True,
        timeout=240,
        env={**os.environ, **(environment or {})},
    )
    return folder / f"{path.stem}.{kind}"
