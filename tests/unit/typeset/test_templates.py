from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from dutykit.typeset import templates
from dutykit.typeset.bounds import bounded
from dutykit.typeset.templates import TemplateFaultError, contained_file, environment, rendered


def _render(folder: Path, text: str, **context: object) -> str:
    (folder / "a.j2").write_text(text, encoding="utf-8")
    return rendered(environment([folder]), "a.j2", context)


def test_everything_is_escaped_and_cleaned(tmp_path: Path) -> None:
    assert _render(tmp_path, "{{ x }}", x="<b>\u202e{{ 1 }}") == "&lt;b&gt;{{ 1 }}"


@pytest.mark.parametrize(
    "text",
    [
        "甲\n{{ missing }}",
        "甲\n{{ x.__class__.__mro__ }}",
        "甲\n{{ ''.__class__ }}",
        "甲\n{% for %}",
        "甲\n{% include 'nowhere' %}",
        "甲\n{{ x / 0 }}",
        "甲\n{{ cycler }}",
        "甲\n{{ x.append(1) }}",
    ],
)
def test_a_fault_names_template_and_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(TemplateFaultError) as caught:
        _render(tmp_path, text, x=1)
    name, line, reason = caught.value.args
    assert (line, bool(name), bool(reason)) == (2, True, True)


def test_a_workspace_template_goes_before_ours_and_may_extend_it(tmp_path: Path) -> None:
    theirs, ours = tmp_path / "theirs", tmp_path / "ours"
    theirs.mkdir()
    ours.mkdir()
    (ours / "base.j2").write_text("[{% block a %}{% endblock %}]", encoding="utf-8")
    (ours / "unit.j2").write_text("ours", encoding="utf-8")
    (theirs / "unit.j2").write_text('{% extends "base.j2" %}{% block a %}theirs{% endblock %}', encoding="utf-8")
    assert rendered(environment([theirs, ours]), "unit.j2", {}) == "[theirs]"


def test_links_and_paths_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "t"
    folder.mkdir()
    (tmp_path / "secret.png").write_text("secret", encoding="utf-8")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    os.mkfifo(folder / "pipe.png")
    (folder / "large.png").write_bytes(b"x" * 101)
    assert contained_file([folder], "../secret.png", 100) is None
    for name, reason in (
        ("link.png", "链接"),
        ("pipe.png", "不是普通文件"),
        (".", "不是普通文件"),
        ("large.png", "100"),
    ):
        with pytest.raises(TemplateFaultError) as caught:
            contained_file([folder, tmp_path], name, 100)
        assert reason in caught.value.args[2]
    for name in ("link.png", "pipe.png", "../secret.png", "/etc/passwd", "."):
        with pytest.raises(TemplateFaultError):
            _render(folder, "{% include name %}", name=name)
        with pytest.raises(TemplateFaultError):
            _render(folder, "{{ asset(name) }}", name=name)


def test_assets_are_images_only(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"png")
    (tmp_path / "b.html").write_bytes(b"html")
    assert _render(tmp_path, "{{ asset('a.png') }}") == "data:image/png;base64,cG5n"
    with pytest.raises(TemplateFaultError):
        _render(tmp_path, "{{ asset('b.html') }}")


def test_a_template_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "big.j2").write_bytes(b"a" * 1_000_001)
    with pytest.raises(TemplateFaultError):
        environment([tmp_path]).get_template("big.j2")


@dataclass(frozen=True, slots=True)
class _Record:
    subject: str


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("甲\n{{ x.subjct }}", "_Record 中没有字段 subjct，是否为 subject？"),
        ("甲\n{{ x.others.more }}", "_Record 中没有字段 others"),
        ("甲\n{{ nothing }}", "名称 nothing 未定义"),
        ("甲\n{{ 9 ** 9 ** 9 }}", "模板中不能使用乘方运算"),
        ("甲\n{% include 'nowhere' %}", "没有名为 nowhere 的模板或图片"),
        ("甲\n{{ 'https://a.example/' | urlize }}", "No filter named 'urlize'."),
    ],
)
def test_a_fault_says_what_is_missing(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(TemplateFaultError) as caught:
        _render(tmp_path, text, x=_Record("甲"))
    assert caught.value.args == ("a.j2", 2, reason)


def test_a_fault_in_an_included_file_is_named_there(tmp_path: Path) -> None:
    (tmp_path / "b.j2").write_text("甲\n乙\n{{ x.subjct }}", encoding="utf-8")
    with pytest.raises(TemplateFaultError) as caught:
        _render(tmp_path, "{% include 'b.j2' %}", x=_Record("甲"))
    assert caught.value.args[:2] == ("b.j2", 3)


def test_a_loop_without_end_in_sight_is_stopped_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "bounded", partial(bounded, 0.3))
    loops, ends = "{% for a in x %}" * 9, "{% endfor %}" * 9
    with pytest.raises(TemplateFaultError) as caught:
        _render(tmp_path, f"甲\n{loops}{{{{ a }}}}{ends}", x=tuple("字" * 60))
    assert caught.value.args == ("a.j2", 2, "耗时过长，已停止")
