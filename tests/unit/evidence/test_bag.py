from __future__ import annotations

import hashlib
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutykit.evidence.bag import BagReport, NotABagError, look_through, make_bag
from dutykit.evidence.bag_archive import unpack_archive, write_archive
from dutykit.evidence.packing import bundle_report
from tests.hostile_files import METHODS, damaged_archive

INFO = {"Bagging-Date": "2019-12-01", "External-Description": "示例"}
FILES = {"目录.xlsx": b"PK", "evidence/甲局/1-1.pdf": b"%PDF-", "evidence/甲局/1 2.png": b""}


def _put(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    folder = _put(tmp_path / "包", FILES)
    make_bag(folder, INFO)
    return folder


def test_a_bundle_is_whole(bag: Path) -> None:
    found = look_through(bag)
    assert found.is_whole
    assert found.files == len(FILES) + 3
    assert found.info["External-Description"] == "示例"
    assert (bag / "data/evidence/甲局/1-1.pdf").read_bytes() == b"%PDF-"


def _changed(bag: Path) -> None:
    (bag / "data/evidence/甲局/1-1.pdf").write_bytes(b"%PDX-")


def _gone(bag: Path) -> None:
    (bag / "data/evidence/甲局/1 2.png").unlink()


def _more(bag: Path) -> None:
    _put(bag, {"data/evidence/乙.txt": b"", "说明.txt": b""})


def _other_list(bag: Path) -> None:
    path = bag / "manifest-sha256.txt"
    path.write_bytes(path.read_bytes() + b"\n")


def _other_info(bag: Path) -> None:
    path = bag / "bag-info.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("2019", "2020"), encoding="utf-8")


@pytest.mark.parametrize(
    ("harm", "damaged", "missing", "added"),
    [
        (_changed, ["data/evidence/甲局/1-1.pdf"], [], []),
        (_gone, [], ["data/evidence/甲局/1 2.png"], []),
        (_more, [], [], ["data/evidence/乙.txt", "说明.txt"]),
        (_other_list, ["manifest-sha256.txt"], [], []),
        (_other_info, ["bag-info.txt"], [], []),
    ],
)
def test_what_became_of_it_is_named(
    bag: Path, harm: Callable[[Path], None], damaged: list[str], missing: list[str], added: list[str]
) -> None:
    harm(bag)
    found = look_through(bag)
    assert ([*found.damaged], [*found.missing], [*found.added]) == (damaged, missing, added)
    assert not found.is_whole


def test_the_code_stands_for_all_of_it(tmp_path: Path) -> None:
    codes = set()
    for number, data in enumerate((b"1", b"1", b"2")):
        folder = _put(tmp_path / str(number), {"a.txt": data})
        codes.add(code := make_bag(folder, INFO))
        assert look_through(folder).code == code
    assert len(codes) == 2


def _link(bag: Path) -> None:
    (bag / "data/passwd").symlink_to("/etc/passwd")


def _fetch(bag: Path) -> None:
    (bag / "fetch.txt").write_text("http://127.0.0.1/x 1 data/x\n", encoding="utf-8")


def _way_out(bag: Path) -> None:
    with (bag / "manifest-sha256.txt").open("a", encoding="utf-8") as file:
        file.write(f"{'0' * 64}  data/../../../etc/passwd\n")


def _no_text(bag: Path) -> None:
    (bag / "manifest-sha256.txt").write_bytes(b"\xff\xfe\x00")


def _odd_hash(bag: Path) -> None:
    (bag / "manifest-shake_128.txt").write_text(f"{'0' * 64}  data/x\n", encoding="utf-8")


def _no_bag(bag: Path) -> None:
    (bag / "bagit.txt").unlink()


def _no_version(bag: Path) -> None:
    (bag / "bagit.txt").write_text("BagIt-Version: 九\nTag-File-Character-Encoding: UTF-8\n", encoding="utf-8")


def _weak(bag: Path) -> None:
    for name in ("manifest", "tagmanifest"):
        (bag / f"{name}-sha256.txt").unlink()
    lines = [
        f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(bag).as_posix()}\n"  # noqa: S324
        for path in sorted((bag / "data").rglob("*"))
        if path.is_file()
    ]
    (bag / "manifest-md5.txt").write_text("".join(lines), encoding="utf-8")


def _zip_encoding(bag: Path) -> None:
    (bag / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: zip\n", encoding="utf-8")


def _no_list(bag: Path) -> None:
    (bag / "manifest-sha256.txt").unlink()
    (bag / "tagmanifest-sha256.txt").unlink()


@pytest.mark.parametrize(
    "harm", [_link, _fetch, _way_out, _no_text, _odd_hash, _weak, _zip_encoding, _no_bag, _no_version, _no_list]
)
def test_what_could_harm_is_not_opened(bag: Path, harm: Callable[[Path], None]) -> None:
    harm(bag)
    with pytest.raises(NotABagError):
        look_through(bag)


names = st.text(
    st.characters(exclude_characters="/\\:\0\r\n%", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8
)


@given(st.dictionaries(names.filter(lambda one: one.strip(". ")), st.binary(max_size=50), min_size=1, max_size=4))
def test_what_goes_in_comes_out(files: dict[str, bytes]) -> None:
    files = {f"{number}{name}": data for number, (name, data) in enumerate(files.items())}
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        _put(here / "bag", files)
        try:
            code = make_bag(here / "bag", INFO)
        except NotABagError:
            # The form's lists are lines, and the library takes blanks at their ends for nothing.
            assert any(one.strip() != one or len(one.splitlines()) > 1 for one in files)
            return
        write_archive(here / "bag", here / "a.zip", "包")
        (here / "out").mkdir()
        folder = unpack_archive(here / "a.zip", here / "out")
        found = look_through(folder)
        assert (found.is_whole, found.code) == (True, code)
        assert {one.name: one.read_bytes() for one in (folder / "data").iterdir()} == files


@given(st.binary(max_size=300))
def test_any_bytes_are_an_archive_or_refused(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "a.zip")
        path.write_bytes(data)
        Path(name, "out").mkdir()
        with pytest.raises(NotABagError):
            unpack_archive(path, Path(name, "out"))


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_no_byte_of_a_file_changes_unseen(place: int, change: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        code = make_bag(_put(here / "bag", FILES), INFO)
        write_archive(here / "bag", here / "a.zip", "包")
        data = bytearray((here / "a.zip").read_bytes())
        data[place % len(data)] ^= change
        (here / "a.zip").write_bytes(data)
        (here / "out").mkdir()
        try:
            found = look_through(unpack_archive(here / "a.zip", here / "out"))
        except NotABagError:
            return
        assert not found.is_whole or found.code != code or _same_files(here / "bag", here / "out")


def _same_files(one: Path, other: Path) -> bool:
    def files(folder: Path) -> dict[str, bytes]:
        return {each.name: each.read_bytes() for each in folder.rglob("*") if each.is_file()}

    return files(one) == files(other)


def _archive(path: Path, *parts: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts:
            archive.writestr(part, data)
    return path


def _symlink() -> zipfile.ZipInfo:
    part = zipfile.ZipInfo("包/data/x")
    part.create_system, part.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return part


@pytest.mark.parametrize(
    "part",
    ["../x", "/x", "包/../../x", "包\\x", "c:/x", _symlink()],
    ids=["up", "root", "through", "backslash", "drive", "link"],
)
def test_an_archive_that_leads_out_is_not_unpacked(tmp_path: Path, part: zipfile.ZipInfo | str) -> None:
    path = _archive(tmp_path / "a.zip", ("包/bagit.txt", b"x"), (part, b"x"))
    (tmp_path / "out").mkdir()
    with pytest.raises(NotABagError):
        unpack_archive(path, tmp_path / "out")
    assert not [*(tmp_path / "out").rglob("*")]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = _archive(tmp_path / "a.zip", ("包/bagit.txt", b"x"), ("包/data/x", bytes(20_000_000)))
    (tmp_path / "out").mkdir()
    with pytest.raises(NotABagError, match="疑似恶意压缩文件"):
        unpack_archive(path, tmp_path / "out")


def test_more_than_the_disk_holds_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _archive(tmp_path / "a.zip", ("包/bagit.txt", b"x" * 100))
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: type("Usage", (), {"free": 99})())
    with pytest.raises(NotABagError, match="磁盘"):
        unpack_archive(path, tmp_path)


def test_what_stands_beside_the_bundle_is_not_passed_over(tmp_path: Path) -> None:
    path = _archive(tmp_path / "a.zip", ("包/bagit.txt", b"x"), ("另.txt", b"x"))
    (tmp_path / "out").mkdir()
    with pytest.raises(NotABagError, match="之外"):
        unpack_archive(path, tmp_path / "out")


def test_a_report_is_whole_only_without_faults() -> None:
    assert BagReport(1, 1, None, {}).is_whole
    assert not BagReport(1, 1, None, {}, added=("x",)).is_whole


@pytest.mark.parametrize("method", METHODS)
def test_a_damaged_file_is_found_whatever_it_is_packed_by(tmp_path: Path, method: int) -> None:
    (tmp_path / "a.zip").write_bytes(damaged_archive(["bagit.txt", "data/x"], method))
    with pytest.raises(NotABagError):
        bundle_report(tmp_path / "a.zip")


def test_a_file_without_a_name_is_a_damaged_archive(tmp_path: Path) -> None:
    with pytest.raises(NotABagError, match="损坏"):
        bundle_report(_archive(tmp_path / "a.zip", ("包/bagit.txt", b"x"), (zipfile.ZipInfo(""), b"x")))
