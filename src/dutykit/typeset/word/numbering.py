"""Numbered lists of a Word document: a run of paragraphs that a unit numbered 1. 2. 3. by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_ITEM = re.compile(r"(\d{1,2})([.．、])\s*(?=\S)")


def numbered_run(texts: Sequence[str]) -> int:
    """How many of `texts`, from the first on, are numbered 1, 2, 3 … with one mark; 0 if fewer than two are."""
    mark = None
    count = 0
    for text in texts:
        match = _ITEM.match(text)
        if match is None or int(match[1]) != count + 1 or match[2] != (mark or match[2]):
            break
        mark, count = match[2], count + 1
    return count if count > 1 else 0


def without_number(text: str) -> tuple[str, str]:
    """The mark behind a paragraph's number, and the text after both."""
    match = _ITEM.match(text)
    return (match[2], text[match.end() :]) if match else ("", text)


def new_list(document: Any, mark: str) -> int:
    """A new list that counts from 1, with `mark` behind its numbers; returns what its paragraphs refer to it by."""
    numbering = document.part.numbering_part.element
    abstracts = numbering.findall(qn("w:abstractNum"))
    abstract = 1 + max((int(one.get(qn("w:abstractNumId"))) for one in abstracts), default=0)
    definition = _element("w:abstractNum", "w:abstractNumId", abstract)
    definition.append(_element("w:multiLevelType", "w:val", "singleLevel"))
    level = _element("w:lvl", "w:ilvl", 0)
    for name, value in (
        ("start", 1),
        ("numFmt", "decimal"),
        ("suff", "space"),
        ("lvlText", f"%1{mark}"),
        ("lvlJc", "left"),
    ):
        level.append(_element(f"w:{name}", "w:val", value))
    place = OxmlElement("w:pPr")
    indent = _element("w:ind", "w:left", 0)
    indent.set(qn("w:firstLine"), "632")
    place.append(indent)
    level.append(place)
    definition.append(level)
    # All definitions stand before all lists.
    numbering.insert(len(abstracts), definition)
    return int(numbering.add_num(abstract).numId)


def set_list(paragraph: Any, number: int) -> None:
    """Make a paragraph an item of the list `number`."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 (python-docx has no other way to it)
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def _element(name: str, attribute: str, value: object) -> Any:
    element = OxmlElement(name)
    element.set(qn(attribute), str(value))
    return element
