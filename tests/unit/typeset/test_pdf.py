from __future__ import annotations

import io
import re
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pdfplumber
import pytest

from dutykit.reports.views.city_view import city_report
from dutykit.reports.views.scores import Score
from dutykit.reports.views.unit_view import unit_report
from dutykit.shipped import shipped
from dutykit.typeset.fonts import fontconfig_file, own_fonts
from dutykit.typeset.html import report_html
from dutykit.typeset.pdf import PdfLibraryMissingError, UndrawnError, pdf_bytes
from tests.unit.conftest import MakeStanding


def test_a_pdf_is_whole(make_standing: MakeStanding, fonts: dict[str, str], fontconfig: str) -> None:
    standing = make_standing()
    report = unit_report(standing, standing.workspace.register.by_id["甲局"], fonts)
    data = pdf_bytes(report_html(report, fonts, [shipped("templates/report")], "pdf"), fontconfig)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        text = "\n".join(page.extract_text() for page in pdf.pages)
        catalog = pdf.doc.catalog
        outline = [title for _level, title, *_rest in pdf.doc.get_outlines()]
        used = {char["fontname"].split("+")[1] for page in pdf.pages for char in page.chars}
        assert all(abs(float(page.width) - 595.28) < 1 or abs(float(page.width) - 841.89) < 1 for page in pdf.pages)
        assert all("示例数据" in page.extract_text() for page in pdf.pages)
        assert "— 2 —" in pdf.pages[1].extract_text()
    assert "<script>alert(1)</script>{{ 7 * 7 }}" in text
    assert "本单位未填报。" in text
    assert catalog["Lang"] == b"zh-CN"
    assert outline[0] == "第一部分　基本情况"
    assert "一、第一部分" in outline
    assert used <= {
        "FandolFang", "Dutykit-WenKai", "Noto-Sans-SC", "Noto-Serif-SC", "Noto-Serif-CJK-SC-Semi-Bold",
    }  # fmt: skip


def test_a_line_holds_28_characters_and_a_page_22_lines(
    fonts: dict[str, str], make_standing: MakeStanding, fontconfig: str
) -> None:
    text = f"unit: 甲局\ncycle: 2019\nstate: draft\nsummary: {'字' * 3000}\n"
    standing = make_standing(submission=text)
    report = unit_report(standing, standing.workspace.register.by_id["甲局"], fonts)
    data = pdf_bytes(report_html(report, fonts, [shipped("templates/report")], "pdf"), fontconfig)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        full = [page for page in pdf.pages if page.extract_text().count("字") > 500][1]
        lines = [line for line in full.extract_text_lines() if "字" in line["text"]]
    assert [len(line["text"]) for line in lines] == [28] * 22


def test_the_contents_name_the_page_each_part_begins_on(
    fonts: dict[str, str], make_standing: MakeStanding, fontconfig: str
) -> None:
    html = report_html(city_report(make_standing(), fonts), fonts, [shipped("templates/report")], "pdf")
    with pdfplumber.open(io.BytesIO(pdf_bytes(html, fontconfig))) as pdf:
        pages = [page.extract_text() for page in pdf.pages]
    named = re.search(r"填报情况与自评结论 ?…+ ?(\d+)$", pages[1], re.MULTILINE)
    assert named is not None
    assert "表1" in pages[int(named[1]) - 1]


def test_nothing_is_fetched(tmp_path: Path, fontconfig: str) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text("canary-in-a-file", encoding="utf-8")
    (tmp_path / "canary.css").write_text("p { display: none }", encoding="utf-8")
    html = (
        f'<link rel=attachment href="{canary.as_uri()}"><link rel=stylesheet href="{tmp_path.as_uri()}/canary.css">'
        f'<style>@import "{tmp_path.as_uri()}/canary.css";</style><img src="{canary.as_uri()}" alt="">'
        f'<object data="{canary.as_uri()}"></object><a rel=attachment href="{canary.as_uri()}">a</a><p>字'
    )
    data = pdf_bytes(html, fontconfig)
    assert b"EmbeddedFile" not in data
    assert b"canary-in-a-file" not in data
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        assert "字" in pdf.pages[0].extract_text()


def test_an_undrawn_character_is_noticed_even_if_nobody_looked_before(tmp_path: Path) -> None:
    own = own_fonts(shipped("fonts"))
    fontconfig = fontconfig_file(sorted({font.path.parent for font in own}), tmp_path / "cache", with_system=False)
    with pytest.raises(UndrawnError) as caught:
        pdf_bytes("<p>甲😀", fontconfig)
    assert caught.value.args[0] == {"😀"}


def test_a_missing_library_is_told_from_a_bad_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(PdfLibraryMissingError) as caught:
        pdf_bytes("<p>甲", "<fontconfig/>")
    assert "weasyprint" in caught.value.args[0]


def test_a_row_longer_than_a_page_is_torn_and_nothing_of_it_lost(
    fonts: dict[str, str], make_standing: MakeStanding, fontconfig: str
) -> None:
    problem = f"{{id: a, found_by: self_check, text: {'国' * 3000}}}"
    text = f"unit: 甲局\ncycle: 2019\nstate: draft\nanswers: [{{indicator: 1, problems: [{problem}]}}]\n"
    standing = make_standing(submission=text)
    report = unit_report(standing, standing.workspace.register.by_id["甲局"], fonts)
    data = pdf_bytes(report_html(report, fonts, [shipped("templates/report")], "pdf"), fontconfig)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        rows = [page.extract_text() for page in pdf.pages if page.extract_text().count("国") > 100]
    assert sum(row.count("国") for row in rows) == 3000
    assert all("整改措施" in row for row in rows)
    assert "问题整改台账" in rows[0]


def test_words_of_a_verdict_stand_on_one_line(
    make_standing: MakeStanding, fonts: dict[str, str], fontconfig: str
) -> None:
    review = "unit: 甲局\ncycle: 2019\nindicators:\n" + "".join(
        f"  - {{indicator: {key}, verdict: {verdict}, score: 12.25, remark: 意见。}}\n"
        for key, verdict in (("1", "partly"), ("2", "partly"), ("3", "partly"))
    )
    answers = (
        "answers: [{indicator: 1, rating: partly, score: 12.5}, {indicator: 3, rating: not_applicable, reason: 无}]"
    )
    standing = make_standing(review=review, submission=f"unit: 甲局\ncycle: 2019\nstate: submitted\n{answers}\n")
    report = unit_report(standing, standing.workspace.register.by_id["甲局"], fonts)
    data = pdf_bytes(report_html(report, fonts, [shipped("templates/report")], "pdf"), fontconfig)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        tables = [table for page in pdf.pages for table in page.extract_tables()]
    (verdicts,) = [table for table in tables if "复核意见" in table[0]]
    assert [row[:3] for row in verdicts] == [
        ["指标", "自评", "复核"],
        ["1", "部分达到", "部分达到"],
        ["2", "未填报", "部分达到※"],
        ["3", "不适用", "部分达到※"],
    ]


@pytest.mark.parametrize("filler", [9, 15])
def test_no_page_holds_a_chart_alone(
    make_standing: MakeStanding, fonts: dict[str, str], fontconfig: str, filler: int
) -> None:
    score = Score(Decimal(90), Decimal(81), "优秀", "良好", None, (), (), place=1)
    evaluation = "overall: |\n" + "  总体较好。\n" * filler
    standing = replace(make_standing(evaluation=evaluation), scores={"甲局": score, "乙县": score})
    data = pdf_bytes(report_html(city_report(standing, fonts), fonts, [shipped("templates/report")], "pdf"), fontconfig)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        texts = [page.extract_text() for page in pdf.pages]
    beside = ("各单位填报情况", "各部分填报情况", "未填报的指标", "得分与排名")
    for caption in ("图1", "图2", "图3"):
        (text,) = [one for one in texts if caption in one]
        assert any(words in text for words in beside)
