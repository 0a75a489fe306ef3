"""A value of the wrong kind gets the value it likely means."""

from __future__ import annotations

import pytest

from dutykit.model.settings import Limits
from dutykit.model.submission import Submission
from dutykit.workspace.decode import decode
from dutykit.workspace.yaml.reader import read_yaml

TEXT = "unit: 甲\ncycle: 2019\nstate: draft\n"


@pytest.mark.parametrize(
    ("old", "new", "likely"),
    [
        ("state: draft", "state: 已报送", "submitted"),
        ("state: draft", "state: Submited", "submitted"),
        ("cycle: 2019", "cycle: 2019年", "2019"),
        ("cycle: 2019", "cycle: ２０１９", "2019"),
        ("state: draft", "state: draft\nsubmitted_on: 2019年5月7日", "2019-05-07"),
        ("state: draft", "state: draft\nsubmitted_on: 2019.5.7", "2019-05-07"),
        ("state: draft", "state: draft\nsubmitted_on: 2019-5-7", "2019-05-07"),
        ("state: draft", "state: draft\nsubmitted_on: 2019-02-30", None),
        ("state: draft", "state: draft\nsubmitted_on: 五月", None),
        ("state: draft", "state: draft\nsample: 是", "true"),
        ("state: draft", "state: draft\nanswers: [{indicator: 1, rating: 部分达到}]", "partly"),
    ],
)
def test_likely_value(old: str, new: str, likely: str | None) -> None:
    _record, findings, _complete = decode(Submission, read_yaml(TEXT.replace(old, new).encode(), "x", Limits()))
    assert findings[0].rule == "wrong-type"
    assert findings[0].fix == (None if likely is None else f"检查取值，是否应为 {likely}？")
