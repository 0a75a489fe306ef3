"""What a name on the command line means, and what one that means nothing may have meant."""

from __future__ import annotations

import pytest

from dutykit.model.refusal import Refusal
from dutykit.model.unit import Group, Register, Unit
from dutykit.workspace.asked_names import likely_unit, unit_or_group

NAMES = ("市财政局", "市教育局", "县教育局", "市体育局")
REGISTER = Register(
    units=(
        *(Unit(id=name, kind="department") for name in NAMES),
        Unit(id="市人力资源和社会保障局", kind="department", aliases=("市人社局", "人社")),
    ),
    groups=(Group(id="各县教育部门", members=("县教育局",)),),
)


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
        unit_or_group(REGISTER, "税务")
    assert caught.value.args[1].startswith("请查看 ")


def test_a_part_of_very_many_names_hints_at_none() -> None:
    many = Register(units=tuple(Unit(id=f"第{number}教育指导中心", kind="office") for number in range(20)), groups=())
    assert likely_unit(many, "教育") is None
