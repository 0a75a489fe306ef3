"""Justifies Chinese text, which WeasyPrint leaves ragged: it widens only spaces, and Chinese has none.

Upstream: no issue is known; a comment in WeasyPrint's `justify_line` states that a better algorithm is wanted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

LIBRARY = "weasyprint"

_MOST = 4
"""Characters a line may be short of; a shorter one was broken for some other reason."""


def justify_between_characters() -> None:
    """From now on have `text-align: justify` put a line's slack between all its characters, as GB/T 9704 pages are set."""
    from weasyprint.layout import inline

    inline.justify_line = _justify_line


def _justify_line(context: Any, line: Any, slack: float) -> None:
    texts = list(_texts(line))
    gaps = sum(len(box.text) for box in texts) - 1
    if gaps > 0 and slack <= _MOST * line.style["font_size"]:
        _spread(context, line, slack / gaps, texts[-1], 0)


def _texts(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox

    if isinstance(box, TextBox):
        yield box
    elif isinstance(box, (LineBox, InlineBox)):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _texts(child)


def _spread(context: Any, box: Any, gap: float, last: Any, shift: float) -> float:
    """Move `box` by `shift`, widen it by `gap` a character, and give how far what follows it moves."""
    from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox

    if not isinstance(box, (LineBox, InlineBox, TextBox)):
        box.translate(shift, 0)
        return shift
    box.position_x += shift
    before = shift
    if isinstance(box, TextBox):
        _track(context, box, gap)
        shift += gap * (len(box.text) - (box is last))
    else:
        for child in box.children:
            if child.is_in_normal_flow():
                shift = _spread(context, child, gap, last, shift)
    box.width += shift - before
    return shift


def _track(context: Any, box: Any, gap: float) -> None:
    """Set the text of `box` again, `gap` wider after each character."""
    from weasyprint.text.line_break import create_layout

    style = box.style.copy()
    tracking = style["letter_spacing"]
    style["letter_spacing"] = gap if tracking == "normal" else tracking + gap
    box.style = style
    box.pango_layout = create_layout(box.text, style, context, None, 0)
    box.pango_layout.deactivate()
