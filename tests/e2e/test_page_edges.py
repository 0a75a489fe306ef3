"""Names, marks and issuers as long as real ones: nothing of any paper stands outside the text of its page."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from dutykit.reports.kinds import KINDS
from dutykit.reports.press.order import EVALUATION
from tests.conftest import MadeOnce
from tests.e2e.conftest import make_reports

POINT = 25.4 / 72
LONG = "示例市人民政府教育督导委员会办公室（示例市教育局督导与安全管理科）"
LONGER = "示例市经济技术开发区管理委员会社会事务和教育体育卫生健康管理局（示例市高新技术产业园区社会事业局合署）"
ISSUER = "示例市人民政府办公室、示例市机构编制委员会办公室、示例市人民政府教育督导委员会办公室"
PAPERS = ("usual", *(kind.name for kind in KINDS if kind.name not in EVALUATION.values()))
FILES = {
    "dutykit.yaml": "cycle: 2019\nplace_name: 示例市\nreport:\n"
    f"  issuer: {ISSUER}\n  classification: 秘密★1年\n  urgency: 特急\n"
    "  draft_mark: 征求意见稿（第三次，请于2019年12月31日前反馈书面意见）\n",
    "data/indicators.yaml": "title: 示例\nsource: {title: 示例, issuer: 示例市人民政府办公室}\nchapters:\n  - title: 甲\n"
    f"    sections: [{{title: 乙, indicators: [{{id: 1, text: {'丙' * 400}, responsible: [{LONG}, {LONGER}],\n"
    "      metrics: [{id: 生均一般公共预算教育经费支出比上年增长百分比, unit: '%', target: {min: 0, because: 增长}}]}]}]\n",
    "data/units.yaml": f"units:\n  - {{id: {LONG}, kind: department}}\n  - {{id: {LONGER}, kind: county}}\n",
    "data/cycles.yaml": "cycles:\n  - cycle: 2019\n    sample: true\n    stages:\n"
    "      - {name: 整改复查, letters: [{color: blue, days: 1, term: 5}]}\n",
}
SUBMISSION = (
    "unit: {unit}\ncycle: 2019\nstate: submitted\nsubmitted_on: 2019-05-20\nsample: true\nanswers:\n"
    "  - indicator: 1\n    rating: partly\n    narrative: |\n      {narrative}\n"
    "    metrics: {{生均一般公共预算教育经费支出比上年增长百分比: -123456.78}}\n"
    "    problems:\n      - {{id: P1, found_by: self_check, text: 问题一，{text}, measure: 措施,\n"
    "          person: 欧阳示例同志, due: 2019-12-31, status: open}}\n"
)


@pytest.fixture(scope="session")
def long_names(made_once: MadeOnce) -> Path:
    """All papers of a workspace in which everything is as long as it may be."""

    def make(folder: Path) -> None:
        root = folder / "ws"
        files = dict(FILES)
        for number, unit in enumerate((LONG, LONGER)):
            text = SUBMISSION.format(unit=unit, narrative=f"第{number}段。" + "措施与成效，" * 300, text="示例" * 60)
            files[f"submissions/2019/{number}.yaml"] = text
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        make_reports(folder, "--all", "--force", "-o", str(folder / "usual"), root=root)
        for kind in PAPERS[1:]:
            make_reports(folder, "--all", "--force", "--kind", kind, "-o", str(folder / kind), root=root)

    return made_once("long-names", make)


def _outside(path: Path) -> list[tuple[int, str]]:
    """The characters that are not within the text, its page number or what is above it; by page."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(path), 1):
        width, height = (side * POINT for side in page.get_size())
        text = page.get_textpage()
        sides = (34, 261, 10, 205) if width > height else (25, 185, 10, 278)
        for index in range(text.count_chars()):
            left, bottom, right, top = (one * POINT for one in text.get_charbox(index))
            letter = text.get_text_range(index, 1)
            if letter.strip() and not (
                sides[0] <= left and right <= sides[1] and sides[2] <= height - top and height - bottom <= sides[3]
            ):
                found.append((number, letter))
    return found


@pytest.mark.parametrize("kind", PAPERS)
def test_nothing_stands_outside_the_text_of_a_page(long_names: Path, kind: str) -> None:
    papers = sorted((long_names / kind).rglob("*.pdf"))
    assert papers
    for path in papers:
        outside = [(page, letter) for page, letter in _outside(path) if letter not in "—0123456789"]  # page numbers
        assert outside == [], path.name
