"""Groups and aliases are expanded in one place, and every duty says why it is there."""

from __future__ import annotations

from pathlib import Path

from dutykit.model.catalogue import Catalogue, Chapter, Indicator, Section, Source
from dutykit.model.responsibility import Responsibilities
from dutykit.model.unit import Group, Register, Unit
from dutykit.workspace.assemble import load_workspace


def catalogue(*indicators: Indicator) -> Catalogue:
    section = Section(title="节", indicators=indicators)
    return Catalogue(
        title="题", source=Source(title="文", issuer="机关"), chapters=(Chapter(title="章", sections=(section,)),)
    )


REGISTER = Register(
    units=(
        Unit(id="甲局", kind="department", aliases=("甲",)),
        Unit(id="乙县", kind="county"),
        Unit(id="丙县", kind="county"),
    ),
    groups=(Group(id="各县", members=("乙县", "丙县", "没有县")),),
)


def owed(*indicators: Indicator) -> list[tuple[str, str, str, str | None]]:
    duties = Responsibilities(catalogue(*indicators), REGISTER).duties
    return [(duty.indicator, duty.unit, duty.role, duty.through_group) for duty in duties]


def test_a_group_is_its_members_in_order() -> None:
    assert owed(Indicator(id="1", text="x", responsible=("甲局", "各县"))) == [
        ("1", "甲局", "responsible", None),
        ("1", "乙县", "responsible", "各县"),
        ("1", "丙县", "responsible", "各县"),
    ]


def test_an_alias_is_the_unit() -> None:
    assert owed(Indicator(id="1", text="x", responsible=("甲",))) == [("1", "甲局", "responsible", None)]


def test_named_itself_beats_its_group() -> None:
    assert owed(Indicator(id="1", text="x", responsible=("各县",), support=("乙县",))) == [
        ("1", "乙县", "support", None),
        ("1", "丙县", "responsible", "各县"),
    ]


def test_the_weightiest_role_counts() -> None:
    assert owed(Indicator(id="1", text="x", lead=("甲局",), support=("甲",))) == [("1", "甲局", "lead", None)]


def test_a_name_nobody_knows_owes_nothing() -> None:
    found = Responsibilities(catalogue(Indicator(id="1", text="x", responsible=("丁局",))), REGISTER)
    assert list(found.duties) == []
    assert [assignment.target for assignment in found.assignments] == [None]


def test_the_panjin_catalogue(repository: Path) -> None:
    workspace = load_workspace(repository).workspace
    assert workspace is not None
    responsibilities = workspace.responsibilities
    assert len(responsibilities.assignments) == 159
    assert len(list(responsibilities.duties)) == 159 - 43 + 43 * 4
    assert len(responsibilities.by_unit["市教育局"]) == 62
    assert len(responsibilities.by_unit["市财政局"]) == 15
    assert len(responsibilities.by_unit["盘山县政府"]) == 43
    assert len(responsibilities.by_unit) == 21
    assert len(responsibilities.by_indicator) == 62
    duty = responsibilities.duty("盘山县政府", "6")
    assert duty is not None
    assert duty.through_group == "各县区政府"
    assert duty.because.place.file == "data/indicators.yaml"
    assert responsibilities.duty("市财政局", "6") is None
