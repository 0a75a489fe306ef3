from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree as ET

from dutykit.render.report.charts import ANSWERS, Bar, TargetBar, stacked_bars, target_bars

HOSTILE = '<script>"&\u202e'


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
    assert widths[-2:] == [225, 75]


def test_targets_are_marked_and_odd_numbers_do_no_harm() -> None:
    bars = [
        TargetBar("甲", Decimal(75), Decimal(80), None, "75"),
        TargetBar("乙", Decimal(-5), None, Decimal(0), "-5"),
        TargetBar("丙" * 40, Decimal("1e400"), None, Decimal(0), "多"),
    ]
    ET.fromstring(target_bars("目标", bars, "x"))
    assert not target_bars("目标", [], "x")


def test_a_long_label_never_breaks_inside_a_number() -> None:
    bars = [TargetBar("19. 义务教育阶段学校56人及以上大班额班级数", Decimal(0), None, Decimal(0), "0")]
    root = ET.fromstring(target_bars("目标", bars, "x"))
    texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts[2:4] == ["19. 义务教育阶段学校", "56人及以上大班额班级数"]
