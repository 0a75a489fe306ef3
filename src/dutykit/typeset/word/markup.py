"""Pieces of Word's markup that python-docx has no way to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def begin_field(paragraph: Any, code: str) -> None:
    """Begin a field in a paragraph; what it shows comes next, then its end."""
    field_part(paragraph, "begin")
    field_part(paragraph, None, code)
    field_part(paragraph, "separate")


def add_entry(paragraph: Any, words: str, number: int, page: int) -> None:
    """Make a paragraph an entry of the contents, which leads to the bookmark `number` on `page`, as Word writes one."""
    start = len(paragraph._p)  # noqa: SLF001 (python-docx has no other way to it)
    paragraph.add_run(words).add_tab()
    begin_field(paragraph, rf"PAGEREF _d{number} \h")
    paragraph.add_run(str(page))
    field_part(paragraph, "end")
    link_runs(paragraph, start, number)


def add_listed(paragraph: Any, words: str) -> None:
    """State the `words` by which the contents list a paragraph whose style they do not list."""
    field_part(paragraph, "begin")
    field_part(paragraph, None, 'TC "{}" \\l 1'.format(words.replace("\\", "\\\\").replace('"', "”")))
    field_part(paragraph, "end")


def link_runs(paragraph: Any, start: int, number: int) -> None:
    """Make what was added to a paragraph from `start` on a link to the bookmark `number`."""
    holder = paragraph._p  # noqa: SLF001
    runs = [one for one in list(holder)[start:] if one.tag == qn("w:r")]
    if not runs:
        return
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), f"_d{number}")
    holder.insert(holder.index(runs[0]), link)
    for run in runs:
        link.append(run)


def six_digits(color: str) -> str:
    """A colour of a style sheet as Word writes it: #fff is FFFFFF; black for none."""
    digits = color.removeprefix("#").upper() or "000000"
    return digits if len(digits) == 6 else "".join(2 * one for one in digits)


def add_bookmark(paragraph: Any, number: int) -> None:
    """Set the place that links to the bookmark `number` lead to."""
    for kind in ("Start", "End"):
        part = OxmlElement(f"w:bookmark{kind}")
        part.set(qn("w:id"), str(number))
        if kind == "Start":
            part.set(qn("w:name"), f"_d{number}")
        paragraph._p.append(part)  # noqa: SLF001


def fill_runs(paragraph: Any, start: int, fill: str, color: str) -> None:
    """Fill what was added to a paragraph from `start` on with one colour, and write it in another, both as RRGGBB."""
    for run in [one for one in list(paragraph._p)[start:] if one.tag == qn("w:r")]:  # noqa: SLF001
        properties = run.get_or_add_rPr()
        properties.get_or_add_color().set(qn("w:val"), color)
        shading = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
            shading.set(qn(f"w:{name}"), value)
        # The schema wants it behind the size, and before the language.
        properties.insert_element_before(shading, "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang")


def frame(paragraph: Any, sides: Sequence[str] = ("top", "left", "bottom", "right"), points: float = 0.75) -> None:
    """Draw a line of so many points along the sides of a paragraph."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    borders = OxmlElement("w:pBdr")
    for side in sides:
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", f"{points * 8:.0f}"), ("space", "2"), ("color", "000000")):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    # The schema wants the frame before spacing and indentation.
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct",
        "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc",
    )  # fmt: skip


def field_part(paragraph: Any, kind: str | None, code: str = "") -> None:
    """Add the beginning, the middle or the end of a field, or for None its code."""
    run = paragraph.add_run()
    if kind is None:
        part = OxmlElement("w:instrText")
        part.set(qn("xml:space"), "preserve")
        part.text = f" {code} "
    else:
        part = OxmlElement("w:fldChar")
        part.set(qn("w:fldCharType"), kind)
    run._r.append(part)  # noqa: SLF001
