"""Words of a Word document that a style hides: marked as what is hidden by itself.

A style says it of its own text or is based on one that does; the document's defaults may say it of all ([ECMA-376], 17.7.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dutykit.plans.document.docx_heading import DEEPEST

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def is_on(property_: Any) -> bool:
    """Whether a property that is there says yes."""
    return property_ is not None and property_.get(f"{_W}val", "1") not in {"0", "false", "off"}


def hide_by_style(document: Document) -> None:
    """Give each run that a style hides the property that hides it directly."""
    root: Any = document.styles.element
    styles = {one.get(f"{_W}styleId", ""): one for one in root.iterfind(f"{_W}style")}
    by_default = is_on(root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}vanish"))
    hiding = frozenset(key for key, style in styles.items() if _hides(style, styles))
    if not hiding and not by_default:
        return
    usual = next((key for key, one in styles.items() if _is_usual(one)), "")
    for part in (document.element, *_beside(document)):
        for run in part.iter(f"{_W}r"):
            own = run.find(f"{_W}rPr/{_W}vanish")
            if own is None and (by_default or len(hiding.intersection(_styles_of(run, usual))) % 2):
                run.get_or_add_rPr().append(run.makeelement(f"{_W}vanish"))


def _hides(style: Any, styles: dict[str, Any]) -> bool:
    """Whether a style hides its text, or, where it does not say, the one that it is based on."""
    for _step in range(DEEPEST):
        own = style.find(f"{_W}rPr/{_W}vanish")
        if own is not None:
            return is_on(own)
        base = style.find(f"{_W}basedOn")
        parent = None if base is None else styles.get(base.get(f"{_W}val", ""))
        if parent is None:
            return False
        style = parent
    return False


def _is_usual(style: Any) -> bool:
    return style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in {"1", "true", "on"}


def _styles_of(run: Any, usual: str) -> set[str]:
    """The styles of a run, its paragraph and its table: a property that two of them have is off again."""
    paragraph = next(run.iterancestors(f"{_W}p"), None)
    table = next(run.iterancestors(f"{_W}tbl"), None)
    found = {_named(run, "rPr/rStyle"), _named(paragraph, "pPr/pStyle") or usual, _named(table, "tblPr/tblStyle")}
    return found - {""}


def _named(element: Any, path: str) -> str:
    node = None if element is None else element.find("/".join(f"{_W}{one}" for one in path.split("/")))
    return "" if node is None else str(node.get(f"{_W}val", ""))


def _beside(document: Document) -> list[Any]:
    """Headers and footers, which are read too."""
    return [
        one.target_part.element
        for one in document.part.rels.values()
        if not one.is_external and one.reltype.endswith(("/header", "/footer")) and hasattr(one.target_part, "element")
    ]
