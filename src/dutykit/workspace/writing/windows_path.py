"""The paths at which Windows can have no file, refused by name: it would take some for devices, and not find others.

The names and the limits are those of Microsoft's "Naming Files, Paths, and Namespaces" and "Maximum Path Length
Limitation".
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from dutykit.language import _

LONGEST = 259
"""Characters of a path, without the NUL at its end."""
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{one}" for port in ("com", "lpt") for one in "0123456789¹²³")}
)
_FORBIDDEN = frozenset('<>:"|?*')


def check_path(path: Path, *, windows: bool = os.name == "nt") -> None:
    """Raise OSError if Windows can have no file at `path`; elsewhere nothing is checked."""
    if not windows:
        return
    whole = os.path.abspath(path)
    if len(whole) > LONGEST:
        reason = _("路径有 {count} 个字符，超过 Windows 的上限 {most} 个，请换用较短的文件夹")
        raise OSError(errno.EINVAL, reason.format(count=len(whole), most=LONGEST))
    for part in path.parts:
        if part == path.anchor:
            continue
        if part.split(".", 1)[0].rstrip().lower() in _DEVICES:
            raise OSError(errno.EINVAL, _("“{name}”是 Windows 的设备名，不能用作文件名").format(name=part))
        if not _FORBIDDEN.isdisjoint(part) or (part[-1] in ". " and part not in {".", ".."}):
            raise OSError(errno.EINVAL, _("“{name}”不能用作 Windows 的文件名").format(name=part))
