"""How a text states what is to be reached. Invented; no office said any of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dutykit.plans.quantity_clause import metrics_in

STATED = {
    "三年累计培训教师1.2万人次": ("三年累计培训教师", "人次", 12_000, None),
    "到2027年累计投入资金5亿元": ("累计投入资金", "元", 500_000_000, None),
    "每所学校至少配备1名心理健康教师": ("每所学校配备心理健康教师", "名", 1, None),
    "每个县（区）至少建有1所特教学校": ("每个县（区）建有特教学校", "所", 1, None),
    "十个县（市、区）公办园占比达到55%": ("十个县（市、区）公办园占比", "%", 55, None),
    "学前毛入园率：达到92%": ("学前毛入园率", "%", 92, None),
    "普惠性幼儿园覆盖率：85%以上": ("普惠性幼儿园覆盖率", "%", 85, None),
    "公办园占比逐年提高，达到50%以上": ("公办园占比", "%", 50, None),
    "校际差异系数控制在0.5以内": ("校际差异系数", None, None, Decimal("0.5")),
    "近视率下降到50%以下": ("近视率", "%", None, 50),
    "大班额比例降至2%以下": ("大班额比例", "%", None, 2),
    "力争到2027年普惠率突破85%": ("普惠率", "%", 85, None),
    "体育场地面积超过2平方米": ("体育场地面积", "平方米", 2, None),
    "近视率每年下降0.5个百分点以上": ("近视率每年下降", "个百分点", Decimal("0.5"), None),
    "教育经费年均增长8%以上": ("教育经费年均增长", "%", 8, None),
    "经费投入较2025年翻一番": ("经费投入与基期之比", "倍", 2, None),
    "在校生规模翻两番": ("在校生规模与基期之比", "倍", 4, None),
    "校园食品安全零事故": ("校园食品安全事故", None, None, 0),
    "实现校园欺凌零发生": ("校园欺凌", None, None, 0),
    "安全责任事故为零": ("安全责任事故", None, None, 0),
    "义务教育阶段辍学学生动态清零": ("义务教育阶段辍学学生", None, None, 0),
    "持证率达到百分之百": ("持证率", "%", 100, None),
    "90%以上的学校达到标准": ("学校达到标准比例", "%", 90, None),
}


@pytest.mark.parametrize(("words", "wanted"), STATED.items())
def test_a_value(words: str, wanted: tuple[object, ...]) -> None:
    (metric,) = metrics_in(f"加强督导。{words}。")
    assert metric.target is not None
    assert (metric.id, metric.unit, metric.target.min, metric.target.max) == wanted
    assert metric.because == metric.target.because == words


SEVERAL = {
    "小学、初中巩固率分别达到99%和95%": [("小学巩固率", 99, None), ("初中巩固率", 95, None)],
    "毛入园率、普惠性幼儿园覆盖率分别达到92%和85%": [("毛入园率", 92, None), ("普惠性幼儿园覆盖率", 85, None)],
    "小学、初中、高中班额分别控制在45人、50人、50人以内": [
        ("小学班额", None, 45),
        ("初中班额", None, 50),
        ("高中班额", None, 50),
    ],
    "城区、乡镇学校达标率均达到90%": [("城区学校达标率", 90, None), ("乡镇学校达标率", 90, None)],
    "教师培训率和持证率均达到100%": [("教师培训率", 100, None), ("持证率", 100, None)],
    # whose they are is not stated
    "机械化率分别达到65%和55%": [],
    "各学段入学率达到100%、99%和95%": [],
    "甲类、乙类学校分别达到65%和55%": [],
}


@pytest.mark.parametrize(("words", "wanted"), SEVERAL.items())
def test_several_values_of_several_names(words: str, wanted: list[tuple[str, int | None, int | None]]) -> None:
    found = metrics_in(f"到2027年，{words}。")
    assert [(one.id, one.target and one.target.min, one.target and one.target.max) for one in found] == wanted
    assert all(one.because == words for one in found)


@pytest.mark.parametrize(
    "words",
    [
        "零容忍",
        "零距离服务",
        "排放量实现零增长",
        "师生比不低于1:12",
        "压减20%以上",
        "每生每年不低于1000元",
        "建成3至5所示范校",
        "翻一番",
    ],
)
def test_what_states_no_value_of_a_thing(words: str) -> None:
    assert metrics_in(f"加强督导。{words}。") == []
