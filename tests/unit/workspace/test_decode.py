"""A record without a fault is read whole, and knows where its values are."""

from __future__ import annotations

import datetime as dt

import pytest

from dutykit.model.catalogue import Catalogue
from dutykit.model.record import Record
from dutykit.model.settings import Limits, Settings
from dutykit.model.submission import Submission
from dutykit.model.unit import Register
from dutykit.workspace.decode import decode
from dutykit.workspace.yaml.reader import read_yaml

TEXT = "unit: 甲\ncycle: 2019\nstate: draft\nanswers:\n  - {indicator: 9, score: 4.50}\n".encode()


def test_a_good_file_has_no_findings() -> None:
    record, findings, complete = decode(Submission, read_yaml(TEXT, "甲.yaml", Limits()))
    assert findings == []
    assert complete
    assert record is not None
    assert record.answers[0].indicator == "9"
    assert str(record.answers[0].score) == "4.50"
    assert record.answers[0].place_of("score")[1:3] == (5, 27)


def read(more: str) -> tuple[Submission | None, list[str]]:
    text = f"unit: 甲\ncycle: 2019\nstate: draft\n{more}\n"
    record, findings, _complete = decode(Submission, read_yaml(text.encode(), "甲.yaml", Limits()))
    return record, [one.message for one in findings]


@pytest.mark.parametrize("written", ["2019-05-01", '"2019-05-01"', "'2019-05-01'"])
def test_a_day_in_quotes_is_that_day(written: str) -> None:
    record, wrong = read(f"submitted_on: {written}")
    assert wrong == []
    assert record is not None
    assert record.submitted_on == dt.date(2019, 5, 1)


@pytest.mark.parametrize("written", ["2019-02-30", '"2019-13-01"', "2019-00-10"])
def test_a_day_that_there_is_not(written: str) -> None:
    _record, wrong = read(f"submitted_on: {written}")
    assert wrong == [f"“submitted_on”不是日历上的日期：{written.strip(chr(34))}"]


@pytest.mark.parametrize("written", ["2019/05/01", "２０１９-05-01", "明天", "'20190501'", "2019-05-01T00:00:00"])
def test_what_is_no_day(written: str) -> None:
    _record, (wrong,) = read(f"submitted_on: {written}")
    assert wrong.startswith("“submitted_on”应为日期")


def test_ids_are_as_they_are_written() -> None:
    record, wrong = read(
        'answers: [{indicator: 01}, {indicator: "01"}, {indicator: 1}, {indicator: 0x1F}, {indicator: 0o17}]'
    )
    assert wrong == []
    assert record is not None
    assert [one.indicator for one in record.answers] == ["01", "01", "1", "0x1F", "0o17"]


def test_a_number_with_a_zero_before_it_is_named() -> None:
    _record, wrong = read("answers: [{indicator: 1, score: 05}]")
    assert wrong == ["“score”应为数字，现为文字“05”"]


BLANK = ["' '", '"\\u200b"', "'　'", '"\\t\\n"', '"\\u00a0\\ufeff"', '"\\u3164"', '"\\u2800"', '"\\u061c\\ufe0f"']


@pytest.mark.parametrize("blank", BLANK)
def test_a_text_in_which_nothing_can_be_seen_is_none(blank: str) -> None:
    _record, wrong = read(
        f"summary: {blank}\nanswers:\n  - indicator: {blank}\n  - indicator: 1\n    evidence: [{{title: {blank}}}]\n"
        f"    problems: [{{id: 1, found_by: inspection, text: {blank}, person: {blank}}}]"
    )
    assert len([one for one in wrong if one.endswith("不能只有空白或不可见的字符")]) >= 5, wrong


@pytest.mark.parametrize("blank", BLANK)
@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Settings, "place_name: {}"),
        (Settings, "waivers: [{{rule: a, file: b, reason: {}, expires: 2019-01-01}}]"),
        (Register, "units: [{{id: 甲, kind: office, aliases: [{}]}}]"),
        (Register, "units: [{{id: {}, kind: office}}]"),
        (
            Catalogue,
            "title: a\nsource: {{title: b, issuer: c}}\nchapters: [{{title: d, sections: [{{title: {}, indicators: []}}]}}]",
        ),
    ],
)
def test_names_and_reasons_too(kind: type[Record], text: str, blank: str) -> None:
    _record, findings, _complete = decode(kind, read_yaml((text.format(blank) + "\n").encode(), "a.yaml", Limits()))
    assert any("不能只有空白" in one.message for one in findings)


def test_what_could_not_be_read_is_known_where_it_was() -> None:
    text = (
        "unit: 甲\ncycle: 2019\nstate: draft\nsummary: 1\nanswers:\n  - {indicator: 1, narativ: 甲}\n  - {indicator: [2]}\n"
        "  - {indicator: 3, rating: met, score: x, metrics: {a: [1], b: 2}}\n"
    )
    record, _findings, complete = decode(Submission, read_yaml(text.encode(), "甲.yaml", Limits()))
    assert record is not None
    assert not complete
    fields = ("summary", "answers", "next_steps", "carried")
    assert [record.unread(one) for one in fields] == [True, True, False, False]
    first, third = record.answers
    assert [first.unread(one) for one in ("indicator", "narrative", "rating")] == [False, True, True]  # any is misspelt
    assert [third.unread(one) for one in ("rating", "score", "metrics", "narrative")] == [False, True, True, False]


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("answers: []\n---\nb: 1\n", ["answers", "summary"]),
        ("summary: 甲\nsummary: 乙\n", ["summary"]),
        ("summary: *x\n", ["summary"]),
        ("answers: [*x]\n", ["answers"]),
    ],
)
def test_faults_of_the_text_hide_what_they_are_in(text: str, unread: list[str]) -> None:
    whole = f"unit: 甲\ncycle: 2019\nstate: draft\n{text}"
    document = read_yaml(whole.encode(), "甲.yaml", Limits())
    record, _findings, _complete = decode(Submission, document)
    assert record is not None
    assert [one for one in ("answers", "summary") if record.unread(one)] == unread
