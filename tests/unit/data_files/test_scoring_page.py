"""docs/zh/scoring.md: its examples are what the program reads."""

from __future__ import annotations

import re

from dutykit.model.catalogue import Metric
from dutykit.model.scoring import Scoring
from dutykit.model.settings import Limits
from dutykit.workspace.decode import decode
from dutykit.workspace.yaml.reader import read_yaml
from tests.conftest import REPOSITORY


def test_the_examples_load() -> None:
    text = (REPOSITORY / "docs/zh/scoring.md").read_text(encoding="utf-8")
    rules, variation = re.findall(r"^```yaml[^\n]*\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    scoring, findings, complete = decode(Scoring, read_yaml(rules.encode(), "data/scoring.yaml", Limits()))
    assert (findings, complete) == ([], True)
    assert scoring is not None
    assert [grade.id for grade in scoring.ladder] == ["优秀", "良好", "合格", "不合格"]
    metric, findings, complete = decode(Metric, read_yaml(f"id: 名\n{variation}".encode(), "x.yaml", Limits()))
    assert (findings, complete) == ([], True)
    assert metric is not None
    assert metric.variation is not None
