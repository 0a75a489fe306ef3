"""What is to be reported when Ctrl-C stops a command."""

from __future__ import annotations


class Interruption(BaseException):  # as with KeyboardInterrupt, nothing is wrong
    """Ctrl-C, when there is more to say of it than that; `args[0]` states it all."""
