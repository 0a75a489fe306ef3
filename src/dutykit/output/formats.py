"""The formats that listings are written in: the one list of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dutykit.language import _, on_paper
from dutykit.model.refusal import Refusal

if TYPE_CHECKING:
    from dutykit.output.listing import Listing, Look


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what --format calls it, which files are named as it is, and its writer."""

    name: str
    suffixes: tuple[str, ...]
    """In lower case; the first is the usual one."""
    write: Callable[[Listing, Look], bytes]
    """Raises Refusal, as where a library is not installed."""
    binary: bool = False
    """Whether a terminal cannot show it."""


def _text(listing: Listing, look: Look) -> bytes:
    return listing.text(look).encode()


def _csv(listing: Listing, _look: Look) -> bytes:
    from dutykit.output.table.csv import csv_bytes

    return csv_bytes(listing.main)


def _xlsx(listing: Listing, _look: Look) -> bytes:
    from dutykit.output.table.xlsx import xlsx_bytes
    from dutykit.workspace.as_of import made_at

    return xlsx_bytes(list(listing.sheets()), created=made_at())


def _html(listing: Listing, look: Look) -> bytes:
    from dutykit.output.table.html import html_text

    with on_paper():
        return html_text(listing.main, look.fonts).encode()


def _markdown(listing: Listing, _look: Look) -> bytes:
    return listing.markdown().encode()


def _docx(listing: Listing, look: Look) -> bytes:
    from dutykit.output.table.docx import docx_bytes
    from dutykit.workspace.as_of import made_at

    with on_paper():
        return docx_bytes(listing.main, look.fonts, created=made_at())


def _pdf(listing: Listing, look: Look) -> bytes:
    from dutykit.output.table.pdf import pdf_bytes

    with on_paper():
        return pdf_bytes(listing.main, look.fonts)


def _json(listing: Listing, _look: Look) -> bytes:
    from dutykit.output.table.json import json_text

    return json_text(listing.document()).encode()


def _calendar(listing: Listing, look: Look) -> bytes:
    return listing.calendar(look.replaced)


TABLE_FORMATS = (
    Format("table", (".txt",), _text),
    Format("csv", (".csv",), _csv),
    Format("xlsx", (".xlsx",), _xlsx, binary=True),
    Format("html", (".html", ".htm"), _html),
    Format("md", (".md",), _markdown),
    Format("docx", (".docx",), _docx, binary=True),
    Format("pdf", (".pdf",), _pdf, binary=True),
    Format("json", (".json",), _json),
)
"""What every table can be written in, in the order of help; the first is the one for a terminal."""
CALENDAR = Format("ics", (".ics",), _calendar)

# fmt: off
_OTHER_SUFFIXES = frozenset({
    ".doc", ".docm", ".dot", ".dotx", ".wps", ".wpt", ".rtf", ".odt", ".ofd", ".xls", ".xlsm", ".xlsb", ".et", ".ods",
    ".ppt", ".pptx", ".dps", ".odp", ".xml", ".zip", ".rar", ".7z", ".png", ".jpg", ".jpeg", ".gif",
    ".svg", ".mht", ".eml",
})
# fmt: on
"""Of files in formats that nothing is written in: a file that is named so would not open."""
_ALL = (*TABLE_FORMATS, CALENDAR)
_BY_SUFFIX = {suffix: one for one in _ALL for suffix in one.suffixes}


def listing_bytes(listing: Listing, name: str, look: Look | None = None) -> bytes:
    """`listing` in the format called `name`. Raises Refusal."""
    from dutykit.output.listing import PLAIN

    return next(one for one in _ALL if one.name == name).write(listing, look or PLAIN)


def format_for(asked: str | None, output: Path | None, possible: Sequence[Format]) -> Format:
    """The format of `possible` that is `asked` for, else the one that the name of `output` has, else the first.

    Raises Refusal if the name has none of them or contradicts what is asked for.
    """
    if asked is not None:
        if output is not None and is_named_otherwise(output, asked):
            raise Refusal(*unlike_name(output, asked))
        return next(one for one in possible if one.name == asked)
    if output is None:
        return possible[0]
    suffix = output.suffix.lower()
    if found := next((one for one in possible if suffix in one.suffixes), None):
        return found
    message = _("无法从文件名 {name} 确定格式").format(name=output.name)
    suffixes = _("、").join(suffix for one in possible for suffix in one.suffixes)
    raise Refusal(message, _("用 --format 指定格式，或使用以下扩展名：{suffixes}").format(suffixes=suffixes))


def is_named_otherwise(output: Path, name: str) -> bool:
    """Whether the suffix of `output` is that of a format other than the one called `name`."""
    suffix = output.suffix.lower()
    return suffix in _OTHER_SUFFIXES or (suffix in _BY_SUFFIX and _BY_SUFFIX[suffix].name != name)


def unlike_name(output: Path, kind: str) -> tuple[str, str]:
    """What is wrong with a file of `kind` that is named as one of another format, and how to fix it."""
    message = _("格式是 {kind}，文件名 {name} 却以 {suffix} 结尾")
    fix = _("修改文件名的扩展名，或修改 --format")
    return message.format(kind=kind, name=output.name, suffix=output.suffix), fix


def unlike_folder(output: Path) -> tuple[str, str] | None:
    """What is wrong with a new folder `output` that is named as a file, and how to fix it; None for nothing."""
    if output.suffix.lower() not in {*_BY_SUFFIX, *_OTHER_SUFFIXES} or output.is_dir():
        return None
    message = _("-o 在此处须为文件夹，{name} 却带有文件扩展名（{suffix}）")
    return message.format(name=output.name, suffix=output.suffix), _("指定一个文件夹，如 -o out")
