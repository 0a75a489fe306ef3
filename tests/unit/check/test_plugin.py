"""Plug-ins that are wrong in every way: each is named, none stops anything else."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from dutykit.check.declare import Check
from dutykit.check.plugin import (
    Plugin,
    PluginFaultError,
    PluginStoppedError,
    guarded,
    installed_names,
    plain_values,
    plugin_named,
)
from dutykit.check.run import run_checks
from dutykit.model.finding import Finding, Flaw, Severity
from dutykit.model.place import Place
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.process.held_signals import terminate
from dutykit.reports.kinds_of_workspace import kind_named, kinds_of

PLACE = Place("data/units.yaml", 1, 1)


@dataclass(frozen=True)
class Entry:
    """An entry point; `made` is what it leads to, or makes that."""

    name: str
    made: Any

    def load(self) -> Any:
        return self.made() if callable(self.made) else self.made


Install = Callable[..., None]


def forget() -> None:
    """A process looks for plug-ins once; these come and go."""
    installed_names.cache_clear()
    plugin_named.cache_clear()


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    def installed(**plugins: Any) -> None:
        forget()
        entries = [Entry(name, made) for name, made in plugins.items()]

        def entry_points(group: str, name: str | None = None) -> list[Entry]:
            return [one for one in entries if group == "dutykit.plugins" and name in {None, one.name}]

        monkeypatch.setattr(importlib.metadata, "entry_points", entry_points)

    yield installed
    forget()


def a_rule(name: str = "mine-rule", flaws: Callable[[Workspace], Any] = lambda _workspace: [], **more: Any) -> Check:
    flaws.__doc__ = "甲。\n\n为什么：乙。\n\n处理建议：丙。"
    return Check(name, more.pop("severity", Severity.NOTE), flaws, **more)


def leaving() -> None:
    sys.exit(0)


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (leaving, "无法载入：SystemExit: 0"),
        (Plugin("1"), "为接口版本 '1' 编写"),  # type: ignore[arg-type]
        (Plugin(1, None), "的 rules 不是由规则组成的元组"),  # type: ignore[arg-type]
        (Plugin(1, a_rule()), "的 rules 不是由规则组成的元组"),  # type: ignore[arg-type]
        (Plugin(1, (a_rule("other-rule"),)), "规则 other-rule 不是由 dutykit.rule 定义，或者名称不以“mine-”开头"),
        (Plugin(1, (a_rule(), a_rule())), "规则 mine-rule 的名称已被占用"),
        (Plugin(1, (a_rule(severity="warning"),)), r"规则 mine-rule 的级别不是 dutykit\.Severity"),
        (Plugin(1, templates="templates"), "templates 不是文件夹的 Path：'templates'"),  # type: ignore[arg-type]
        (Plugin(1, templates=Path("/no/such/folder")), "templates 不是文件夹的 Path"),
        (Plugin(1, values={}), r"values 不是函数：\{\}"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_used_says_why(made: Any, reason: str, install: Install) -> None:
    install(mine=made)
    with pytest.raises(PluginFaultError, match=reason) as caught:
        plugin_named("mine")
    assert "更新或卸载该插件" in caught.value.args[1]


def test_a_rule_of_dutykits_own_name_is_refused(install: Install) -> None:
    install(metric=Plugin(1, (a_rule("metric-off-target"),)))
    with pytest.raises(PluginFaultError, match="规则 metric-off-target 的名称已被占用"):
        plugin_named("metric")


def found(workspace: Workspace, *names: str) -> list[Finding]:
    settings = replace(workspace, settings=workspace.settings.model_copy(update={"plugins": names}))
    return [one for one in run_checks(settings) if one.rule.startswith(("mine-", "plugin-"))]


@pytest.mark.parametrize(
    ("flaw", "said"),
    [
        (Flaw(None, "甲"), "TypeError: Flaw.place: None"),  # type: ignore[arg-type]
        (Flaw("data/units.yaml", "甲"), "TypeError: Flaw.place: 'data/units.yaml'"),  # type: ignore[arg-type]
        (Flaw(Place("a", "1", 1), "甲"), "TypeError: Flaw.place: '1'"),  # type: ignore[arg-type]
        (Flaw(Place("a", 0, 1), "甲"), "ValueError: Flaw.place: Place(file='a', line=0, column=1, length=1)"),
        (Flaw(PLACE, 42), "TypeError: Flaw.message: 42"),  # type: ignore[arg-type]
        (Flaw(PLACE, "甲", 5), "TypeError: Flaw.fix: 5"),  # type: ignore[arg-type]
        (Flaw(PLACE, "甲", None, 5), "TypeError: 'int' object is not iterable"),  # type: ignore[arg-type]
        ("甲", "AttributeError: 'str' object has no attribute 'place'"),
    ],
)
def test_a_flaw_that_is_none_stops_only_its_rule(
    flaw: Any, said: str, install: Install, make_workspace: Callable[..., Workspace]
) -> None:
    sound = a_rule("mine-sound", lambda _workspace: [Flaw(PLACE, "好")])
    install(mine=Plugin(1, (a_rule("mine-odd", lambda _workspace: [Flaw(PLACE, "先"), flaw]), sound)))
    odd, good = found(make_workspace(), "mine")
    assert (odd.rule, odd.message) == ("plugin-unusable", f"插件的 mine-odd 运行出错：{said}")
    assert (good.rule, good.message) == ("mine-sound", "好")


def test_a_rule_that_leaves_is_an_error_not_an_end(install: Install, make_workspace: Callable[..., Workspace]) -> None:
    install(mine=Plugin(1, (a_rule(flaws=lambda _workspace: leaving()),)))
    [one] = found(make_workspace(), "mine")
    assert one.message == "插件的 mine-rule 运行出错：SystemExit: 0"
    with pytest.raises(KeyboardInterrupt):
        guarded(interrupted)


@pytest.mark.skipif(os.name != "posix", reason="signals are sent as such")
def test_a_signal_to_end_is_not_the_plug_ins(install: Install, make_workspace: Callable[..., Workspace]) -> None:
    install(mine=Plugin(1, (a_rule(flaws=lambda _workspace: signal.raise_signal(signal.SIGTERM)),)))
    before = signal.signal(signal.SIGTERM, terminate)
    try:
        with pytest.raises(SystemExit) as ended:
            found(make_workspace(), "mine")
    finally:
        signal.signal(signal.SIGTERM, before)
    assert ended.value.code == 143


def interrupted() -> None:
    raise KeyboardInterrupt


def test_a_plug_in_named_twice_applies_once(install: Install, make_workspace: Callable[..., Workspace]) -> None:
    install(mine=Plugin(1, (a_rule(flaws=lambda _workspace: [Flaw(PLACE, "好")]),)))
    assert len(found(make_workspace(), "mine", "mine")) == 1


def test_what_it_prints_is_not_mixed_with_the_output(capsys: pytest.CaptureFixture[str]) -> None:
    guarded(lambda: print("说"))  # noqa: T201 (the very thing)
    assert capsys.readouterr() == ("", "说\n")


def test_values_are_plain_data() -> None:
    values = {"a": (1, "甲", dt.date(2019, 1, 1)), "b": {1: None}}
    assert plain_values(values) == {"a": [1, "甲", dt.date(2019, 1, 1)], "b": {"1": None}}
    for value, said in ((len, r"a\[0\]: builtin_function_or_method"), (Path, r"a\[0\]: type is not plain data")):
        with pytest.raises(TypeError, match=said):
            plain_values({"a": [value]})
    with pytest.raises(PluginStoppedError, match="TypeError: values: NoneType is not a mapping"):
        guarded(lambda: plain_values(None))


def test_a_faulty_template_is_named_and_the_other_kinds_are_there(install: Install, tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    (folder / "mine-bad.html.j2").write_text("{# view: nosuch #}", encoding="utf-8")
    (folder / "mine-good.html.j2").write_text("{# title: 好 #}", encoding="utf-8")
    install(mine=Plugin(1, templates=folder))
    kinds = kinds_of(tmp_path)
    assert kinds["mine-good"].title == "好"
    assert kinds["mine-bad"].purpose.startswith("插件 mine 的模板，不能使用：没有名为 nosuch 的报告种类")
    assert kind_named(tmp_path, "mine-good").folder == folder
    with pytest.raises(Refusal, match=r"theirs/mine-bad\.html\.j2 第 1 行有错误") as caught:
        kind_named(tmp_path, "mine-bad")
    assert caught.value.fix == "更新该插件，或请其作者改正"
