"""What the ledger says of a closing that has no proof."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from pathlib import Path

import docx

from dutykit.listings.ledger import LedgerRequest, ledger_of
from dutykit.output.formats import listing_bytes
from dutykit.workspace.assemble import load_workspace
from tests.rounds import three_years


def test_a_closing_without_proof_is_no_closing_and_the_ledger_says_why(tmp_path: Path) -> None:
    root = three_years(tmp_path)
    for path in (root / "submissions").rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("proof:", "evidence_not_proof:"), "utf-8")
    workspace = load_workspace(root).workspace
    assert workspace is not None
    found = ledger_of(workspace, LedgerRequest(dt.date(2019, 11, 1), cycle=2017))
    text = listing_bytes(found, "table").decode()
    assert "已整改待销号，缺整改佐证材料" in text
    assert "已销号 0" in text
    assert "以下问题的销号缺少整改佐证材料，不作销号处理：2017-教-1、2017-督-1、2017-东-1" in text
    assert "2018-06-20 的销号缺少整改佐证材料，不作销号处理" in listing_bytes(found, "csv").decode("utf-8-sig")
    problems = json.loads(listing_bytes(found, "json"))["problems"]
    assert [(one["status"], one["closed_on"], one["closed_without_proof"] is None) for one in problems] == [
        ("done", None, False)
    ] * 3


def test_the_ledger_on_paper_is_written_as_papers_are(tmp_path: Path) -> None:
    workspace = load_workspace(three_years(tmp_path)).workspace
    assert workspace is not None
    found = ledger_of(workspace, LedgerRequest(dt.date(2019, 11, 1)))
    document = docx.Document(io.BytesIO(listing_bytes(found, "docx")))
    assert re.fullmatch("截至2019年11月1日，共[0-9]+个问题.*", document.paragraphs[1].text)
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert any(re.fullmatch("20[0-9]{2}年\n?[0-9]+月[0-9]+日", text) for text in cells)
    assert not any(re.search("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) for text in cells)
