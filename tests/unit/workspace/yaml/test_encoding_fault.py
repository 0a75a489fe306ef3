"""What is no UTF-8, or no character of YAML, is named with its place."""

from __future__ import annotations

import pytest

from dutykit.model.place import SourceFile
from dutykit.workspace.yaml.encoding_fault import not_utf8_fault, undecodable_fault


@pytest.mark.parametrize(
    ("data", "place", "encoding"),
    [
        ("单位: 市财政局\n".encode("gb18030"), (1, 1), "GB18030"),
        (b"a: 1\r\nb: " + "中\n".encode("gb18030"), (2, 4), "GB18030"),
        (b"a: \xff\xff\xff\n", (1, 4), None),
        (b"\xff\xfea\x00", (1, 1), "UTF-16"),
        (b"\xfe\xff\x00a", (1, 1), "UTF-16"),
    ],
)
def test_other_encodings(data: bytes, place: tuple[int, int], encoding: str | None) -> None:
    source = SourceFile("a.yaml", data)
    finding = undecodable_fault(source, ValueError("x"))
    assert (finding.rule, finding.place[1:3]) == ("not-utf8", place)
    assert source.data == b""  # what the wrong bytes look like helps nobody
    assert (finding.fix is None) is (encoding is None)
    assert encoding is None or (encoding in finding.message and f"-f {encoding} " in str(finding.fix))
    assert not_utf8_fault(data, "a.yaml", 0).place[1:3] == (1, 1)


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("a: 1\nb\x00: 2\n", (2, 2), "U+0000"),
        ("\x7f", (1, 1), "U+007F"),
        ("甲\u2028乙\ufffe", (1, 4), "U+FFFE"),
        ("\x84", (1, 1), "U+0084"),
    ],
)
def test_control_characters(text: str, place: tuple[int, int], code: str) -> None:
    source = SourceFile("a.yaml", text.encode())
    finding = undecodable_fault(source, ValueError("x"))
    assert (finding.rule, finding.place[1:3]) == ("yaml-syntax", place)
    assert code in finding.message
    assert finding.fix is not None
    assert source.data == text.encode()


def test_anything_else_is_passed_on() -> None:
    finding = undecodable_fault(
        SourceFile("a.yaml", "\t\r\n ~\x85\xa0\ud7ff\ue000\ufffd\U0001f600".encode()), ValueError("odd\nmore")
    )
    assert (finding.message, finding.place[1:3]) == ("odd", (1, 1))
