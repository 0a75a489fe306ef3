"""Keeps headings with what follows and tables with their heads where WeasyPrint gives up, because all does not fit on a page.

If what follows a heading would have to be divided to begin on the page that the heading begins, WeasyPrint moves it to the
next and leaves the heading alone. And if rows that are to stay together do not fit below the head of their table, it
leaves out the head.

Upstream: https://github.com/Kozea/WeasyPrint/issues/1252 (headings); no issue is known of heads left out.
"""

from __future__ import annotations

from typing import Any

LIBRARY = "weasyprint"

_WAYS = ({"break_before": "auto", "break_after": "auto"}, {"break_inside": "auto"})
"""What is asked of rows in vain, and is given up in this order so that the head stays."""


def keep_together() -> None:
    """From now on divide what follows a heading rather than move it away, and rows rather than leave out their head."""
    from weasyprint.layout import block, table

    if block.table_layout is not _table_layout:
        _ORIGINAL.update(child=block._in_flow_layout, table=table.table_layout)  # noqa: SLF001
        block._in_flow_layout = _in_flow_layout  # noqa: SLF001
        block.table_layout = _table_layout


_ORIGINAL: dict[str, Any] = {}


def _in_flow_layout(*given: Any) -> Any:
    """Lay out a child after those before it, and if only an avoided break parts them, as if it began the page."""
    from weasyprint.layout.block import avoid_page_break, block_level_page_break, find_last_class_a_break_point_child

    context, box, index, child, before, page_is_empty, absolute, fixed, margins, bottom_space, *rest = given
    kept, place = [*before], (child.position_x, child.position_y)

    def made(others: list[Any], empty: Any) -> Any:
        boxes = (absolute, fixed, [*margins])
        return _ORIGINAL["child"](context, box, index, child, others, empty, *boxes, bottom_space, *rest)

    result = made(before, page_is_empty)
    last = find_last_class_a_break_point_child(kept)
    moved = page_is_empty and last is not None and result[2] == {index: None} and len(result[6]) == len(kept)
    if not moved or not avoid_page_break(block_level_page_break(last, child), context):
        return result
    child.position_x, child.position_y = place
    abort, stop, resume_at, bottom, *after, children, lines = made([], True)  # noqa: FBT003 (as WeasyPrint calls it)
    if abort or not children or context.overflows_page(bottom_space, bottom):
        return result
    return abort, stop, resume_at, bottom, *after, [*kept, *children], lines


def _table_layout(*given: Any) -> Any:
    """Lay out a table; on a page of its own with its head, if it has one."""
    context, table, bottom_space, skip_stack, container, page_is_empty, *others = given

    def made(asked: Any) -> Any:
        return _ORIGINAL["table"](context, asked, bottom_space, skip_stack, container, page_is_empty, *others)

    result = made(table)
    if not page_is_empty or not _has_head(table) or _has_head(result[0]):
        return result
    looser = table
    for way in _WAYS:
        looser = looser.copy_with_children([_with_rows(group, way) for group in looser.children])
        again = made(looser)
        if _has_head(again[0]):
            return again
    return result


def _has_head(table: Any) -> bool:
    return table is not None and bool(table.children) and table.children[0].is_header


def _with_rows(group: Any, way: dict[str, str]) -> Any:
    """`group` with other rules for breaks in its rows and between them."""
    return _restyled(group.copy_with_children([_restyled(row.copy(), way) for row in group.children]), way)


def _restyled(box: Any, way: dict[str, str]) -> Any:
    box.style = box.style.copy()
    for name, value in way.items():
        box.style[name] = value
    return box
