"""Which font each role has in a Word document: by name, for it is the reader's machine that has the fonts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from docx.oxml.ns import qn

from dutykit.model.settings import FontRoles

Face = Literal["fangsong", "kai", "hei", "song", "xiaobiaosong"]

USUAL: Mapping[Face, str] = {
    "fangsong": "仿宋_GB2312",
    "kai": "楷体_GB2312",
    "hei": "黑体",
    "song": "宋体",
    "xiaobiaosong": "方正小标宋简体",
}
"""What offices have for the roles that GB/T 9704-2012 names."""


def face_names(wanted: FontRoles) -> dict[Face, str]:
    """The font of each role: the first that the workspace wants, else the usual one."""
    return {role: next(iter(getattr(wanted, role)), name) for role, name in USUAL.items()}


def set_face(properties: Any, name: str) -> None:
    """Set all letters of a run or a style, whose rPr is `properties`, in the font `name`."""
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)


def set_face_of(paragraph: Any, face: str) -> None:
    """Set all of a paragraph in one font."""
    for run in paragraph.runs:
        set_face(run._r.get_or_add_rPr(), face)  # noqa: SLF001
