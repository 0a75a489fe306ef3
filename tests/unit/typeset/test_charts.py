from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from dutykit.typeset.charts import (
    RATINGS,
    Bar,
    HeatRow,
    Kind,
    Pair,
    TargetBar,
    YearRow,
    heat_grid,
    paired_bars,
    stacked_bars,
    target_bars,
    years,
)
from dutykit.typeset.charts.svg import SIZE, WIDTH, amount, label_lines, width_of

ANSWERS = (Kind("已填报", "#d4d4d4"), Kind("未填报", "url(#hatch)"), Kind("没有读全", "url(#grid)"))
HOSTILE = '<script>"&\u202e'

SVG = "{http://www.w3.org/2000/svg}"


def test_a_stacked_bar_is_sound_svg_with_escaped_texts() -> None:
    svg = stacked_bars(HOSTILE, ANSWERS, [Bar(HOSTILE, (3, 1, 0), HOSTILE), Bar("乙", (0, 0, 0), "")], '"A B", "C"')
    root = ET.fromstring(svg)
    assert root.get("font-family") == '"A B", "C"'
    assert root.get("aria-label") == '<script>"&'
    texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["已填报", "未填报", '<script>"&', "3", "1", '<script>"&', "乙", None]


def test_parts_are_as_wide_as_their_numbers() -> None:
    root = ET.fromstring(stacked_bars("", ANSWERS, [Bar("甲", (3, 1, 0), "")], "x"))
    widths = [float(rect.get("width", "")) for rect in root.iter("{http://www.w3.org/2000/svg}rect")]
    assert [one for one in widths if one > 20] == [225, 75]


def test_a_number_on_a_pattern_has_a_white_ground() -> None:
    root = ET.fromstring(stacked_bars("图", ANSWERS, [Bar("甲", (3, 3, 0), "")], "F"))
    shapes = [one for one in root if one.tag != f"{SVG}defs"]
    at = max(number for number, one in enumerate(shapes) if "hatch" in one.get("fill", ""))
    ground, words = shapes[at + 1 : at + 3]
    assert (ground.get("fill"), ground.get("stroke"), words.text) == ("#ffffff", None, "3")
    assert shapes[at - 1].text == "3"  # nothing behind a number on plain grey


def test_targets_are_marked_and_odd_numbers_do_no_harm() -> None:
    bars = [
        TargetBar("甲", Decimal(75), Decimal(60), Decimal(90), "75"),
        TargetBar("乙", Decimal(-5), None, Decimal(0), "-5"),
        TargetBar("丙" * 40, Decimal("1e400"), None, Decimal(0), "多"),
        TargetBar("丁", Decimal(5), None, None, "5"),
    ]
    (chart,) = target_bars("目标", bars, "x")
    root = ET.fromstring(chart)
    rects = [(float(one.get("x", "")), float(one.get("width", ""))) for one in root.iter(f"{SVG}rect")][1:]
    strokes = list(root.iter(f"{SVG}path"))[1:]  # the first is the legend's
    xs = [(float(one.get("d", "")[1:].split()[0]), one.get("stroke-width")) for one in strokes]
    marks, zeros = [x for x, width in xs if width == "2.2"], [x for x, width in xs if width == "0.8"]
    # A bar begins or ends at its row's zero, is as long as its number, and a mark as far from zero as its target.
    (left, width), (below, depth), (_many, most), (last, length) = rects
    assert zeros == [left, below + depth, left, last]
    assert [round((mark - left) / width * 75, 1) for mark in marks[:2]] == [60, 90]
    assert marks[2:] == [zeros[1], zeros[2]]
    assert max(width, depth, most, length, *(mark - left for mark in marks[:2])) < 190
    assert below > left
    assert depth == pytest.approx(190 / 1.15, abs=0.01)
    assert target_bars("目标", [], "x") == ()


def test_a_long_label_never_breaks_inside_a_number() -> None:
    bars = [TargetBar("19. 义务教育阶段学校56人及以上大班额班级数", Decimal(0), None, Decimal(0), "0")]
    (chart,) = target_bars("目标", bars, "x")
    root = ET.fromstring(chart)
    texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts[2:4] == ["19. 义务教育阶段学校", "56人及以上大班额班级数"]


def _texts(svg: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text")]


def _said(svg: str) -> str:
    said = ET.fromstring(svg).findtext(f"{SVG}desc")
    assert said is not None
    return said


def test_every_chart_says_in_words_what_it_shows() -> None:
    bars = stacked_bars("覆盖", ANSWERS, [Bar("甲", (3, 1, 0), "3/4"), Bar("乙", (0, 2, 0), "0/2")], "x")
    assert _said(bars) == "甲：已填报3，未填报1，3/4；乙：未填报2，0/2"
    assert ET.fromstring(bars).findtext(f"{SVG}title") == f"覆盖。{_said(bars)}"
    (target,) = target_bars("目标", [TargetBar("甲", Decimal(75), Decimal(80), None, "75（未达到）")], "x")
    assert _said(target) == "甲：75（未达到）"


def test_a_heat_grid_shows_shares_that_are_never_rounded_up() -> None:
    rows = [HeatRow(HOSTILE, ((999, 1000), None)), HeatRow("乙", ((0, 3), (1, 300)))]
    svg = heat_grid("热", ["一", "二"], rows, "x")
    assert _texts(svg)[-6:] == ['<script>"&', "99%", "—", "乙", "0%", "1%"]
    assert _said(svg) == '<script>"&：一999/1000；乙：一0/3，二1/300'
    fills = [rect.get("fill") for rect in ET.fromstring(svg).iter(f"{SVG}rect")]
    assert re.sub("-[0-9a-f]{8}", "", " ".join(map(str, fills[-4:]))) == "#e6e6e6 url(#hatch) #ffffff #4d4d4d"
    ET.fromstring(heat_grid("热", [], [], "x"))


def test_charts_of_one_page_share_no_name_of_a_pattern() -> None:
    hostile = 'fill="url(#hatch)" <pattern id="hatch"'
    pairs = [Pair(hostile, Decimal(1), Decimal(2))]
    charts = [
        heat_grid("热", ["一"], [HeatRow("甲", ((1, 2),))], "x"),
        paired_bars("分", pairs, "x"),
        paired_bars("他", pairs, "x"),
    ]
    names = []
    for root in map(ET.fromstring, charts):
        (name,) = {one.get("id") for one in root.iter(f"{SVG}pattern")}
        assert f"url(#{name})" in {one.get("fill") for one in root.iter(f"{SVG}rect")}
        names.append(name)
    assert len(set(names)) == 3
    assert "".join(_texts(charts[1])).count("hatch") == 2


def test_two_scores_stand_side_by_side_on_one_scale() -> None:
    pairs = [
        Pair("甲", Decimal("61.6"), Decimal(60), Decimal(63)),
        Pair("乙", Decimal(7), None),
        Pair(HOSTILE, None, None),
    ]
    svg = paired_bars("分", pairs, "x")
    assert _said(svg) == '甲：自评61.6/63，复核60/63；乙：自评7，复核未评；<script>"&：自评未评，复核未评'
    widths = [float(rect.get("width", "")) for rect in ET.fromstring(svg).iter(f"{SVG}rect")]
    assert widths[-3:] == [264, 257.14, 30]
    assert _texts(svg)[:3] == ["自评", "复核", "满分"]
    assert _texts(paired_bars("分", pairs[1:], "x"))[:3] == ["自评", "复核", "乙"]
    svg = paired_bars("分", [Pair("丙", Decimal(-5), Decimal(12), Decimal(10))], "x")
    rects = list(ET.fromstring(svg).iter(f"{SVG}rect"))[-2:]
    (left, below), (zero, above) = ((float(one.get("x", "")), float(one.get("width", ""))) for one in rects)
    assert left + below == pytest.approx(zero, abs=0.01)
    assert above / below == pytest.approx(12 / 5, abs=0.01)


def test_words_behind_a_bar_stay_on_the_page() -> None:
    words = "-123456.78%（不低于0%，未达到）"
    (svg,) = target_bars("目标", [TargetBar("甲", Decimal("-123456.78"), Decimal(0), None, words)], "x")
    assert "".join(_texts(svg)[-2:]) == words
    assert not paired_bars("分", [], "x")


def test_years_are_compared_where_there_are_two() -> None:
    rows = [
        YearRow("甲", "%", (Decimal("80.5"), None, Decimal(82))),
        YearRow("乙", "", (Decimal(3), Decimal(3), Decimal(3))),
        YearRow("丙", "所", (Decimal("1e400"), Decimal(5), Decimal(4))),
        YearRow("丁", "", (None, None, Decimal(1))),
    ]
    svg = years("年", [2017, 2018, 2019], rows, "x")
    texts = _texts(svg)
    assert texts[:3] == ["2017年", "2018年", "2019年"]
    assert [text for text in texts if text[0] in "↑↓持"] == ["↑1.5%", "持平", "↓1所"]
    assert _said(svg).startswith("甲：2017年80.5%，2019年82%；乙：2017年3，2018年3，2019年3；丙：")
    assert "丁" not in texts
    assert max(map(len, texts)) <= 12
    assert not years("年", [2019], [YearRow("甲", "", (Decimal(1),))], "x")


def test_a_label_of_any_length_is_cut() -> None:
    assert len("".join(label_lines("长" * 100_000))) < 40


def test_a_name_of_48_letters_is_whole_at_its_rows() -> None:
    name = "示例市经济技术开发区管理委员会社会事务和教育体育卫生健康管理局（示例市高新技术园区社会局合署办）"
    charts = heat_grid("热", ["一"], [HeatRow(name, ((1, 2),))], "x"), paired_bars("分", [Pair(name, HUGE, HUGE)], "x")
    assert all(name in "".join(_texts(svg)) for svg in charts)
    assert "一、贯彻执行党的教育方针情况" in "".join(
        _texts(heat_grid("热", ["一、贯彻执行党的教育方针情况"] * 6, [], "x"))
    )


HUGE, TINY = Decimal(10**9), Decimal("0.000123456789")
LONG = "义务教育学校生均教学及辅助用房面积达到国家和省规定标准的学校所占比例与上一年度相比的变化"
CHARTS = {
    "stacked": stacked_bars(
        "甲", RATINGS, [Bar(LONG, (1, 2, 3, 4, 5, 6, 7), "共28项"), Bar("乙", (10**9, *[0] * 6), "共1000000000项")], "x"
    ),
    "one stacked": stacked_bars("甲", RATINGS, [Bar("乙", (1, *[0] * 6), "共1项")], "x"),
    "many stacked": stacked_bars("甲", RATINGS, [Bar(LONG, (one, 1, *[0] * 5), "共1项") for one in range(40)], "x"),
    "paired": paired_bars("甲", [Pair(LONG, -HUGE, HUGE, HUGE), Pair("乙", TINY, Decimal(0), Decimal(1))], "x"),
    "many paired": paired_bars("甲", [Pair(LONG, Decimal(one), HUGE) for one in range(20)], "x"),
    "years": years(
        "甲", range(2015, 2020), [YearRow(LONG, "平方米/生", (TINY, -HUGE, HUGE - 1, Decimal(0), HUGE))], "x"
    ),
    **{
        f"targets {number}": one
        for number, one in enumerate(
            target_bars(
                "甲",
                [
                    TargetBar(f"{one}.{LONG}", one, HUGE, None, f"{one}平方米/生（不低于1000000000平方米/生，未达到）")
                    for one in (HUGE, -HUGE, TINY, Decimal(0), *map(Decimal, range(40)))
                ],
                "x",
            )
        )
    },
}


@pytest.mark.parametrize("name", CHARTS)
def test_everything_is_drawn_inside_the_chart(name: str) -> None:
    root = ET.fromstring(CHARTS[name])
    assert float(root.get("height", "")) <= 840  # a page holds it, 156 mm wide
    for one in root.iter(f"{SVG}rect"):
        x, width = (float(one.get(key, 0)) for key in ("x", "width"))
        assert x >= 0
        assert x + width <= WIDTH
    for one in root.iter(f"{SVG}text"):
        x, width = float(one.get("x", "")), SIZE * width_of(one.text or "")
        left = x - {"start": 0, "middle": width / 2, "end": width}[one.get("text-anchor", "")]
        assert left >= -1, one.text
        assert left + width <= WIDTH, one.text


def test_the_words_behind_a_bar_are_never_cut() -> None:
    words = "0.0005平方米/生（不低于0.01平方米/生，不高于1234567.89平方米/生，未达到）"
    (svg,) = target_bars("目标", [TargetBar("甲", Decimal("0.0005"), Decimal("0.01"), None, words)], "x")
    lines = _texts(svg)[3:]
    assert "".join(lines) == words
    assert not any(one[-1:].isdigit() and other[:1].isdigit() for one, other in pairwise(lines))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("12345678", "12345678"),
        ("1234567890", "12.35亿"),
        ("-123456.789", "-12.35万"),
        ("33.3333333333", "33.33"),
        ("0.000123456789", "0.000123"),
        ("1e400", "1e+400"),
    ],
)
def test_a_number_of_many_digits_in_short(value: str, words: str) -> None:
    assert amount(Decimal(value), 8) == words


def test_no_line_of_a_label_begins_with_what_may_not_stand_there() -> None:
    assert label_lines("32.语言文字工作体制机制建设,国家通用语言文字教育、推广的情况")[1][0] != ","
