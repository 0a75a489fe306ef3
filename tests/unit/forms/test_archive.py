"""Archives that units send, and what others might put into one."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from dutykit.forms import archive
from dutykit.forms.archive import archived_files, inner_name
from dutykit.model.refusal import Refusal

MOST = 1_000_000


def packed(path: Path, parts: Mapping[str, bytes], **options: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = options.get("mode", 0) << 16
            file.writestr(info, data)
    return path


def gbk_named(path: Path, name: str) -> Path:
    """As Windows in China packs it: the name in GBK, and nothing that says so."""
    raw = name.encode("gbk")
    packed(path, {"x" * len(raw): b"text"})
    path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))
    return path


def test_the_files_in_it(tmp_path: Path) -> None:
    parts = {"b/2.txt": b"two", "甲.txt": b"one", "__MACOSX/._1": b"", ".DS_Store": b"", "b/~$x.xlsx": b"", "b/": b""}
    files = archived_files(packed(tmp_path / "甲.zip", parts), MOST)
    assert [(one.name, one.size, one.path) for one in files] == [("2.txt", 3, None), ("甲.txt", 3, None)]
    assert files[1].place == f"{tmp_path}/甲.zip/甲.txt"
    with files[1].open() as stream:
        assert stream.read() == b"one"


def test_names_of_windows(tmp_path: Path) -> None:
    (one,) = archived_files(gbk_named(tmp_path / "甲.zip", "甲局/佐证材料.txt"), MOST)
    assert one.name == "佐证材料.txt"


def test_names_in_utf8_that_do_not_say_so() -> None:
    info = zipfile.ZipInfo("甲.txt".encode().decode("cp437"))
    assert inner_name(info) == "甲.txt"
    assert inner_name(zipfile.ZipInfo("a\\b.txt")) == "a/b.txt"


@pytest.mark.parametrize("name", ["../a.txt", "a/../../b.txt", "/etc/passwd", "C:\\a.txt", "a\\..\\b.txt"])
def test_names_that_lead_elsewhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refusal, match="文件名异常"):
        archived_files(packed(tmp_path / "甲.zip", {name: b"x"}), MOST)


def test_links(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="不是普通文件"):
        archived_files(packed(tmp_path / "甲.zip", {"a": b"/etc/passwd"}, mode=0o120777), MOST)


def test_two_files_of_one_name(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="同名文件"):
        archived_files(packed(tmp_path / "甲.zip", {"A.txt": b"x", "a.TXT": b"y"}), MOST)


def test_what_would_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refusal, match="压缩比异常"):
        archived_files(packed(tmp_path / "1.zip", {"a": bytes(5_000_000)}), MOST)
    with pytest.raises(Refusal, match="过多或过大"):
        archived_files(packed(tmp_path / "2.zip", {"a": bytes(900_000), "b": bytes(900_000)}), 50_000)
    monkeypatch.setattr(archive, "MOST_MEMBERS", 2)
    with pytest.raises(Refusal, match="过多或过大"):
        archived_files(packed(tmp_path / "3.zip", {"a": b"x", "b": b"x", "c": b"x"}), MOST)


def test_a_list_of_files_without_end(tmp_path: Path) -> None:
    path = packed(tmp_path / "1.zip", {"a": b"x"})
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x05\x06")
    data[at + 12 : at + 16] = struct.pack("<I", 0xFFFFFFFF)
    path.write_bytes(bytes(data))
    with pytest.raises(Refusal, match="过多或过大"):
        archived_files(path, MOST)


def test_a_password(tmp_path: Path) -> None:
    path = packed(tmp_path / "1.zip", {"a": b"x"})
    data = bytearray(path.read_bytes())
    data[data.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(Refusal, match="设有密码"):
        archived_files(path, MOST)


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip" * 100])
def test_what_is_damaged(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "1.zip"
    path.write_bytes(data)
    with pytest.raises(Refusal, match="已损坏"):
        archived_files(path, MOST)


def test_an_empty_archive(tmp_path: Path) -> None:
    assert archived_files(packed(tmp_path / "1.zip", {}), MOST) == []


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="无法读取"):
        archived_files(tmp_path / "1.zip", MOST)


def test_a_file_without_a_name_is_a_damaged_archive(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="损坏"):
        archived_files(packed(tmp_path / "甲.zip", {"a.txt": b"x", "": b"x"}), MOST)
