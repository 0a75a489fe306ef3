"""Whatever texts a catalogue has: written as OSCAL and read again, its indicators are what they were."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dutykit.model.catalogue import Catalogue, Chapter, Element, Indicator, Metric, Section, Source, Target
from dutykit.oscal.catalog import catalog, source_props
from dutykit.oscal.document import document_bytes
from dutykit.plans.oscal_catalog import plan_of_oscal
from dutykit.plans.proposal import propose
from dutykit.text.oscal_markup import markup, plain_text

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Zs"]), min_size=1, max_size=30
)
"""Without blanks, which a line of OSCAL has single."""
NUMBERS = st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False, allow_infinity=False)


@st.composite
def metrics(draw: st.DrawFn) -> Metric:
    target = draw(st.none() | st.builds(Target, min=NUMBERS, max=st.none() | NUMBERS, because=WORDS))
    elements = tuple(
        Element(id=one, unit=draw(st.none() | WORDS)) for one in draw(st.lists(WORDS, max_size=2, unique=True))
    )
    unit, because = draw(st.none() | WORDS), draw(st.none() | WORDS)
    return Metric(id="标" + draw(WORDS), unit=unit, elements=elements, target=target, because=because)


INDICATORS = st.builds(
    Indicator,
    id=WORDS,
    text=WORDS,
    lead=st.just(()),
    responsible=st.lists(st.sampled_from(["市教育局", "市财政局"]), unique=True).map(tuple),
    support=st.lists(st.sampled_from(["某中心", "甲县"]), unique=True).map(tuple),
    open_ended=st.booleans(),
    deadline=st.none() | WORDS,
    points=st.none() | NUMBERS,
    metrics=metrics().map(lambda one: (one,)) | st.just(()),
    evidence_required=st.booleans(),
    note=st.none() | WORDS,
)


@given(st.lists(INDICATORS, min_size=1, max_size=4, unique_by=lambda one: one.id), WORDS, WORDS)
def test_round_trip(indicators: list[Indicator], chapter: str, section: str) -> None:
    from unicodedata import normalize

    if len({normalize("NFKC", one.id) for one in indicators}) < len(indicators):
        return
    sections = (Section(title=section, indicators=tuple(indicators)),)
    made = Catalogue(
        title="示例", source=Source(title="示例", issuer="某"), chapters=(Chapter(title=chapter, sections=sections),)
    )
    data = document_bytes("catalog", catalog(made), {"title": "示例", "props": source_props(made)})
    assert document_bytes("catalog", catalog(made), {"title": "示例", "props": source_props(made)}) == data
    back = propose(plan_of_oscal(data), None, "无").catalogue
    assert back is not None
    assert [one.indicator.model_dump(exclude={"id"}) for one in back.entries] == [
        one.model_dump(exclude={"id"}) for one in indicators
    ]
    assert [one.indicator.id for one in back.entries] == [normalize("NFKC", one.id) for one in indicators]
    assert (back.chapters[0].title, back.chapters[0].sections[0].title) == (chapter, section)
    assert json.loads(data)["catalog"]["uuid"][14] == "5"
    assert all(isinstance(one.points, Decimal | None) for one in indicators)


@given(st.text())
def test_no_text_has_marks(text: str) -> None:
    assert plain_text(markup(text)) == text
