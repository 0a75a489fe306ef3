"""Make the workbook with the office's own tables."""

from __future__ import annotations

import os
from pathlib import Path

from dutykit.forms.office.book import office_book
from dutykit.forms.office.tables import TABLES
from dutykit.language import _, reason_of
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.workspace.as_of import made_at
from dutykit.workspace.writing.output_file import write_output


def make_office_form(workspace: Workspace, path: Path, *, overwrite: bool) -> Path:
    """Write the workbook to `path`, and give its path.

    One that is there and differs may have been filled in: it is replaced only with `overwrite`. Raises Refusal, also
    where a file of the workspace could be read only in part: what is absent there would look deleted.
    """
    from dutykit.forms.office.writer import office_bytes

    unread = sorted(name for name in (kind.path for kind in TABLES) if name in workspace.incomplete)
    if unread:
        message = _("{file} 部分内容无法读取，生成的表将缺少内容").format(file=_("、").join(unread))
        raise Refusal(message, _("先按 dutykit validate 的校验结果改正"))
    data = office_bytes(office_book(workspace), created=made_at())
    try:
        if os.path.lexists(path):
            if path.is_file() and path.read_bytes() == data:
                return path
            if not overwrite:
                message = _("文件已存在：{files}。其中可能有填写的内容").format(files=path)
                raise Refusal(message, _("用 -o 指定其他文件；确认不再需要原有文件的，加 --overwrite"))
        write_output(path, data)
    except OSError as error:
        raise Refusal(_("无法写入 {path}：{reason}").format(path=path, reason=reason_of(error)), None) from error
    return path
