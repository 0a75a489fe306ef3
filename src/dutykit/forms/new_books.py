"""Workbooks written to a folder: one that is there and differs may have been filled in, and is not lost."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dutykit.language import _, reason_of
from dutykit.model.refusal import Refusal
from dutykit.workspace.writing.output_file import write_output


@dataclass(frozen=True, slots=True)
class NewBook:
    """A workbook and where it goes."""

    path: Path
    data: bytes

    @property
    def is_there(self) -> bool:
        """Whether just this workbook is there already."""
        try:
            return (
                self.path.is_file()
                and self.path.stat().st_size == len(self.data)
                and self.path.read_bytes() == self.data
            )
        except OSError:
            return False


def write_books(books: Sequence[NewBook], warning: str, *, overwrite: bool) -> None:
    """Write the workbooks; others that are in their places are replaced only with `overwrite`.

    `warning` says what may be in those. Raises Refusal; then nothing was written, unless the disk refused.
    """
    wanted = [one for one in books if not one.is_there]
    taken = [str(one.path) for one in wanted if os.path.lexists(one.path)]
    if taken and not overwrite:
        message = _("文件已存在：{files}。{warning}").format(files=_("、").join(taken), warning=warning)
        raise Refusal(message, _("用 -o 指定其他文件夹；确认不再需要原有文件的，加 --overwrite"))
    for one in wanted:
        try:
            write_output(one.path, one.data)
        except OSError as error:
            text = _("无法写入 {path}：{reason}").format(path=one.path, reason=reason_of(error))
            raise Refusal(text, None) from error
