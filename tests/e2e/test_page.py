"""The made PDF measured against GB/T 9704: every report of this repository, in millimetres."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pdfplumber
import pypdfium2
import pytest

from dutykit.workspace.assemble import load_workspace
from tests.conftest import MadeOnce
from tests.e2e.conftest import make_reports

POINT = 25.4 / 72
FANGSONG, KAI, HEI, SONG, XIAOBIAOSONG = (
    "FandolFang", "Dutykit-WenKai", "Noto-Sans-SC", "Noto-Serif-SC", "Noto-Serif-CJK-SC-Semi-Bold",
)  # fmt: skip
NEVER_FIRST = set("，。、；：！？）》」』】〕”’…％%,.;:!?)")
NEVER_LAST = set("（《「『【〔“‘(")


class Glyph(NamedTuple):
    """A character on a page, in millimetres from the page's left and top."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@pytest.fixture(scope="module")
def reports(all_reports: Path) -> Path:
    return all_reports


@pytest.fixture(scope="session")
def full_page(made_once: MadeOnce) -> Path:
    """A report whose summary is nothing but characters."""

    def make(folder: Path) -> None:
        files = {
            "data/indicators.yaml": "title: 示例\nsource: {title: 示例, issuer: 示例}\nchapters:\n  - title: 甲\n"
            "    sections: [{title: 乙, indicators: [{id: 1, text: 丙, responsible: [甲局]}]}]\n",
            "data/units.yaml": "units: [{id: 甲局, kind: department}]\n",
            "submissions/2019/甲局.yaml": f"unit: 甲局\ncycle: 2019\nstate: draft\nsummary: {'国' * 3000}\n",
            "dutykit.yaml": "report: {numbers: {甲局: 甲发〔2019〕12号}, classification: 秘密★1年, draft_mark: 征求意见稿}\n",
        }
        for name, text in files.items():
            (folder / "ws" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "ws" / name).write_text(text, encoding="utf-8")
        make_reports(folder, "-u", "甲局", "-o", str(folder / "ws/a.pdf"), root=folder / "ws")

    return made_once("full", make) / "ws/a.pdf"


def _glyphs(page: pypdfium2.PdfPage, *, ink: bool = False) -> list[Glyph]:
    """The characters of a page in the order they are drawn, each with its box or with its `ink`."""
    text = page.get_textpage()
    height = page.get_height()
    found = []
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index, loose=not ink)
        sides = (left, height - top, right, height - bottom)
        found.append(Glyph(text.get_text_range(index, 1), *(side * POINT for side in sides)))
    return found


def _lines(page: pypdfium2.PdfPage) -> Iterator[str]:
    """The lines of a page, a table's cell by cell: a line ends where the next character does not follow on."""
    line = ""
    last: Glyph | None = None
    for glyph in _glyphs(page):
        if not glyph.text.strip():
            continue
        if last is not None and (abs(glyph.bottom - last.bottom) > 1.5 or not -1 < glyph.left - last.right < 1.5):
            yield line
            line = ""
        line += glyph.text
        last = glyph
    yield line


def test_a_full_page_has_22_lines_of_28_characters_in_the_block(full_page: Path) -> None:
    document = pypdfium2.PdfDocument(full_page)
    pages = [[one for one in _glyphs(page) if one.text == "国"] for page in document]
    full = [(number, glyphs) for number, glyphs in enumerate(pages, 1) if len(glyphs) == 22 * 28]
    assert {number % 2 for number, _glyphs in full} == {0, 1}
    for number, glyphs in full:
        rows = [glyphs[start : start + 28] for start in range(0, len(glyphs), 28)]
        assert all(len({round(one.bottom, 2) for one in row}) == 1 for row in rows)
        left = 28 if number % 2 else 26
        assert [min(one.left for one in glyphs), max(one.right for one in glyphs)] == pytest.approx(
            [left, left + 156], abs=0.5
        )
        pitch = (rows[-1][0].bottom - rows[0][0].bottom) / 21
        middle = (rows[0][0].top + rows[0][0].bottom) / 2  # of the first line, half a pitch below the block's top
        assert pitch * 22 == pytest.approx(225, abs=0.5)
        assert middle - pitch / 2 == pytest.approx(37, abs=0.5)


def test_a_rare_character_costs_a_page_no_line(full_page: Path, tmp_path: Path) -> None:
    root = tmp_path / "ws"
    shutil.copytree(full_page.parent, root)
    text = ("国" * 150 + "㛃") * 20
    (root / "submissions/2019/甲局.yaml").write_text(
        f"unit: 甲局\ncycle: 2019\nstate: draft\nsummary: {text}\n", encoding="utf-8"
    )
    made = root / "b.pdf"
    make_reports(tmp_path, "-u", "甲局", "-o", str(made), root=root)
    lines = [
        len({round(one.bottom) for one in _glyphs(page) if one.text == "国"}) for page in pypdfium2.PdfDocument(made)
    ]
    assert max(lines) == 22
    assert lines.count(22) >= 3


def test_the_cover_says_what_the_settings_say(full_page: Path) -> None:
    with pdfplumber.open(full_page) as pdf:
        texts = [page.extract_text().splitlines() for page in pdf.pages]
        handling = next(char for char in pdf.pages[0].chars if char["text"] == "密" and HEI in char["fontname"])
    assert all(lines[0].split() == ["秘密★1年", "征求意见稿"] for lines in texts)
    assert texts[0][1:] == [
        "秘密★1年",
        "2019年度履行教育职责情况自评报告",
        "（征求意见稿）",
        "甲发〔2019〕12号",
        "甲局",
    ]
    assert handling["size"] == pytest.approx(16, abs=0.01)
    assert handling["top"] * POINT == pytest.approx(37 + 1.5 * 10.227 - 8 * POINT, abs=0.5)  # on the second line


@pytest.mark.parametrize("name", ["市财政局", "全市"])
def test_a_page_number_stands_7_mm_below_the_block_and_a_character_in(reports: Path, name: str) -> None:
    document = pypdfium2.PdfDocument(reports / f"{name}.pdf")
    upright, turned = set(), set()
    for number, page in enumerate(document, 1):
        width, height = (side * POINT for side in page.get_size())
        glyphs = [one for one in _glyphs(page) if one.text.strip()]
        inks = [one for one in _glyphs(page, ink=True) if one.text.strip()]
        below = [
            (glyph, ink)
            for glyph, ink in zip(glyphs, inks, strict=True)
            if (glyph.right < 33 if width > height else glyph.top > 262)
        ]
        if number == 1:
            assert not below
            continue
        assert "".join(glyph.text for glyph, _ink in below) == f"—{number}—"
        (first, ink), (last, _ink) = below[0], below[-1]
        if width > height:  # its head is to the left of an upright sheet: below is left, left is above
            turned.add(number % 2)
            assert 35 - ink.right == pytest.approx(7, abs=0.2)
            gap = height - 26 - last.bottom if number % 2 else first.top - 26
        else:
            upright.add(number % 2)
            assert ink.top - 262 == pytest.approx(7, abs=0.2)
            gap = width - 26 - last.right if number % 2 else first.left - 26
        assert gap == pytest.approx(14 * POINT, abs=0.2)
    assert upright == {0, 1}
    assert turned == {0, 1} if name == "全市" else len(turned) == 1  # a unit has one such page


def test_each_role_has_its_font_and_size(reports: Path) -> None:
    wanted = {
        "履行教育职责情况自评报告": (XIAOBIAOSONG, 22),
        "第三部分": (XIAOBIAOSONG, 16),
        "二、落实国家和省教育法规": (HEI, 16),
        "（六）落实国家和省教育法规": (KAI, 16),
        "9.落实推进国家和省重大教育政策": (FANGSONG, 16),
        "配合方面": (FANGSONG, 16),
        "附件1": (HEI, 16),
        "佐证材料目录": (XIAOBIAOSONG, 22),
        "—3—": (SONG, 14),
    }
    found: dict[str, tuple[str, float]] = {}
    with pdfplumber.open(reports / "市财政局.pdf") as pdf:
        for number, page in enumerate(pdf.pages, 1):
            if number == 2:  # the contents name the same headings
                continue
            chars = [char for char in page.chars if char["text"].strip()]
            text = "".join(char["text"] for char in chars)
            for words in wanted:
                start = text.rfind(words)
                fonts = {(one["fontname"].split("+")[1], one["size"]) for one in chars[start : start + len(words)]}
                if start >= 0 and len(fonts) == 1:
                    font, size = fonts.pop()
                    found[words] = (font, round(size, 2))
    assert found == wanted


def test_no_line_begins_or_ends_with_what_may_not_stand_there(reports: Path) -> None:
    wrong = []
    lines = 0
    for path in sorted(reports.glob("*.pdf")):
        for number, page in enumerate(pypdfium2.PdfDocument(path), 1):
            for line in _lines(page):
                lines += 1
                # The key to the grid, where ？ is a mark; the dots and the page of the contents.
                if line == "？部分内容未读取" or not line.strip("….0123456789"):
                    continue
                if line and (line[0] in NEVER_FIRST or line[-1] in NEVER_LAST):
                    wrong.append((path.stem, number, line))
    assert lines > 10_000
    assert wrong == []


def test_no_heading_is_left_at_the_foot_of_a_page(reports: Path) -> None:
    for path in sorted(reports.glob("*.pdf")):
        with pdfplumber.open(path) as pdf:
            titles = {title for level, title, *_rest in pdf.doc.get_outlines() if level < 4}
        texts = [
            [line for line in "".join(_lines_of(page)).split("\n") if line and not line.startswith("—")]
            for page in pypdfium2.PdfDocument(path)
        ]
        for lines, following in pairwise(texts[2:]):
            assert following
            assert lines[-1] not in titles, (path.stem, lines[-1])


def _lines_of(page: pypdfium2.PdfPage) -> Iterator[str]:
    for line in _lines(page):
        yield line + "\n"


def test_body_lines_reach_both_edges_though_numbers_and_brackets_leave_slack(reports: Path) -> None:
    gaps = []
    for number, page in enumerate(pypdfium2.PdfDocument(reports / "市教育局.pdf"), 1):
        left = 28 if number % 2 else 26
        if number < 5:  # cover, contents, facts
            continue
        lines: list[list[Glyph]] = [[]]
        for glyph in _glyphs(page):
            if lines[-1] and abs(glyph.bottom - lines[-1][-1].bottom) > 3:
                lines.append([])
            if glyph.text.strip():
                lines[-1].append(glyph)
        body = [line for line in lines if len(line) > 1 and line[0].bottom - line[0].top > 5]
        gaps += [  # of lines that the same paragraph goes on after
            (number, left + 156 - line[-1].right, "".join(one.text for one in line))
            for line, following in pairwise(body)
            if following[0].left < left + 1 and following[0].top > line[0].top
        ]
    assert len(gaps) > 200
    assert [gap for gap in gaps if abs(gap[1]) > 0.5] == []


def test_every_page_of_a_table_has_its_head_and_no_row_is_torn(reports: Path, repository: Path) -> None:
    workspace = load_workspace(repository).workspace
    assert workspace is not None
    units = workspace.register.by_id.keys()
    began, numbers = 0, []
    for page in pypdfium2.PdfDocument(reports / "全市.pdf"):
        lines = [line for line in _lines(page) if line]
        if lines[:2] == ["指标", "单位"]:
            began += 1
            assert lines[2:7] == ["自评结论", "得分", "复核结论", "得分", "监测指标、问题、复核意见"]
            assert lines[7].partition(".")[0].isdecimal() or lines[7].startswith("（")
        elif lines[:2] == ["序号", "单位"] or lines[0] == "附件":
            first = lines.index("状态与进展") + 1
            assert lines[first].isdecimal()
            numbers += [
                int(one) for one, following in pairwise(lines[first:]) if one.isdecimal() and following in units
            ]
        else:
            assert lines[0] not in units
    assert began > 10
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 40
