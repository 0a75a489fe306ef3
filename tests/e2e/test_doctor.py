"""`dutykit doctor` as a process."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Dutykit = Callable[..., Any]


def workspace_with(root: Path, settings: str) -> Path:
    (root / "data").mkdir(parents=True)
    (root / "data" / "indicators.yaml").write_text(
        "title: 示例\nsource: {title: 示例, issuer: 示例}\nchapters: []\n", encoding="utf-8"
    )
    (root / "data" / "units.yaml").write_text("units: []\n", encoding="utf-8")
    (root / "dutykit.yaml").write_text(settings, encoding="utf-8")
    return root


def test_nothing_lacks_after_set_up(dutykit: Dutykit) -> None:
    ran = dutykit("doctor", "--full")
    assert ran.code == 0, ran.out
    assert ran.err == "运行环境完整\n"
    assert all(line.startswith(("✓ ", "! ", "    处理建议：")) for line in ran.out.splitlines())


def test_json(dutykit: Dutykit) -> None:
    ran = dutykit("doctor", "--format", "json", "--quiet")
    told = json.loads(ran.out)
    assert (ran.code, ran.err, told["version"], told["ok"]) == (0, "", 1, True)
    assert {"python", "library-pango", "font-fangsong", "encoding", "cache"} <= {one["name"] for one in told["items"]}


def test_font_that_is_not_there(dutykit: Dutykit, tmp_path: Path) -> None:
    root = workspace_with(tmp_path / "office", "fonts: {kai: ['没有的楷体\\t1']}\n".replace("'", '"'))
    ran = dutykit("doctor", "--workspace", root)
    assert ran.code == 1
    assert "✗ 工作区字体：楷体 本机未安装字体“没有的楷体 1”，报告将改用随附字体\n    处理建议：" in ran.out
    assert ran.err == "缺少 1 项\n"


def test_english(dutykit: Dutykit) -> None:
    ran = dutykit("doctor", "--lang", "en", env={"XDG_CACHE_HOME": "/dev/null"})
    assert ran.code == 0
    assert "YAML" in ran.out
    assert "解析器" not in ran.out
    assert any(line.startswith("! ") for line in ran.out.splitlines())


def test_no_workspace_where_one_was_named(dutykit: Dutykit, tmp_path: Path) -> None:
    ran = dutykit("doctor", "-w", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("错误：")
