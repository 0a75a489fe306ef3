"""Which form a document has, by its bytes first and its name second, and who reads it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from dutykit.language import _
from dutykit.plans.document.error import DocumentError
from dutykit.plans.document.limits import FILE_BYTES
from dutykit.plans.document.text_file import lines_of_text
from dutykit.plans.grammar.record import Line
from dutykit.workspace.file_kind import HEAD, file_kind

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_BEFORE_RTF = b"\xef\xbb\xbf \t\r\n"
"""What an editor of texts may leave before it."""
_PACKED = frozenset({".docx", ".xlsx", ".odt", ".ods", ".pdf"})
"""What is no text, whatever is in it; .doc and .xls may be anything that some program exports."""
_PICTURES = frozenset({"png", "jpg", "gif", "bmp", "tif", "webp"})
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|div|p|table)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_oscal(data: bytes, suffix: str) -> bool:
    """Whether a file is JSON, and so to be read as OSCAL."""
    begins = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] == b"{"  # UTF-8, UTF-16
    return begins and (suffix.lower() == ".json" or b'"oscal-version"' in data)


def lines_of_document(data: bytes, suffix: str = "") -> list[Line]:
    """The lines of a document; `suffix` (.txt) only helps where the bytes do not say. Raises DocumentError."""
    if len(data) > FILE_BYTES:
        message = _("文件有 {size} 字节，超过上限 {limit} 字节")
        raise DocumentError(message.format(size=len(data), limit=FILE_BYTES))
    if not data.strip(b"\x00 \t\r\n\x0c"):
        raise DocumentError(_("文件为空"))
    try:
        return _reader(data, suffix.lower())(data)
    except ModuleNotFoundError as error:
        message = _("读取此类文件需要 {name}，本机未安装").format(name=error.name)
        raise DocumentError(message, _("运行 pip install 'dutykit[office]'")) from error


def marks_of_document(data: bytes) -> list[Literal["changes", "comments"]]:
    """What a Word document holds besides its text as it is to be: tracked changes, comments."""
    if not data.startswith(b"PK\x03\x04"):
        return []
    from dutykit.plans.document.docx_file import marks_of_docx

    return marks_of_docx(data)


def is_converted(data: bytes) -> bool:
    """Whether LibreOffice may have to convert the document before it can be read."""
    return (
        data.startswith(_OLE)
        or _is_rtf(data)
        or _is_open_document(data, b"text")
        or _is_open_document(data, b"spreadsheet")
    )


def _is_rtf(data: bytes) -> bool:
    return data[:64].lstrip(_BEFORE_RTF).startswith(_RTF)


def _is_open_document(data: bytes, kind: bytes) -> bool:
    """Whether a package states first, as OpenDocument asks, that it is of this kind."""
    return data.startswith(b"PK\x03\x04") and b"mimetypeapplication/vnd.oasis.opendocument." + kind in data[:200]


def _reader(data: bytes, suffix: str) -> Callable[[bytes], list[Line]]:
    if data.startswith(b"PK\x03\x04"):
        return _package_reader(data)
    if data.startswith(_OLE):
        return _ole_reader(data)
    if data.lstrip()[:5] == b"%PDF-" or data[:1024].find(b"%PDF-") >= 0:
        from dutykit.plans.document.pdf_file import lines_of_pdf

        return lines_of_pdf
    if _is_rtf(data):
        from dutykit.plans.document.doc_file import lines_of_rtf

        return lambda one: lines_of_rtf(one.lstrip(_BEFORE_RTF))
    if file_kind(data[:HEAD]) in _PICTURES:
        raise DocumentError(_("该文件是图片，其中的文字无法读取"), _("请发文单位提供 Word 文件，或先进行文字识别"))
    if _HTML.match(data[:4096].lstrip(b"\xef\xbb\xbf")) or suffix in {".html", ".htm", ".xhtml"}:
        from dutykit.plans.document.html_file import lines_of_html

        return lines_of_html
    if suffix in _PACKED:
        message = _("文件内容与扩展名 {suffix} 不符，可能已损坏")
        raise DocumentError(message.format(suffix=suffix), _("用 Word、Excel 或 WPS 打开后另存一份"))
    if suffix in {".csv", ".tsv"}:
        from dutykit.plans.document.csv_file import lines_of_csv

        return lines_of_csv
    from dutykit.plans.document.markdown_file import is_markdown, lines_of_markdown

    return lines_of_markdown if suffix in {".md", ".markdown"} or is_markdown(data) else lines_of_text


def _package_reader(data: bytes) -> Callable[[bytes], list[Line]]:
    from dutykit.plans.document.docx_file import lines_of_docx
    from dutykit.plans.document.package import checked_package
    from dutykit.plans.document.xlsx_file import lines_of_xlsx

    names = checked_package(data)
    if "word/document.xml" in names:
        return lines_of_docx
    if "xl/workbook.xml" in names:
        return lines_of_xlsx
    if _is_open_document(data, b"spreadsheet"):
        from dutykit.plans.document.doc_file import lines_of_ods

        return lines_of_ods
    if _is_open_document(data, b"text"):
        from dutykit.plans.document.doc_file import lines_of_doc

        return lambda one: lines_of_doc(one, ".odt")
    raise DocumentError(
        _("该文件是压缩包，不是 Word 文档或 Excel 工作簿"), _("另存为 docx 或 xlsx；是压缩包的，先解压")
    )


def _ole_reader(data: bytes) -> Callable[[bytes], list[Line]]:
    def has(stream: str) -> bool:
        """Whether the container's directory has an entry of this name: entries stand at multiples of 128 bytes."""
        name = (stream + "\x00").encode("utf-16-le")
        at = data.find(name)
        while at >= 0 and at % 128:
            at = data.find(name, at + 1)
        return at >= 0

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise DocumentError(_("文件已加密，未读取"), _("去掉密码另存一份再导入"))
    if has("_VBA_PROJECT") or has("_VBA_PROJECT_CUR") or has("Macros"):
        raise DocumentError(_("文件含有宏，未读取"), _("另存为不含宏的 docx 或 xlsx 再导入"))
    if not has("WordDocument") and (has("Workbook") or has("Book")):
        from dutykit.plans.document.xlsx_file import lines_of_xls

        return lines_of_xls
    from dutykit.plans.document.doc_file import lines_of_doc

    return lines_of_doc
