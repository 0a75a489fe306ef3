"""What a file of a workspace contains on disk when what was read of it is about to be written again, changed."""

from __future__ import annotations

import codecs

from dutykit.language import _
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.workspace.yaml.reader import Document


def bytes_before(workspace: Workspace, name: str, now: bytes | None) -> bytes | None:
    """The whole file of which `now` is what is on disk. Raises Refusal if that is not what was read."""
    read = workspace.sources[name].data if name in workspace.sources else None
    if (None if now is None else now.removeprefix(codecs.BOM_UTF8)) != read:
        raise Refusal(_("{file} 刚被其他程序修改").format(file=name), _("重新运行命令"))
    return now


def bytes_after(before: bytes | None, after: Document) -> bytes:
    """The whole file with what `after` says of it: a byte order mark that it begins with stays. `before` is None for a new one."""
    mark = codecs.BOM_UTF8 if before is not None and before.startswith(codecs.BOM_UTF8) else b""
    return mark + after.source.data


def unsafe_edit(name: str, fix: str) -> Refusal:
    """What is raised where the file `name` is written so that it cannot be changed without a risk to the rest of it."""
    return Refusal(_("{file} 的写法特殊，无法在不影响其他内容的情况下自动修改").format(file=name), fix)
