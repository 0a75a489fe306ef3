"""The office's own form for a report, read and looked through before anything of it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dutykit.language import _, reason_of
from dutykit.model.refusal import Refusal
from dutykit.output.office_archive import MOST_FILE_BYTES, OfficeFileError, office_archive
from dutykit.workspace.file_bytes import TooLargeError, file_bytes


@dataclass(frozen=True, slots=True)
class WordForm:
    """A docx with fields to be filled in."""

    name: str
    """Its file's name, for the user."""
    data: bytes


def word_form(path: Path) -> WordForm:
    """The form in the file `path`. Raises Refusal."""
    try:
        data = file_bytes(path, MOST_FILE_BYTES)
    except TooLargeError as error:
        raise _unusable(path, _("文件超过 {limit} MB").format(limit=MOST_FILE_BYTES // 1_000_000)) from error
    except OSError as error:
        message = _("无法读取模板 {name}：{reason}").format(name=path, reason=reason_of(error))
        raise Refusal(message, _("用 --template 指定一份 docx 文件的路径")) from error
    if not data.startswith(b"PK"):
        raise _unusable(path, _("不是 Word 文档（docx）"))
    try:
        archive = office_archive(data, then=_("再用"))
    except OfficeFileError as error:
        raise _unusable(path, error.message) from error
    if "word/document.xml" not in archive.parts:
        raise _unusable(path, _("不是 Word 文档（docx）"))
    name = path.name if path.suffix.lower() == ".docx" else f"{path.name}.docx"
    return WordForm(name, data)


def _unusable(path: Path, reason: str) -> Refusal:
    message = _("模板 {name} 无法使用：{reason}").format(name=path, reason=reason)
    return Refusal(message, _("用 Word 或 WPS 另存为 docx 格式后再用"))
