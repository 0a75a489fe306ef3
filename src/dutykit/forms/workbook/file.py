"""A workbook's sheets as plain values: .xlsx and .ods, whoever saved them."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dutykit.language import _
from dutykit.output.office_archive import OfficeArchive, OfficeFileError, elements, office_archive

RawValue = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
At = tuple[int, int]
"""A cell's row and column, from 0."""

_MOST_CELLS = 2_000_000
"""Cells of the area that all of a sheet's values are in."""
_MOST_MERGED = 200_000
"""Cells of all merged areas of a sheet."""
_MOST_SHEETS = 60
_PERCENT_FORMATS = frozenset({"9", "10"})
_NOT_PERCENT = re.compile(r'"[^"]*"|\\.')
_SAVED = {
    "docProps/core.xml": re.compile(rb"<dcterms:modified[^>]*>\s*([^<\s]{10,40})\s*<"),
    "meta.xml": re.compile(rb"<dc:date[^>]*>\s*([^<\s]{10,40})\s*<"),
}
"""Where .xlsx and .ods files state it."""
_MOST_PROPERTIES = 100_000
_OLDEST_YEAR = 1990
_OPENING = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(slots=True)
class RawSheet:
    """One sheet of a workbook."""

    name: str
    values: Mapping[At, RawValue]
    """All cells that say something."""
    formulas: Mapping[At, str] = field(default_factory=dict)
    """The cells that are calculated, with their formulas; their values are what was calculated last."""
    percents: frozenset[At] = frozenset()
    """The cells that show a number as a percentage."""
    covered: Mapping[At, At] = field(default_factory=dict)
    """The cells that a merged cell hides, each with that cell."""

    @property
    def height(self) -> int:
        """The number of rows down to the last value."""
        return max((row for row, _column in self.values), default=-1) + 1


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """A workbook as it was read."""

    sheets: tuple[RawSheet, ...]
    has_external_links: bool
    saved: str = ""
    """When it was last saved, by its own word, as a UTC time in ISO 8601; empty if it does not say."""


def cell_name(at: At) -> str:
    """A cell as people name it: E7."""
    row, column = at
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def read_workbook(data: bytes) -> RawWorkbook:
    """The sheets in `data`, an .xlsx or .ods file. Raises OfficeFileError for what is not to be opened."""
    _known_kind(data)
    archive = office_archive(data, then=_("后重新报送"))
    if "content.xml" in archive.parts:
        marks = _ods_marks(archive)
    elif "xl/workbook.xml" in archive.parts or any(one.startswith("xl/") for one in archive.parts):
        marks = _xlsx_marks(archive)
    else:
        raise OfficeFileError(_("该文件不是 .xlsx 或 .ods 文件"), _("用 WPS 或 Excel 打开，另存为 .xlsx 后重新报送"))
    for mark in marks.values():
        mark.affordable()
    sheets = tuple(_sheet(name, rows, marks.get(name)) for name, rows in _values(archive.data))
    links = any(name.startswith("xl/externalLinks/") for name in archive.parts)
    return RawWorkbook(sheets, links, _saved(archive))


def _saved(archive: OfficeArchive) -> str:
    """When the file says that it was last saved."""
    for part, pattern in _SAVED.items():
        if part in archive.parts:
            with archive.open(part) as stream:
                match = pattern.search(stream.read(_MOST_PROPERTIES))
            try:
                when = dt.datetime.fromisoformat(match[1].decode("ascii") if match else "")
            except ValueError:
                continue
            with contextlib.suppress(OverflowError):
                when = when if when.tzinfo is None else when.astimezone(dt.UTC)
                return when.strftime("%Y-%m-%dT%H:%M:%SZ") if when.year > _OLDEST_YEAR else ""
    return ""


def _known_kind(data: bytes) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        text = _("文件为旧格式（.xls、.et），或设有打开密码")
        raise OfficeFileError(text, _("去掉密码，另存为 .xlsx 后重新报送"))
    if not data.startswith(b"PK"):
        raise OfficeFileError(_("该文件不是 .xlsx 或 .ods 文件"), _("用 WPS 或 Excel 打开，另存为 .xlsx 后重新报送"))


def _values(data: bytes) -> Iterator[tuple[str, tuple[At, list[list[Any]]]]]:
    """Each sheet's name, and its values with the cell they begin at."""
    import python_calamine

    try:
        with python_calamine.load_workbook(io.BytesIO(data)) as book:
            if len(book.sheet_names) > _MOST_SHEETS:
                text = _("工作表超过 {limit} 张，未读取").format(limit=_MOST_SHEETS)
                raise OfficeFileError(text, _("只保留填报表的工作表后重新报送"))
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                yield name, (sheet.start or (0, 0), sheet.to_python())
    except BaseException as error:
        # NOTE: where the library's own code fails on a damaged file, it raises what is not even an Exception.
        if isinstance(error, python_calamine.CalamineError) or type(error).__name__ == "PanicException":
            raise OfficeFileError(_("文件已损坏，无法打开"), _("用 WPS 或 Excel 打开，另存一份后重新报送")) from error
        raise


def _sheet(name: str, read: tuple[At, list[list[Any]]], marks: _Marks | None) -> RawSheet:
    (top, left), rows = read
    marks = marks or _Marks(name)
    values = {
        (top + row, left + column): value
        for row, cells in enumerate(rows)
        for column, value in enumerate(cells)
        if value != "" and value is not None
    }
    return RawSheet(name, values, marks.formulas, frozenset(marks.percents), marks.covered)


class _Marks:
    """What a sheet states beside its values, and how far they reach."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.formulas: dict[At, str] = {}
        self.percents: set[At] = set()
        self.covered: dict[At, At] = {}
        self.merged = 0
        self.first: At | None = None
        self.last: At = (0, 0)

    def has_value(self, at: At, *, rows: int = 1, columns: int = 1) -> None:
        """Note that something is at `at`, and in as many rows and columns from there on."""
        end = (at[0] + rows - 1, at[1] + columns - 1)
        self.first = at if self.first is None else (min(self.first[0], at[0]), min(self.first[1], at[1]))
        self.last = (max(self.last[0], end[0]), max(self.last[1], end[1]))

    def merge(self, first: At, last: At) -> None:
        """Note a merged cell; one over whole rows or columns hides nothing that is looked for.

        Raises OfficeFileError where merged cells hide more than a form can have.
        """
        area = (last[0] - first[0] + 1) * (last[1] - first[1] + 1)
        if area > 10_000:
            return
        self.merged += area
        if self.merged > _MOST_MERGED:
            text = _("工作表“{sheet}”的合并单元格过多，未读取").format(sheet=self.name[:40])
            raise OfficeFileError(text, _("取消合并单元格后重新报送"))
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                if (row, column) != first:
                    self.covered[row, column] = first

    def affordable(self) -> None:
        """Refuse a sheet whose values are so far apart that the cells between them would fill the memory."""
        if self.first is None:
            return
        area = (self.last[0] - self.first[0] + 1) * (self.last[1] - self.first[1] + 1)
        if area > _MOST_CELLS:
            text = _("工作表“{sheet}”一直延伸到 {cell}，范围过大，未读取").format(
                sheet=self.name[:40], cell=cell_name(self.last)
            )
            raise OfficeFileError(text, _("删去表格下方和右方的多余内容后重新报送"))


def _xlsx_marks(archive: OfficeArchive) -> dict[str, _Marks]:
    found = {}
    percents = _percent_styles(archive)
    for name, part in _xlsx_sheets(archive).items():
        found[name] = _XlsxSheet(name, percents).read(archive, part)
    return found


def _xlsx_sheets(archive: OfficeArchive) -> dict[str, str]:
    """The parts of the worksheets, by the sheets' names."""
    ids: dict[str, str] = {}
    targets: dict[str, str] = {}

    def sheet(tag: str, attributes: Mapping[str, str]) -> None:
        if _local(tag) == "sheet" and "name" in attributes:
            ids[attributes["name"]] = next((value for key, value in attributes.items() if _local(key) == "id"), "")

    def relation(tag: str, attributes: Mapping[str, str]) -> None:
        if _local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            targets[attributes.get("Id", "")] = whole

    for part, handler in (("xl/workbook.xml", sheet), ("xl/_rels/workbook.xml.rels", relation)):
        if part not in archive.parts:
            raise OfficeFileError(_("文件已损坏，无法打开"), _("用 WPS 或 Excel 打开，另存一份后重新报送"))
        with archive.open(part) as stream:
            elements(stream, {"StartElementHandler": handler})
    return {name: targets[key] for name, key in ids.items() if targets.get(key) in archive.parts}


def _percent_styles(archive: OfficeArchive) -> frozenset[str]:
    """The numbers of the cell styles that show percentages."""
    if "xl/styles.xml" not in archive.parts:
        return frozenset()
    formats = set(_PERCENT_FORMATS)
    styles: list[str] = []
    inside: list[str] = []

    def begin(tag: str, attributes: Mapping[str, str]) -> None:
        local = _local(tag)
        if local == "numFmt" and "%" in _NOT_PERCENT.sub("", attributes.get("formatCode", "")):
            formats.add(attributes.get("numFmtId", ""))
        elif local == "xf" and "cellXfs" in inside:
            styles.append(attributes.get("numFmtId", ""))
        inside.append(local)

    def end(_tag: str) -> None:
        inside.pop()

    with archive.open("xl/styles.xml") as stream:
        elements(stream, {"StartElementHandler": begin, "EndElementHandler": end})
    return frozenset(str(number) for number, one in enumerate(styles) if one in formats)


class _XlsxSheet:
    """Goes through one worksheet's part."""

    def __init__(self, name: str, percents: frozenset[str]) -> None:
        self.marks = _Marks(name)
        self._percents = percents
        self._row, self._column = -1, -1
        self._formula: list[str] | None = None

    def read(self, archive: OfficeArchive, part: str) -> _Marks:
        with archive.open(part) as stream:
            handlers = {
                "StartElementHandler": self._begin,
                "EndElementHandler": self._end,
                "CharacterDataHandler": self._text,
            }
            elements(stream, handlers)
        return self.marks

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        local = _local(tag)
        if local == "row":
            self._row = _count(attributes["r"]) - 1 if attributes.get("r", "").isdecimal() else self._row + 1
            self._column = -1
        elif local == "c":
            at = _cell_at(attributes.get("r", ""))
            self._row, self._column = at if at is not None else (max(self._row, 0), self._column + 1)
            if attributes.get("s") in self._percents:
                self.marks.percents.add((self._row, self._column))
        elif local in {"v", "is", "f"} and self._column >= 0:
            self.marks.has_value((self._row, self._column))
            if local == "f":
                self._formula = []
        elif local == "mergeCell":
            first, _colon, last = attributes.get("ref", "").partition(":")
            begin, end = _cell_at(first), _cell_at(last)
            if begin is not None and end is not None:
                self.marks.merge(begin, end)

    def _text(self, text: str) -> None:
        if self._formula is not None:
            self._formula.append(text)

    def _end(self, tag: str) -> None:
        if _local(tag) == "f" and self._formula is not None:
            self.marks.formulas[self._row, self._column] = "=" + "".join(self._formula)
            self._formula = None


def _ods_marks(archive: OfficeArchive) -> dict[str, _Marks]:
    reader = _OdsSheets()
    with archive.open("content.xml") as stream:
        elements(stream, {"StartElementHandler": reader.begin, "EndElementHandler": reader.end})
    return reader.found


class _OdsSheets:
    """Goes through an .ods file's content."""

    def __init__(self) -> None:
        self.found: dict[str, _Marks] = {}
        self._tables: list[_Marks] = []
        self._row, self._rows, self._column = 0, 1, 0

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        local = _local(tag)
        stated = {_local(key): value for key, value in attributes.items()}
        if local == "table":
            self._tables.append(_Marks(stated.get("name", "")))
            self._row = 0
        elif not self._tables:
            return
        elif local == "table-row":
            self._rows, self._column = _count(stated.get("number-rows-repeated")), 0
        elif local in {"table-cell", "covered-table-cell"}:
            self._cell(stated, _count(stated.get("number-columns-repeated")))

    def _cell(self, stated: Mapping[str, str], columns: int) -> None:
        at, marks = (self._row, self._column), self._tables[-1]
        if "value-type" in stated or "formula" in stated:
            marks.has_value(at, rows=self._rows, columns=columns)
        if "formula" in stated:
            marks.formulas[at] = "=" + stated["formula"].partition("=")[2]
        if stated.get("value-type") == "percentage":
            marks.percents.add(at)
        rows, across = _count(stated.get("number-rows-spanned")), _count(stated.get("number-columns-spanned"))
        if rows > 1 or across > 1:
            marks.merge(at, (at[0] + rows - 1, at[1] + across - 1))
        self._column += columns

    def end(self, tag: str) -> None:
        local = _local(tag)
        if local == "table" and self._tables:
            marks = self._tables.pop()
            self.found.setdefault(marks.name, marks)
        elif local == "table-row":
            self._row += self._rows


def _local(tag: str) -> str:
    return tag.rpartition(" ")[2]


def _count(text: str | None) -> int:
    return min(int(text), 1 << 24) if text is not None and text.isascii() and text.isdecimal() and len(text) < 10 else 1


_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def _cell_at(name: str) -> At | None:
    match = _CELL.fullmatch(name)
    if match is None:
        return None
    column = 0
    for letter in match.group(1):
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(match.group(2)) - 1, column - 1
