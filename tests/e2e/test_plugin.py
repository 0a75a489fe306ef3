"""A package with an entry point adds a rule and a kind of report; one that is broken stops nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, MadeOnce

PLUGIN = REPOSITORY / "tests/data/plugin"
BROKEN = "[dutykit.plugins]\nbroken = dutykit_broken:plugin\nold = dutykit_old:plugin\nloud = dutykit_loud:plugin\n"
LOUD = '''
from dutykit import Plugin, Severity, rule

@rule(Severity.NOTE)
def loud_rule(workspace):
    """甲。

    为什么：乙。

    处理建议：丙。
    """
    raise KeyError("没有\\n这个")

plugin = Plugin(interface=1, rules=(loud_rule,))
'''


@pytest.fixture(scope="module")
def installed(made_once: MadeOnce) -> Path:
    """A folder for PYTHONPATH in which the example is installed, and beside it three that are broken."""
    return made_once("plugins", _install)


def _install(folder: Path) -> None:
    source = shutil.copytree(PLUGIN, folder / "source")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--target", str(folder / "site"), str(source)], check=True, timeout=300)
    (folder / "site/dutykit_broken.py").write_text("import no_such_module\n", encoding="utf-8")
    (folder / "site/dutykit_old.py").write_text(
        "from dutykit import Plugin\nplugin = Plugin(interface=99)\n", encoding="utf-8"
    )
    (folder / "site/dutykit_loud.py").write_text(LOUD, encoding="utf-8")
    info = folder / "site/dutykit_broken-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: dutykit-broken\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(BROKEN, encoding="utf-8")


@pytest.fixture
def city(tmp_path: Path) -> Path:
    for name in ("data", "submissions", "evidence"):
        shutil.copytree(REPOSITORY / name, tmp_path / "全市" / name)
    return tmp_path / "全市"


def run(installed: Path, city: Path, *words: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join([str(installed / "site"), str(REPOSITORY / "src")])
    environment = os.environ | {"PYTHONPATH": paths, "LANG": "zh_CN.UTF-8", "XDG_CACHE_HOME": str(city / ".cache")}
    command = [sys.executable, "-m", "dutykit", *words]
    return subprocess.run(
        command, cwd=city, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=300
    )


def findings(done: subprocess.CompletedProcess[str]) -> list[dict[str, str]]:
    [workspace] = json.loads(done.stdout)["workspaces"]
    found: list[dict[str, str]] = workspace["findings"]
    return found


def rules_found(done: subprocess.CompletedProcess[str]) -> set[str]:
    return {one["rule"] for one in findings(done)}


def test_its_rule_applies_where_the_workspace_names_it(installed: Path, city: Path) -> None:
    assert "example-short-narrative" not in rules_found(run(installed, city, "validate", "--format", "json"))
    (city / "dutykit.yaml").write_text("plugins: [example]\n", encoding="utf-8")
    for _again in range(2):  # nothing of it is kept
        assert "example-short-narrative" in rules_found(run(installed, city, "validate", "--format", "json"))
    chosen = run(installed, city, "validate", "--select", "example-short-narrative", "--format", "sarif")
    [sarif] = json.loads(chosen.stdout)["runs"]
    assert {one["ruleId"] for one in sarif["results"]} == {"example-short-narrative"}
    assert "example-short-narrative" in {one["id"] for one in sarif["tool"]["driver"]["rules"]}
    setting = "plugins: [example]\nseverity: {example-short-narrative: error}\n"
    (city / "dutykit.yaml").write_text(setting, encoding="utf-8")
    done = run(installed, city, "validate")
    assert done.returncode == 1
    assert "unknown-rule" not in done.stdout
    assert "几个字说不清做了什么" in run(installed, city, "explain", "example-short-narrative").stdout


def test_its_kind_of_report(installed: Path, city: Path) -> None:
    assert "example-narratives" in run(installed, city, "report", "--kind", "list").stdout
    words = ("report", "--unit", "市财政局", "--kind", "example-narratives", "--format", "html", "-o", "篇幅.html")
    done = run(installed, city, *words)
    assert done.returncode == 0, done.stderr
    assert "市财政局有 " in (city / "篇幅.html").read_text(encoding="utf-8")


def test_broken_ones_are_named_and_the_rest_goes_on(installed: Path, city: Path) -> None:
    (city / "dutykit.yaml").write_text("plugins: [example, broken, old, loud, nowhere]\n", encoding="utf-8")
    done = run(installed, city, "validate", "--format", "json")
    assert done.returncode == 1
    assert "example-short-narrative" in rules_found(done)
    found = [one for one in findings(done) if one["rule"] == "plugin-unusable"]
    assert [one["message"] for one in found] == [
        "插件“broken”无法载入：ModuleNotFoundError: No module named 'no_such_module'",
        "插件“old”为接口版本 99 编写，本版 dutykit 的接口版本为 1",
        "插件的 loud-rule 运行出错：KeyError: '没有\\n这个'",
        "插件“nowhere”没有安装",
    ]
    assert all(one["fix"] for one in found)
    assert run(installed, city, "report", "--unit", "市财政局", "--format", "html", "-o", "一.html").returncode == 0
    assert run(installed, city, "doctor").stdout.count("插件 ") == 4
