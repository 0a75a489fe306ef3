from __future__ import annotations

import inspect
import io
from collections.abc import Callable
from importlib.util import find_spec, module_from_spec
from types import ModuleType

import pdfplumber
import pytest

from dutykit.patches.weasyprint_breaks import keep_together
from dutykit.typeset.pdf import pdf_bytes

STYLE = (
    "<style>@page { size: 100pt 100pt; margin: 0 } body, p, h2 { margin: 0; font: 10pt/10pt FandolFang }"
    " h2 { break-after: avoid } table { border-spacing: 0 } th, td { padding: 0; font-weight: normal }"
    " tr { break-inside: avoid } .tied { break-after: avoid }</style>"
)
LINES = "<br>".join("行" * 3 for _ in range(7))
ROW = f"<tr><td>{LINES}</td></tr>"
HEADED = f"<table><thead><tr><th>首</th></tr></thead><tbody><tr class=tied><td>{LINES}</td></tr>{ROW}</tbody></table>"
TALL = f"<table><thead><tr><th>首</th></tr></thead><tbody><tr><td>{LINES}<br>{LINES}</td></tr></tbody></table>"
BELOW_HEADING = f"<h2>题</h2>{TALL}"


@pytest.fixture
def pages(fontconfig: str) -> Callable[[str], list[str]]:
    """The text of each page."""

    def made(body: str) -> list[str]:
        with pdfplumber.open(io.BytesIO(pdf_bytes(STYLE + body, fontconfig))) as pdf:
            return ["".join(page.extract_text().split()) for page in pdf.pages]

    return made


def _unpatched(name: str) -> ModuleType:
    """A copy of WeasyPrint's module that nobody has changed."""
    spec = find_spec(name)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_rows_that_stay_together_do_not_cost_a_table_its_head(pages: Callable[[str], list[str]]) -> None:
    assert pages(HEADED) == ["首" + "行" * 21] * 2


def test_a_row_higher_than_a_page_is_torn_below_the_head(pages: Callable[[str], list[str]]) -> None:
    assert pages(TALL) == ["首" + "行" * 27, "首" + "行" * 15]


def test_a_torn_row_has_a_rule_on_both_pages(fontconfig: str) -> None:
    ruled = "<style>table { border-collapse: collapse } td { border: 1pt solid }</style>"
    document = pdf_bytes(f"{STYLE}{ruled}<table><tr><td>{LINES}<br>{LINES}</td></tr></table>", fontconfig)
    with pdfplumber.open(io.BytesIO(document)) as pdf:
        rules = [[one for one in page.lines if one["width"] > one["height"]] for page in pdf.pages]
    assert [len(one) for one in rules] == [2, 2]


def test_what_follows_a_heading_is_divided_rather_than_moved(pages: Callable[[str], list[str]]) -> None:
    assert pages(BELOW_HEADING)[0] == "题首" + "行" * 24


@pytest.mark.parametrize(("lines", "above"), [(4, 10), (7, 7)])
def test_a_row_is_torn_where_it_would_leave_much_of_a_page_empty(
    pages: Callable[[str], list[str]], lines: int, above: int
) -> None:
    first, second = ("<br>".join(["行"] * count) for count in (lines, 8))
    body = f"<table><tbody><tr><td>{first}</td></tr><tr><td>{second}</td></tr></tbody></table>"
    assert pages(body)[0] == "行" * above


def test_what_cannot_be_divided_is_moved_rather_than_cut(pages: Callable[[str], list[str]]) -> None:
    assert pages("<h2>题</h2><div style='height: 95pt; break-inside: avoid'>文</div>") == ["题", "文"]


def test_weasyprint_itself_leaves_out_the_head_and_the_heading_alone(
    pages: Callable[[str], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages(HEADED)  # the patch is put in by the first file that is made
    block, table = _unpatched("weasyprint.layout.block"), _unpatched("weasyprint.layout.table")
    assert [*inspect.signature(block._in_flow_layout).parameters][:6] == [
        "context",
        "box",
        "index",
        "child",
        "new_children",
        "page_is_empty",
    ]
    assert [*inspect.signature(block._in_flow_layout).parameters][6:10] == [
        "absolute_boxes",
        "fixed_boxes",
        "adjoining_margins",
        "bottom_space",
    ]
    assert [*inspect.signature(table.table_layout).parameters] == [
        "context",
        "table",
        "bottom_space",
        "skip_stack",
        "containing_block",
        "page_is_empty",
        "absolute_boxes",
        "fixed_boxes",
    ]
    with monkeypatch.context() as patch:
        patch.setattr("weasyprint.layout.block._in_flow_layout", block._in_flow_layout)
        patch.setattr("weasyprint.layout.block.table_layout", table.table_layout)
        assert pages(HEADED)[0] == "行" * 21
        assert pages(BELOW_HEADING)[0] == "题"
    keep_together()
    assert pages(HEADED)[0][0] == "首"
