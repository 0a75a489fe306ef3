from __future__ import annotations

import datetime as dt
import hashlib
import os
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutykit.evidence.adding import Added, Addition, add_evidence
from dutykit.model.refusal import Refusal
from dutykit.model.submission import Evidence
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.writing import transaction
from tests.form_workspaces import FILE, make_workspace

SUBMISSION = """\
# 甲局的材料
unit: 甲局
cycle: 2019
state: draft
answers:
  # 第一项
  - indicator: 1
    rating: met  # 已核对
    evidence:
      - title: 早先的
        kept_by_unit: true  # 在档案室
    narrative: 做了。
  - indicator: 3
    rating: unmet
"""
PDF, PNG = b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "工作区", SUBMISSION)


def _file(root: Path, name: str, data: bytes) -> Path:
    path = root.parent / "收到" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def _added(root: Path, indicator: str, *files: Path, unit: str = "甲") -> Added:
    return add_evidence(root, Addition(unit, indicator, files))


def _evidence(root: Path, indicator: str) -> list[Evidence]:
    workspace = load_workspace(root).workspace
    assert workspace is not None
    submission = workspace.submission("甲局", 2019)
    assert submission is not None
    return [*submission.by_indicator[indicator].evidence]


def test_what_is_written_and_all_else_as_it_was(root: Path) -> None:
    files = [_file(root, "拨付 文件.PDF", PDF), _file(root, "照片", PNG)]
    added = _added(root, "１", *files)
    assert [one.file for one in added.files] == ["evidence/甲局/1-1.pdf", "evidence/甲局/1-2.png"]
    text = (root / FILE).read_text(encoding="utf-8")
    new = "".join(
        f"      - title: {one.title}\n        file: {one.file}\n        sha256: {one.sha256}\n" for one in added.files
    )
    assert text == SUBMISSION.replace("# 在档案室\n", f"# 在档案室\n{new}")
    assert (root / "evidence/甲局/1-1.pdf").read_bytes() == PDF
    assert files[0].read_bytes() == PDF


def test_a_first_piece_and_a_first_answer(root: Path) -> None:
    _added(root, "3", _file(root, "a.pdf", PDF))
    _added(root, "第2项", _file(root, "b.png", PNG))
    assert [one.file for one in _evidence(root, "3")] == ["evidence/甲局/3-1.pdf"]
    assert [one.sha256 for one in _evidence(root, "2")] == [hashlib.sha256(PNG).hexdigest()]
    text = (root / FILE).read_text(encoding="utf-8")
    assert text.index("indicator: 1") < text.index("indicator: 2") < text.index("indicator: 3")


def test_the_same_file_again(root: Path) -> None:
    path = _file(root, "a.pdf", PDF)
    _added(root, "1", path)
    before = (root / FILE).read_bytes()
    again = _added(root, "1", path)
    assert (again.files, again.known) == ((), (path,))
    assert (root / FILE).read_bytes() == before
    other = _added(root, "3", path)
    assert [(one.file, one.is_copy) for one in other.files] == [("evidence/甲局/1-1.pdf", False)]


def test_title_date_and_note(root: Path) -> None:
    path = _file(root, "a.pdf", PDF)
    os.utime(path, (1_556_000_000, 1_556_000_000))
    addition = Addition("甲局", "1", (path,), title="文件", dated_by_file=True, note="原件\n在档")
    add_evidence(root, addition)
    add_evidence(
        root,
        replace(addition, files=(_file(root, "b.pdf", PDF + b"2"),), date=dt.date(2019, 3, 1), dated_by_file=False),
    )
    first, second = _evidence(root, "1")[1:]
    assert (first.title, first.date, first.note) == ("文件", dt.date(2019, 4, 23), "原件 在档")
    assert second.date == dt.date(2019, 3, 1)


def test_numbers_go_on_whatever_stands_in_the_folder(root: Path) -> None:
    (root / "evidence/甲局").mkdir(parents=True)
    (root / "evidence/甲局/1-1.TXT").write_text("x", encoding="utf-8")
    assert [one.file for one in _added(root, "1", _file(root, "a.pdf", PDF)).files] == ["evidence/甲局/1-2.pdf"]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.jpg", PDF, "内容却是 pdf 格式"),
        ("a.pdf", b"text", "内容却不是该格式"),
        ("a", b"text", "没有扩展名"),
        ("a.pdf", b"", "空文件"),
        ("big.pdf", PDF + bytes(100), "超过上限 50 字节"),
    ],
)
def test_files_that_are_refused_leave_nothing(root: Path, name: str, data: bytes, message: str) -> None:
    (root / "dutykit.yaml").write_text("cycle: 2019\nlimits: {evidence_bytes: 50}\n", encoding="utf-8")
    good, bad = _file(root, "good.png", PNG), _file(root, name, data)
    with pytest.raises(Refusal) as caught:
        _added(root, "1", good, bad, root, root / "没有.pdf")
    told = caught.value.args[0].split("；")
    assert len(told) == 3
    assert message in told[0]
    assert (root / FILE).read_text(encoding="utf-8") == SUBMISSION
    assert not [one for one in (root / "evidence").rglob("*") if one.is_file()]


@pytest.mark.parametrize(
    ("unit", "indicator", "message"),
    [
        ("甲局", "4", "不承担指标 4"),
        ("甲局", "9", "没有编号为“9”的指标"),
        ("丙局", "1", "丙局"),
        ("乙局", "2", "没有 2019 年度"),
    ],
)
def test_names_that_mean_nothing_here(root: Path, unit: str, indicator: str, message: str) -> None:
    with pytest.raises(Refusal, match=message):
        _added(root, indicator, _file(root, "a.pdf", PDF), unit=unit)


def test_what_was_handed_in_is_closed(root: Path) -> None:
    text = SUBMISSION.replace("state: draft", "state: submitted\nsubmitted_on: 2019-05-07")
    (root / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(Refusal, match="已报送"):
        _added(root, "1", _file(root, "a.pdf", PDF))


def test_a_folder_that_leads_out_is_not_written_to(root: Path) -> None:
    (root.parent / "外").mkdir()
    (root / "evidence").symlink_to(root.parent / "外")
    with pytest.raises(Refusal, match="工作区之外"):
        _added(root, "1", _file(root, "a.pdf", PDF))
    assert not [*(root.parent / "外").rglob("*")]


def test_a_file_that_cannot_be_written_takes_the_copies_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_root: Path, _staged: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(transaction, "commit", full)
    with pytest.raises(OSError, match="No space"):
        _added(root, "1", _file(root, "a.pdf", PDF))
    assert not [one for one in (root / "evidence").rglob("*") if one.is_file()]


def test_what_a_kill_left_half_copied_is_cleared_away(root: Path) -> None:
    (root / "evidence/甲局").mkdir(parents=True)
    left = root / "evidence/甲局/.1-1.pdf.ab_c12x9.dutykit.tmp"
    own = root / "evidence/甲局/.1-1.pdf.tmp"
    for path in (left, own):
        path.write_bytes(PDF)
    _added(root, "1", _file(root, "a.pdf", PDF))
    assert (left.exists(), own.exists()) == (False, True)


def test_a_way_of_writing_that_cannot_be_added_to_is_refused(root: Path) -> None:
    text = SUBMISSION.replace("    evidence:\n", "    evidence: &x\n") + "    evidence: *x\n"
    (root / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(Refusal, match="写法特殊"):
        _added(root, "1", _file(root, "a.pdf", PDF))
    assert (root / FILE).read_text(encoding="utf-8") == text
    assert not [one for one in (root / "evidence").rglob("*") if one.is_file()]


names = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(st.lists(st.tuples(names, st.binary(max_size=20)), min_size=1, max_size=4), st.none() | st.text(max_size=12))
def test_any_names_and_titles_come_back(files: list[tuple[str, bytes]], title: str | None) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = make_workspace(Path(name, "w"), SUBMISSION)
        paths = tuple(_file(root, f"{number}{text}.pdf", PDF + data) for number, (text, data) in enumerate(files))
        added = add_evidence(root, Addition("甲局", "1", paths, title=title))
        workspace = load_workspace(root).workspace
        assert workspace is not None
        assert not workspace.incomplete
        entries = _evidence(root, "1")[1:]
        assert [(one.title, one.file, one.sha256) for one in entries] == [
            (one.title, one.file, one.sha256) for one in added.files
        ]
        for entry in entries:
            assert hashlib.sha256((root / str(entry.file)).read_bytes()).hexdigest() == entry.sha256
        assert len(added.files) + len(added.known) == len(files)
