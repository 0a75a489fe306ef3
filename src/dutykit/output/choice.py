"""What the commands that make tables share: choosing the format, the file's time, writing the file."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dutykit.language import _, current_language, reason_of
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.output.table.record import Table
from dutykit.workspace.writing.output_file import write_output

TableFormat = Literal["table", "csv", "xlsx", "html", "md", "json", "docx", "pdf"]

SUFFIXES: Mapping[str, TableFormat] = {
    ".txt": "table",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".html": "html",
    ".htm": "html",
    ".md": "md",
    ".json": "json",
    ".docx": "docx",
    ".pdf": "pdf",
}

# fmt: off
OTHER_SUFFIXES = frozenset({
    ".doc", ".docm", ".dot", ".dotx", ".wps", ".wpt", ".rtf", ".odt", ".ofd", ".xls", ".xlsm", ".xlsb", ".et", ".ods",
    ".ppt", ".pptx", ".dps", ".odp", ".xml", ".zip", ".rar", ".7z", ".png", ".jpg", ".jpeg", ".gif",
    ".svg", ".mht", ".eml",
})
# fmt: on
"""Of files in formats that nothing is written in: a file that is named so would not open."""

_NO_TIME = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""When a file was made, if nobody says: a constant, so that the same input gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a table looks as text."""

    width: int = 100
    """Cells of a line."""
    color: bool = False


PLAIN = Look()


def format_for(wanted: TableFormat | None, output: Path | None, possible: tuple[TableFormat, ...]) -> TableFormat:
    """The format asked for, else the one the file's suffix names, else a table as text. Raises Refusal."""
    found = None if output is None else SUFFIXES.get(output.suffix.lower())
    if wanted is not None:
        if output is not None and (found not in {None, wanted} or output.suffix.lower() in OTHER_SUFFIXES):
            raise Refusal(*unlike_name(output, wanted))
        return wanted
    if output is None:
        return "table"
    if found in possible:
        return found
    message = _("无法从文件名 {name} 确定格式").format(name=output.name)
    suffixes = _("、").join(suffix for suffix, one in SUFFIXES.items() if one in possible)
    raise Refusal(message, _("用 --format 指定格式，或使用以下扩展名：{suffixes}").format(suffixes=suffixes))


def unlike_name(output: Path, kind: str) -> tuple[str, str]:
    """What is wrong with a file of `kind` that is named as one of another, and how to mend it."""
    message = _("格式是 {kind}，文件名 {name} 却以 {suffix} 结尾")
    fix = _("修改文件名的扩展名，或修改 --format")
    return message.format(kind=kind, name=output.name, suffix=output.suffix), fix


def unlike_folder(output: Path) -> tuple[str, str] | None:
    """What is wrong with a folder to write to that is named as a file and is not there, and how to mend it."""
    if output.suffix.lower() not in {*SUFFIXES, *OTHER_SUFFIXES} or output.is_dir():
        return None
    message = _("-o 在此处须为文件夹，{name} 却带有文件扩展名（{suffix}）")
    return message.format(name=output.name, suffix=output.suffix), _("指定一个文件夹，如 -o out")


def save(workspace: Workspace, path: Path, data: bytes) -> None:
    """Write `data` to `path` whole or not at all, never over a file of the workspace. Raises Refusal."""
    own = {os.path.realpath(workspace.root / name) for name in (*workspace.sources, *workspace.evidence)}
    if os.path.realpath(path) in own:
        message = _("{path} 是工作区的文件，不能覆盖").format(path=path)
        raise Refusal(message, _("用 -o 指定其他文件"))
    if os.path.isdir(path):  # noqa: PTH112 # Path's raises where a name is too long
        raise Refusal(_("{path} 是文件夹").format(path=path), _("用 -o 指定一个文件"))
    try:
        write_output(path, data)
    except OSError as error:
        reason = reason_of(error)
        raise Refusal(_("无法写入 {path}：{reason}").format(path=path, reason=reason), None) from error


def table_bytes(table: Table, kind: TableFormat, look: Look = PLAIN) -> bytes:
    """`table` as CSV, HTML, Markdown or text of `look`; the other formats want more than one table."""
    if kind == "csv":
        from dutykit.output.table.csv import csv_bytes

        return csv_bytes(table)
    if kind == "html":
        from dutykit.output.table.html import html_text

        return html_text(table, language="zh-CN" if current_language() == "zh" else "en").encode()
    if kind == "md":
        from dutykit.output.table.markdown import markdown_text

        return markdown_text(table).encode()
    from dutykit.output.table.terminal import terminal_text

    return terminal_text(table, width=look.width, color=look.color).encode()


def made_at(environment: Mapping[str, str] | None = None) -> dt.datetime:
    """The time to write into a file as when it was made: SOURCE_DATE_EPOCH, else a constant."""
    given = (os.environ if environment is None else environment).get("SOURCE_DATE_EPOCH", "")
    try:
        return dt.datetime.fromtimestamp(int(given), dt.UTC)
    except (ValueError, OverflowError, OSError):
        return _NO_TIME


def id_list(ids: tuple[str, ...]) -> str:
    """Ids in a row, three or more whole numbers that follow each other drawn together: 1—6、8."""
    parts: list[list[str]] = []
    for one in ids:
        follows = parts and _is_number(one) and _is_number(parts[-1][-1]) and int(parts[-1][-1]) + 1 == int(one)
        if follows:
            parts[-1].append(one)
        else:
            parts.append([one])
    shown = ([_("{first}—{last}").format(first=part[0], last=part[-1])] if len(part) >= 3 else part for part in parts)
    return _("、").join(text for part in shown for text in part)


def id_cell(key: str) -> str | int:
    """An id for a cell: a number where it is written as one, so that a spreadsheet sorts 2 before 10."""
    return int(key) if _is_number(key) and len(key) <= 15 and str(int(key)) == key else key


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
