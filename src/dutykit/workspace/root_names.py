"""What several workspaces are called beside each other."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path


def names_of(roots: Sequence[Path]) -> list[str]:
    """What each is called: its folder's name, with those above it as far as they are needed to tell it from the others.

    What is not UTF-8 of a name is shown as U+FFFD, so that a name can be printed and written.
    """
    depth = 1
    while True:
        names = [os.fsencode("/".join(one.parts[-depth:])).decode("utf-8", "replace") for one in roots]
        again = Counter(names)
        if max(again.values(), default=1) == 1 or depth >= max(len(one.parts) for one in roots):
            return names
        depth += 1
