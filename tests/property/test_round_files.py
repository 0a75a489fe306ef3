"""Any bytes may stand where a log, a note of what was being written, or a timetable is read."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import tempfile
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dutykit.assess.timeline import round_status
from dutykit.check.run import run_checks
from dutykit.lifecycle.merging import MergeRequest, merge_histories
from dutykit.model.history_course import course
from dutykit.model.layout import PENDING_FILE
from dutykit.model.place import SourceFile
from dutykit.model.refusal import Refusal
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.history_log import read_history
from dutykit.workspace.writing.journal import recover
from dutykit.workspace.writing.note import NoteError, pending_names
from tests.cycles import begin, fill, take

BASE = Path(__file__).parents[1] / "cases" / "base"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
ENTRY = st.fixed_dictionaries(
    {},
    optional={
        "number": st.integers(-1, 3) | JSON,
        "on": st.sampled_from(["2019-05-07", "2019-02-30", "0000-00-00", "9999-12-31"]) | JSON,
        "by": st.text() | JSON,
        "action": st.sampled_from(["submit", "return", "accept", "carry_forward", "x"]),
        "unit": st.sampled_from(["市财政局", "示例市财政局", "无", ""]) | JSON,
        "before": st.sampled_from(["draft", "submitted", None]),
        "after": st.sampled_from(["draft", "submitted", "accepted", None]),
        "content": JSON,
        "previous": st.text(),
        "hash": st.text(),
    },
)
LOG = st.lists(ENTRY | JSON, max_size=4).map(lambda lines: "\n".join(map(json.dumps, lines)).encode()) | st.binary()


@given(LOG)
def test_a_log(data: bytes) -> None:
    history = read_history(2019, SourceFile("history/2019.jsonl", data))
    broken = list(history.broken())
    assert all(1 <= line.place.line <= data.count(b"\n") + 1 for line in history.lines)
    assert len(broken) == len(history.lines)  # nobody hits a SHA-256 by chance
    assert set(history.latest) <= {line.entry.unit for line in history.lines if line.entry}


@given(LOG)
def test_a_log_of_a_unit(data: bytes) -> None:
    history = read_history(2019, SourceFile("history/2019/市财政局.jsonl", data), of_unit=True)
    assert len(list(history.broken())) == len(history.lines)
    assert set(history.ends) <= {entry.hash for entry in history.entries}
    told = course({entry.hash: entry for entry in history.entries}.values())
    assert len(told.entries) <= len(history.entries)


@given(LOG, st.sampled_from(["history/2019.jsonl", "history/2019/市财政局.jsonl", "history/2019/x/y.jsonl"]))
@settings(max_examples=40)
def test_a_workspace_with_any_log_is_checked(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "w"
        shutil.copytree(BASE, root)
        (root / name).parent.mkdir(parents=True)
        (root / name).write_bytes(data)
        workspace = load_workspace(root).workspace
        assert workspace is not None
        places = [one.place for one in run_checks(workspace)]
        assert all(place.file == name for place in places)


@given(LOG, st.booleans())
@settings(max_examples=40)
def test_any_file_may_be_given_as_the_other_version_of_a_log(data: bytes, beside: bool) -> None:  # an input
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "w"
        shutil.copytree(submitted(), root)
        log = root / "history/2017/市财政局.jsonl"
        before = log.read_bytes()
        (Path(folder) / "x").write_bytes(before + data if beside else data)
        try:
            merged = merge_histories(root, MergeRequest("甲", dt.date(2019, 1, 1), log, Path(folder) / "x"))
        except Refusal:
            pass
        else:
            assert merged == ()  # nobody hits a SHA-256 by chance
        assert log.read_bytes() == before


@cache
def submitted() -> Path:
    """A workspace in which a unit has submitted."""
    root = Path(tempfile.mkdtemp()) / "w"
    begin(root)
    fill(root, "市财政局", 2017)
    take(root, "submit", "市财政局", dt.date(2017, 5, 1))
    return root


STAGED = ".x.yaml.00000000.dutykit.tmp"
HASH = st.sampled_from([hashlib.sha256(data).hexdigest() for data in (b"old", b"new")])
WRITES = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "name": st.sampled_from(["submissions/2019/x.yaml", "../x.yaml", "dutykit.yaml", "/x", "\0"]) | JSON,
            "staged": st.sampled_from([STAGED, f"submissions/2019/{STAGED}", f"../{STAGED}", "x"]) | JSON,
            "before": st.none() | HASH | JSON,
            "after": HASH | JSON,
        },
    ),
    max_size=3,
)
NOTE = st.builds(
    lambda version, writes: json.dumps({"version": version, "writes": writes}).encode(), st.just(2), WRITES
)


@given(NOTE | JSON.map(lambda one: json.dumps(one).encode()) | st.binary())
def test_a_note_writes_only_what_it_may(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "w"
        root.mkdir()
        (root / PENDING_FILE).write_bytes(data)
        (root / "submissions/2019").mkdir(parents=True)
        for name in (STAGED, f"submissions/2019/{STAGED}"):
            (root / name).write_bytes(b"new")
        before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
        try:
            recovery = recover(root)
        except NoteError:
            assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
        else:
            assert {*recovery.written, *recovery.changed} <= pending_names(data)
            left = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
            assert left == set(recovery.written) <= {"submissions/2019/x.yaml", "dutykit.yaml"}
        assert {path.name for path in Path(folder).iterdir()} == {"w"}


DAY = st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31)).map(dt.date.isoformat)
TERM = {"opens": DAY, "due": DAY, "workdays": st.integers(1, 400)}
STAGE = st.fixed_dictionaries(
    {"name": st.sampled_from(["自查自评", "监测评估", "整改复查", "别的"])},
    optional={
        **TERM,
        "awaits": st.sampled_from(["submission", "rectification", "nothing"]),
        "differs": st.lists(
            st.fixed_dictionaries(
                {"units": st.lists(st.sampled_from(["市财政局", "各县区政府", "东区政府", "无"]), max_size=2)},
                optional=TERM,
            ),
            max_size=2,
        ),
    },
)
ROUND = st.fixed_dictionaries(
    {"cycle": st.sampled_from([1900, 2019, 2020, 2999])}, optional={"stages": st.lists(STAGE, max_size=3)}
)


@given(st.lists(ROUND, max_size=3), st.dates())
@settings(max_examples=60)
def test_any_timetable_is_checked_and_shown(rounds: list[object], day: dt.date) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "w"
        shutil.copytree(BASE, root)
        text = json.dumps({"cycles": rounds}, ensure_ascii=False)
        for quoted in {part for part in text.split('"') if part[:1].isdigit()}:
            text = text.replace(f'"{quoted}"', quoted)  # dates are not quoted
        (root / "data/cycles.yaml").write_text(text, encoding="utf-8")
        loaded = load_workspace(root)
        assert [one.message for one in loaded.findings] == []
        assert loaded.workspace is not None
        assert all(one.place.file == "data/cycles.yaml" for one in run_checks(loaded.workspace))
        for cycle in (1900, 2019, 2999):
            found = round_status(loaded.workspace, cycle, day)
            assert [one.unit for one in found.units] == ["市教育局", "市财政局", "东区政府", "西县政府"]
            assert {one.light for one in found.units} <= {"red", "yellow", "green", "none"}
