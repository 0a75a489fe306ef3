"""A record without a fault is read whole, and knows where its values are."""

from __future__ import annotations

from dutykit.model.settings import Limits
from dutykit.model.submission import Submission
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
