"""Make the workbook with the office's own tables."""

from __future__ import annotations

import os
from pathlib import Path

from dutykit.forms.office.book import office_book
from dutykit.forms.office.tables import TABLES
from dutykit.language import _, reason_of
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.output.gap_note import refuse_gaps
from dutykit.workspace.as_of import made_at
from dutykit.workspace.writing.output_file import write_output


def make_office_form(workspace: Workspace, path: Path, *, overwrite: bool) -> Path:
    """Write the workbook to `path`, and give its path.

    One that is there and differs may have been filled in: it is replaced only with `overwrite`. Raises Refusal, also
    where a file of the workspace could be read only in part: what is absent there would look deleted.
    """
    from dutykit.forms.office.writer import office_bytes

    refuse_gaps(workspace.gaps.of(TABLES, cycle=workspace.cycle), _("基础数据表"))
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
