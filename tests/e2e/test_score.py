"""`dutykit score` as a user starts it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.conftest import Dutykit, Golden
from tests.rounds import three_years


def test_the_table(dutykit: Dutykit, tmp_path: Path, golden: Golden) -> None:
    ran = dutykit("score", cwd=three_years(tmp_path))
    assert (ran.code, ran.err) == (0, "")
    golden.check("score/2019.100.txt", ran.out)


@pytest.mark.parametrize("command", ["score", "ledger", "status"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [80, 100])
def test_tables_fit_the_screen(
    dutykit: Dutykit, tmp_path: Path, golden: Golden, command: str, language: str, width: int
) -> None:
    dated = [] if command == "score" else ["--as-of", "2019-12-31"]
    ran = dutykit(command, *dated, "--lang", language, cwd=three_years(tmp_path), env={"COLUMNS": str(width)})
    assert max(map(cell_len, ran.out.splitlines())) <= width
    golden.check(f"width/{command}.{language}.{width}.txt", ran.out)


def test_every_total_explains_itself(dutykit: Dutykit, tmp_path: Path, golden: Golden) -> None:
    ran = dutykit("score", "--explain", "-u", "示例市教育局", "-u", "西县政府", cwd=three_years(tmp_path))
    golden.check("score/explained.txt", ran.out)
    english = dutykit("score", "--explain", "--side", "reviewed", "-u", "市教育局", "--lang", "en", cwd=tmp_path)
    golden.check("score/explained.en.txt", english.out)


def test_an_event_without_effect_is_no_change(dutykit: Dutykit, tmp_path: Path) -> None:
    root = three_years(tmp_path)
    path = root / "reviews/2019/东区政府.yaml"
    kept = path.read_text(encoding="utf-8").partition("events:")[0]
    path.write_text(f"{kept}events: [{{event: 降1, times: 9, remark: 示例}}, {{event: 限1, remark: 示例}}]\n", "utf-8")
    table = dutykit("score", cwd=root, env={"COLUMNS": "200"}).out
    explained = dutykit("score", "--explain", "-u", "东区政府", cwd=root).out
    assert "仍为不合格（示例不得评优事项）" in table
    assert "示例不得评优事项（示例）：仍为不合格\n" in explained


def test_json(dutykit: Dutykit, tmp_path: Path) -> None:
    document = json.loads(dutykit("score", "--format", "json", "--cycle", "2017", cwd=three_years(tmp_path)).out)
    school = document["units"][0]
    assert (school["id"], school["self"]["total"], school["reviewed"]["total"]) == ("市教育局", "100.0", "93.0")
    assert (school["reviewed"]["grade"], school["credibility"]) == ("优秀", "93.0")
    assert [one["key"] for one in school["differences"] if one["over"]] == ["3"]


def test_a_workbook(dutykit: Dutykit, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    ran = dutykit("score", "-o", "得分.xlsx", cwd=three_years(tmp_path))
    assert ran.out == "得分.xlsx\n"
    book = load_workbook(tmp_path / "得分.xlsx")
    assert book.sheetnames == ["得分", "分差"]
    assert [cell.value for cell in book["得分"][4]][:5] == ["市教育局", 9.9, 10, 99, 96]


def test_presets(dutykit: Dutykit, tmp_path: Path) -> None:
    assert dutykit("score", "--preset", "list").out.splitlines()[1].startswith("percent\t百分制")
    preset = dutykit("score", "--preset", "percent", cwd=three_years(tmp_path))
    assert (preset.code, "优秀" in preset.out) == (0, True)


def test_a_preset_is_written_where_it_is_to_be(dutykit: Dutykit, tmp_path: Path) -> None:
    root = three_years(tmp_path)
    scoring = root / "data/scoring.yaml"
    preset = dutykit("score", "--preset", "percent", cwd=root).out
    taken = dutykit("score", "--preset", "percent", "-o", "data/scoring.yaml", cwd=root)
    assert (taken.code, "已存在：data/scoring.yaml" in taken.err) == (2, True)
    scoring.write_text("", encoding="utf-8")
    onto_empty = dutykit("score", "--preset", "percent", cwd=root)
    assert (onto_empty.code, onto_empty.err) == (0, "")  # as where a shell has emptied the file first
    for there in ("", None):
        scoring.unlink()
        if there is not None:
            scoring.write_text(there, encoding="utf-8")
        made = dutykit("score", "--preset", "percent", "-o", "data/scoring.yaml", cwd=root)
        assert (made.code, made.out, "已写入 data/scoring.yaml" in made.err) == (0, "", True)
        assert scoring.read_text(encoding="utf-8") == preset
    assert dutykit("score", "--preset", "levels", "-o", "草稿/评分.yaml", cwd=root).code == 0
    assert "levels:" in (root / "草稿/评分.yaml").read_text(encoding="utf-8")
    again = dutykit("score", "--preset", "levels", "-o", "草稿/评分.yaml", cwd=root)
    assert (again.code, "已存在" in again.err) == (2, True)
    assert dutykit("score", "--preset", "levels", "--format", "csv", cwd=root).code == 2


def test_refusals(dutykit: Dutykit, tmp_path: Path) -> None:
    root = three_years(tmp_path)
    unknown = dutykit("score", "--preset", "什么", cwd=root)
    assert (unknown.code, "points、percent、levels" in unknown.err) == (2, True)
    assert dutykit("score", "-u", "谁也不认识", cwd=root).code == 2
    (root / "data/scoring.yaml").unlink()
    without = dutykit("score", cwd=root)
    assert (without.code, "data/scoring.yaml" in without.err) == (2, True)


@pytest.mark.parametrize("more", [("--format", "json"), ("-o", "得分.csv")])
def test_an_explanation_has_no_other_format(more: tuple[str, str], dutykit: Dutykit, tmp_path: Path) -> None:
    ran = dutykit("score", "--explain", *more, cwd=three_years(tmp_path))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("错误：--explain 不能与 --format、-o 同时使用\n")
    assert not (tmp_path / "得分.csv").exists()
