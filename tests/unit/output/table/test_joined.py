"""Tables below each other."""

from __future__ import annotations

from dutykit.output.table.joined import Named, joined, sums
from dutykit.output.table.record import Column, Group, Share, Table

ONE = Table(
    "表",
    (Column("单位"), Column("数", "number"), Column("率", "share")),
    (Group((("甲局", 1, Share(1, 2)),)),),
    source="共 1 行",
    total=("合计", 1, Share(1, 2)),
    notes=("都有", "只有一处有"),
)
OTHER = Table(
    "表",
    (Column("单位"), Column("未读", "number"), Column("数", "number"), Column("率", "share")),
    (Group((("乙局", 3, 2, Share(1, 3)), ("丙局", 0, 4, Share(0, 0)))),),
    source="共 2 行",
    total=("合计", 3, 6, Share(1, 3)),
    notes=("都有",),
)


def test_rows_stand_under_their_columns_with_the_names_of_their_parts() -> None:
    table = joined([Named("甲市", ONE), Named("乙市", OTHER)], "城市", "依据")
    assert [column.title for column in table.columns] == ["城市", "单位", "未读", "数", "率"]
    assert [*table.rows()] == [
        ("甲市", "甲局", None, 1, Share(1, 2)),
        ("乙市", "乙局", 3, 2, Share(1, 3)),
        ("乙市", "丙局", 0, 4, Share(0, 0)),
    ]
    assert table.total == ("合计", "", 3, 7, Share(2, 5))
    assert table.notes == ("各市：都有", "甲市：只有一处有")
    assert (table.source, table.head) == ("依据", 1)


def test_groups_become_a_column() -> None:
    table = Table(
        "表", (Column("单位"),), (Group((("甲局",),), "部门"), Group((("乙县",),), "县区")), group_title="类别"
    )
    assert [*joined([Named("甲市", table)], "城市").rows()] == [("甲市", "部门", "甲局"), ("甲市", "县区", "乙县")]
    assert joined([Named("甲市", table)], "城市").total == ()


def test_sums_are_of_numbers_and_shares_alone() -> None:
    assert [*sums([("a", 1, Share(1, 1), None), ("b", 2, Share(0, 4), 5)])] == ["", 3, Share(1, 5), 5]
