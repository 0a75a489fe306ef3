"""What zipfile raises for a damaged archive, whatever method its files are packed by."""

from __future__ import annotations

import zipfile
import zlib

try:
    from lzma import LZMAError
except ImportError:  # a Python without it unpacks nothing of the kind
    LZMAError = zlib.error  # type: ignore[assignment,misc]

BAD_PART = (zipfile.BadZipFile, zlib.error, LZMAError, EOFError)
"""For one file in it."""
BAD_ARCHIVE = (*BAD_PART, NotImplementedError, RuntimeError, ValueError, IndexError)
"""For any of it; IndexError for a file without a name.

OSError, which bz2 raises, is not among them: callers that read from a disk have another word for that.
"""
