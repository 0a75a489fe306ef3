"""A year's commands as their users start them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Dutykit, Golden


def test_three_cycles_validate_each_by_its_own_catalogue(rounds: Path, dutykit: Dutykit) -> None:
    ran = dutykit("validate", "--format", "json", cwd=rounds)
    assert ran.code == 0
    findings = json.loads(ran.out)["workspaces"][0]["findings"]
    assert {one["rule"] for one in findings} == {"metric-off-target", "met-off-target"}


def test_diff_of_files(rounds: Path, dutykit: Dutykit, golden: Golden) -> None:
    files = ("data/past/2017/indicators.yaml", "data/indicators.yaml")
    golden.check("diff/files.english.txt", dutykit("diff", *files, "--lang", "en", cwd=rounds).out)
    assert dutykit("diff", "2017", "2018", "-o", "变化.md", cwd=rounds).out == "变化.md\n"
    assert (rounds / "变化.md").read_text(encoding="utf-8").startswith("# 2017 → 2018\n")


def test_diff_refuses(rounds: Path, dutykit: Dutykit) -> None:
    ran = dutykit("diff", "2016", "2018", cwd=rounds)
    assert (ran.code, ran.err) == (
        2,
        "错误：没有 2016 年度的指标体系和填报文件\n处理建议：改用已有的年度：2017、2018、2019\n",
    )


def test_past_cycles_are_shown_by_their_own_catalogue(rounds: Path, dutykit: Dutykit) -> None:
    units = [
        one["id"]
        for one in json.loads(dutykit("coverage", "--cycle", "2017", "--format", "json", cwd=rounds).out)["units"]
    ]
    assert units == ["市教育局", "市财政局", "市体育局", "市文化局", "东区政府", "西县政府"]
    assert "西县政府" in dutykit("status", "--cycle", "2018", "--as-of", "2018-06-01", cwd=rounds).out


def test_the_way_of_a_submission(rounds: Path, dutykit: Dutykit) -> None:
    name = "submissions/2019/西区政府.yaml"
    ran = dutykit("submit", "西区政府", "--as-of", "2019-07-01", "--by", "张三", cwd=rounds)
    assert (ran.code, ran.out) == (0, "西区政府 2019 年度：草稿 → 已报送\n")
    assert ran.err == "已记入 history/2019/西区政府.jsonl 第 1 条：2019-07-01 张三\n"
    again = dutykit("submit", "西区政府", "--as-of", "2019-07-01", cwd=rounds)
    assert (again.code, again.err) == (
        2,
        (
            "错误：西区政府的自评材料状态为“已报送”，不能报送\n"
            "处理建议：先用 dutykit return 退回，再重新报送；只有草稿或已退回的自评材料才能报送\n"
        ),
    )
    back = dutykit(
        "return", "西区政府", "--reason", "缺\n照片", "--due", "2019-07-10", "--as-of", "2019-07-02", "-q", cwd=rounds
    )
    assert (back.code, back.out, back.err) == (0, "西区政府 2019 年度：已报送 → 已退回\n", "")
    assert "returned: {reason: 缺 照片, due: 2019-07-10, on: 2019-07-02}" in (rounds / name).read_text(encoding="utf-8")
    (rounds / name).write_text(
        (rounds / name).read_text(encoding="utf-8").replace("rating: met", "rating:"), encoding="utf-8"
    )
    refused = dutykit("submit", "西区政府", "--as-of", "2019-07-03", cwd=rounds)
    assert (refused.code, refused.err) == (1, "本次未作修改：自评材料有错误，不能报送\n")
    assert "answer-without-rating" in refused.out
    assert dutykit("return", "西区政府", "--reason", "x", "--due", "明天", cwd=rounds).code == 2
    assert dutykit("validate", cwd=rounds).code == 0


def test_handing_in_again_without_a_change_is_noted(rounds: Path, dutykit: Dutykit) -> None:
    way: list[tuple[str, ...]] = [("submit",), ("return", "--reason", "缺照片", "--due", "2019年7月10日"), ("submit",)]
    told = [dutykit(one[0], "西区政府", *one[1:], "--as-of", "2019/7/2", cwd=rounds).err for one in way]
    assert ["退回后内容未修改" in one for one in told] == [False, False, True]


def test_carry_forward(rounds: Path, dutykit: Dutykit) -> None:
    ran = dutykit("carry-forward", "--as-of", "2020-01-06", "--by", "李四", cwd=rounds)
    assert ran.code == 0, ran.err
    assert ran.out.splitlines() == [
        "2019 年度 → 2020 年度",
        "已留存 data/past/2019/indicators.yaml",
        "已留存 data/past/2019/units.yaml",
        "已留存 data/past/2019/cycles.yaml",
        "已留存 data/past/2019/dutykit.yaml",
        "已生成 submissions/2020/市教育局.yaml",
        "已生成 submissions/2020/市财政局.yaml",
        "已生成 submissions/2020/市文体局.yaml",
        "已生成 submissions/2020/东区政府.yaml（以前年度遗留问题 2 个）",
        "已生成 submissions/2020/西区政府.yaml（以前年度遗留问题 2 个）",
    ]
    assert (
        "注意：2019 年度自评材料尚未通过的单位：东区政府（已报送）、西区政府（草稿）；可继续用 --cycle 2019 办理\n"
        in ran.err
    )
    assert dutykit("validate", cwd=rounds).code == 0
    again = dutykit("carry-forward", "--to", "2020", cwd=rounds)
    assert (again.code, "新年度 2020 不在当前年度 2020 之后" in again.err) == (2, True)


def test_the_log_in_english(rounds: Path, dutykit: Dutykit) -> None:
    path = rounds / "history/2018/市财政局.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("缺拨付数据", "很好"), encoding="utf-8")
    ran = dutykit("validate", "--select", "history-chain-broken", "--lang", "en", cwd=rounds)
    assert ran.code == 1
    assert ran.out.startswith("history/2018/市财政局.jsonl:2:1 error history-chain-broken ")
