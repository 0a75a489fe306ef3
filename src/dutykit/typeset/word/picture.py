"""A report's charts as pictures: every program shows a PNG alike, while an EMF takes the fonts of the reader's machine."""

from __future__ import annotations

import io

from lxml import html

from dutykit.typeset.pdf import drawing_bytes
from dutykit.typeset.word.styles import WIDTH

_DOTS = 300
"""An inch."""
_GREYS = 16
"""The charts have no more, but for the edges of letters."""


def pictures(page: str, fontconfig: str) -> list[bytes]:
    """The drawings (SVG) on `page` in their order, as wide as the text each; PNG. Raises PdfLibraryMissingError."""
    import pypdfium2

    drawings = list(html.document_fromstring(page).iter("svg"))
    if not drawings:
        return []
    style = ["body, p { margin: 0 } svg { display: block; width: 100%; height: auto }"]
    body = []
    for number, one in enumerate(drawings):
        height = WIDTH * float(one.get("height")) / float(one.get("width"))
        style.append(
            f"@page d{number} {{ size: {WIDTH}mm {height:.2f}mm; margin: 0 }} #d{number} {{ page: d{number} }}"
        )
        body.append(f'<div id="d{number}">{html.tostring(one, encoding="unicode", with_tail=False)}</div>')
    sheets = f"<!DOCTYPE html><style>{' '.join(style)}</style>{''.join(body)}"
    made = []
    for sheet in pypdfium2.PdfDocument(drawing_bytes(sheets, fontconfig)):
        image = sheet.render(scale=_DOTS / 72, grayscale=True).to_pil().quantize(_GREYS)
        buffer = io.BytesIO()
        image.save(buffer, "PNG", optimize=True, dpi=(_DOTS, _DOTS))
        made.append(buffer.getvalue())
    return made
