from __future__ import annotations

import inspect
import io
from importlib.util import find_spec, module_from_spec
from types import ModuleType

import pdfplumber
import pytest

from dutykit.patches.weasyprint_justification import justify_between_characters
from dutykit.typeset.pdf import pdf_bytes

COLUMN = 100.0
HTML = (
    "<style>@page { size: 100pt 100pt; margin: 0 }"
    " body, p { margin: 0; font: 9pt FandolFang; text-align: justify }</style>"
    f"<p lang=zh>{'督' * 30}</p>"
)


def _unpatched() -> ModuleType:
    """A copy of WeasyPrint's module that nobody has changed."""
    spec = find_spec("weasyprint.layout.inline")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _right_edges(fontconfig: str) -> list[float]:
    """Where each line but the last ends, in points."""
    with pdfplumber.open(io.BytesIO(pdf_bytes(HTML, fontconfig))) as pdf:
        return [float(line["x1"]) for line in pdf.pages[0].extract_text_lines()][:-1]


def test_lines_of_chinese_end_at_the_edge(fontconfig: str) -> None:
    edges = _right_edges(fontconfig)
    assert len(edges) == 2
    assert edges == pytest.approx([COLUMN] * 2, abs=0.1)


def test_weasyprint_itself_leaves_them_ragged(fontconfig: str, monkeypatch: pytest.MonkeyPatch) -> None:
    original = _unpatched().justify_line
    assert [*inspect.signature(original).parameters] == ["context", "line", "extra_width"]
    _right_edges(fontconfig)  # the patch is put in by the first file that is made
    monkeypatch.setattr("weasyprint.layout.inline.justify_line", original)
    assert _right_edges(fontconfig) == pytest.approx([99.0] * 2, abs=0.1)  # eleven characters of 9 points
    justify_between_characters()
    assert _right_edges(fontconfig) == pytest.approx([COLUMN] * 2, abs=0.1)
