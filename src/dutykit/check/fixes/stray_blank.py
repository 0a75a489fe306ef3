"""Takes stray blanks off the ends of ids and names."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.check.fixes.fields import leaves
from dutykit.check.fixes.fix import Fix, Subject
from dutykit.check.fixes.spelling import without_stray_blanks
from dutykit.language import _


def stray_blank(subject: Subject) -> Iterator[Fix]:
    """Fixes stray-blank, where the clean text is not beside it already."""
    for leaf in leaves(subject.kind, subject.root):
        if leaf.text is None or not (leaf.is_id or leaf.is_name):
            continue
        text = without_stray_blanks(leaf.text)
        if text and text != leaf.text and not leaf.is_beside(text):
            message = _("去掉“{name}”前后多余的空白").format(name=text)
            yield Fix("stray-blank", leaf.path, message, leaf.rewritten(text), is_identity=True)
