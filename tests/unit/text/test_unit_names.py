"""Which names are taken for one body, and which look alike and are not."""

from __future__ import annotations

import pytest

from dutykit.text.unit_names import Double, likely_doubles


@pytest.mark.parametrize(
    ("one", "other", "by"),
    [
        ("市人社局", "市人力资源和社会保障局", "short"),
        ("市人社局", "市人力资源社会保障局", "short"),
        ("东山县政府", "东山县人民政府", "short"),
        ("东山县", "盘锦市东山县人民政府", "short"),
        ("示例市", "示例市政府", "short"),
        ("示例市", "示例市人民政府", "short"),
        ("发改委", "市发展改革委", "short"),
        ("市发改委", "市发展和改革委员会", "short"),
        ("卫健委", "市卫生健康委", "short"),
        ("教育局", "盘锦市教育局", "short"),
        ("各县区政府", "各县、区人民政府", "short"),
        ("各县（市、区）人民政府", "各市县区政府", "short"),
        ("市委编办", "中共盘锦市委机构编制委员会办公室", "short"),
        ("市市场监管局", "盘锦市市场监督管理局", "short"),
        ("市国资委", "市人民政府国有资产监督管理委员会", "short"),
        ("政法委", "市委政法委员会", "short"),
        ("市财政部门", "市财政局", "short"),
        ("市级财政部门", "市财政局", "short"),
        ("财政部门", "市财政部门", "short"),
        ("教育行政部门", "市教育局", "short"),
        ("教育主管部门", "教育行政部门", "short"),
        ("发展改革部门", "市发展和改革委员会", "short"),
        ("省级财政部门", "省财政厅", "short"),
        ("宣传部门", "市委宣传部", "short"),
        ("市大数据中心", "市大数据管理中心", "shortened"),
        ("市发改局", "市发改委", "slip"),
        ("市卫健委", "市健卫委", "slip"),
        ("市民政府教育督导室", "市人民政府教育督导室", "slip"),
    ],
)
def test_names_of_one_body(one: str, other: str, by: str) -> None:
    assert [(found.by, {*found[:2]}) for found in likely_doubles([one, "市审计局", other])] == [(by, {one, other})]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市教育局", "市体育局"),
        ("财政部门", "市教育局"),
        ("各级财政部门", "市财政局"),
        ("县级财政部门", "市财政局"),
        ("市有关部门", "市直部门"),
        ("市财政局", "市民政局"),
        ("盘锦市财政局", "盘锦市民政局"),
        ("中共盘锦市委组织部", "中共盘锦市委统战部"),
        ("市水利局", "市水务局"),
        ("市文旅局", "市文广旅局"),
        ("市科技局", "市科协"),
        ("市委研究室", "市政府研究室"),
        ("市委办公室", "市政府办公室"),
        ("市委办", "市委编办"),
        ("市公安局", "市公安局交通管理局"),
        ("市教育局", "大洼区教育局"),
        ("东山县教育局", "西山县教育局"),
        ("盘锦市教育局", "营口市教育局"),
        ("东湖新区管委会", "西湖新区管委会"),
        ("双台子区政府", "兴隆台区政府"),
        ("大洼区政府", "大洼区田庄台镇政府"),
        ("市第一中学", "市第二中学"),
    ],
)
def test_names_of_two_bodies(one: str, other: str) -> None:
    assert likely_doubles([one, other]) == []


def test_the_pairs_are_sorted_and_each_is_there_once() -> None:
    names = ["市人社局", "市人力资源和社会保障局", "盘锦市人社局", "市人社局"]
    assert likely_doubles(names) == [
        Double("市人力资源和社会保障局", "市人社局", "short"),
        Double("市人力资源和社会保障局", "盘锦市人社局", "short"),
        Double("市人社局", "盘锦市人社局", "short"),
    ]


def test_names_of_nothing_but_marks_are_left_out() -> None:
    assert likely_doubles(["（）", "、", ""]) == []


def test_a_city_before_a_short_name_makes_no_doubles() -> None:
    assert likely_doubles(["盘锦市民政局", "盘锦市财政局", "盘锦市教育局", "盘锦市审计局"]) == []


def test_the_party_is_left_out_at_the_beginning_of_each_name_only() -> None:
    names = ["中共示例市纪律检查委员会", "示例市纪律检查委员会", "示例市中共党史研究室", "示例市党史研究室", "\0"]
    assert likely_doubles(names) == [Double("中共示例市纪律检查委员会", "示例市纪律检查委员会", "short")]


def test_numbers_in_another_order_are_two_bodies() -> None:
    assert likely_doubles(["市第12中学", "市第21中学", "市第一二中学"]) == []
    assert likely_doubles([f"市第{number}中学" for number in range(2000)]) == []
