"""Files that real LibreOffice opened and saved."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
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


def tagged(paths: Sequence[Path], folder: Path, fonts: str) -> None:
    """Let LibreOffice print the Word documents `paths` into `folder` as tagged PDFs, with the fonts of the fontconfig file."""
    config = folder / "fonts.conf"
    config.write_text(fonts, encoding="utf-8")
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}',
            "--outdir",
            folder,
            *paths,
        ],
        env=os.environ | {"FONTCONFIG_FILE": str(config)},
        check=True,
        capture_output=True,
        timeout=280,
    )
