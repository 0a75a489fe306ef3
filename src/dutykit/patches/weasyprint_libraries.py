"""Lets WeasyPrint load its shared libraries without asking ldconfig and a C compiler for them.

WeasyPrint tries the names that a library has on other systems first, and for each of them cffi calls
ctypes.util.find_library, which starts ldconfig and gcc: half of the time that importing WeasyPrint takes. On Linux the
name of the file itself is among those tried, and needs no search.

Upstream: https://github.com/Kozea/WeasyPrint/issues/1125 (closed, as Python's own behaviour).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

LIBRARY = "weasyprint"


@contextmanager
def libraries_by_file_name() -> Iterator[None]:
    """Search for no shared library inside; on Linux only."""
    if sys.platform != "linux":
        yield
        return
    import ctypes.util

    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None  # noqa: ARG005 (it takes a name)
    try:
        yield
    finally:
        ctypes.util.find_library = search
