"""The public YAML test suite: every case gives the value it should, or a finding; and always the same one."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dutykit.model.settings import Limits
from dutykit.workspace.yaml.reader import read_yaml

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "data" / "yaml-test-suite.json").read_text(encoding="utf-8")
)

# What libyaml itself reads otherwise than YAML 1.2 says, and no finding tells.
OTHER_VALUE = {
    "652Z": "{ ?foo: bar }: a question mark without a blank is taken for an explicit key's",
    "HM87/1": "[?x]: the same",
    "L24T/1": "a last line of blanks, with no line break at the end of the file, loses its line break",
    "Y2GN": "&an:chor x: the anchor's name ends at the colon",
}
TOO_LENIENT = {"9C9N", "9JBA", "CVW2", "DK95/1", "G5U8", "QB6E", "S98Z", "SU5Z", "X4QW", "Y79Y/3", "YJV2"}
"""Invalid YAML (indentation in brackets and quotes, comments without a blank, lone dashes) that libyaml lets pass."""


def documents(text: str) -> list[Any]:
    """The JSON values in `text`, one after the other."""
    decoder, found, position = json.JSONDecoder(parse_float=Decimal), [], 0
    text = text.strip()
    while position < len(text):
        value, position = decoder.raw_decode(text, position)
        found.append(value)
        position += len(text[position:]) - len(text[position:].lstrip())
    return found


def same(got: Any, expected: Any) -> bool:
    if isinstance(got, dict) and isinstance(expected, dict):
        return got.keys() == expected.keys() and all(same(got[key], expected[key]) for key in got)
    if isinstance(got, list) and isinstance(expected, list):
        return len(got) == len(expected) and all(map(same, got, expected))
    if isinstance(got, dt.date):
        return bool(got.isoformat() == expected)  # the suite knows no dates
    return bool(got == expected) and isinstance(got, bool) == isinstance(expected, bool)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_value_or_finding(case: dict[str, Any]) -> None:
    document = read_yaml(case["yaml"].encode(), "f.yaml", Limits())
    rules = sorted({finding.rule for finding in document.findings})
    assert (rules or "value") == case["outcome"]
    if rules:
        return
    if not case["valid"]:
        assert case["case"] in TOO_LENIENT
    elif case["json"] is not None:
        (expected,) = documents(case["json"])
        assert same(document.value, expected) == (case["case"] not in OTHER_VALUE)


def test_how_many() -> None:
    read = [case for case in CASES if case["outcome"] == "value"]
    assert len(CASES) == 402
    assert len(read) == 197
    assert sum(case["valid"] for case in CASES) == 308
    assert {case["case"] for case in read if not case["valid"]} == TOO_LENIENT
