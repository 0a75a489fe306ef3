"""Every command that a page of docs/ shows is run here, and what it prints is what the page shows."""

from __future__ import annotations

import datetime as dt
import re
import shlex
import shutil
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import typer

from dutykit.cli.app import application
from dutykit.forms.workbook.presentation import HEAD
from dutykit.forms.workbook.schema import form_sheet
from dutykit.language import Language, speaking
from tests.certificates import PASSWORD, authority
from tests.conftest import REPOSITORY, CommandServers
from tests.form_workspaces import FilledForm
from tests.office_tables import Filled
from tests.review_workspaces import ReviewForm
from tests.shown_commands import Walk, shown_commands

DOCS = REPOSITORY / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.glob("*/*.md"))
WITH_COMMANDS = [name for name in PAGES if shown_commands((DOCS / name).read_text(encoding="utf-8"))]


def fill_in_forms(here: Path) -> None:
    """市民政局 answers all, 市交通局 half of it; whatever the language of the forms is."""
    (here / "收到").mkdir()
    for unit, rated in (("市民政局", 2), ("市交通局", 1)):
        form = FilledForm(here / f"发出/{unit}-2019.xlsx")
        with speaking("zh" if "自评" in form.book.sheetnames else "en"):
            sheet = form_sheet("answers")
        rating, narrative = sheet.column("rating"), sheet.column("narrative")
        values = {rating.title: rating.words["met"], narrative.title: "示例：按要求落实，已检查两次。"}
        for row in range(HEAD + 2, HEAD + 2 + rated):
            form.fill(sheet.title, row, **values)
        shutil.move(form.save(), here / f"收到/{unit}-2019.xlsx")


def make_keys(here: Path) -> None:
    """The office's certificate, its password, and the certificate of the authority."""
    (here / "督导室.p12").write_bytes(authority().key)
    (here / "密码.txt").write_text(PASSWORD + "\n", encoding="utf-8")
    (here / "根证书.pem").write_bytes(authority().root)


def fill_in_tables(here: Path) -> None:
    """The office fills in its tables; a copy of them names a unit that nobody knows."""
    made = here / "基础数据.xlsx"
    wrong = Filled(made)
    wrong.change("indicators", ("1",), {"responsible": "市教育局、市委组织部"})
    wrong.save("填错的.xlsx")
    filled = Filled(made)
    counties = ("双台子区政府", "兴隆台区政府", "大洼区政府", "盘山县政府")
    for name in counties:
        filled.add("units", {"id": name, "kind": "县区政府", "aliases": name.replace("政府", "人民政府")})
    filled.change("groups", ("各县区政府",), {"members": "、".join(counties)})
    dates = {"opens": dt.date(2019, 3, 1), "due": dt.date(2019, 5, 15), "proposal": "采用"}
    filled.change("stages", ("2019", "自查自评", ""), dates)
    filled.save("基础数据.xlsx")


def register_twice(here: Path) -> None:
    """A unit is in the register under two names, and one indicator is given to the other."""
    units, indicators = here / "data/units.yaml", here / "data/indicators.yaml"
    text = units.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if "id: 市人社局" in line)
    again = f"{line}\n{line.replace('市人社局', '市人力资源社会保障局')}"
    units.write_text(text.replace(line, again), encoding="utf-8")
    text = indicators.read_text(encoding="utf-8")
    indicators.write_text(text.replace("市人社局", "市人力资源社会保障局", 1), encoding="utf-8")


def review(here: Path) -> None:
    """Three reviewers agree on one indicator and not on the other."""
    (here / "收到").mkdir()
    for name, score, verdict in (("张三", 4.5, "达到"), ("李四", 4.2, "达到"), ("王五", 3, "部分达到")):
        form = ReviewForm(here / f"发出/市财政局-2019-复核-{name}.xlsx").overview("复核日期", "2019-09-18")
        form.verdict(9, 复核结论=verdict, 复核得分=score).verdict(11, 复核结论="达到", 复核得分=3.5)
        if name == "王五":
            form.finding(指标编号=9, 发现途径="实地检查", 问题="示例：经费台账不全", 整改时限="2019-10-31")
        shutil.move(form.save(), here / f"收到/市财政局-2019-复核-{name}.xlsx")


OTHERS: Mapping[str, Mapping[str, Callable[[Path], None]]] = {
    "zh/first-day.md": {"收到/": fill_in_forms},
    "zh/office-tables.md": {"collect 基础数据.xlsx": fill_in_tables, "unit merge": register_twice},
    "zh/reviewing.md": {"收到/": review},
    "zh/signing.md": {"dutykit sign": make_keys},
}
"""What others do while a reader follows a page, before the first command that contains the key."""


@pytest.mark.parametrize("name", WITH_COMMANDS)
def test_a_page(name: str, tmp_path: Path, request: pytest.FixtureRequest, command_servers: CommandServers) -> None:
    language: Language = "en" if name.startswith("en") else "zh"
    update = request.config.getoption("--update-golden")
    walk = Walk(DOCS / name, tmp_path, language, update, command_servers(language), OTHERS.get(name, {}))
    walk.follow()
    if name == "zh/a-year.md":
        # At the end no finding is left, and the log contains every step.
        logs = [walk.here / "history/2020.jsonl", walk.here / "history/2020/市市场监管局.jsonl"]
        text = "".join(log.read_text(encoding="utf-8") for log in logs)
        assert re.findall(r'"action": "(\w+)"', text) == ["carry_forward", "submit", "return", "submit", "accept"]


TOP = ["README.md", "README.zh-CN.md", "CHANGELOG.md", "CHANGELOG.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]
TEXTS = [*TOP, *(f"docs/{name}" for name in PAGES)]
_EXAMPLES = {"命令", "COMMAND"}
"""What stands for the name of any command."""


@pytest.mark.parametrize("name", TEXTS)
def test_commands_named_in_passing_exist(name: str) -> None:
    """Also a command in the middle of a sentence has the options that it is shown with."""
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    commands = typer.main.get_command(application([], {}))
    shown = [*re.findall(r"`(dutykit [^`\n]+)`", text), *shown_commands(text)]
    for line in shown:
        for command in re.split(r"&&|[|>]", line.partition("#")[0]):
            words = shlex.split(command)
            if words[:1] == ["dutykit"] and words[1] not in _EXAMPLES:
                assert unknown(words[1:], commands) == [], f"{name}: {line}"


def unknown(words: list[str], command: Any) -> list[str]:
    """The words that name no command, or an option that it has not."""
    options = {"--help", "--install-completion", "--show-completion"}
    while True:
        options |= {name for param in command.params for name in (*param.opts, *param.secondary_opts)}
        if not words or not hasattr(command, "commands") or words[0].startswith("-"):
            break
        if words[0] not in command.commands:
            return words[:1]
        command, words = command.commands[words[0]], words[1:]
    return [word for word in words if word.startswith("-") and word.partition("=")[0] not in options]


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_named_beside_commands_exists(name: str) -> None:
    """Links to files, targets of the Makefile, and optional features."""
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    folder = (REPOSITORY / name).parent
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        assert "://" in target or (folder / target).exists(), target
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"(?:^|`)make ([a-z-]+)", text, flags=re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for extras in re.findall(r"dutykit\[([a-z,]+)\]", text):
        assert set(extras.split(",")) <= set(project["optional-dependencies"]), extras
