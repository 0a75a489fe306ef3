"""How the pages of the city's report are laid out."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pdfplumber
import pytest

from dutykit.model.workspace import Workspace
from dutykit.reports.standing_of import standing_of
from dutykit.reports.views.city_view import city_report
from dutykit.shipped import shipped
from dutykit.typeset.html import Medium, report_html
from dutykit.typeset.pdf import pdf_bytes

LONG = [
    f"{'示例市教育体育文化旅游广播电视新闻出版和版权管理与社会事业发展促进联合委员会综合协调办公室'[: 28 + 2 * n]}{n:02}"
    for n in range(9)
]
UNITS = [*LONG, *(f"单位{n}" for n in range(21))]
CATALOGUE = (
    "title: 示例\nsource: {title: 示例文件, issuer: 示例机关}\nchapters:\n  - title: 甲\n    sections:\n"
    f"      - title: 乙\n        indicators:\n          - {{id: 1, text: 落实经费, responsible: [{', '.join(UNITS)}],"
    " metrics: [{id: 数量}]}\n"
    + "".join(
        f"          - {{id: {n}, text: 建立健全第{n}项制度, responsible: [{UNITS[n]}, {UNITS[-n]}]}}\n"
        for n in range(2, 14)
    )
)
REGISTER = "units:\n" + "".join(
    f"  - {{id: {unit}, kind: {'county' if unit in UNITS[-2:] else 'department'}}}\n" for unit in UNITS
)
SUBMISSION = (
    f"unit: {UNITS[-1]}\ncycle: 2019\nstate: submitted\nanswers:\n"
    "  - {indicator: 1, rating: met, narrative: 甲。, metrics: {数量: 3}}\n"
)
REVIEW = f"unit: {UNITS[-1]}\ncycle: 2019\nindicators: [{{indicator: 1, verdict: met, remark: {'改。' * 2000}}}]\n"
WIDE = 800
"""More points than an upright page is wide."""


@pytest.fixture
def long_names(make_workspace: Callable[..., Workspace]) -> Workspace:
    """Thirty units, of which nine have names of thirty to forty-six characters."""
    return make_workspace(catalogue=CATALOGUE, register=REGISTER, submission=SUBMISSION, review=REVIEW)


def test_pages_of_thirty_units_with_long_names(long_names: Workspace, fonts: dict[str, str], fontconfig: str) -> None:
    report = city_report(standing_of(long_names, 2019), fonts)
    data = pdf_bytes(report_html(report, fonts, [shipped("templates/report")], "pdf"), fontconfig)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        texts = [page.extract_text() for page in pdf.pages]
        wide = [number for number, page in enumerate(pdf.pages) if page.width > WIDE]
        grid = next(number for number in wide if "责任分解表" in texts[number])
        after = next(number for number in range(grid, len(texts)) if "各项指标评价情况" in texts[number])
        # what follows the pages turned on their side is upright again, and each of them has more rows than head
        assert after not in wide
        assert wide == list(range(grid, after))
        assert len(wide) <= 4
        rows = [row for number in wide for table in pdf.pages[number].extract_tables() for row in table]
        heads = [row for row in rows if row[0] == "序号"]
        assert len(rows) >= 4 * len(heads)
        assert sum(text.count("改") for text in texts) == 2000  # a row longer than a page is torn, not cut off
        # no chart lies over the number of its page, which is nearer to the edge than anything else
        for page in pdf.pages[1:]:
            low = max(word["bottom"] for word in page.extract_words())
            boxes = [box["bottom"] for box in page.rects if box["bottom"] < page.height]
            assert page.width > WIDE or low > max(boxes, default=0)


def test_figures_and_tables_have_the_same_numbers_in_every_medium(long_names: Workspace, fonts: dict[str, str]) -> None:
    report = city_report(standing_of(long_names, 2019), fonts)

    def captions(medium: Medium) -> list[str]:
        html = report_html(report, fonts, [shipped("templates/report")], medium)
        return re.findall(r"(?:<figcaption>|<p class=\"table-title hei\">)([图表]\d+)", html)

    media: tuple[Medium, ...] = ("pdf", "html", "docx")
    assert [captions(medium) for medium in media] == [["表1", "图1", "图1", "表2", "图2"]] * 3


def test_the_name_of_an_indicator_in_the_grid_is_a_whole_clause(make_workspace: Callable[..., Workspace]) -> None:
    texts = {
        "1": ("落实教育经费投入，完善保障机制。", "落实教育经费投入"),
        "2": ("“一校一章程，一校一规划”落实情况", "“一校一章程，一校一规划”落实情况"),
        "3": ("经费，以及其他各项保障措施的落实情况。", "经费，以及其他各项保障措施的落实情况。"),
        "4": ("字" * 40, "字" * 22 + "…"),
    }
    indicators = "".join(f"{{id: {key}, text: {text}, responsible: [甲局]}}, " for key, (text, _name) in texts.items())
    catalogue = (
        "title: 示例\nsource: {title: 示例文件, issuer: 示例机关}\nchapters:\n"
        f"  - {{title: 甲, sections: [{{title: 乙, indicators: [{indicators}]}}]}}\n"
    )
    workspace = make_workspace(catalogue=catalogue, submission="unit: 甲局\ncycle: 2019\nstate: draft\n")
    report = city_report(
        standing_of(workspace, 2019), dict.fromkeys(("fangsong", "kai", "hei", "song", "xiaobiaosong"), "F")
    )
    assert [row.text for row in report.grid[0].rows] == [name for _text, name in texts.values()]
