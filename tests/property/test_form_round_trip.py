"""Whatever a unit has answered: its form, collected, changes nothing; and where its file is lost, brings it back."""

from __future__ import annotations

import datetime as dt
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dutykit.forms.workbook.row import shown
from dutykit.forms.workbook.rows import form_of
from dutykit.workspace.opening import open_workspace
from tests.form_workspaces import FILE, collected, made_form, make_workspace, yaml_of

ODD = ["=1+1", "+86", "-1", "@x", "\tx", "'a", "2019-01-02", "85.5", "达到", "　　缩进的\n　　两行", "a\r\nb", "😀𠮷", "_x000D_",
       '<&>"', "null", "第一\n\n第二\n", "１２", "#REF!", " 空格 ", "a: b # c", "长" * 40_000, "\u2028x", "x\x00y"]  # fmt: skip
TEXT = st.one_of(
    st.sampled_from(ODD),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
    st.text("市教育局落实情况，。\n（）：1a ", min_size=1, max_size=60),
).filter(lambda text: shown(text) is not None)
DAY = st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31))
NUMBER = st.one_of(st.integers(-(10**20), 10**20), st.decimals(-(10**9), 10**9, places=3), st.decimals(0, 1, places=25))
KEPT = st.fixed_dictionaries({"title": TEXT}, optional={"kept_by_unit": st.booleans(), "date": DAY, "note": TEXT})
FILED = st.fixed_dictionaries({"title": TEXT, "file": TEXT}, optional={"date": DAY})
NAME = st.one_of(
    st.sampled_from(["=1+1", "报告（a.pdf）", "a.pdf", "（b.doc）", "会议（第1次）", "a\nb"]),
    st.text("市教（）() .p1", min_size=1),
).filter(lambda text: shown(text) is not None)
PROOF = st.lists(
    st.fixed_dictionaries({"title": NAME}, optional={"file": NAME, "note": NAME})
    | st.fixed_dictionaries({"title": NAME, "kept_by_unit": st.booleans()}),
    min_size=1,
    max_size=3,
)
PROBLEM = st.fixed_dictionaries(
    {
        "id": st.text("abc-1", min_size=1, max_size=6),
        "found_by": st.sampled_from(["self_check", "monitoring", "inspection"]),
        "text": TEXT,
    },
    optional={
        "measure": TEXT,
        "person": TEXT,
        "due": DAY,
        "status": st.sampled_from(["open", "in_progress", "done", "closed"]),
        "progress": TEXT,
        "proof": PROOF,
        "closed_on": DAY,
    },
)
CARRIED = st.fixed_dictionaries(
    {
        "problem": st.text("abc-1", min_size=1, max_size=6),
        "from_cycle": st.sampled_from([2017, 2018]),
        "status": st.sampled_from(["open", "in_progress", "done", "closed"]),
    },
    optional={
        "progress": TEXT,
        "proof": PROOF,
        "closed_on": DAY,
    },
)


def answers(indicator: int) -> st.SearchStrategy[dict[str, Any]]:
    own: dict[int, dict[str, st.SearchStrategy[Any]]] = {
        1: {"score": NUMBER},
        2: {"metrics": st.dictionaries(st.sampled_from(["覆盖率", "分子", "次数"]), NUMBER, min_size=1)},
        3: {"reason": TEXT},
    }
    return st.fixed_dictionaries(
        {"indicator": st.just(indicator)},
        optional={
            "rating": st.sampled_from(["met", "partly", "unmet", "not_applicable"]),
            "narrative": TEXT,
            **own[indicator],
            "evidence": st.lists(st.one_of(KEPT, FILED), min_size=1, max_size=3),
            "problems": st.lists(PROBLEM, min_size=1, max_size=2, unique_by=lambda one: one["id"]),
        },
    )


SUBMISSION = st.fixed_dictionaries(
    {"unit": st.sampled_from(["甲局", "甲"]), "cycle": st.just(2019), "state": st.just("draft")},
    optional={
        "submitted_on": DAY,
        "summary": TEXT,
        "next_steps": TEXT,
        "carried": st.lists(CARRIED, min_size=1, max_size=3, unique_by=lambda one: (one["problem"], one["from_cycle"])),
    },
).flatmap(
    lambda head: st.tuples(*(st.none() | answers(indicator) for indicator in (1, 2, 3))).map(
        lambda given: head | {"answers": [one for one in given if one is not None]}
    )
)


def cells(root: Path) -> dict[tuple[str, ...], object]:
    workspace, _findings = open_workspace(root)
    assert workspace is not None
    form = form_of(workspace, "甲局", 2019, workspace.submission("甲局", 2019))
    return {key: Decimal(value) if isinstance(value, int) else value for key, value in form.cells()}


@settings(max_examples=15)
@given(SUBMISSION, st.sampled_from(["draft", "submitted", "returned", "accepted"]))
def test_a_form_that_nobody_filled_in_changes_not_one_byte(record: dict[str, Any], state: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = make_workspace(Path(folder), yaml_of(record | {"state": state}), rules=False)
        before = (root / FILE).read_bytes()
        collection = collected(root, made_form(root))
        assert [(form.outcome, form.rejections) for form in collection.forms] == [("unchanged", [])]
        assert (root / FILE).read_bytes() == before


@settings(max_examples=15)
@given(SUBMISSION)
def test_a_form_brings_back_a_lost_submission(record: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = make_workspace(Path(folder), yaml_of(record), rules=False)
        before = cells(root)
        form = made_form(root)
        (root / FILE).unlink()
        collection = collected(root, form)
        too_long = "长" * 40_000 in str(record)
        assert not [one for one in collection.forms[0].rejections if one.severity.word == "error"]
        after = cells(root)
        if not too_long:
            assert after == before
        assert after.keys() == before.keys()


FORM = """\
unit: 甲局
cycle: 2019
state: draft
answers:
  - indicator: 2
    metrics: {次数: 3}
    evidence: [{title: 一, kept_by_unit: true}]
    problems: [{id: p, found_by: monitoring, text: 问题}]
"""


@settings(max_examples=15)
@given(st.data())
def test_a_form_broken_in_any_part_is_refused_in_words(data: st.DataObject) -> None:
    """Each part of the package may hold anything: nothing is raised, and what is refused changes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        root = make_workspace(Path(folder), FORM)
        path = made_form(root)
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = data.draw(st.sampled_from([one for one in parts if one.endswith((".xml", ".rels"))]))
        part = parts[name]
        start = data.draw(st.integers(0, len(part)))
        end = min(start + data.draw(st.integers(0, 60)), len(part))
        junk = data.draw(
            st.sampled_from([b"", b"<", b'"', b"9", b"999999999", b"-1", b"</c>", b"<f>1</f>", b"\xff", b"A1:XFD9"])
        )
        parts[name] = part[:start] + junk + part[end:]
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for one, content in parts.items():
                archive.writestr(one, content)
        (form,) = collected(root, path).forms
        assert form.outcome in {"unchanged", "taken", "rejected", "conflict"}
        if form.outcome != "taken":
            assert (root / FILE).read_text(encoding="utf-8") == FORM
