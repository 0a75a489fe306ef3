"""Every kind of hostile text that people have thought of is a finding at a place, or harmless text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dutykit.model.settings import Limits, Settings
from dutykit.model.submission import Submission
from dutykit.workspace.decode import decode
from dutykit.workspace.faults import MOST_FINDINGS
from dutykit.workspace.yaml.reader import Document, read_yaml


def read(data: str | bytes, limits: Limits | None = None) -> Document:
    return read_yaml(data.encode() if isinstance(data, str) else data, "f.yaml", limits or Limits())


LAUGHS = "\n".join(
    ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
)
DEEP_BLOCK = "".join(" " * depth + "a:\n" for depth in range(2_000))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (LAUGHS, [("limit-exceeded", 5)]),
        ("[" * 20_000, [("limit-exceeded", 1)]),
        ("{a: " * 20_000, [("limit-exceeded", 1)]),
        ("- " * 20_000, [("limit-exceeded", 1)]),
        ("? " * 20_000, [("key-not-text", 1)]),
        (DEEP_BLOCK, [("limit-exceeded", 41)]),
        ("a: 1\nb: \0\n", [("yaml-syntax", 2)]),
        ("a: 1\rb: 2\r\0: 3\r", [("yaml-syntax", 3)]),
        ("a: 1\u2028b\0", [("yaml-syntax", 1)]),
        ('a: "\\ud800"\n', [("yaml-syntax", 1)]),
        (b"a: \xed\xa0\x80\n", [("not-utf8", 1)]),
        (b"a: \xc0\xaf\n", [("not-utf8", 1)]),
        ("\ufeffa: 1\n".encode("utf-16-le"), [("not-utf8", 1)]),
        ("\ufeffa: 1\n".encode("utf-32-le"), [("not-utf8", 1)]),
        ("a: 1\nb: 中文\n".encode("gb18030"), [("not-utf8", 2)]),
        ("a: 1\r\n\tb: 2\r\n", [("yaml-syntax", 2)]),
        ("a: 1\na: 2\n", [("duplicate-key", 2)]),
        ("a: 1\n'a': 2\n", [("duplicate-key", 2)]),
        ("[1]: 2\n", [("key-not-text", 1)]),
        ("{1: 2}: 3\n", [("key-not-text", 1)]),
        ("a: &x b\n*x : c\n", [("key-not-text", 2)]),
        ("a: !!python/object/apply:os.system [ls]\n", [("custom-tag", 1)]),
        ("%TAG !e! tag:example.org,2000:\n---\na: !e!x b\n", [("custom-tag", 3)]),
        ("%TAG !e! tag:example.org,2000:\n" * 51 + "---\na: b\n", [("limit-exceeded", 1)]),
        ("%YAML 3.0\n---\na: 1\n", [("yaml-syntax", 1)]),
        ("a: 1\n---\nb: 2\n---\nc: 3\n", [("several-documents", 2)]),
        ("a: &x [*x]\n", [("bad-alias", 1)]),
        ("a: &x {b: *x}\n", [("bad-alias", 1)]),
        ("a: " + "x" * 1_000_001, [("limit-exceeded", 1)]),
        ("x" * 1_000_001 + ": a", [("limit-exceeded", 1)]),
        ("? " + "x" * 1_000_001 + "\n: a", [("limit-exceeded", 1)]),
    ],
)
def test_refused(data: str | bytes, expected: list[tuple[str, int]]) -> None:
    document = read(data, Limits(nodes=100_000))
    assert [(one.rule, one.place.line) for one in document.findings] == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("\ufeffa: 1\n", {"a": 1}),
        ("a: 1\r\nb: |\r\n  x\r\n  y\r\n", {"a": 1, "b": "x\ny\n"}),
        ("a: 1\rb: 2\r", {"a": 1, "b": 2}),
        ("1: 2\nnull: 3\ntrue: 4\n2019-01-01: 5\n", {"1": 2, "null": 3, "true": 4, "2019-01-01": 5}),
        ("<<: {a: 1}\nb: 2\n", {"<<": {"a": 1}, "b": 2}),  # a merge key is a key like any other, and unknown
        ("%YAML 1.1\n---\na: yes\n", {"a": "yes"}),
        ("a: .nan\nb: .inf\nc: -.INF\nd: NaN\n", {"a": ".nan", "b": ".inf", "c": "-.INF", "d": "NaN"}),
        ("a: 1e999999999\n", {"a": "1e999999999"}),
        ("a: 1e99\n", {"a": Decimal("1E+99")}),
        ("a: " + "9" * 5_000 + "\n", {"a": "9" * 5_000}),
        ("a: 0x" + "f" * 5_000 + "\n", {"a": "0x" + "f" * 5_000}),
        ("a: 1:2:3\nb: 0o8\nc: 1_000\n", {"a": "1:2:3", "b": "0o8", "c": "1_000"}),
        ("a: 0000-00-00\nb: 2019-02-30\nc: 9999-99-99\n", {"a": "0000-00-00", "b": "2019-02-30", "c": "9999-99-99"}),
    ],
)
def test_read_as_it_stands(text: str, value: Any) -> None:
    document = read(text)
    assert document.readable
    assert document.value == value
    assert not document.findings


def test_a_key_written_thrice() -> None:
    value = read("a: 1\nb: 2\na: 3\na: 4\nc: 5\n").value
    assert value == {"a": 1, "b": 2, "c": 5}
    assert value.key_place("c")[1:3] == (5, 1)


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n" * 1_000,
        "- *a\n" * 1_000,
        "- !a b\n" * 1_000,
    ],
)
def test_the_reader_stops_after_many_findings(text: str) -> None:
    findings = read(text).findings
    assert len(findings) == MOST_FINDINGS + 1
    assert findings[-1].rule == "limit-exceeded"


def submission(answers: str) -> tuple[Submission | None, list[Any]]:
    record, findings, _complete = decode(
        Submission, read("unit: 甲局\ncycle: 2019\nstate: draft\nanswers:\n" + answers)
    )
    return record, findings


def test_many_faults_are_counted_and_the_rest_is_read() -> None:
    record, findings = submission("- {indicator: 1, a: 1}\n" * 300 + "- {indicator: 2}\n")
    assert record is not None
    assert len(record.answers) == 301
    assert len(findings) == MOST_FINDINGS + 1
    assert findings[-1].rule == "limit-exceeded"
    assert "200" in findings[-1].message


def test_very_many_faults_end_the_decoding() -> None:
    record, findings = submission("- {indicator: 2}\n" * 5_000 + "- {indicator: 1, a: 1}\n" * 5_000)
    assert record is None
    assert len(findings) == MOST_FINDINGS + 1
    assert findings[0].place.line == 5_005
    assert {one.rule for one in findings} == {"unknown-key", "limit-exceeded"}


def test_where_the_faults_are_cut_off_nothing_is_missing() -> None:
    _record, findings = submission("- {indicator: 2, rating: met, score: [], evidence: []}\n" * 5_000)
    assert {one.rule for one in findings} == {"wrong-type", "limit-exceeded"}


def test_a_fault_under_an_alias_is_told_once() -> None:
    _record, findings = submission("- {indicator: 1, evidence: [&x {title: 1}, *x, *x]}\n")
    assert len(findings) == len(set(findings))


def test_long_words_are_cut_in_messages() -> None:
    word = "长" * 900
    document = read(f"{word}: 1\n{word}: 2\nb: *{'x' * 900}\nc: !{'x' * 900} d\n")
    _record, findings, _complete = decode(Settings, document)
    assert [one.rule for one in document.findings] == ["duplicate-key", "bad-alias", "custom-tag"]
    assert findings
    assert max(len(one.message) for one in [*document.findings, *findings]) < 150


@pytest.mark.parametrize("name", sorted(Limits.model_fields))
def test_limits_may_be_absurd(name: str) -> None:
    record, findings, _complete = decode(Settings, read(f"limits: {{{name}: {10**39}}}\n"))
    assert not findings
    assert record is not None
    assert read("a: &x [1, b]\nc: *x\n", record.limits).value == {"a": [1, "b"], "c": [1, "b"]}
