"""Fingerprints stay as they are when a file changes elsewhere, and when the language changes."""

from __future__ import annotations

from dutykit.model.finding import Finding, Related, Severity
from dutykit.model.place import Place, SourceFile
from dutykit.validate.formats.fingerprint import fingerprints
from tests.unit.validate.formats.conftest import FINDINGS

TEXT = "unit: 甲局\nanswers:\n  - indicator: 1\n    score: 5\n  - indicator: 2\n    score: 5\n"


def found_in(text: str) -> list[Finding]:
    source = SourceFile("甲.yaml", text.encode())
    return [
        Finding("score-over-points", Severity.ERROR, source.at(number, 12), "分数过高", line=line)
        for number, line in enumerate(text.splitlines(), start=1)
        if "score" in line
    ]


def test_lines_may_be_inserted_above() -> None:
    assert fingerprints(found_in("# 说明\n\n" + TEXT)) == fingerprints(found_in(TEXT))


def test_an_item_may_be_inserted_that_has_no_fault() -> None:
    with_one_more = TEXT.replace("answers:\n", "answers:\n  - indicator: 7\n    rating: met\n")
    assert fingerprints(found_in(with_one_more)) == fingerprints(found_in(TEXT))


def test_another_text_on_the_line_is_another_finding() -> None:
    assert not set(fingerprints(found_in(TEXT))) & set(fingerprints(found_in(TEXT.replace("score: 5", "score: 6"))))


def test_the_same_text_twice_is_counted() -> None:
    first, second = fingerprints(found_in(TEXT))
    assert second == f"{first}-2"


def test_all_differ() -> None:
    unique = fingerprints(FINDINGS)
    assert len(set(unique)) == len(FINDINGS)


def test_the_order_of_the_messages_says_nothing() -> None:
    """In another language two findings at one place may stand the other way round."""
    place = Place("甲.yaml", 1, 1)
    ends = [Related(Place("乙.yaml", line, 1), "") for line in (1, 2)]
    chinese = [
        Finding("missing-answer", Severity.ERROR, place, text, related=(end,))
        for text, end in zip("甲乙", ends, strict=True)
    ]
    english = [one._replace(message=text) for one, text in zip(chinese, ("second", "first"), strict=True)][::-1]
    assert dict(zip((one.related for one in chinese), fingerprints(chinese), strict=True)) == dict(
        zip((one.related for one in english), fingerprints(english), strict=True)
    )
