"""Two cycles or catalogues side by side, in each format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dutykit.listings.diff import difference
from dutykit.model.refusal import Refusal
from dutykit.output.formats import listing_bytes
from dutykit.output.listing import Look
from tests.conftest import Golden
from tests.cycles import opened, write


@pytest.mark.parametrize(("old", "new"), [("2017", "2018"), ("2018", "2019"), ("2019", "2019")])
@pytest.mark.parametrize("kind", ["table", "md", "json"])
def test_two_cycles(made_rounds: Path, golden: Golden, old: str, new: str, kind: str) -> None:
    found = difference(opened(made_rounds), old, new)
    golden.check(f"diff/{old}-{new}.{kind}.txt", listing_bytes(found, kind).decode())


def test_colours_take_the_place_of_the_marks(made_rounds: Path) -> None:
    text = listing_bytes(difference(opened(made_rounds), "2017", "2018"), "table", Look(40, color=True)).decode()
    assert "\033[32m公办幼儿园" in text
    assert "[-" not in text
    assert "{+" not in text
    # A colour ends with its line: what is beside the text keeps its own.
    assert all(
        line.count("\033[") == 0 or line.rstrip().endswith("\033[0m") or "\033[0m" in line for line in text.splitlines()
    )


def test_two_files(made_rounds: Path) -> None:
    folder = made_rounds / "data"
    found = difference(opened(made_rounds), str(folder / "past/2017/indicators.yaml"), str(folder / "indicators.yaml"))
    document = json.loads(listing_bytes(found, "json"))
    assert (document["metrics"], document["ratings"]) == (None, None)
    assert [one["reason"] for one in document["suspects"]] == [
        *("reassigned", "reworded", "removed", "renumbered", "renumbered")
    ]


def test_a_catalogue_alone_has_the_units_of_the_workspace(made_rounds: Path, tmp_path: Path) -> None:
    write(tmp_path / "新.yaml", (made_rounds / "data/indicators.yaml").read_text(encoding="utf-8"))
    found = difference(opened(made_rounds), str(tmp_path / "新.yaml"), "2019")
    assert found.changes.is_empty


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("2016", "没有 2016 年度的指标体系和填报文件"),
        ("没有.yaml", "无法将 没有.yaml 作为指标体系读取：没有.yaml:1:1 缺少文件 没有.yaml"),
        ("data/units.yaml", "无法将 data/units.yaml 作为指标体系读取：units.yaml:1:1 "),
    ],
)
def test_what_cannot_be_compared(made_rounds: Path, monkeypatch: pytest.MonkeyPatch, old: str, said: str) -> None:
    monkeypatch.chdir(made_rounds)
    with pytest.raises(Refusal) as error:
        difference(opened(made_rounds), old, "2018")
    assert error.value.args[0].startswith(said)
