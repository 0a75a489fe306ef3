"""A scalar is written without quotes where every program reads it as the same text, else in quotes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from dutykit.workspace.yaml.scalar_text import id_value, key_text, scalar_text


@pytest.mark.parametrize(
    ("value", "text", "in_flow"),
    [
        (None, "", "null"),
        (True, "true", "true"),
        (False, "false", "false"),
        (-5, "-5", "-5"),
        (Decimal("85.50"), "85.50", "85.50"),
        (Decimal("1E+3"), "1000", "1000"),
        (Decimal("0.0000001"), "0.0000001", "0.0000001"),
        (dt.date(2019, 1, 2), "2019-01-02", "2019-01-02"),
        ("市财政局", "市财政局", "市财政局"),
        ("met", "met", "met"),
        ("示教〔2027〕3号", "示教〔2027〕3号", "示教〔2027〕3号"),
        ("第 一 项", "第 一 项", "第 一 项"),
        ("（一）办好：“甲”，乙；丙。", "（一）办好：“甲”，乙；丙。", "（一）办好：“甲”，乙；丙。"),
        ("①甲", "①甲", "①甲"),
        ("5年内", "5年内", "5年内"),
        ("11.2项，“甲”", "11.2项，“甲”", "11.2项，“甲”"),
        ("3f0a9", "3f0a9", "3f0a9"),  # as hashes begin
        ("1.5.2", "1.5.2", "1.5.2"),
        ("2019-1", "2019-1", "2019-1"),
        ("a-b/c.d_e", "a-b/c.d_e", "a-b/c.d_e"),
        ("evidence/甲/1-1.pdf", "evidence/甲/1-1.pdf", "evidence/甲/1-1.pdf"),
        ("2019 年", "2019 年", "2019 年"),
        ("_a", "_a", "_a"),
        ("甲[1], {乙}", "甲[1], {乙}", '"甲[1], {乙}"'),
        ("sha256:1a", "sha256:1a", '"sha256:1a"'),
        ("甲?", "甲?", '"甲?"'),
        ("A%", "A%", "A%"),
    ],
)
def test_without_quotes(value: object, text: str, in_flow: str) -> None:
    assert scalar_text(value) == text
    assert scalar_text(value, flow=True) == in_flow


@pytest.mark.parametrize(
    "value",
    ["", "1", "007", "1.5", ".5", "1e5", "1_000", "0x1F", "0o7", "2019-01-02", "true", "Null", "~", "yes", "No", "ON", "y",
     "a: b", "a:", "a #b", " a", "a ", "甲 ", "- a", "# a", "*a", "&a", "!a", "%a", "@a", "`a", "|", ">", "?", "'a'", "[a]",
     "{a}", ",a", "：", "=", "-", "+a", "％"],
)  # fmt: skip
def test_in_quotes(value: str) -> None:
    assert scalar_text(value) == scalar_text(value, flow=True) == f'"{value}"'


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ('"a"b\\c', '"\\"a\\"b\\\\c"'),
        ("甲\n乙\t丙\r", '"甲\\n乙\\t丙\\r"'),
        ("甲\u3000乙", '"甲\u3000乙"'),
        ("甲\u200b", '"甲\\U0000200B"'),
        ("\x85\u2028\ufeff", '"\\U00000085\\U00002028\\U0000FEFF"'),
        ("甲😀", "甲😀"),
        ("😀", '"😀"'),
        ("甲\U000e0001", '"甲\\U000E0001"'),
        ('甲"乙"\\', '甲"乙"\\'),
    ],
)
def test_escapes(value: str, text: str) -> None:
    assert scalar_text(value) == text


def test_quotes_that_were_there_stay() -> None:
    assert scalar_text("a", "'") == "'a'"
    assert scalar_text("it's", "'") == "'it''s'"
    assert scalar_text("a\nb", "'") == '"a\\nb"'  # single quotes have no escapes
    assert scalar_text("a", '"') == '"a"'
    assert scalar_text(5, "'") == "5"
    assert scalar_text(None, "'") == ""


def test_keys_and_ids() -> None:
    assert key_text("on") == key_text("on", flow=True) == "on"
    assert key_text("off") == '"off"'
    assert key_text("a,b") == "a,b"
    assert key_text("a,b", flow=True) == '"a,b"'
    assert [id_value(one) for one in ("7", "07", "A1", "", "２", "9" * 15, "9" * 16)] == [
        *(7, "07", "A1", "", "２", 10**15 - 1, "9" * 16)
    ]


@pytest.mark.parametrize("value", [1.5, [], {}, b"a"])
def test_what_is_no_scalar(value: object) -> None:
    with pytest.raises(TypeError):
        scalar_text(value)
