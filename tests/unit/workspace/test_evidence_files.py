"""What stands at an evidence path: its kind by its first bytes, and nothing read that is too large."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest

from dutykit.model.evidence_file import EvidenceFile
from dutykit.workspace.evidence_files import evidence_file
from dutykit.workspace.file_kind import file_kind


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", None),
        ("示例".encode(), None),
        (b"%PDF-1.7", "pdf"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (zipped("[Content_Types].xml", "word/document.xml"), "docx"),
        (zipped("OFD.xml"), "ofd"),
        (zipped("a.txt"), "zip"),
        (zipped(), "zip"),
        (b"BM\x46\0\0\0\0\0\0\0", "bmp"),
        (b"BMI is a measure", None),
        (b"MZ\x90\0", "exe"),
        (b"MZ is two letters", None),
        (b"\0\0\0\x18ftypmp42", "mp4"),
        (b"\0\0\0\x14ftypqt  ", "mov"),
        (b"RIFF\0\0\0\0WAVE", "wav"),
        (b"RIFF\0\0\0\0????", None),
    ],
)
def test_kind(head: bytes, kind: str | None) -> None:
    assert file_kind(head) == kind


def test_present(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence/a.pdf").write_bytes(b"%PDF-1.7")
    digest = hashlib.sha256(b"%PDF-1.7").hexdigest()
    assert evidence_file(tmp_path, "evidence/a.pdf", 8) == EvidenceFile("evidence/a.pdf", "present", digest, 8, "pdf")


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    path = tmp_path / "evidence/large.pdf"
    path.touch()
    os.truncate(path, 10**12)  # sparse: reading it would take an hour
    assert evidence_file(tmp_path, "evidence/large.pdf", 200_000_000) == EvidenceFile(
        "evidence/large.pdf", "too_large", size=10**12
    )
