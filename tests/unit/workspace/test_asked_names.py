"""What a name on the command line means, and what one that means nothing may have meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dutykit.model.catalogue import Catalogue, Source
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE
from dutykit.model.refusal import Refusal
from dutykit.model.unit import Group, Register, Unit
from dutykit.model.workspace import Workspace
from dutykit.workspace.asked_names import (
    chapter_meant,
    indicator_meant,
    known_unit,
    likely_unit,
    unit_or_group,
    units_meant,
)

NAMES = ("市财政局", "市教育局", "县教育局", "市体育局")
REGISTER = Register(
    units=(
        *(Unit(id=name, kind="department") for name in NAMES),
        Unit(id="市人力资源和社会保障局", kind="department", aliases=("市人社局", "人社")),
    ),
    groups=(Group(id="各县教育部门", members=("县教育局",)),),
)


def workspace(**fields: Any) -> Workspace:
    catalogue = Catalogue(title="体系", source=Source(title="文件", issuer="机关"), chapters=())
    return Workspace(Path(), catalogue, REGISTER, **fields)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("财政", "请检查是否为“市财政局”"),
        (" 社保", None),
        ("社会保障", "请检查是否为“市人力资源和社会保障局”"),
        ("人社局", "请检查是否为“市人力资源和社会保障局”"),
        ("教育局", "请检查是否为以下之一：市教育局、县教育局"),
        ("市财证局", "请检查是否为“市财政局”"),
        ("", None),
        ("税务", None),
    ],
)
def test_a_part_of_a_name_hints_at_it(name: str, hint: str | None) -> None:
    assert likely_unit(REGISTER, name, groups=False) == hint


def test_a_group_is_hinted_at_where_one_may_stand() -> None:
    assert likely_unit(REGISTER, "县教育部") == "请检查是否为“各县教育部门”"
    assert likely_unit(REGISTER, "县教育部", groups=False) == "请检查是否为“县教育局”"
    with pytest.raises(Refusal) as caught:
        unit_or_group(workspace(), "税务")
    assert caught.value.args[1].startswith("请查看 ")


def test_a_part_of_very_many_names_hints_at_none() -> None:
    many = Register(units=tuple(Unit(id=f"第{number}教育指导中心", kind="office") for number in range(20)), groups=())
    assert likely_unit(many, "教育") is None


@pytest.mark.parametrize(
    ("file", "meant", "text"),
    [
        (REGISTER_FILE, known_unit, "单位名录部分内容未读取，没有读到名为“甲”的单位"),
        (REGISTER_FILE, units_meant, "单位名录部分内容未读取，没有读到名为“甲”的单位"),
        (CATALOGUE_FILE, indicator_meant, "指标体系部分内容未读取，没有读到编号为“甲”的指标"),
        (CATALOGUE_FILE, chapter_meant, "指标体系部分内容未读取，没有读到序号为“甲”的一级指标"),
    ],
)
def test_what_was_not_read_is_not_said_to_be_missing(
    file: str, meant: Callable[[Workspace, str], object], text: str
) -> None:
    with pytest.raises(Refusal) as whole:
        meant(workspace(), "甲")
    assert whole.value.message.startswith("没有")
    with pytest.raises(Refusal) as caught:
        meant(workspace(incomplete=frozenset({file})), "甲")
    assert caught.value.message == text
