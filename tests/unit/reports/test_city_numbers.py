"""Each number that the city's report prints is the one that the commands list."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from dutykit.listings.alerts import AlertRequest, alerts_of
from dutykit.listings.coverage import CoverageRequest, coverage_of
from dutykit.listings.ledger import LedgerRequest, ledger_of
from dutykit.listings.rank import RankRequest, rankings_of
from dutykit.listings.score import ScoreRequest, scored
from dutykit.model.office_words import FOUND_BY, KINDS, PROBLEM_STATUSES, RATINGS, STATES
from dutykit.model.workspace import Workspace
from dutykit.reports.standing_of import standing_of
from dutykit.reports.views.city_view import city_report
from dutykit.shipped import shipped
from dutykit.typeset.html import report_html
from dutykit.workspace.assemble import load_workspace
from tests.rounds import three_years

FAMILIES = dict.fromkeys(("fangsong", "kai", "hei", "song", "xiaobiaosong"), '"F"')
CYCLE, DAY = 2019, dt.date(2019, 11, 1)


class Printed:
    """A report as its reader sees it, beside the workspace it is of."""

    def __init__(self, root: Path) -> None:
        workspace = load_workspace(root).workspace
        assert workspace is not None
        self.workspace: Workspace = workspace
        then = workspace.at(CYCLE)
        report = city_report(standing_of(then, CYCLE, DAY), FAMILIES)
        text = report_html(report, FAMILIES, [shipped("templates/report")], "html")
        self.main = lxml_html.document_fromstring(text).find(".//main")
        self.text = re.sub(r"\s+", "", "".join(p.text_content() for p in self.main.iter("p")))

    def rows(self, path: str) -> list[list[str]]:
        """The texts of the cells of each row of the bodies of tables."""
        rows = self.main.xpath(f"{path}/tbody/tr")
        return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]

    def number(self, words: str) -> int:
        """The number that follows `words` in the text; 0 where they are not there, as what is of nothing is left out."""
        found = re.search(rf"{words}(\d+)", self.text)
        return 0 if found is None else int(found.group(1))


@cache
def _printed(root: Path) -> Printed:
    return Printed(root)


@pytest.fixture(scope="module", params=["three years", "this repository"])
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Printed:
    """The reports on a small workspace of three years, and on the one that comes with dutykit."""
    small = request.param == "three years"
    return _printed(three_years(tmp_path_factory.mktemp("numbers")) if small else repository)


def test_coverage(printed: Printed) -> None:
    document: Any = coverage_of(printed.workspace, CoverageRequest(cycle=CYCLE)).document()
    total = document["total"]
    counted = [printed.number(words) for words in ("应填报", "已填报", "，未填报")]
    assert counted == [total["owed"], total["answered"], total["missing"]]
    assert f"填报率{total['percent']:g}%" in printed.text
    ratings = Counter(one["rating"] for unit in document["units"] for one in unit["indicators"])
    sentence = printed.text.partition("自评结论为")[2].partition("。")[0]
    assert sentence == "、".join(f"{word}{ratings[key]}项次" for key, word in RATINGS.items() if ratings[key])
    keys = ("met", "partly", "unmet", "not_applicable")
    assert printed.rows("//table[contains(@class,'tally')][1]")[: len(document["units"])] == [
        [
            unit["id"],
            STATES.get(unit["state"], "未报送"),
            *(str(unit[key]) for key in ("owed", "answered", "missing")),
            f"{unit['percent']:g}%",
            *(str(sum(one["rating"] == key for one in unit["indicators"])) for key in keys),
        ]
        for unit in document["units"]
    ]
    chapters = printed.rows("//table[contains(@class,'tally')]")[len(document["units"]) :]
    assert [row[1:4] for row in chapters] == [
        [str(one[key]) for key in ("owed", "answered", "missing")] for one in document["chapters"]
    ]
    grid = [row for row in printed.rows("//table[starts-with(@class,'grid')]") if len(row) > 1]
    assert [(row[0], row[-1]) for row in grid] == [
        (one["id"], f"{one['answered']}/{one['owed']}") for one in document["indicators"]
    ]


def _accounts(document: Any) -> Iterator[tuple[str, Any, Any]]:
    return ((one["id"], one["self"], one["reviewed"]) for one in document["units"])


def test_scores_and_ranks(printed: Printed) -> None:
    scores: Any = scored(printed.workspace, ScoreRequest(cycle=CYCLE)).document()
    ranks: Any = rankings_of(printed.workspace, RankRequest(by="score", cycle=CYCLE)).document()
    places = {
        place["unit"]: "—" if place["place"] is None else str(place["place"])
        for one in ranks["rankings"]
        for place in one["places"]
    }
    shown = {row[-6]: row for row in printed.rows("//table[@class='scores']")}
    full = "100" if scores["scoring"]["method"] != "sum" else None
    for unit, own, reviewed in _accounts(scores):
        totals = [None if one is None else one["total"] for one in (own, reviewed)]
        if totals == [None, None]:
            continue
        rank, _unit, *cells, _credibility = shown.pop(unit) if len(shown[unit]) == 7 else ["—", *shown.pop(unit)]
        assert rank == places[unit]
        for total, account, cell in zip(totals, (own, reviewed), (cells[0], cells[2]), strict=True):
            assert cell == ("—" if total is None else f"{total}/{full or account['points']}")
    assert shown == {}
    grades = Counter(one["reviewed"]["grade"] for one in scores["units"] if one["reviewed"] is not None)
    assert {grade: printed.number(f"其中.*?{grade}") for grade in grades if grade} == {
        grade: count for grade, count in grades.items() if grade
    }


def test_the_score_of_each_indicator_and_what_differs(printed: Printed) -> None:
    document: Any = scored(printed.workspace, ScoreRequest(cycle=CYCLE)).document()
    expected: dict[tuple[str, str], list[str]] = {}
    for unit, *accounts in _accounts(document):
        for side, account in enumerate(accounts):
            for item in () if account is None else account["items"]:
                if item["score"] is not None:
                    pair = expected.setdefault((unit, item["key"]), ["", ""])
                    pair[side] = f"{item['score']}/{item['points']}"
    found = {}
    for row in printed.rows("//table[@class='replies']"):
        if len(row) > 1 and (row[3] or row[5]):
            found[row[1], row[0]] = [row[3], row[5].removesuffix("※")]
    assert found == expected
    differing = [(one["id"], each) for one in document["units"] for each in one["differences"]]
    assert printed.number("得分与自评不一致") == len(differing)
    assert printed.rows("//table[@class='alerts differences']") == [
        [
            unit,
            f"第{one['key']}项",
            f"{one['self']}/{one['points']}",
            f"{one['reviewed']}/{one['points']}",
            f"{one['percent']}%",
        ]
        for unit, one in differing
        if one["over"]
    ]


def test_alerts(printed: Printed) -> None:
    document: Any = alerts_of(printed.workspace, AlertRequest(cycle=CYCLE)).document()
    listed = Counter(one["unit"] or "全市" for one in document["alerts"] if one["kind"] != "too_different")
    assert Counter(row[0] for row in printed.rows("//table[@class='alerts']")) == listed
    assert printed.number("预警") == listed.total()
    differences = sum(one["kind"] == "too_different" for one in document["alerts"])
    assert printed.number("自评与复核分差超限") == differences


def test_ledger(printed: Printed) -> None:
    document: Any = ledger_of(printed.workspace, LedgerRequest(DAY, cycle=CYCLE)).document()
    problems = document["problems"]
    printed_rows = printed.rows("//table[@class='problems']")
    assert sorted((row[1], row[2], row[4]) for row in printed_rows) == sorted(
        (one["owner"], one["indicator"], " ".join(one["text"].split())) for one in problems
    )
    assert sum(row[-1].startswith("逾期") for row in printed_rows) == sum(one["overdue"] for one in problems)
    sentence = printed.text.partition("本年度登记问题")[2].partition("以前年度")[0].partition("按目标值")[0]
    found = {words: int(number) for words, number in re.findall(r"(\w+?)(\d+)个", sentence.partition("其中")[2])}
    by = Counter(FOUND_BY[one["found_by"]] + "发现" for one in problems)
    states = Counter(PROBLEM_STATUSES[one["status"]] for one in problems)
    late = sum(one["overdue"] for one in problems)
    assert sentence.startswith(f"{len(problems)}个")
    assert {key: value for key, value in found.items() if key.endswith("发现")} == dict(by)
    assert {key.removeprefix("整改状态为"): value for key, value in found.items() if not key.endswith("发现")} == {
        **states,
        **({"逾期": late} if late else {}),
    }


def test_the_kinds_are_those_that_rank(printed: Printed) -> None:
    titles = [title.text_content() for title in printed.main.xpath("//p[contains(@class,'table-title')]")]
    assert all(
        any(title.partition("　")[2].startswith(kind) for kind in KINDS.values()) for title in titles if "排名" in title
    )
