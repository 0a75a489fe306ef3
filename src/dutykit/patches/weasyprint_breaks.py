"""Keeps headings with what follows, tables with their heads, pages full and torn rows ruled where WeasyPrint does not.

If what follows a heading would have to be divided to begin on the page that the heading begins, WeasyPrint moves it to the
next and leaves the heading alone. If rows that are to stay together do not fit below the head of their table, it leaves
out the head. A row that is to stay whole is moved to the next page, however empty that leaves this one. And where a row is
torn it draws no border below the part on the first page, nor above the next where the table has no head.

Upstream: https://github.com/Kozea/WeasyPrint/issues/1252 (headings); no issue is known of the others.
"""

from __future__ import annotations

from typing import Any

LIBRARY = "weasyprint"

_BEFORE, _AFTER, _INSIDE = ({name: "auto"} for name in ("break_before", "break_after", "break_inside"))
_FOR_HEAD = (_BEFORE, _BEFORE | _AFTER, _BEFORE | _AFTER | _INSIDE)
_FOR_FULL_PAGE = (_BEFORE, _BEFORE | _INSIDE)
"""Which of the breaks that rows avoid are allowed after all, one step after the other."""
_EMPTY = 0.35
"""The part of a page, above its lower margin, that rows asked to stay whole may leave empty."""


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
    """Lay out a table: with its head on a page of its own, and without leaving half of a page empty."""
    from weasyprint.layout.block import avoid_page_break

    context, table, bottom_space, skip_stack, container, page_is_empty, *others = given

    def made(asked: Any) -> Any:
        return _ORIGINAL["table"](context, asked, bottom_space, skip_stack, container, page_is_empty, *others)

    def empty(result: Any) -> float:
        laid_out, resume_at, *_rest = result
        if laid_out is not None and resume_at is None:
            return 0
        # Not the table's own height: that counts rows that were taken back.
        rows = [] if laid_out is None else [row for group in laid_out.children for row in group.children]
        bottom = rows[-1].position_y + rows[-1].height if rows else table.position_y
        return float(context.page_bottom - bottom_space - bottom)

    result = made(table)
    if page_is_empty and _has_head(table) and not _has_head(result[0]):
        tried = (made(_with_rows(table, ways)) for ways in _FOR_HEAD)
        result = next((one for one in tried if _has_head(one[0])), result)
    most = _EMPTY * context.page_bottom
    if empty(result) > most and not avoid_page_break(table.style["break_inside"], context):
        for ways in _FOR_FULL_PAGE:
            again = made(_with_rows(table, ways))
            if empty(again) <= most:
                result = again
                break
    if result[0] is not None:
        result[0].skip_cell_border_top = result[0].skip_cell_border_bottom = False
    return result


def _has_head(table: Any) -> bool:
    return table is not None and bool(table.children) and table.children[0].is_header


def _with_rows(table: Any, ways: dict[str, str]) -> Any:
    """`table` with other rules for breaks in its rows and between them."""
    groups = []
    for group in table.children:
        rows = [_restyled(row.copy(), ways) for row in group.children]
        groups.append(group if group.is_header else _restyled(group.copy_with_children(rows), ways))
    return table.copy_with_children(groups)


def _restyled(box: Any, ways: dict[str, str]) -> Any:
    box.style = box.style.copy()
    for name, value in ways.items():
        box.style[name] = value
    return box
