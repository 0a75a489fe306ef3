"""The file of a Word document: the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from typing import Any

_EPOCH = (1980, 1, 1, 0, 0, 0)


def saved(document: Any) -> bytes:
    """`document` as a file, its parts in order of their names and without the time they were written."""
    buffer = io.BytesIO()
    document.save(buffer)
    made = io.BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        # The list of content types comes first, as readers that do not seek expect.
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            new.writestr(part, old.read(name))
    return made.getvalue()
