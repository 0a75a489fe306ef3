"""Rectification evidence as lines of a cell: title, and in brackets the file or that the unit keeps it."""

from __future__ import annotations

import pytest

from dutykit.forms.workbook.proof import ProofLine, plain_proof, proof_cell, proof_lines
from dutykit.language import speaking
from dutykit.model.submission import Evidence


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("报告（a.pdf）", ProofLine("报告", "a.pdf")),
        ("报告 (甲/a.pdf) ", ProofLine("报告", "甲/a.pdf")),
        ("报告（留存备查）", ProofLine("报告", is_kept=True)),
        ("报告（Kept by the unit）", ProofLine("报告", is_kept=True)),
        ("会议（第1次）", ProofLine("会议（第1次）")),
        ("会议（第1次）（a.pdf）", ProofLine("会议（第1次）", "a.pdf")),
        ("会议（甲（乙）", ProofLine("会议（甲（乙）")),
        ("会议（）", ProofLine("会议（）")),
        ("（a.pdf）", ProofLine("a", "a.pdf")),
        ("甲/b.doc", ProofLine("b", "甲/b.doc")),
        ("两个 b.doc", ProofLine("两个 b.doc")),
        ("（留存备查）", ProofLine("（留存备查）")),
        ("只有题名", ProofLine("只有题名")),
        ("3.5（版本2.0）", ProofLine("3.5（版本2.0）")),
    ],
)
def test_a_line(line: str, expected: ProofLine) -> None:
    assert proof_lines(line) == [expected]


def test_lines_and_the_names_of_files() -> None:
    text = "一（a.pdf）\n\n  二\t三（留存备查）\n四（x\\a.pdf）"
    assert proof_lines(text, lambda name: f"evidence/{name}") == [
        ProofLine("一", "evidence/a.pdf"),
        ProofLine("二 三", is_kept=True),
        ProofLine("四", "x\\a.pdf"),
    ]


def test_a_cell_is_read_back_in_any_language() -> None:
    items = [Evidence(title="一\n二", file="甲/a.pdf"), Evidence(title="三", kept_by_unit=True), Evidence(title="四")]
    cell = proof_cell(items)
    assert cell == "一 二（甲/a.pdf）\n三（留存备查）\n四"
    with speaking("en"):
        english = proof_cell(items)
    assert english == "一 二（甲/a.pdf）\n三（Kept by the unit）\n四"
    assert plain_proof(english) == cell
    assert proof_cell([]) is None
