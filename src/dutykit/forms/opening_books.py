"""The files that came in, opened: which are workbooks that can be read, and why the others cannot."""

from __future__ import annotations

from pathlib import Path

from dutykit.forms.arrivals import Arrival
from dutykit.forms.workbook.file import RawWorkbook, read_workbook
from dutykit.language import _, reason_of
from dutykit.model.refusal import Refusal
from dutykit.output.office_archive import MOST_FILE_BYTES, OfficeFileError
from dutykit.workspace.file_bytes import TooLargeError
from dutykit.workspace.foreign import read_foreign


def opened_book(arrival: Arrival) -> RawWorkbook | None:
    """The workbook that arrived; None, with an error in its outcome, if it cannot be read. Raises nothing."""
    form = arrival.form
    try:
        form.data = arrival.read()
        return _opened(form.path, form.data)
    except TooLargeError:
        text = _("文件超过 {limit} MB").format(limit=MOST_FILE_BYTES // 1_000_000)
        form.refuse(text, fix=_("请删除表中的图片等内容后重新报送"))
    except Refusal as error:
        form.data = b""
        form.refuse(error.message, fix=error.fix)
    except OSError as error:
        form.refuse(_("无法读取：{reason}").format(reason=reason_of(error)))
    return None


def _opened(path: Path, data: bytes) -> RawWorkbook:
    if path.suffix.lower() in {".xlsm", ".xltm", ".xlsb", ".xlam"}:
        raise OfficeFileError(
            _("{suffix} 格式的文件可能含有宏，未导入").format(suffix=path.suffix), _("另存为不含宏的 .xlsx 后重新报送")
        )
    return read_foreign(read_workbook, data)
