"""What every office file is held to, whatever it is opened for."""

from __future__ import annotations

import io
import zipfile

import pytest

from dutykit.output import office_archive as guard
from dutykit.output.office_archive import OfficeFileError, office_archive
from tests.hostile_files import METHODS, damaged_archive


def _zipped(name: str, part: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, part)
    return data.getvalue()


def _refused(name: str, part: bytes) -> tuple[str, str]:
    with pytest.raises(OfficeFileError) as caught:
        office_archive(_zipped(name, part), then="再用")
    message, fix = caught.value.args
    return message, fix


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("before", range(guard._STEP - 12, guard._STEP + 2))
def test_a_declaration_is_seen_wherever_the_pieces_are_cut(before: int, encoding: str) -> None:
    width = len("x".encode(encoding)) - len("".encode(encoding))
    text = " " * (before // width) + "<!DOCTYPE a>"
    assert "实体" in _refused("a.xml", text.encode(encoding))[0]


@pytest.mark.parametrize("name", ["a.xml", "A.XML", "_rels/.rels", "a.vml"])
def test_an_encoding_that_could_hide_a_declaration_is_refused(name: str) -> None:
    message, fix = _refused(name, b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-')
    assert message == f"{name} 的编码不是 UTF-8，未打开"
    assert fix.endswith("再用")


def test_what_is_no_xml_may_say_anything() -> None:
    assert office_archive(_zipped("a.bin", b"<!DOCTYPE a>"), then="再用").parts == ("a.bin",)


def test_the_caller_says_how_large_a_file_may_be() -> None:
    data = _zipped("a.bin", b"x")
    assert office_archive(data, then="", most=len(data)).data == data
    with pytest.raises(OfficeFileError, match="超过上限"):
        office_archive(data, then="", most=len(data) - 1)


@pytest.mark.parametrize("method", METHODS)
def test_a_damaged_part_is_told_whatever_it_is_packed_by(method: int) -> None:
    with pytest.raises(OfficeFileError, match="损坏"):
        office_archive(damaged_archive(["a.bin"], method), then="")
