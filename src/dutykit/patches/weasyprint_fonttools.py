"""Lets WeasyPrint load the parts of fontTools that hardly any report needs when one needs them.

HarfBuzz subsets the fonts, and fontTools does so only where HarfBuzz is old; it also makes fonts with axes static. Loading
both is a quarter of the time that importing WeasyPrint takes.

Upstream: no issue is known; WeasyPrint warns that it will subset with HarfBuzz only.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

LIBRARY = "weasyprint"

_RARE = ("fontTools.subset", "fontTools.varLib.instancer")


@contextmanager
def rare_parts_when_called() -> Iterator[None]:
    """Whoever imports one of the rare parts inside gets what loads it when something of it is called."""
    absent = [name for name in _RARE if name not in sys.modules]
    sys.modules.update({name: _WhenCalled(name) for name in absent})
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


class _WhenCalled(ModuleType):
    """A module whose functions and classes can be called, and nothing else."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        return partial(_called, self.__name__, name)


def _called(module: str, name: str, *arguments: Any, **named: Any) -> Any:
    return getattr(import_module(module), name)(*arguments, **named)
