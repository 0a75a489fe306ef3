"""What counts as a change of content."""

from __future__ import annotations

import hashlib
import json

import pytest

from dutykit.model.fingerprint import OF_RECTIFICATION, OF_THE_STATE, content_fingerprint, problem_fingerprints
from dutykit.model.settings import Limits
from dutykit.model.submission import Submission
from dutykit.workspace.decode import decode
from dutykit.workspace.yaml.reader import read_yaml

TEXT = """\
unit: 甲局
cycle: 2019
state: draft
answers:
  - {indicator: 1, rating: met, narrative: 都做到了, metrics: {数: 1.50}}
  - indicator: 2
    rating: partly
    problems:
      - {id: 1, found_by: self_check, text: 问题, status: open}
"""


def fingerprint(text: str) -> str | None:
    record, findings, _complete = decode(Submission, read_yaml(text.encode(), "x", Limits()))
    assert record is not None, findings
    return content_fingerprint(record)


ALL_KINDS = """\
unit: 甲局
cycle: 2019
state: accepted
submitted_on: 2019-05-01
accepted_on: 2019-06-01
returned: {reason: 缺, due: 2019-06-01}
sample: true
summary:
carried:
  - {problem: 1, from_cycle: 2018, measure: 甲, person: 乙, due: 2019-05-01, status: closed, progress: 丙,
     proof: [{title: 丁}], closed_on: 2019-05-02}
answers:
  - {indicator: 2, metrics: {甲: 1.50, 乙: 100.0, 丙: 100, 丁: 文字, 戊: true, 己: 0.10, 庚: 1e2}}
  - indicator: 1
    narrative:
    evidence: [{title: 通知, date: 2019-03-01, kept_by_unit: true, note: }]
    problems: [{id: 1, found_by: self_check, text: 问题}]
"""


def test_the_form_of_a_fingerprint_stays() -> None:
    """What was submitted with any version of dutykit is still what was submitted."""
    metrics = {
        "甲": "number 1.5",
        "乙": "number 100",
        "丙": "number 100",
        "丁": "文字",
        "戊": True,
        "己": "number 0.1",
        "庚": "number 100",
    }
    evidence = {"title": "通知", "date": "date 2019-03-01", "kept_by_unit": True}
    answers = ({"indicator": "number 2", "metrics": metrics}, {"indicator": "number 1", "evidence": [evidence]})
    told = {
        "unit": "甲局",
        "cycle": "number 2019",
        "sample": True,
        "carried": [{"problem": "number 1", "from_cycle": "number 2018"}],
        "answers": sorted(json.dumps(one, ensure_ascii=False, sort_keys=True) for one in answers),
    }
    assert fingerprint(ALL_KINDS) == "1:" + digest(json.dumps(told, ensure_ascii=False, sort_keys=True))
    assert problems(ALL_KINDS) == (digest('["1", "1", "self_check", "问题"]')[:16],)


def test_the_fingerprints_of_problems_are_sorted() -> None:
    text = ALL_KINDS.replace(
        "text: 问题}", "text: 问题}" + "".join(f", {{id: {n}, found_by: monitoring, text: 甲}}" for n in range(2, 9))
    )
    assert len(problems(text)) == 8
    assert [*problems(text)] == sorted(problems(text))
    elsewhere = text.replace("  - indicator: 1\n", "  - indicator: 3\n")
    assert not set(problems(text)) & set(problems(elsewhere))


@pytest.mark.parametrize("key", sorted(OF_RECTIFICATION))
def test_a_carried_problem_goes_on_changing(key: str) -> None:
    values = {"due": "2020-01-01", "closed_on": "2020-01-01", "status": "open", "proof": "[{title: 别的}]"}
    carried = f"carried:\n  - {{problem: 1, from_cycle: 2018, {key}: {values.get(key, '别的')}}}\n"
    bare = "carried:\n  - {problem: 1, from_cycle: 2018}\n"
    assert fingerprint(TEXT + carried) == fingerprint(TEXT + bare) != fingerprint(TEXT)
    assert fingerprint(TEXT + carried.replace("problem: 1", "problem: 2")) != fingerprint(TEXT + bare)


@pytest.mark.parametrize("key", sorted(OF_THE_STATE - {"state"}))
def test_the_head_of_the_file_goes_on_changing(key: str) -> None:
    value = "{reason: 缺, due: 2019-06-01}" if key == "returned" else "2019-06-01"
    assert fingerprint(f"{TEXT}{key}: {value}\n") == fingerprint(TEXT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("state: draft", "state: submitted\nsubmitted_on: 2019-05-01"),
        ("state: draft", "state: returned\nreturned: {reason: 缺, due: 2019-06-01}"),
        ("1.50", "1.5"),
        ("都做到了", '"都做到了"'),
        ("unit: 甲局\ncycle: 2019", "cycle: 2019   # 注\nunit: 甲局"),
        ("status: open", "status: closed, closed_on: 2019-12-01, measure: 补课, progress: 完成"),
        ("rating: partly", "rating: partly\n    evidence: []\n    narrative:"),
        (TEXT[TEXT.index("  - {") : TEXT.index("  - indicator")], ""),
    ],
)
def test_what_is_no_change_of_content(old: str, new: str) -> None:
    assert old in TEXT
    text = TEXT.replace(old, new)
    if not new:  # the first answer goes to the end
        text += old
    assert fingerprint(text) == fingerprint(TEXT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1.50", "1.51"),
        ("1.50", '"1.50"'),
        ("都做到了", "都做到"),
        ("rating: partly", "rating: met"),
        ("indicator: 2", "indicator: 3"),
        ("state: draft", "state: draft\nsummary: 概述"),
        ("2019", "2018"),
    ],
)
def test_what_is_a_change_of_content(old: str, new: str) -> None:
    assert old in TEXT
    assert fingerprint(TEXT.replace(old, new)) != fingerprint(TEXT)


@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        ("text: 问题", "text: 小问题", 1),
        ("id: 1, found_by", "id: 2, found_by", 1),
        ("found_by: self_check", "found_by: inspection", 1),
        ("      - {id: 1, found_by: self_check, text: 问题, status: open}\n", "      []\n", 1),
        ("status: open", "status: closed, closed_on: 2019-12-01", 0),
        ("    problems:\n", "    problems:\n      - {id: 9, found_by: inspection, text: 新问题}\n", 0),
    ],
)
def test_problems_may_come_and_none_may_go(old: str, new: str, gone: int) -> None:
    assert old in TEXT
    text = TEXT.replace(old, new)
    assert fingerprint(text) == fingerprint(TEXT)
    assert len({*problems(TEXT)} - {*problems(text)}) == gone


def problems(text: str) -> tuple[str, ...]:
    record = decode(Submission, read_yaml(text.encode(), "x", Limits()))[0]
    assert record is not None
    return problem_fingerprints(record)


def test_made_in_memory_there_is_no_fingerprint() -> None:
    assert content_fingerprint(Submission(unit="甲局", cycle=2019, state="draft")) is None


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
