"""Of several files that state the same the one named for it counts, whatever sorts first."""

from __future__ import annotations

import pytest

from dutykit.model.place import MarkedMapping, SourceFile
from dutykit.model.settings import Limits
from dutykit.model.submission import Submission
from dutykit.model.unit import Register
from dutykit.workspace.decode import decode
from dutykit.workspace.one_file import names_unit, one_a_unit
from dutykit.workspace.yaml.reader import read_yaml

REGISTER = Register.model_validate(
    {
        "units": [
            {"id": "市财政局", "kind": "department", "aliases": ["财政局"]},
            {"id": "市局/分局", "kind": "office"},
        ]
    }
)


def submission(name: str, unit: str = "市财政局", cycle: int = 2019) -> Submission:
    record, _findings, _complete = decode(
        Submission, read_yaml(f"unit: {unit}\ncycle: {cycle}\nstate: draft\n".encode(), name, Limits())
    )
    assert record is not None
    assert isinstance(record.node, MarkedMapping)
    assert isinstance(record.node.source, SourceFile)
    return record


@pytest.mark.parametrize(
    "other",
    [
        "submissions/2019/市财政局 - 副本.yaml",
        "submissions/2019/市财政局 (1).yaml",
        "submissions/2019/市财政局-旧.yaml",
        "submissions/2019/市财政局.yml",
        "submissions/2018/市财政局.yaml",
        "submissions/市财政局.yaml",
        "submissions/2019/财政局.yaml",
        "submissions/2019/a.yaml",
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_the_file_named_for_its_unit_counts(other: str, *, turned: bool) -> None:
    right, wrong = submission("submissions/2019/市财政局.yaml"), submission(other)
    records = [right, wrong] if turned else [wrong, right]
    kept, second = one_a_unit(records, lambda _cycle: REGISTER)
    assert (kept, second) == ([right], [wrong])
    assert kept[0] is right


def test_an_alias_is_nearer_than_a_copy_and_the_first_name_settles_the_rest() -> None:
    names = ["submissions/2019/市财政局 - 副本.yaml", "submissions/2019/财政局.yaml", "submissions/2019/b.yaml"]
    kept, second = one_a_unit(map(submission, names), lambda _cycle: REGISTER)
    assert [one.file for one in kept] == [names[1]]
    assert [one.file for one in second] == [names[2], names[0]]


def test_units_and_cycles_are_apart() -> None:
    records = [
        submission("submissions/2019/市财政局.yaml"),
        submission("submissions/2018/市财政局.yaml", cycle=2018),
        submission("submissions/2019/无名.yaml", unit="无名"),
    ]
    assert one_a_unit(records, lambda _cycle: REGISTER) == (records, [])


def test_a_name_that_no_disk_takes_as_it_is() -> None:
    assert names_unit("市局_分局", "市局/分局")
    assert not names_unit("市局", "市局/分局")
