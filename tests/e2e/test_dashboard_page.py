"""The page of `dutykit dashboard` in a browser: what a reader sees, clicks and reaches by keys."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import overview_cities
from tests.conftest import REPOSITORY, Dutykit, MadeOnce
from tests.e2e.test_dashboard import AS_OF, data_of, page_of
from tests.e2e.test_letters import RULES
from tests.generated_cities import make_city
from tests.hostile_texts import hostile_texts
from tests.judges import browser, vnu

pytestmark = [
    pytest.mark.skipif(browser.chromium() is None, reason="chromium is not installed"),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture
def pages(made_once: MadeOnce, dutykit: Dutykit) -> Path:
    """Pages of one city, in both languages, and of two, of which one has a file that cannot be read; not to be changed."""
    return made_once("dashboards", lambda folder: _make(folder, dutykit))


def _make(folder: Path, dutykit: Dutykit) -> None:
    one = folder / "盘锦"
    for part in ("data", "submissions", "evidence", "reviews"):
        shutil.copytree(REPOSITORY / part, one / part)
    shutil.copy(REPOSITORY / "dutykit.yaml", one)
    timetable = (one / "data/cycles.yaml").read_text("utf-8")
    ruled = timetable.replace("due: 2019-05-15\n", f"due: 2019-05-15\n        {RULES}\n", 1)
    (one / "data/cycles.yaml").write_text(ruled, encoding="utf-8")
    settings = (one / "dutykit.yaml").read_text("utf-8")
    (one / "dutykit.yaml").write_text(f"{settings}report: {{issuer: 示例市督导室}}\n", encoding="utf-8")
    letter = ("report", "--kind", "letter", "--unit", "市文广局", "--as-of", "2019-05-16", "--format", "html")
    assert dutykit(*letter, "--issue", "--by", "甲", cwd=one).code == 0
    page_of(dutykit, one, "--lang", "en")
    (one / "d.html").rename(one / "en.html")
    page_of(dutykit, one)
    for seed, name in ((0, "甲市"), (2, "乙市")):  # with deadlines of their own
        make_city(folder / name, seed)
    min((folder / "甲市/submissions/2019").iterdir()).write_text("unit: [", encoding="utf-8")
    page_of(dutykit, folder, "甲市", "乙市")


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[browser.Browser]:
    """A browser."""
    with browser.opened(tmp_path) as opened:
        yield opened


def test_the_pages_are_valid_and_anybody_can_read_them(pages: Path, reader: browser.Browser) -> None:
    files = [pages / "盘锦/d.html", pages / "盘锦/en.html", pages / "d.html"]
    assert vnu.faults(files) == []
    for file, widths in zip(files, [(390, 768, 1280), (390,), (390, 768, 1280)], strict=True):
        assert [*reader.faults(file, widths)] == []
    for cell in (".grid td button", ".grid th button", "section > div:last-child th .link"):
        reader.page.locator(cell).first.click()
        assert reader.page.locator("#details").is_visible()
        assert [*reader.violations()] == []
        reader.page.keyboard.press("Escape")
    assert reader.fetched == []


def test_every_cell_opens_and_states_what_the_data_states(pages: Path, reader: browser.Browser) -> None:
    file = pages / "盘锦/d.html"
    (city,) = data_of(file.read_text("utf-8"))["cities"]
    page = reader.page
    page.goto(file.as_uri())
    buttons = page.locator(".grid td button")
    assert buttons.count() == len(city["duties"]) == 288
    opened = page.evaluate(
        """() => [...document.querySelectorAll(".grid td button")].map((button) => {
            button.click();
            const dialog = document.getElementById("details"), text = dialog.innerText, open = dialog.open;
            dialog.querySelector("button.close").click();
            return [button.getAttribute("aria-label"), open && !dialog.open, text];
        })"""
    )
    duties = {(one["unit"], one["indicator"]): one for one in city["duties"]}
    for name, was_open, text in opened:
        unit, indicator, _states = name.split(" ", 2)
        duty = duties.pop((unit, indicator))
        assert was_open, name
        for value in (
            *(problem["text"] for problem in _problems(city, unit, indicator)),
            *(one["title"] for one in duty["evidence"]),
            *(each for one in duty["metrics"] for each in (one["name"], one["value"])),
            *(problem["id"] for problem in _problems(city, unit, indicator)),
            duty["remark"] or "",
        ):
            assert value in text, (name, value)
    assert duties == {}


def _problems(city: Any, unit: str, indicator: str) -> list[Any]:
    return [one for one in city["ledger"]["problems"] if (one["owner"], one["indicator"]) == (unit, indicator)]


def test_the_numbers_on_the_page_are_those_of_the_data(pages: Path, reader: browser.Browser) -> None:
    file = pages / "盘锦/d.html"
    (city,) = data_of(file.read_text("utf-8"))["cities"]
    page = reader.page
    page.goto(file.as_uri())
    states = [one["state"] for one in city["coverage"]["units"]]
    submitted = sum(state in {"submitted", "accepted"} for state in states)
    problems = city["ledger"]["problems"]
    closed = sum(one["status"] == "closed" for one in problems)
    late = sum(one["overdue"] for one in problems)
    assert page.locator(".tile strong").all_inner_texts() == [
        f"{submitted}/{len(states)}",
        f"{city['coverage']['total']['percent']}%",
        f"{closed}/{len(problems)}",
        f"{late}",
    ]
    overview = page.get_by_role("region", name="总览", exact=True)
    (letter,) = city["overview"]["letters"]
    letters = overview.get_by_role("group", name="已发催办函（共 1 份）")
    assert _rows(letters)[0].all_inner_texts() == [
        *(letter[key] for key in ("unit", "name", "number", "stage", "on", "until"))
    ]
    assert (
        f"已报送 0 个单位，按填报文件已报送 {submitted} 个" in page.get_by_role("region", name="报送进度").inner_text()
    )
    for text in (*city["overview"]["coordination"], city["overview"]["differences"][0]["item"]):
        assert text in overview.inner_text()
    units = {one["id"]: one for one in city["status"]["units"]}
    assert [(row[0], row[1]) for row in _ends(overview.get_by_role("group", name="各单位进度"))] == [
        (unit, str(units[unit]["open_problems"])) for unit in city["overview"]["worst_first"]
    ]
    total = city["coverage"]["total"]
    assert page.locator(".grid td.is-missing").count() == total["missing"]
    alerts = page.get_by_role("region", name="预警", exact=True)
    assert [row.all_inner_texts()[2] for row in _rows(alerts)] == [one["text"] for one in city["alerts"]["alerts"]]
    bars = page.locator(".bar").all()
    for bar, chapter in zip(bars, city["coverage"]["chapters"], strict=True):
        assert sum(map(int, re.findall(r"\d+", bar.get_attribute("aria-label") or ""))) == chapter["owed"]
    ledger = page.get_by_role("region", name="问题整改台账", exact=True)
    assert ledger.locator("tbody tr").count() == len(problems)
    ledger.get_by_label("状态").select_option("overdue")
    assert ledger.locator("tbody tr").count() == late
    scores = page.get_by_role("region", name="得分与排名", exact=True)
    shown = {row[1]: row for row in (one.all_inner_texts() for one in _rows(scores))}
    for unit in city["score"]["units"]:
        assert shown[unit["id"]][3] == (unit["self"]["total"] or "—")
        assert shown[unit["id"]][4] == ((unit["reviewed"] or {}).get("total") or "—")
    places = [one for ranking in city["rank"]["rankings"] for one in ranking["places"]]
    assert [row[0] for row in shown.values()] == [str(one["place"] or "—") for one in places]


def _rows(region: Any) -> list[Any]:
    return [row.locator("th, td") for row in region.locator("tbody tr").all()]


def _ends(region: Any) -> list[tuple[str, str]]:
    """Which unit each row is of, and its last number."""
    texts = (row.all_inner_texts() for row in _rows(region))
    return [(first.split(" ")[-1], last) for first, *_between, last in texts]


def test_filters_leave_what_was_asked_for(pages: Path, reader: browser.Browser) -> None:
    page = reader.page
    page.goto((pages / "盘锦/d.html").as_uri())
    grid = page.get_by_role("region", name="责任与进展", exact=True).first
    whole = grid.locator("tbody tr").count()
    assert whole == 62
    grid.get_by_label("一级指标").select_option("2")
    assert 0 < grid.locator("tbody tr").count() < whole
    grid.get_by_label("查找").fill("没有这样的字")
    assert grid.locator("tbody tr").count() == 0
    grid.get_by_label("查找").fill("")
    grid.get_by_label("一级指标").select_option("")
    grid.get_by_label("单位").select_option("市财政局")
    assert grid.locator("tbody tr").count() == 15
    grid.get_by_label("单位").select_option("")
    grid.get_by_label("状态").select_option("returned")
    assert {name.split(" ")[0] for name in _names(grid)} == {"市人社局"}


def _names(grid: Any) -> list[str]:
    return [one.get_attribute("aria-label") or "" for one in grid.locator("td button").all()]


@pytest.mark.parametrize("kept", [True, False], ids=["dialogs", "before dialogs"])
def test_keys_reach_a_cell_and_leave_it(pages: Path, reader: browser.Browser, *, kept: bool) -> None:
    page = reader.page
    if not kept:  # a browser that does not know the element
        page.add_init_script("for (const name of ['showModal', 'close']) delete HTMLDialogElement.prototype[name]")
    page.goto((pages / "盘锦/d.html").as_uri())
    for _press in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.grid td button')"):
            break
    first = page.evaluate("document.activeElement.title")
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.title")
    assert second not in {first, ""}
    page.keyboard.press("Enter")
    assert page.evaluate("document.getElementById('details').open")
    assert page.evaluate("document.activeElement.id") == "details-title"
    page.keyboard.press("Escape")
    assert not page.evaluate("document.getElementById('details').open")
    assert page.evaluate("document.activeElement.title") == second


def test_600_hostile_texts_are_shown_and_do_nothing(tmp_path: Path, dutykit: Dutykit, reader: browser.Browser) -> None:
    texts = hostile_texts()
    assert len({*texts}) == 600
    root = _hostile_city(tmp_path / "恶意", texts)
    page_of(dutykit, root)
    page = reader.page
    said: list[str] = []
    page.on("dialog", lambda one: said.append(one.message))
    page.on("console", lambda one: said.append(one.text))
    page.on("pageerror", lambda one: said.append(str(one)))
    page.goto((root / "d.html").as_uri())
    shown, tags = page.evaluate(
        """() => {
            const texts = [document.body.textContent], tags = new Set();
            for (const button of document.querySelectorAll(".grid button")) {
                button.click();
                texts.push(document.getElementById("details").textContent);
                for (const one of document.querySelectorAll("body *")) tags.add(one.tagName.toLowerCase());
                document.querySelector("#details .close").click();
            }
            return [texts.join("\\n"), [...tags]];
        }"""
    )
    assert [text for text in texts if text not in shown] == []
    assert {*tags} & {"img", "iframe", "object", "math", "style", "base", "link", "meta", "template", "a"} == set()
    assert page.locator("script").count() == 2
    assert page.evaluate("window.__hit") is None
    assert said == []
    assert reader.fetched == []


def _hostile_city(root: Path, texts: list[str]) -> Path:
    """A workspace of one unit whose every text is one of `texts`."""
    quoted = [json.dumps(text, ensure_ascii=True) for text in texts]
    parts = [quoted[at : at + 6] for at in range(0, len(quoted), 6)]
    indicators = [f"{{id: {number}, text: {one[0]}, responsible: [甲局]}}" for number, one in enumerate(parts, 1)]
    answers = [
        f"  - {{indicator: {number}, rating: met, narrative: 示例, evidence: [{{title: {one[1]}, kept_by_unit: true}}], problems: "
        f"[{{id: p{number}, found_by: self_check, text: {one[2]}, measure: {one[3]}, progress: {one[4]}}}]}}"
        for number, one in enumerate(parts, 1)
    ]
    verdicts = [f"  - {{indicator: {number}, verdict: met, remark: {one[5]}}}" for number, one in enumerate(parts, 1)]
    files = {
        "data/indicators.yaml": "title: 示例\nsource: {title: 示例, issuer: 示例}\nchapters:\n"
        f"  - {{title: 示例, sections: [{{title: 示例, indicators: [{', '.join(indicators)}]}}]}}\n",
        "data/units.yaml": "units: [{id: 甲局, kind: department}]\n",
        "dutykit.yaml": "cycle: 2019\n",
        "submissions/2019/甲局.yaml": "unit: 甲局\ncycle: 2019\nstate: draft\nanswers:\n" + "\n".join(answers) + "\n",
        "reviews/2019/甲局.yaml": "unit: 甲局\ncycle: 2019\nindicators:\n" + "\n".join(verdicts) + "\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def test_a_city_is_chosen_and_all_are_summed(pages: Path, reader: browser.Browser) -> None:
    file = pages / "d.html"
    cities = data_of(file.read_text("utf-8"))["cities"]
    page = reader.page
    page.goto(file.as_uri())
    rows = [one.all_inner_texts() for one in _rows(page.locator("#cities .cities"))]
    assert {row[0] for row in rows[1:]} == {one["city"] for one in cities}
    assert rows[1][1].startswith("当前阶段：整改复查")
    assert rows[1][1] != rows[2][1]
    assert [row[-1] for row in rows] == ["0"] * len(rows)
    for at in (2, 3, 6, 7):
        pairs = [[int(number) for number in row[at].rstrip("※").split("/")] for row in rows]
        assert pairs[0] == [sum(each) for each in zip(*pairs[1:], strict=True)]
    compared = page.get_by_role("group", name="各指标填报率")
    firsts = [one["coverage"]["indicators"][0] for one in cities]
    shares = [("≥" if one["unreadable"] else "") + f"{one['percent']:g}%" for one in firsts]
    assert _rows(compared)[0].all_inner_texts()[2:4] == shares
    assert f"甲市：{cities[0]['incomplete'][0]['file']} 第 1 行" in page.locator("#cities [role=alert]").inner_text()
    page.locator("#cities select").select_option("乙市")
    total = cities[1]["coverage"]["total"]
    assert page.locator("#page .tile strong").all_inner_texts()[1] == f"{total['percent']:g}%"
    assert "乙市" in page.locator("#page .meta").inner_text()
    assert AS_OF in page.locator("#cities .meta").inner_text()
    page.get_by_role("button", name="甲市", exact=True).click()  # in the table, instead of from the list
    assert "甲市" in page.locator("#page .meta").inner_text()
    assert page.locator("#cities select").input_value() == "甲市"
    assert page.evaluate("document.activeElement.textContent") == "总览"
    contents = page.get_by_role("navigation", name="目录").get_by_role("button")
    assert contents.all_inner_texts() == page.locator("main > div > section > h2").all_inner_texts()
    contents.get_by_text("问题整改台账").click()
    assert page.evaluate("document.activeElement.textContent") == "问题整改台账"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") < 844


def _printed(reader: browser.Browser, file: Path, to: Path) -> list[str]:
    """The texts of the pages on paper."""
    import pypdfium2

    reader.printed(file, to)
    with pypdfium2.PdfDocument(to) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_a_table_that_goes_on_beside_the_screen_has_a_shadow_there(pages: Path, reader: browser.Browser) -> None:
    reader.page.set_viewport_size({"width": 640, "height": 900})
    reader.page.goto((pages / "盘锦/d.html").as_uri())
    cut = reader.page.locator(".scroll").evaluate_all("all => all.findIndex(one => one.scrollWidth > one.clientWidth)")
    shadow = "one => getComputedStyle(one).backgroundAttachment"
    assert reader.page.locator(".scroll").nth(cut).evaluate(shadow) == "local, local, scroll, scroll"
    reader.page.emulate_media(media="print")
    assert reader.page.locator(".scroll").nth(cut).evaluate(shadow) == "scroll"


def test_printed_it_is_one_page(pages: Path, reader: browser.Browser, tmp_path: Path) -> None:
    (one,) = _printed(reader, pages / "盘锦/d.html", tmp_path / "d.pdf")
    assert "提请协调事项" in one
    assert AS_OF in one
    (several,) = _printed(reader, pages / "d.html", tmp_path / "d.pdf")
    for text in ("甲市", "乙市", "合计", AS_OF, "submissions/2019/"):
        assert text in several


def test_120_units_with_long_names_fit_a_phone_and_a_sheet(
    tmp_path: Path, dutykit: Dutykit, reader: browser.Browser
) -> None:
    root = overview_cities.make_city(tmp_path / "市", 120, 48)
    for broken in sorted((root / "submissions/2019").iterdir())[:9]:
        broken.write_text("unit: [", encoding="utf-8")
    request = "请市领导协调落实教师编制和经费，涉及多个部门。" * 5
    requests = "sample: true\ncoordination: |\n" + f"  {request}\n" * 9
    (root / "data/evaluations/2019.yaml").write_text(requests, encoding="utf-8")
    page_of(dutykit, root)
    assert [*reader.faults(root / "d.html", (1280,))] == []
    assert reader.page.locator(".grid td button").count() == 720
    assert reader.page.locator("[role=alert] li").count() == 9
    assert [int(text) for text in reader.page.locator(".bar .unread").all_inner_texts()] == [9] * 6
    reader.page.set_viewport_size({"width": 390, "height": 844})
    assert reader.page.evaluate("document.documentElement.scrollWidth") == 390
    (text,) = _printed(reader, root / "d.html", tmp_path / "d.pdf")
    for caption in (
        request[:23],
        "各单位进度",
        "逾期最久的问题",
        "未达目标值的监测指标",
        "自评与复核分差最大的项目",
        "※ 有内容未读取",
    ):
        assert caption in text
    assert text.count("另有") == 6


def test_a_city_without_submissions_timetable_or_rules_has_a_page(
    tmp_path: Path, dutykit: Dutykit, reader: browser.Browser
) -> None:
    page = reader.page
    said: list[str] = []
    page.on("pageerror", lambda one: said.append(str(one)))
    overview_cities.make_city(tmp_path / "bare", 5, bare=True)
    shutil.rmtree(overview_cities.make_city(tmp_path / "none", 5, last_year=False) / "submissions")
    overview_cities.make_city(tmp_path / "one", 1)
    figures = {"bare": ["0/5", "0%", "—", "—"], "none": ["0/5", "0%", "—", "—"], "one": ["1/1", "100%", "0/1", "1"]}
    for name, shown in figures.items():
        page_of(dutykit, tmp_path / name)
        page.goto((tmp_path / name / "d.html").as_uri())
        assert page.locator(".tile strong").all_inner_texts() == shown
        page.locator(".grid td button").first.click()
    assert said == []
    page.goto((tmp_path / "bare/d.html").as_uri())
    text = page.locator("main").inner_text()
    for words in ("未填写时间节点", "没有评分办法", "没有报送记录"):
        assert words in text


def test_an_earlier_year_has_its_units_and_the_problems_they_had(
    made_rounds: Path, tmp_path: Path, dutykit: Dutykit, reader: browser.Browser
) -> None:
    made = dutykit("dashboard", "--cycle", "2018", "--as-of", "2018-12-31", "-o", tmp_path / "d.html", cwd=made_rounds)
    assert made.code == 0
    page = reader.page
    page.goto((tmp_path / "d.html").as_uri())
    page.get_by_role("button", name="西县政府 2 有未整改的问题").click()
    assert page.get_by_role("region", name="2017-西县政府-2").is_visible()
    page.keyboard.press("Escape")
    days = page.get_by_role("group", name="报送进度")
    (city,) = data_of((tmp_path / "d.html").read_text("utf-8"))["cities"]
    assert [row.all_inner_texts() for row in _rows(days)] == [
        [one["day"], str(one["submitted"])] for one in city["progress"]["days"]
    ]
