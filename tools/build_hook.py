"""Compiles the message catalogues for whatever hatchling builds: wheel, source distribution, editable install.

python tools/build_hook.py    # compile them in this checkout
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent.parent
LOCALES = ROOT / "src" / "dutykit" / "locale"
_EPOCH = datetime.fromtimestamp(0, UTC)


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg] # of no use here: the builder's own settings
    """What pyproject.toml names as the build hook."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (hatchling's interface)
        """Compile before the files to pack are collected."""
        compile_catalogues()


def compile_catalogues(folder: Path = LOCALES) -> None:
    """Write the `.mo` beside each `.po` in `folder` that is newer. Same input, same bytes."""
    for source in sorted(folder.rglob("*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
            continue
        catalogue = read_po(io.BytesIO(source.read_bytes()))
        catalogue.creation_date = catalogue.revision_date = _EPOCH  # Babel's default is now
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        target.write_bytes(compiled.getvalue())


if __name__ == "__main__":
    compile_catalogues()
