"""dutykit: the education duties of a city government, kept, checked, counted and reported.

Other programs use what `dutykit.api` lists, by `from dutykit import …`; it is imported when it is first asked for.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"

if TYPE_CHECKING:
    from dutykit.api import *  # noqa: F403
else:  # a type checker would take every name, however misspelt

    def __getattr__(name: str) -> Any:
        from importlib import import_module

        if name == "__all__" or not name.startswith("_"):
            api = import_module("dutykit.api")
            if name == "__all__" or name in api.__all__:
                return getattr(api, name)
        raise AttributeError(f"module 'dutykit' has no attribute {name!r}")

    def __dir__() -> list[str]:
        return [*globals(), *__getattr__("__all__")]
