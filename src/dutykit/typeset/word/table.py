"""Tables of a report in a Word document: widths as the page gives them, header rows on every page, no row torn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from dutykit.typeset.word.faces import Face
from dutykit.typeset.word.styles import cell_style

WriteInline = Callable[[Any, Any], None]
"""Writes what is in an element of the page into a paragraph."""

_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_OWN_HEIGHT = re.compile(r"(?<!-)\bheight:\s*([\d.]+)mm")
_BARE = frozenset({"seal", "signing"})
"""Tables without lines."""
_KEPT = frozenset({"form", "whole", "signing"})
"""Tables that are on one page."""
_CENTRED = frozenset({"facts", "form"})
"""Tables whose rows are headed in the middle."""


StyleSheet = Mapping[str, Mapping[str, str]]
"""What a style sheet states: by selectors, like `.form .line td`, the values of properties."""


def style_sheet(style: str) -> StyleSheet:
    """The rules of the style sheet `style`, those that come later over earlier ones."""
    found: dict[str, dict[str, str]] = {}
    for selectors, block in _RULE.findall(_REMARK.sub("", style)):
        pairs = (one.partition(":") for one in block.split(";"))
        stated = {name.strip(): value.strip() for name, colon, value in pairs if colon}
        for selector in selectors.split(","):
            found.setdefault(" ".join(selector.split()), {}).update(stated)
    return found


def measure(value: str | None, unit: str) -> float | None:
    """The number of a value in `unit`; None for any other."""
    try:
        return float((value or "").removesuffix(unit)) if (value or "").endswith(unit) else None
    except ValueError:
        return None


def add_table(  # noqa: PLR0913 (each is asked for by its name)
    document: Any,
    table: Any,
    across: float,
    *,
    sheet: StyleSheet,
    faces: Mapping[Face, str],
    write: WriteInline,
    within: str = "",
) -> None:
    """Add the `table` of the page, `across` millimetres wide, as the style `sheet` has it, in the fonts `faces`.

    `within` is a selector of what the table is in, for which the style sheet has rules of its own.
    """
    rows = list(table.iter("tr"))
    columns = max((sum(_span(cell) for cell in _cells(row)) for row in rows), default=0)
    if not columns:
        return
    classes = (table.get("class") or "").split()
    made = document.add_table(rows=0, cols=columns, style="Normal Table" if _BARE & {*classes} else "Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    own = [f".{one}" for one in classes]
    names = [f"{within} {one}" for one in (*own, "table") if within] + own + ["table"]
    padded = [
        f"{one} td" for one in (*(name for name in names if name.rpartition(" ")[2] in own), *[within] * bool(within))
    ]
    set_margins(made, stated(sheet, padded, "padding") or "2.5pt 4pt")
    measured = _widths(table, rows[0], columns, across, sheet)
    for column, width in zip(made.columns, measured, strict=True):
        column.width = Mm(width)
    size, line = (measure(stated(sheet, names, name), "pt") for name in ("font-size", "line-height"))
    style_ids = {
        tag: cell_style(document, face, size or 10.5, line or 15, head=tag == "th")
        for tag, face in (("td", faces["song"]), ("th", faces["hei"]))
    }
    for number, row in enumerate(rows, 1):
        new = made.add_row()
        _fill_row(new, row, measured, style_ids, write)
        _set_height(new, row, sheet)
        is_head = row.getparent().tag == "thead" or "chapter-row" in (row.get("class") or "")
        if number < len(rows) and (_KEPT & {*classes} or is_head):
            keep_with_next(new)


def stated(sheet: StyleSheet, selectors: Iterable[str], name: str) -> str | None:
    """What the first of the `selectors` that states `name` states."""
    return next((sheet[one][name] for one in selectors if name in sheet.get(one, {})), None)


def set_margins(made: Any, padding: str) -> None:
    """Leave as much room around the text of a cell as the page does, beside it a point less: the line takes that."""
    points = [measure(one, "pt") or 0 for one in padding.split()]
    margins = OxmlElement("w:tblCellMar")
    for side, width in zip(("top", "left", "bottom", "right"), (points[0], points[-1] - 1) * 2, strict=True):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(max(width, 0) * 20)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    made._tbl.tblPr.insert_element_before(margins, "w:tblLook")  # noqa: SLF001 (python-docx has no other way to it)


def _set_height(new: Any, row: Any, sheet: StyleSheet) -> None:
    """Make a row at least as high as the page does."""
    found = ((name, measure(stated.get("height"), "mm")) for name, stated in sheet.items() if name.endswith(" td"))
    heights = {name.removesuffix(" td"): height for name, height in found if height is not None}
    around = {name for one in (row, *row.iterancestors()) for name in (one.get("class") or "").split()}
    near = set((row.get("class") or "").split()) | set((_table_of(row).get("class") or "").split())
    fitting = [
        selector
        for selector in heights
        if {one.lstrip(".") for one in selector.split()} <= around and selector.rpartition(".")[2] in near
    ]
    own = [float(one) for cell in _cells(row) for one in _OWN_HEIGHT.findall(cell.get("style") or "")]
    height = max(own, default=heights[max(fitting, key=len)] if fitting else 0)
    if height:
        new.height, new.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST


def keep_with_next(row: Any) -> None:
    """Keep a row on the page of what follows."""
    for cell in row._tr.tc_lst:  # noqa: SLF001 (python-docx has no other way to it)
        for paragraph in cell.p_lst:
            paragraph.get_or_add_pPr().get_or_add_keepNext()


def _fill_row(new: Any, row: Any, widths: list[float], style_ids: Mapping[str, str], write: WriteInline) -> None:
    is_head = row.getparent().tag == "thead"
    properties = new._tr.get_or_add_trPr()  # noqa: SLF001 (python-docx has no other way to it)
    if not _is_high(row, widths):
        properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    at = 0
    targets = new.cells  # made again each time it is asked for
    for cell in _cells(row):
        span = _span(cell)
        target = targets[at]
        if span > 1:
            target = target.merge(targets[min(at + span, len(widths)) - 1])
        target.width = Mm(sum(widths[at : at + span]))
        target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = target.paragraphs[0]
        paragraph._p.get_or_add_pPr().get_or_add_pStyle().val = style_ids[cell.tag]  # noqa: SLF001
        if cell.tag == "td":
            middle = "middle" in (cell.get("class") or "").split() or "tally" in (_table_of(cell).get("class") or "")
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if middle else WD_ALIGN_PARAGRAPH.LEFT
        elif (
            not is_head
            and not _CENTRED & set((_table_of(cell).get("class") or "").split())
            and cell.get("scope") != "col"
        ):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        if is_head:
            _shade(target)
        write(paragraph, cell)
        at += span


_LETTER, _HALF_PAGE = 19.6, 100
"""Square millimetres of a character of 10.5 points on a line of 15, and millimetres."""


def _is_high(row: Any, widths: list[float]) -> bool:
    """Whether a row takes about half a page: one that may not be divided is cut where it is higher than a page."""
    high = len(_cells(row)) == len(widths) and max(
        len(cell.text_content()) * _LETTER / width for cell, width in zip(_cells(row), widths, strict=True)
    )
    return high > _HALF_PAGE


def _shade(cell: Any) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "F0F0F0")):
        shading.set(qn(f"w:{name}"), value)
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001
    # The schema wants the shade before the alignment.
    properties.insert_element_before(shading, "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign")


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in {"th", "td"}]


def _span(cell: Any) -> int:
    words = cell.get("colspan") or "1"
    return max(int(words), 1) if words.isdecimal() else 1


def _table_of(cell: Any) -> Any:
    return next(cell.iterancestors("table"))


def _widths(table: Any, first: Any, columns: int, across: float, sheet: StyleSheet) -> list[float]:
    """The width of each column: as the page gives it, the rest shared out among those for which it gives none."""
    named = list(table.iter("col")) or _cells(first)
    classes = [name for one in (table, *table.iterancestors()) for name in (one.get("class") or "").split()]
    given: list[float | None] = [_width(one, classes, sheet) for one in named][:columns]
    given += [None] * (columns - len(given))
    free = given.count(None)
    used = sum(one for one in given if one is not None)
    least = 12.0
    rest = max((across - used) / free, least) if free else 0.0
    full = [rest if one is None else one for one in given]
    scale = across / sum(full)
    return [one * scale for one in full]


def _width(column: Any, around: list[str], sheet: StyleSheet) -> float | None:
    """The width that the most specific rule states whose classes the column has, and what it is in."""
    names = set(around) | {""}
    found = []
    for name in (column.get("class") or "").split():
        for selector in [one for one in sheet if one == f".{name}" or one.endswith(f" .{name}")]:
            width = measure(sheet[selector].get("width"), "mm")
            before = selector.split()[:-1]
            if width is not None and all(set(one.split(".")) <= names for one in before):
                found.append((selector.count("."), width))
    return max(found, default=(0, None), key=lambda one: one[0])[1]
