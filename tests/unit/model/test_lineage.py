"""What units became: renamed, merged, split, through several years, and in circles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dutykit.model.lineage import Lineage
from dutykit.model.unit import Register


def register(**units: tuple[str, ...]) -> Register:
    """Units with what they succeed; a name that begins with = is an alias."""
    made = [
        {
            "id": key,
            "kind": "county",
            "succeeds": [one for one in names if one[0] != "="],
            "aliases": [one[1:] for one in names if one[0] == "="],
        }
        for key, names in units.items()
    ]
    return Register.model_validate({"units": made})


def test_a_chain_goes_through_registers_that_are_over() -> None:
    first, second, now = register(甲=(), 丁=()), register(乙=("甲",), 丁=()), register(丙=("乙",), 丁=())
    lineage = Lineage(now, {2017: first, 2018: second})
    assert lineage.line("丙") == ("丙", "乙", "甲")
    assert [lineage.successors("甲", one) for one in (first, second, now)] == [("甲",), ("乙",), ("丙",)]
    assert lineage.successors("乙", first) == ()
    assert lineage.named("甲", now) == ("丙",)
    assert lineage.named("戊", now) == ()


def test_two_predecessors_a_split_and_a_unit_that_is_gone() -> None:
    then = register(甲=(), 乙=(), 丙=(), 丁=())
    now = register(丙=("乙", "甲"), 戊=("丁",), 己=("丁",))
    lineage = Lineage(now, {2018: then})
    assert lineage.line("丙") == ("丙", "甲", "乙")
    assert lineage.successors("甲", now) == lineage.successors("乙", now) == ("丙",)
    assert lineage.successors("丁", now) == ("戊", "己")
    assert Lineage(register(戊=()), {2018: then}).successors("丁", register(戊=())) == ()


def test_a_unit_that_is_still_there_is_itself() -> None:
    now = register(甲=(), 乙=("甲",))
    assert Lineage(now).successors("甲", now) == ("甲",)
    assert Lineage(now, {2018: register(丙=())}).successors("丙", now) == ()


def test_a_name_is_meant_as_its_year_has_it() -> None:
    then, now = register(西县政府=("=西县",)), register(东县政府=("西县政府", "=西县"))
    lineage = Lineage(now, {2018: then})
    assert lineage.unit_of("西县", 2018) == "西县政府"
    assert lineage.unit_of("西县", 2019) == "东县政府"
    assert lineage.unit_of("无名", 2018) == "无名"
    assert lineage.named("西县政府", now) == ("东县政府",)


def test_a_former_name_among_the_aliases_is_a_succession() -> None:
    then, now = register(西县政府=()), register(西区政府=("=西县政府",))
    lineage = Lineage(now, {2018: then})
    assert lineage.successors("西县政府", now) == ("西区政府",)
    assert lineage.line("西区政府") == ("西区政府", "西县政府")


def test_a_predecessor_by_a_short_name() -> None:
    then, now = register(西县人民政府=("=西县",)), register(东县政府=("西县",))
    assert Lineage(now, {2018: then}).successors("西县人民政府", now) == ("东县政府",)


NAMES = st.sampled_from("甲乙丙丁")
REGISTERS = st.dictionaries(NAMES, st.lists(NAMES, max_size=3).map(tuple), min_size=1).map(lambda one: register(**one))


@given(now=REGISTERS, past=st.dictionaries(st.integers(2015, 2018), REGISTERS, max_size=3))
def test_any_succession_ends_circles_among_them(now: Register, past: dict[int, Register]) -> None:
    lineage = Lineage(now, past)
    for name in "甲乙丙丁":
        line = lineage.line(name)
        assert line[0] == name
        assert len(set(line)) == len(line)
        for one in (now, *past.values()):
            successors = lineage.successors(name, one)
            assert set(successors) <= set(one.by_id)
            assert all(name in lineage.line(successor) for successor in successors)
            if name in one.by_id:
                assert successors == (name,)
