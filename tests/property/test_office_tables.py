"""Any valid edits in the office's workbook: taken once, the workbook made again shows them, and comments are kept."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dutykit.forms.office.book import office_book
from dutykit.forms.office.cell_texts import elements_cell, elements_of, names_cell, names_of
from dutykit.forms.office.merge import alike
from dutykit.model.catalogue import Element
from dutykit.workspace.assemble import load_workspace
from tests.office_tables import FILES, Filled, made, make_workspace, outcome, said, texts

NAME = st.text("甲乙丙丁戊己庚辛（）()、，；A1- ", min_size=1, max_size=6).map(str.strip).filter(bool)
WORDS = st.text("原文说明。，、：#{}[]\"'!&*-?|>%@`1\n", min_size=1, max_size=20).map(str.strip).filter(bool)
NUMBER = st.integers(0, 500) | st.decimals(0, 100, places=2)
DAY = st.dates(dt.date(2018, 5, 1), dt.date(2018, 12, 31))


@given(st.lists(NAME.filter(lambda one: "；" not in one and "\n" not in one), unique=True, max_size=4))
def test_names_of_a_cell_are_the_names(names: list[str]) -> None:
    assert names_of(names_cell(names)) == tuple(names)


@given(
    st.lists(
        st.tuples(st.text("甲乙1", min_size=1, max_size=3), st.none() | st.text("人册%", min_size=1, max_size=2)),
        max_size=4,
    )
)
def test_elements_of_a_cell_are_the_elements(pairs: list[tuple[str, str | None]]) -> None:
    elements = tuple({name: Element(id=name, unit=unit) for name, unit in pairs}.values())
    assert elements_of(elements_cell(elements)) == elements


EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("units"), st.sampled_from([("甲局",), ("乙局",), ("东县政府",)]), st.just("note"), WORDS),
        st.tuples(st.just("groups"), st.just(("各县区政府",)), st.just("note"), WORDS),
        st.tuples(
            st.just("groups"),
            st.just(("各县区政府",)),
            st.just("members"),
            st.lists(st.sampled_from(["东县政府", "西县政府", "甲局"]), min_size=1, unique=True).map("、".join),
        ),
        st.tuples(
            st.just("indicators"),
            st.sampled_from([("1",), ("3",)]),
            st.just("responsible"),
            st.lists(st.sampled_from(["甲局", "乙局", "各县区政府"]), min_size=1, unique=True).map("、".join),
        ),
        st.tuples(
            st.just("indicators"), st.sampled_from([("1",), ("2",)]), st.sampled_from(["deadline", "note"]), WORDS
        ),
        st.tuples(st.just("metrics"), st.just(("2", "覆盖率")), st.sampled_from(["min", "max"]), NUMBER),
        st.tuples(st.just("metrics"), st.just(("2", "覆盖率")), st.sampled_from(["target_because", "because"]), WORDS),
        st.tuples(st.just("metrics"), st.just(("2", "次数")), st.sampled_from(["unit", "because"]), WORDS),
        st.tuples(st.just("stages"), st.just(("2018", "自查自评", "")), st.just("due"), DAY),
        st.tuples(st.just("stages"), st.just(("2018", "整改复查", "各县区政府")), st.just("due"), DAY),
        st.tuples(
            st.just("points"), st.sampled_from([("三级指标", "1"), ("三级指标", "2")]), st.just("points"), NUMBER
        ),
        st.tuples(st.just("events"), st.just(("1",)), st.sampled_from(["points", "most"]), NUMBER),
        st.tuples(st.just("events"), st.just(("1",)), st.just("text"), WORDS),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25)
@given(EDITS)
def test_valid_edits_are_shown_again(edits: list[tuple[str, tuple[str, ...], str, object]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = make_workspace(Path(folder))
        filled = Filled(made(root))
        wanted = {}
        for sheet, key, name, value in edits:
            filled.change(sheet, key, {name: value})
            wanted[sheet, key, name] = value
        path = filled.save()
        form = outcome(root, path)
        if form.outcome == "rejected":  # together they may not be valid: then nothing is written
            assert texts(root) == FILES
            return
        after = texts(root)
        for name, text in FILES.items():
            comments = [line.partition("#")[2] for line in text.splitlines() if "#" in line]
            assert [one for one in comments if one not in after[name]] == []
        assert outcome(root, path).outcome == "unchanged", said(form)
        assert outcome(root, made(root)).outcome == "unchanged"
        workspace = load_workspace(root).workspace
        assert workspace is not None
        rows = {row.key: row for each in office_book(workspace).rows.values() for row in each}
        codes = {"三级指标": "indicators"}
        for (sheet, key, name), value in wanted.items():
            row = rows[sheet, *(codes.get(part, part) for part in key)]
            stated = row.cells[name]
            assert alike(sheet, name, stated, value), (sheet, name, stated, value)  # type: ignore[arg-type] # of a cell


def test_the_property_is_not_about_refusals_alone() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = make_workspace(Path(folder))
        filled = Filled(made(root))
        filled.change("units", ("甲局",), {"note": "原文：#1\n二"})
        assert outcome(root, filled.save()).outcome == "taken"
