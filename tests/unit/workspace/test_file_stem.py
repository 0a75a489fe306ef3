from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dutykit.workspace.file_stem import file_stem


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("市财政局", "市财政局"),
        ("各县（市、区）政府", "各县（市、区）政府"),
        ("a/b", "a%2Fb"),
        ("a_b", "a_b"),
        ("a:b", "a%3Ab"),
        ("100%", "100%25"),
        (".隐藏", "%2E隐藏"),
        ("..", "%2E%2E"),
        ("局 ", "局%20"),
        ("局\n", "局%0A"),
        ("con", "%63on"),
        ("NUL.x", "%4EUL.x"),
        ("council", "council"),
        ("", "%"),
    ],
)
def test_stem(name: str, stem: str) -> None:
    assert file_stem(name) == stem


def test_a_long_name_is_cut_and_differs_from_others_that_begin_so() -> None:
    one, other = file_stem("长" * 90), file_stem("长" * 91)
    assert one != other
    assert len(one.encode()) <= 180
    assert one.startswith("长长长")
    assert file_stem(one) != one


texts = st.text(st.sampled_from("长a/_:%~. 2F\n"), max_size=80)


@given(texts, texts)
@example("长" * 90, file_stem("长" * 90))
def test_two_ids_never_have_one_name(one: str, other: str) -> None:
    assert one == other or file_stem(one) != file_stem(other)


@given(st.text(max_size=300))
def test_any_id_gives_a_name_that_every_system_takes(name: str) -> None:
    stem = file_stem(name)
    assert 0 < len(stem.encode()) <= 180
    assert not set(stem) & set('/\\\\:*?"<>|')
    assert stem.isprintable()
    assert stem[0] not in " ."
    assert stem[-1] not in " ."
