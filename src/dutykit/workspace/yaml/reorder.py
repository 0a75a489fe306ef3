"""The items of a sequence in another order: each one's text, moved to the place of another."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.model.place import MarkedSequence
from dutykit.workspace.yaml.operations import Reorder, UnsafeEditError
from dutykit.workspace.yaml.spans import Edit, Spans, is_flow


def reorder_edits(spans: Spans, one: Reorder) -> Iterator[Edit]:
    """One edit for each item; the blank lines and commas between the items stay.

    Raises UnsafeEditError where it is not certain which item a comment belongs to.
    """
    holder = one.holder
    if sorted(one.order) != list(range(len(holder))):
        raise UnsafeEditError
    places = [*(_in_brackets(spans, holder) if is_flow(holder) else _in_lines(spans, holder))]
    for (start, end), position in zip(places, one.order, strict=True):
        yield Edit(start, end, spans.lines.text[slice(*places[position])])


def _in_brackets(spans: Spans, holder: MarkedSequence) -> Iterator[tuple[int, int]]:
    start, end = holder.start.end_mark.index, spans.end(holder.start, holder)
    if spans.has_comment(start, end):
        raise UnsafeEditError
    for event, item in zip(holder.events, holder, strict=True):
        yield event.start_mark.index, spans.end(event, item)


def _in_lines(spans: Spans, holder: MarkedSequence) -> Iterator[tuple[int, int]]:
    """Whole lines, with the comments that are certainly an item's own.

    Those are deeper than its dash, or between it and the blank line or item before, in the dash's column.
    """
    lines = spans.lines
    column = int(holder.start.start_mark.column)
    dashes = [spans.dash_line(holder, position) for position in range(len(holder))]
    over = spans.last_line(holder.start, holder) + 1
    while over < len(lines.starts) and (lines.is_blank(over) or lines.indent(over) > column):
        over += 1
    if lines.is_comment(dashes[0] - 1) or (lines.is_comment(over) and lines.indent(over) == column):
        raise UnsafeEditError  # about an item, or about the list?
    head = dashes[0]
    for dash, following in zip(dashes, [*dashes[1:], over], strict=True):
        end = max(
            n for n in range(dash, following) if n == dash or (not lines.is_blank(n) and lines.indent(n) > column)
        )
        yield lines.starts[head], lines.line_end(end)
        head = end + 1
        while head < following and lines.is_blank(head):
            head += 1
        if any(not lines.is_comment(n) or lines.indent(n) != column for n in range(head, following)):
            raise UnsafeEditError
