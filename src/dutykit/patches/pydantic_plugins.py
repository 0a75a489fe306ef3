"""Spares pydantic the import of importlib.metadata, and so of email and zipfile, where its plugins are switched off.

PYDANTIC_DISABLE_PLUGINS saves the search through the installed packages, but not the imports for it: 50 of the 1,300
million instructions of a cold `dutykit validate`.

Upstream: https://github.com/pydantic/pydantic/issues/7709 (closed: "env var to disable all plugins").
"""

from __future__ import annotations

import os
import sys
from types import ModuleType

LIBRARY = "pydantic"

_LOADER = "pydantic.plugin._loader"


def without_plugins() -> None:
    """Let this process, and those it starts, use no plugins of pydantic; to be called before pydantic is imported."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if _LOADER not in sys.modules:
        loader = ModuleType(_LOADER)
        loader.get_plugins = tuple  # type: ignore[attr-defined] # the one thing pydantic asks it for
        sys.modules[_LOADER] = loader
