"""Where on a report the seal is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MILLIMETRE = 72 / 25.4
SIDE = 42 * MILLIMETRE
"""The side of a seal's square."""
ANCHOR = "signature"
"""The id that a template gives the signing body and the date, two lines whose right edge is the date's."""

_RIGHT, _BOTTOM = 26 * MILLIMETRE, 35 * MILLIMETRE
"""The margins of an official page."""
_INDENT, _DATE_WIDTH = 4 * 15.79, 6 * 15.79
"""How far the date is from the text's right edge, and how long it usually is."""
_LINE, _BELOW_CENTRE = 28.99, 10
"""The pitch of lines; how far the middle of those two lines is below the centre of the seal."""


class NoSuchPageError(Exception):
    """The document has fewer pages; `args[0]` states how many."""


class NoPlaceError(Exception):
    """The document states no signing body and date, over which a seal belongs."""


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a page, in points from the page's lower left corner."""

    page: int
    """Counted from 0."""
    left: float
    bottom: float
    right: float
    top: float

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The corners, in whole points."""
        return round(self.left), round(self.bottom), round(self.right), round(self.top)


def seal_place(reader: Any, page: int | None, already: int) -> Place:
    """Where the seal is on the document: over the signing body and the date, where the report marks them.

    On another `page` (from 0) that is asked for it is in the lower right of the text. Each of the `already` seals
    there moves it to the left. Raises NoSuchPageError and NoPlaceError.
    """
    pages = _pages(reader)
    if page is not None and not 0 <= page < len(pages):
        raise NoSuchPageError(len(pages))
    marked = _marked(reader, pages)
    if marked is not None and page in {None, marked[0]}:
        number, left, line_top = marked
        centre = (left + _width(pages[number]) - _RIGHT - _INDENT) / 2
        top = line_top - _LINE + _BELOW_CENTRE + SIDE / 2
    elif page is None:
        raise NoPlaceError
    else:
        number = page
        centre = _width(pages[page]) - _RIGHT - _INDENT - _DATE_WIDTH / 2
        top = _BOTTOM + SIDE
    right = centre + SIDE / 2
    shift = already * SIDE
    return Place(number, max(right - SIDE - shift, 0), top - SIDE, max(right - shift, SIDE), top)


def _pages(reader: Any) -> list[Any]:
    """References of all pages, in order."""
    count = int(reader.root["/Pages"]["/Count"])
    return [reader.find_page_for_modification(number)[0] for number in range(count)]


def _width(page: Any) -> float:
    """How wide a page is, as it states or inherits."""
    node = page.get_object()
    while "/MediaBox" not in node and "/Parent" in node:
        node = node["/Parent"]
    left, _bottom, right, _top = (float(one) for one in node["/MediaBox"])
    return right - left


def _entry(node: Any, key: str) -> Any:
    """What is under `key`, references followed; None if nothing does."""
    return node[key] if node is not None and key in node else None


def _marked(reader: Any, pages: list[Any]) -> tuple[int, float, float] | None:
    """The page and the top left corner of the element with the id ANCHOR."""
    for name, target in _targets(reader):
        if name == ANCHOR:
            number = _number(target, pages)
            return None if number is None else (number, float(target[2]), float(target[3]))
    return None


def _targets(reader: Any) -> Iterator[tuple[str, Any]]:
    """The elements of the document that have an id, each with its place."""
    names = _entry(_entry(_entry(reader.root, "/Names"), "/Dests"), "/Names") or ()
    for index in range(0, len(names) - 1, 2):
        yield str(names[index]), names[index + 1]


def _number(target: Any, pages: list[Any]) -> int | None:
    """The number of the page that a destination names."""
    reference = target.raw_get(0)
    return next((number for number, page in enumerate(pages) if page.idnum == getattr(reference, "idnum", -1)), None)
