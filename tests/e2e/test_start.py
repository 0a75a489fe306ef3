"""`dutykit init`, `new`, `schema`, `explain`, help and usage errors as a user meets them."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path

import jsonschema
import pytest
from rich.cells import cell_len
from ruamel.yaml import YAML

from dutykit.check.all_rules import rule_names
from dutykit.cli import app
from tests.conftest import Dutykit, Golden

COMMANDS = sorted(app.module_names())
FAMILIES = [
    found.FAMILY
    for name in app.module_names().values()
    if hasattr(found := import_module(f"dutykit.cli.commands.{name}"), "FAMILY")
]
MEMBERS = sorted(module.replace("_", " ") for family in FAMILIES for module in family.modules)


@pytest.mark.parametrize("origin", ["panjin-2019", "blank"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_new_workspace_validates(dutykit: Dutykit, tmp_path: Path, origin: str, language: str) -> None:
    folder = tmp_path / "督导 2019"
    made = dutykit("init", folder, "--from", origin, "--lang", language)
    assert made.code == 0, made.err
    ran = dutykit("validate", cwd=folder)
    assert ran.code == 0, ran.out
    assert "error" not in ran.out
    again = dutykit("init", folder, "--from", origin)
    assert again.code == 2
    assert "indicators.yaml" in again.err


def test_init_touches_nothing_that_is_there(dutykit: Dutykit, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/units.yaml").write_text("mine", encoding="utf-8")
    assert dutykit("init", ".").code == 2
    assert (tmp_path / "data/units.yaml").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "data/indicators.yaml").exists()
    assert not (tmp_path / "dutykit.yaml").exists()


def test_init_where_a_file_stands(dutykit: Dutykit, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")
    ran = dutykit("init", "x")
    assert ran.code == 2
    assert "Traceback" not in ran.err


def test_a_new_submission(dutykit: Dutykit, tmp_path: Path, golden: Golden) -> None:
    dutykit("init", "ws")
    ran = dutykit("new", "市财政局", cwd=tmp_path / "ws")
    assert ran.code == 0, ran.err
    path = tmp_path / "ws/submissions/2019/市财政局.yaml"
    assert ran.out.strip() == str(path)
    text = path.read_text(encoding="utf-8")
    golden.check("new/市财政局.yaml", text)
    assert len(YAML(typ="safe", pure=True).load(text)["answers"]) == 15
    checked = dutykit("validate", cwd=tmp_path / "ws")
    assert checked.code == 0, checked.out
    again = dutykit("new", "市财政局", cwd=tmp_path / "ws")
    assert again.code == 2
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("unit", ["市教育局", "盘山县政府", "市委政法委"])
def test_every_hint_is_right_when_its_comment_mark_is_taken_off(dutykit: Dutykit, tmp_path: Path, unit: str) -> None:
    dutykit("init", "ws")
    assert dutykit("new", unit, cwd=tmp_path / "ws").code == 0
    path = tmp_path / f"ws/submissions/2019/{unit}.yaml"
    text = path.read_text(encoding="utf-8")
    lines = []
    for line in text.splitlines():
        bare = line.replace("    # metrics:", "    metrics:")
        if line.startswith("    #   "):
            bare = (
                "      " + line.removeprefix("    #   ").partition(":")[0] + ": 0"
            )  # 1 for all would contradict the formula
        lines.append(bare)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    ran = dutykit("validate", cwd=tmp_path / "ws")
    assert ran.code == 0, ran.out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("市财证局", "市财政局"),
        ("各县区政府", "盘山县政府"),
        ("辽东湾新区管委会", "不承担任何指标"),
        ("X", "没有名为"),
    ],
)
def test_new_for_no_unit(dutykit: Dutykit, tmp_path: Path, name: str, said: str) -> None:
    dutykit("init", "ws")
    ran = dutykit("new", name, cwd=tmp_path / "ws")
    assert ran.code == 2
    assert said in ran.err


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [
        ("catalogue", "data/indicators.yaml"),
        ("units", "data/units.yaml"),
        ("submission", "submissions/*/*.yaml"),
        ("settings", "dutykit.yaml"),
    ],
)
def test_the_schema_accepts_the_files_of_the_repository(
    dutykit: Dutykit, repository: Path, kind: str, pattern: str
) -> None:
    schema = json.loads(dutykit("schema", kind).out)
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    files = sorted(repository.glob(pattern))
    assert files
    for path in files:
        plain = json.loads(json.dumps(YAML(typ="safe", pure=True).load(path), default=str))
        assert list(validator.iter_errors(plain)) == [], path.name
    for name, definition in schema["$defs"].items():
        for field, described in definition.get("properties", {}).items():
            assert described.get("description"), f"{name}.{field} is not described"


def test_the_schema_refuses_what_validate_refuses(dutykit: Dutykit) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(dutykit("schema", "submission").out))
    assert list(validator.iter_errors({"unit": "甲", "cycle": 2019, "state": "done", "extra": 1}))


def test_explain_lists_and_explains(dutykit: Dutykit) -> None:
    listed = dutykit("explain")
    assert listed.code == 0
    lines = [line for line in listed.out.splitlines() if not line.startswith(" ")]  # the others go on with a text
    assert all(cell_len(line) <= 100 for line in listed.out.splitlines())
    names = [line.split()[0] for line in lines]
    assert names == sorted(rule_names())
    assert all(re.fullmatch("[a-z]+(?:-[a-z0-9]+)*", name) for name in names)
    words = {line.split()[1] for line in lines}
    assert words == {"错误", "警告", "提示"}
    page = dutykit("explain", "submission-by-stranger")
    assert page.code == 0
    assert "为什么：" in page.out
    assert "处理建议：" in page.out
    assert dutykit("explain", "submission_by_stranger").out == page.out
    assert "Why:" in dutykit("explain", "submission-by-stranger", "--lang", "en").out
    wrong = dutykit("explain", "submission-by-strangr")
    assert wrong.code == 2
    assert "submission-by-stranger" in wrong.err


@pytest.mark.parametrize("command", COMMANDS + MEMBERS)
def test_help_in_both_languages(dutykit: Dutykit, command: str) -> None:
    chinese = dutykit(*command.split(), "--help")
    english = dutykit(*command.split(), "--help", "--lang", "en")
    assert chinese.code == english.code == 0
    assert "用法" in chinese.out
    assert "例如" in chinese.out
    assert "通用选项" in chinese.out
    assert "Usage" in english.out
    assert "Examples" in english.out
    for word in ("Usage", "Options", "Show this message", "<bool>"):
        assert word not in chinese.out
    families = {member.split()[0] for member in MEMBERS}
    for option in ("--lang",) if command in families else ("--lang", "--quiet", "--no-color"):
        assert option in chinese.out


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_overview_has_one_line_for_each_command(dutykit: Dutykit, language: str) -> None:
    ran = dutykit("--help", "--lang", language, env={"COLUMNS": "80"})
    assert ran.code == 0
    assert "…" not in ran.out
    lines = ran.out.splitlines()
    for command in COMMANDS:
        (at,) = (number for number, line in enumerate(lines) if line.startswith(f"│ {command} "))
        assert lines[at].rstrip(" │").endswith(("。", "."))
        assert not lines[at + 1].startswith("│   "), "the summary goes on in a second line"


def test_a_locale_that_is_not_chinese_gets_english(dutykit: Dutykit) -> None:
    assert "Usage" in dutykit("--help", env={"LANG": "en_US.UTF-8"}).out
    assert "用法" in dutykit("--help", env={"LANG": "C.UTF-8"}).out
    assert "用法" in dutykit("--help", "--lang=zh", env={"LANG": "en_US.UTF-8"}).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["validat"], "validate"),
        (["validate", "--fail-on", "x"], "--fail-on"),
        (["validate", "--fail"], "--fail-on"),
        (["new"], "缺少"),
        (["amend", "a", "b"], "多余的参数：b"),
        (["explain", "--lang"], "--lang"),
    ],
)
def test_usage_errors_are_in_chinese(dutykit: Dutykit, arguments: list[str], said: str) -> None:
    ran = dutykit(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("错误：")
    assert said in ran.err
    assert "--help" in ran.err


def test_version(dutykit: Dutykit) -> None:
    from dutykit import __version__

    assert dutykit("--version").out == f"dutykit {__version__}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion(dutykit: Dutykit, shell: str) -> None:
    ran = dutykit(env={"_DUTYKIT_COMPLETE": f"complete_{shell}", "COMP_WORDS": "dutykit val", "COMP_CWORD": "1",
                       "_TYPER_COMPLETE_ARGS": "dutykit val", "_TYPER_COMPLETE_FISH_ACTION": "get-args"})  # fmt: skip
    assert "validate" in ran.out, ran.err


def test_the_next_step_of_a_blank_workspace_works(dutykit: Dutykit, tmp_path: Path) -> None:
    day = {"SOURCE_DATE_EPOCH": "1735689600"}  # 2025-01-01
    assert dutykit("init", "空", "--from", "blank", env=day).code == 0
    assert dutykit("new", "示例单位", "-w", "空").code == 0
    assert (tmp_path / "空/submissions/2025/示例单位.yaml").exists()
    assert dutykit("init", "二", "--from", "blank", "--cycle", "2026").code == 0
    assert dutykit("new", "示例单位", "-w", "二").code == 0
    assert (tmp_path / "二/submissions/2026/示例单位.yaml").exists()
    assert dutykit("init", "三", "--cycle", "2026").code == 2
    assert not (tmp_path / "三").exists()


def test_the_evaluation_of_the_city_is_begun_once(dutykit: Dutykit, tmp_path: Path) -> None:
    assert dutykit("init", "ws").code == 0
    root = tmp_path / "ws"
    both = dutykit("new", "全市", "市财政局", cwd=root)
    assert (both.code, both.out) == (2, "")
    assert "“全市”须单独使用" in both.err
    ran = dutykit("new", "全市", cwd=root)
    assert (ran.code, ran.out) == (0, f"{root / 'data/evaluations/2019.yaml'}\n")
    assert "#   2019年度应填报288项次，均未填报" in (root / "data/evaluations/2019.yaml").read_text(encoding="utf-8")
    assert dutykit("validate", "-q", cwd=root).code == 0
    again = dutykit("new", "全市", cwd=root)
    assert again.code == 2
    assert "全市评价文件已存在：data/evaluations/2019.yaml" in again.err
