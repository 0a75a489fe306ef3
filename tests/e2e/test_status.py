"""`dutykit status` as a user starts it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.conftest import Dutykit, Golden
from tests.rounds import three_years


@pytest.mark.parametrize(("day", "columns"), [("2019-05-13", "100"), ("2019-05-22", "80"), ("2019-12-01", "100")])
def test_the_sample_round(panjin: Path, dutykit: Dutykit, golden: Golden, day: str, columns: str) -> None:
    ran = dutykit("status", "--as-of", day, cwd=panjin, env={"COLUMNS": columns})
    assert (ran.code, ran.err) == (0, "")
    golden.check(f"status/{day}.{columns}.txt", ran.out)


def test_english(panjin: Path, dutykit: Dutykit, golden: Golden) -> None:
    ran = dutykit(
        "status", "--as-of", "2019-05-22", "--unit", "各县区政府", "--unit", "市文广局", "--lang", "en", cwd=panjin
    )
    golden.check("status/english.txt", ran.out)


def test_overdue_is_for_ci(panjin: Path, dutykit: Dutykit) -> None:
    late = dutykit("status", "--as-of", "2019-05-16", "--fail-on", "overdue", cwd=panjin)
    assert (late.code, late.err) == (1, "1 个单位逾期\n")
    in_time = dutykit("status", "--as-of", "2019-05-15", "--fail-on", "overdue", cwd=panjin)
    assert (in_time.code, in_time.err) == (0, "")
    soon = dutykit("status", "--as-of", "2019-05-15", "--fail-on", "soon", cwd=panjin)
    assert (soon.code, soon.err) == (1, "1 个单位临期\n")


def test_a_stage_that_is_over_is_not_said_to_be_on(panjin: Path, dutykit: Dutykit) -> None:
    lines = dutykit("status", "--as-of", "2019-06-03", cwd=panjin, env={"COLUMNS": "300"}).out.splitlines()
    stages = lines[1].split("；")
    assert stages[0].endswith("2019-05-15（已过截止日期，2 个单位逾期）")
    assert stages[1].endswith("2019-06-25（进行中）")
    at = lines.index("逾期 19 天（报送自评材料，2019-05-15 截止）：市文广局")
    assert lines[at + 1] == "逾期 3 天（重新报送，2019-05-31 截止）：市人社局"
    before = dutykit("status", "--as-of", "2019-05-22", cwd=panjin, env={"COLUMNS": "300"}).out
    assert "（已过截止日期，1 个单位逾期，1 个单位另有截止日期）" in before


def test_json(panjin: Path, dutykit: Dutykit) -> None:
    found = json.loads(dutykit("status", "--as-of", "2019-05-22", "--format", "json", cwd=panjin).out)
    assert (found["version"], found["cycle"], found["as_of"], found["sample"]) == (1, 2019, "2019-05-22", True)
    assert found["counts"] == {"red": 1, "yellow": 0, "green": 20, "none": 0}
    assert found["outstanding"] == ["市人社局", "市文广局"]
    red = next(one for one in found["units"] if one["light"] == "red")
    assert red["next"] == {"stage": "自查自评", "due": "2019-05-15", "days": -7}


def test_a_calendar_that_is_the_same_each_time(panjin: Path, dutykit: Dutykit) -> None:
    arguments = ("status", "--as-of", "2019-05-22", "-o", "时间节点.ics")
    assert dutykit(*arguments, cwd=panjin).code == 0
    data = (panjin / "时间节点.ics").read_bytes()
    events = Calendar.from_ical(data).walk("VEVENT")
    assert [str(one.decoded("DTSTART")) for one in events] == [
        *("2019-05-15", "2019-05-24", "2019-05-31", "2019-06-25", "2019-07-19", "2019-11-29", "2019-12-20")
    ]
    assert len({str(one["UID"]) for one in events}) == len(events)
    assert all("示例" in str(one["SUMMARY"]) for one in events)
    titles = ["自查自评截止（16 个单位）", "自查自评截止（4 个单位）", "退回后重新报送截止（1 个单位）", "监测评估截止"]
    assert [str(one["SUMMARY"]) for one in events[:4]] == [f"2019 年度{one}（示例）" for one in titles]
    assert "盘山县政府" in str(events[1]["DESCRIPTION"])
    assert all(one.decoded("DTEND") - one.decoded("DTSTART") == dt.timedelta(days=1) for one in events)
    assert {one["SEQUENCE"] for one in events} == {0}
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert (
        dutykit("status", "--format", "ics", cwd=panjin, env={"SOURCE_DATE_EPOCH": "1558483200"}, cold=True).out_bytes
        == data
    )


def test_a_calendar_goes_on_from_the_one_it_replaces(panjin: Path, dutykit: Dutykit) -> None:
    path, timetable = panjin / "时间节点.ics", panjin / "data/cycles.yaml"
    arguments = ("status", "--as-of", "2019-05-22", "-o", str(path))

    def events() -> dict[str, tuple[str, int]]:
        assert dutykit(*arguments, cwd=panjin).code == 0
        found = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
        return {str(one["UID"]): (str(one.decoded("DTSTART")), int(str(one["SEQUENCE"]))) for one in found}

    first = events()
    text = timetable.read_text(encoding="utf-8")
    moved = {"2019-05-24": "2019-05-28", "2019-06-25": "2019-06-20"}
    for before, after in moved.items():
        text = text.replace(f"due: {before}", f"due: {after}")
    timetable.write_text(text, encoding="utf-8")
    expected = {uid: (moved.get(day, day), int(day in moved)) for uid, (day, _sequence) in first.items()}
    assert events() == expected
    data = path.read_bytes()
    assert events() == expected
    assert path.read_bytes() == data
    path.write_text("text", encoding="utf-8")
    ran = dutykit(*arguments, cwd=panjin)
    assert (ran.code, path.read_text(encoding="utf-8")) == (2, "text")
    assert "不是可读取的日历文件" in ran.err


def test_without_a_timetable(panjin: Path, dutykit: Dutykit) -> None:
    (panjin / "data/cycles.yaml").unlink()
    ran = dutykit("status", "--as-of", "2019-05-22", cwd=panjin)
    assert ran.code == 0
    assert "未填写 2019 年度的时间节点" in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--as-of", "昨天"), "“昨天”不是日期，格式应为 2019-05-07"),
        (("--unit", "市财证局"), "没有名为“市财证局”的单位"),
        (("-o", "进展.doc"), "无法从文件名 进展.doc 确定格式"),
        (("-o", "data/cycles.yaml", "--format", "json"), "data/cycles.yaml 是工作区的文件，不能覆盖"),
    ],
)
def test_refusals(panjin: Path, dutykit: Dutykit, arguments: tuple[str, ...], said: str) -> None:
    ran = dutykit("status", *arguments, cwd=panjin)
    assert ran.code == 2
    assert said in ran.err


def test_a_timetable_read_in_part_is_no_all_clear(panjin: Path, dutykit: Dutykit) -> None:
    path = panjin / "data/cycles.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("due: 2019-05-15", "due: 2019-05-1五", 1), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text
    ran = dutykit("status", "--as-of", "2019-05-16", "--fail-on", "overdue", cwd=panjin)
    assert (ran.code, ran.out) == (2, "")
    assert "data/cycles.yaml:" in ran.err
    assert "data/cycles.yaml 的部分内容未读取" in ran.err


def test_a_file_that_cannot_be_read_is_called_so_everywhere(dutykit: Dutykit, tmp_path: Path) -> None:
    """Nobody knows whether that unit is late, or handed in at all."""
    root = three_years(tmp_path)
    (root / "submissions/2019/市教育局.yaml").write_text("{{{", encoding="utf-8")
    (root / "reviews/2019/东区政府.yaml").write_text("{{{", encoding="utf-8")
    (root / "data/cycles.yaml").write_text(
        "cycles:\n  - cycle: 2019\n    stages:\n      - {name: 自查自评, awaits: submission, due: 2019-05-10}\n",
        encoding="utf-8",
    )
    as_of = ("--as-of", "2019-05-27")
    told = {
        command[0]: dutykit(*command, cwd=root, env={"COLUMNS": "300"}).out
        for command in (["status", *as_of], ["coverage"], ["ledger", *as_of], ["score"], ["rank", "--side", "self"])
    }
    for text in told.values():
        assert [
            line for line in text.splitlines() if "市教育局" in line and ("未报送：" in line or "逾期" in line)
        ] == []
        assert "未报送" not in text
    assert "○ 未定     市教育局   无法读取" in told["status"]
    assert "全部报送" not in told["status"]
    assert "填报文件无法读取，不能确定是否已报送：市教育局（" in told["status"]
    assert "市教育局   无法读取" in told["coverage"]
    assert "列入的文件：reviews/2019/东区政府.yaml、submissions/2019/市教育局.yaml" in told["ledger"].replace(
        "\n    ", ""
    )
    assert "无法读取填报文件" in told["score"]
    assert "无法读取复核文件" in told["score"]
    assert "市教育局          无法读取填报文件" in told["rank"]
    assert "无法读取复核文件" in dutykit("rank", cwd=root).out
    document = json.loads(dutykit("status", *as_of, "--format", "json", cwd=root).out)
    assert document["unreadable"] == ["市教育局"]
    assert "市教育局" not in document["outstanding"]
    (unit,) = [one for one in document["units"] if one["id"] == "市教育局"]
    assert (unit["light"], unit["next"], [one["situation"] for one in unit["stages"]]) == ("none", None, ["unknown"])
    assert unit["open_problems"] is None
    units = json.loads(dutykit("coverage", "--format", "json", cwd=root).out)["units"]
    assert [one["id"] for one in units if one["unread"]] == ["市教育局"]
