"""The files that came in, opened: which are workbooks that can be read, and why the others cannot."""

from __future__ import annotations

from pathlib import Path

from dutykit.forms.collection import Collected
from dutykit.forms.workbook.file import RawWorkbook, read_workbook
from dutykit.language import _, reason_of
from dutykit.output.office_archive import MOST_FILE_BYTES, OfficeFileError
from dutykit.workspace.file_bytes import TooLargeError, file_bytes
from dutykit.workspace.foreign import TooMuchToReadError, read_foreign


def opened_book(path: Path) -> tuple[Collected, RawWorkbook | None]:
    """The workbook at `path`; None, with an error in its outcome, if it cannot be read. Raises nothing."""
    form = Collected(path)
    try:
        form.data = file_bytes(path, MOST_FILE_BYTES)
        return form, _opened(path, form.data)
    except TooLargeError:
        text = _("文件超过 {limit} MB").format(limit=MOST_FILE_BYTES // 1_000_000)
        form.refuse(text, fix=_("请删除表中的图片等内容后重新报送"))
    except (OfficeFileError, TooMuchToReadError) as error:
        form.data = b""
        form.refuse(error.message, fix=error.fix)
    except OSError as error:
        form.refuse(_("无法读取：{reason}").format(reason=reason_of(error)))
    return form, None


def _opened(path: Path, data: bytes) -> RawWorkbook:
    if path.suffix.lower() in {".xlsm", ".xltm", ".xlsb", ".xlam"}:
        raise OfficeFileError(
            _("{suffix} 格式的文件可能含有宏，未导入").format(suffix=path.suffix), _("另存为不含宏的 .xlsx 后重新报送")
        )
    return read_foreign(read_workbook, data)
