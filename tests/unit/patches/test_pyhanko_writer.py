from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from dutykit.patches.pyhanko_writer import leave_metadata, set_identifier

IDENTIFIER = bytes(range(16))


@pytest.fixture
def document() -> bytes:
    data = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Producer"] = "dutykit"
        pdf.save(data, deterministic_id=True)
    return data.getvalue()


def _added_to(document: bytes, *, patched: bool) -> bytes:
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(document))
    writer.update_root()
    if patched:
        leave_metadata(writer)
        set_identifier(writer, IDENTIFIER)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def _producer_and_identifier(data: bytes) -> tuple[str, bytes, bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        first, second = pdf.trailer.ID
        return str(pdf.docinfo["/Producer"]), bytes(first), bytes(second)


def test_the_same_document_gives_the_same_bytes_and_keeps_its_metadata(document: bytes) -> None:
    made = _added_to(document, patched=True)
    assert made.startswith(document)
    assert made == _added_to(document, patched=True)
    _producer, original, _second = _producer_and_identifier(document)
    assert _producer_and_identifier(made) == ("dutykit", original, IDENTIFIER)


def test_pyhanko_itself_changes_the_metadata_and_makes_other_bytes_each_time(document: bytes) -> None:
    made = _added_to(document, patched=False)
    assert made != _added_to(document, patched=False)
    producer, _first, second = _producer_and_identifier(made)
    assert producer != "dutykit"
    assert second != IDENTIFIER
