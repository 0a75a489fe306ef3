"""Evidence that is taken back: what was added goes byte for byte, of answers and of problems alike."""

from __future__ import annotations

import itertools
import os
import signal
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutykit.evidence.adding import Addition, add_evidence
from dutykit.evidence.removing import Removal, Removed, remove_evidence
from dutykit.model.refusal import Refusal
from dutykit.workspace.writing.transaction import transaction
from tests.form_workspaces import FILE, make_workspace

SUBMISSION = """\
# 甲局的材料
unit: 甲局
cycle: 2019
state: draft
carried:
  - {problem: 2018-1, from_cycle: 2018, proof: [{title: 早先的照片, kept_by_unit: true}]}
answers:
  - indicator: 1
    rating: met  # 已核对
    evidence:
      - title: 早先的
        kept_by_unit: true  # 在档案室
    problems:
      - {id: 2019-1, found_by: self_check, text: 慢, proof: [{title: 通知, kept_by_unit: true}]}
  - indicator: 3
    rating: unmet
    evidence: []
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "工作区", SUBMISSION)


def removed(root: Path, item: str, *names: str, keep_file: bool = False) -> Removed:
    return remove_evidence(root, Removal("甲", item, names, keep_file))


def text_of(root: Path) -> str:
    return (root / FILE).read_text("utf-8")


@pytest.mark.parametrize(
    ("item", "name", "before", "after"),
    [
        ("2018-1", "早先的照片", "proof: [{title: 早先的照片, kept_by_unit: true}]", "proof: []"),
        ("2019-1", "通知", "proof: [{title: 通知, kept_by_unit: true}]", "proof: []"),
        ("1", "通知", "proof: [{title: 通知, kept_by_unit: true}]", "proof: []"),
    ],
)
def test_the_proof_of_a_problem(root: Path, item: str, name: str, before: str, after: str) -> None:
    done = removed(root, item, name)
    assert (done.titles, done.files) == ((name,), ())
    assert text_of(root) == SUBMISSION.replace(before, after)


def test_a_name_given_twice_and_two_ways_is_one_entry(root: Path) -> None:
    assert removed(root, "1", "早先的", " 早先的 ").titles == ("早先的",)
    with pytest.raises(Refusal, match="没有登记佐证材料"):
        removed(root, "1", "早先的")


@given(
    contents=st.lists(st.binary(min_size=1, max_size=9).map(lambda data: b"%PDF-1.7\n" + data), min_size=1, max_size=4),
    data=st.data(),
)
def test_what_was_added_and_taken_back_leaves_everything_as_it_was(contents: list[bytes], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = make_workspace(Path(folder, "工作区"), SUBMISSION)
        before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
        files = []
        for number, content in enumerate(contents):
            files.append(Path(folder, f"{number}.pdf"))
            files[-1].write_bytes(content)
        indicator = data.draw(st.sampled_from(["1", "3"]))
        added = add_evidence(root, Addition("甲", indicator, tuple(files))).files
        names = data.draw(st.permutations([data.draw(st.sampled_from([one.file, one.title])) for one in added]))
        done = removed(root, indicator, *names)
        assert set(done.files) == {one.file for one in added}
        after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
        assert after == before


@pytest.mark.parametrize("at", range(4))
def test_killed_before_any_file_it_is_all_or_nothing(root: Path, at: int) -> None:
    """Killed right before a file gets into its place, or goes: the next command finishes it, or nothing was done."""
    pdf = root.parent / "文件.pdf"
    pdf.write_bytes(b"%PDF-1.7\n")
    (added,) = add_evidence(root, Addition("甲", "3", (pdf,))).files
    before = text_of(root)
    child = os.fork()
    if not child:
        replace, times = os.replace, itertools.count()

        def killing(one: str, other: str) -> None:
            if next(times) == at:
                os.kill(os.getpid(), signal.SIGKILL)
            replace(one, other)

        os.replace = killing  # type: ignore[assignment]
        try:
            removed(root, "3", added.file)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    with transaction(root, "evidence remove"):
        pass
    there = (root / added.file).exists()
    assert text_of(root) == (before if there else SUBMISSION)
    assert there == (at == 0)
    assert not list(root.rglob(".*.tmp"))
