"""A file in a folder of a workspace that is not read though by its name it belongs to one that is."""

from __future__ import annotations

from typing import Literal, NamedTuple

StrayWhat = Literal["misnamed", "copy", "backup", "merge", "lock"]
"""misnamed: it would be read under another name; copy: a file manager's or a person's; backup: an editor's;
merge: what git or patch left; lock: what a program keeps while the file is open in it."""


class Stray(NamedTuple):
    """One such file."""

    name: str
    """Relative to the workspace."""
    what: StrayWhat
    of: str
    """The file that it belongs to, or that it should be."""
