"""Totals against fractions worked out by themselves, and reviews that come back from their file as they were."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from dutykit.assess.score import exact, rounded, unit_scores
from dutykit.model.catalogue import Catalogue
from dutykit.model.record import VISIBLE
from dutykit.model.review import Closing, IndicatorReview, Occurrence, OfficeFinding, Review
from dutykit.model.scoring import Points, Scoring
from dutykit.model.settings import Limits
from dutykit.model.submission import Answer, Submission
from dutykit.model.unit import Register, Unit
from dutykit.model.workspace import Workspace
from dutykit.workspace.decode import decode
from dutykit.workspace.yaml.reader import read_yaml

UNITS = Register(units=(Unit(id="甲局", kind="department"),))
tenths = st.integers(0, 500).map(lambda number: Decimal(number).scaleb(-1))
numbers = st.decimals(min_value=0, max_value=1000, allow_nan=False, allow_infinity=False, places=7)


def catalogue(count: int) -> Catalogue:
    indicators = [{"id": str(number), "text": f"事{number}", "responsible": ["甲局"]} for number in range(count)]
    chapters = [{"title": "章", "sections": [{"title": "节", "indicators": indicators}]}]
    source = {"title": "文件", "issuer": "机关"}
    return Catalogue.model_validate({"title": "体系", "source": source, "chapters": chapters})


@given(st.lists(st.tuples(tenths, numbers), min_size=1, max_size=12), st.integers(0, 6))
def test_a_total_is_the_fraction_of_its_parts(parts: list[tuple[Decimal, Decimal]], decimals: int) -> None:
    points: dict[str, int | Decimal] = {str(number): full for number, (full, _score) in enumerate(parts)}
    scoring = Scoring(title="办法", basis="文", method="percent", decimals=decimals, points=Points(indicators=points))
    answers = tuple(Answer(indicator=str(number), score=score) for number, (_full, score) in enumerate(parts))
    submission = Submission(unit="甲局", cycle=2019, state="submitted", answers=answers)
    made = Workspace(Path(), catalogue(len(parts)), UNITS, (submission,), scoring=scoring)
    (found,) = unit_scores(made, scoring, 2019, ["甲局"])
    assert found.own is not None
    full = sum(Fraction(one) for one, _score in parts)
    got = sum(Fraction(one) for _full, one in parts)
    assert (found.own.score, found.own.points) == (got, full)
    assert Fraction(exact(found.own.score)) == got
    assert found.own.total is not None
    assert abs(Fraction(found.own.total) - (got / full * 100 if full else 0)) <= Fraction(1, 2) / 10**decimals


@given(st.fractions(min_value=-1000, max_value=1000), st.integers(0, 6))
def test_rounding_goes_to_the_nearest_and_halves_away_from_zero(value: Fraction, decimals: int) -> None:
    found = Fraction(rounded(value, decimals))
    gap = abs(found - value) * 10**decimals
    assert gap <= Fraction(1, 2)
    assert gap < Fraction(1, 2) or abs(found) > abs(value)
    assert -rounded(value, decimals) == rounded(-value, decimals)


words = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Cn", "Co")), min_size=1, max_size=20
).filter(lambda text: re.search(VISIBLE, text) is not None)
days = st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2100, 1, 1))
ids = st.text("甲乙督检0123456789-", min_size=1, max_size=12)
ratings = st.sampled_from(["met", "partly", "unmet", "not_applicable"])
reviews = st.builds(
    Review,
    unit=words,
    cycle=st.integers(1900, 2999),
    sample=st.booleans(),
    reviewer=st.none() | words,
    reviewed_on=st.none() | days,
    indicators=st.lists(
        st.builds(
            IndicatorReview,
            indicator=ids,
            verdict=st.none() | ratings,
            level=st.none() | words,
            score=st.none() | numbers,
            remark=st.none() | words,
        ),
        max_size=4,
    ).map(tuple),
    events=st.lists(
        st.builds(Occurrence, event=ids, times=st.integers(1, 9), on=st.none() | days, remark=words), max_size=3
    ).map(tuple),
    findings=st.lists(
        st.builds(
            OfficeFinding,
            id=ids,
            indicator=ids,
            found_by=st.sampled_from(["monitoring", "inspection"]),
            found_on=st.none() | days,
            text=words,
            due=st.none() | days,
        ),
        max_size=3,
    ).map(tuple),
    closings=st.lists(
        st.builds(Closing, problem=ids, from_cycle=st.none() | st.integers(1900, 2999), closed_on=days, remark=words),
        max_size=3,
    ).map(tuple),
)


class _Exact(YAML):
    """Writes decimals as the numbers they are."""

    def __init__(self) -> None:
        super().__init__()
        self.width = 10_000
        self.representer.add_representer(
            Decimal, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:float", f"{value:f}")
        )


@settings(max_examples=40)
@given(reviews)
def test_a_review_comes_back_from_its_file(review: Review) -> None:
    text = StringIO()
    _Exact().dump(review.model_dump(exclude_none=True), text)
    document = read_yaml(text.getvalue().encode(), "reviews/2019/甲.yaml", Limits())
    record, findings, complete = decode(Review, document)
    assert (findings, complete) == ([], True)
    assert record == review


def test_a_workspace_without_scoring_has_no_pots_but_the_catalogues() -> None:
    made = Workspace(Path(), catalogue(2), UNITS)
    assert made.points_items == {}
    assert replace(
        made, scoring=Scoring(title="办法", basis="文", points=Points(chapters={"1": 3}))
    ).points_items.keys() == {
        "0",
        "1",
    }
