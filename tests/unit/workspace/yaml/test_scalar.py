"""Plain scalars mean what YAML 1.2's core schema says, and ISO dates are dates."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from dutykit.workspace.yaml.scalar import plain_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("on", "on"),
        ("9", 9),
        ("-12", -12),
        ("007", "007"),
        ("-01", "-01"),
        ("01.5", "01.5"),
        ("0", 0),
        ("-0.50", Decimal("-0.50")),
        ("0o17", "0o17"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("4.5", Decimal("4.5")),
        ("61.60", Decimal("61.60")),
        (".5", Decimal("0.5")),
        ("1e3", Decimal(1000)),
        ("1e999", "1e999"),
        (".nan", ".nan"),
        (".inf", ".inf"),
        ("2019-01-31", dt.date(2019, 1, 31)),
        ("2019-02-30", "2019-02-30"),
        ("2019-1-31", "2019-1-31"),
        ("12:30:45", "12:30:45"),
        ("１２", "１２"),
        ("1" * 41, "1" * 41),
        ("市财政局", "市财政局"),
        ("N", "N"),
    ],
)
def test_plain_value(text: str, value: object) -> None:
    got = plain_value(text)
    assert got == value
    assert type(got) is type(value)


def test_decimals_keep_their_digits() -> None:
    assert str(plain_value("61.60")) == "61.60"
