from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dutykit.typeset.bounds import bounded
from dutykit.typeset.templates import TemplateFaultError, environment, rendered


def _rendered(folder: Path, text: str, **context: object) -> str:
    (folder / "a.html.j2").write_text(text, encoding="utf-8")
    return rendered(environment([folder]), "a.html.j2", context)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no timer")
def test_a_template_that_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loop = "{% for a in x %}" * 6 + "{% endfor %}" * 6
    monkeypatch.setattr("dutykit.typeset.templates.bounded", lambda: bounded(seconds=0.2))
    with pytest.raises(TemplateFaultError) as caught:
        _rendered(tmp_path, loop, x="字" * 1000)
    assert caught.value.args == ("a.html.j2", 1, "耗时过长，已停止")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds it")
@pytest.mark.parametrize("text", ['{{ "x" * 3000000000 }}', '\n{{ "x"|center(3000000000) }}'])
def test_a_template_that_eats_memory_is_stopped(tmp_path: Path, text: str) -> None:
    with pytest.raises(TemplateFaultError) as caught:
        _rendered(tmp_path, text)
    assert caught.value.args[2] == "占用内存过多，已停止"
    assert len(bytearray(1_500_000_000)) == 1_500_000_000  # afterwards it is as before


def test_a_run_of_letters_without_end_gets_places_to_break(tmp_path: Path) -> None:
    assert _rendered(tmp_path, "{{ x }}", x="<" * 2500) == "<wbr>".join(["&lt;" * 1000, "&lt;" * 1000, "&lt;" * 500])
    usual = "字" * 5000 + "x" * 999 + " " + "x" * 999
    assert _rendered(tmp_path, "{{ x }}", x=usual) == usual
