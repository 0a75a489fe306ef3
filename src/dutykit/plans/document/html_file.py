"""Web pages: what a browser would show as lines and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dutykit.language import _
from dutykit.plans.document.error import DocumentError
from dutykit.plans.document.limits import CELLS, TEXT_BYTES
from dutykit.plans.document.text_file import decoded
from dutykit.plans.grammar.record import Line

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "iframe",
        "object",
        "embed",
        "select",
        "textarea",
        "svg",
        "math",
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_BLANK = re.compile(r"[ \t\r\n\f]+")
_BREAK = "\x1e"
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_SPAN = re.compile("[0-9]{1,3}")


def lines_of_html(data: bytes, line_attribute: str = "") -> list[Line]:
    """The lines of a page. Nothing it links to is fetched. Raises DocumentError.

    `line_attribute` names the attribute that says on which line of another text an element begins.
    """
    if len(data) > TEXT_BYTES:
        message = _("文件有 {size} 字节，超过上限 {limit} 字节")
        raise DocumentError(message.format(size=len(data), limit=TEXT_BYTES))
    from lxml import etree, html

    text = decoded(data)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text or "<p></p>", parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise DocumentError(_("无法读取网页")) from error
    return _Walk(line_attribute).lines(root)


class _Walk:
    def __init__(self, line_attribute: str) -> None:
        self._line_attribute = line_attribute
        self._number = 0
        """The line of the other text."""
        self._lines: list[Line] = []
        self._links = 0
        self._own = False
        """Whether words of the line that is open are no link's."""
        self._text: list[str] = []
        self._table = 0
        self._cells = 0
        self._heading = 0
        self._hidden: list[str] = []

    def lines(self, root: Any) -> list[Line]:
        self._visit(root)
        self._end()
        last = self._lines[-1].number if self._lines else 0
        hidden = enumerate(filter(None, self._hidden), last + 1)
        return [*self._lines, *(Line(number, text, aside="hidden") for number, text in hidden)]

    def _is_unseen(self, node: Any) -> bool:
        """Whether a browser does not show it; the text of what is hidden is kept, to be named."""
        if not isinstance(node.tag, str) or node.tag in _UNSEEN:
            return True
        if node.get("hidden") is None and not _NOT_SHOWN.search(node.get("style", "")):
            return False
        self._hidden.append(" ".join("".join(node.itertext()).split()))
        return True

    def _visit(self, root: Any) -> None:
        """Walk below `root`; a stack, not the call stack: a page may be nested however deep."""
        stack: list[tuple[str, Any]] = [("in", root)]
        while stack:
            step, node = stack.pop()
            if step == "tail":
                self._take(node)
                continue
            if step == "unlink":
                self._links -= 1
                continue
            if step == "out":
                self._end()
                self._heading = 0 if node.tag in _HEADINGS else self._heading
                continue
            if self._is_unseen(node):
                continue
            self._at(node)
            if node.tag == "table" and _is_table(node):
                self._end()
                self._rows(node)
                continue
            block = node.tag in _BLOCKS
            if block:
                self._end()
                stack.append(("out", node))
                if node.tag in _HEADINGS:
                    self._heading = int(node.tag[1])
            if node.tag == "br":
                self._end()
                self._number += 1
            if node.tag == "a" and node.get("href"):
                self._links += 1
                stack.append(("unlink", node))
            if node.text:
                self._take(node.text)
            for child in reversed(node):
                if child.tail:
                    stack.append(("tail", child.tail))
                stack.append(("in", child))

    def _at(self, node: Any) -> None:
        if self._line_attribute and (number := node.get(self._line_attribute, "")).isdecimal():
            self._end()
            self._number = int(number)

    def _take(self, text: str) -> None:
        self._text.append(text)
        self._own = self._own or (not self._links and not text.isspace())

    def _end(self) -> None:
        text = _BLANK.sub(" ", "".join(self._text)).strip(" ")
        link, self._text, self._own = not self._own, [], False
        if text:
            self._add(text, link=link)

    def _add(self, text: str, cells: tuple[str, ...] = (), table: int = 0, *, link: bool = False) -> None:
        number = self._number if self._line_attribute else len(self._lines) + 1
        self._lines.append(Line(number, text, cells, table, 0 if cells else self._heading, link=link))

    def _rows(self, table: Any) -> None:
        self._table += 1
        below: dict[int, tuple[int, str]] = {}
        for row in _of(table, "tr"):
            if self._is_unseen(row):
                continue
            self._at(row)
            cells: list[str] = []
            for cell in _of(row, "td", "th"):
                if self._is_unseen(cell):
                    continue
                _from_above(cells, below)
                text = self._cell_text(cell)
                rows, columns = _span(cell.get("rowspan")), _span(cell.get("colspan"))
                for _column in range(columns):
                    if rows > 1:
                        below[len(cells)] = (rows - 1, text)
                    cells.append(text)
                self._cells += columns
                if self._cells > CELLS:
                    raise DocumentError(_("表格超过上限 {limit} 格").format(limit=CELLS))
            _from_above(cells, below)
            if any(cells):
                self._add("\t".join(cells).replace("\n", " "), tuple(cells), self._table)

    def _cell_text(self, cell: Any) -> str:
        parts: list[str] = []
        stack: list[Any] = [cell]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                parts.append(node)
                continue
            if self._is_unseen(node):
                continue
            if node.tag in {"br", "p", "div", "li", "tr", "td", "th"}:
                parts.append(_BREAK)
            parts.append(node.text or "")
            for child in reversed(node):
                stack.append(child.tail or "")
                stack.append(child)
        text = _BLANK.sub(" ", "".join(parts))
        return "\n".join(filter(None, (part.strip() for part in text.split(_BREAK))))


def _from_above(cells: list[str], below: dict[int, tuple[int, str]]) -> None:
    """Cells that reach down from rows above stand before the next one."""
    while len(cells) in below:
        rows, text = below[len(cells)]
        if rows > 1:
            below[len(cells)] = (rows - 1, text)
        else:
            del below[len(cells)]
        cells.append(text)


def _is_table(table: Any) -> bool:
    """Whether it has columns: pages use tables of one column as frames."""
    return any(sum(1 for _cell in _of(row, "td", "th")) > 1 for row in _of(table, "tr"))


def _of(node: Any, *tags: str) -> Iterator[Any]:
    """The nearest elements of these kinds below `node`, not those of tables in it."""
    stack = list(reversed(node))
    while stack:
        child = stack.pop()
        if child.tag in tags:
            yield child
        elif child.tag in {"tbody", "thead", "tfoot"} or (child.tag == "tr" and "tr" not in tags):
            stack.extend(reversed(child))


def _span(value: str | None) -> int:
    return max(1, min(int(value), 64)) if value and _SPAN.fullmatch(value) else 1
