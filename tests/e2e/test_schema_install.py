"""`dutykit schema --install` as a user starts it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Dutykit

SETTINGS = ".vscode/settings.json"
WRITTEN = [
    ".dutykit/schemas/catalogue.schema.json",
    ".dutykit/schemas/cycles.schema.json",
    ".dutykit/schemas/evaluation.schema.json",
    ".dutykit/schemas/individual-review.schema.json",
    ".dutykit/schemas/review.schema.json",
    ".dutykit/schemas/scoring.schema.json",
    ".dutykit/schemas/settings.schema.json",
    ".dutykit/schemas/submission.schema.json",
    ".dutykit/schemas/units.schema.json",
    ".vscode/extensions.json",
    SETTINGS,
]


@pytest.fixture
def root(tmp_path: Path, dutykit: Dutykit) -> Path:
    """A workspace as `init` makes it."""
    assert dutykit("init", "ws").code == 0
    return tmp_path / "ws"


def state(root: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in root.rglob("*")
        if path.is_file()
    }


def test_it_is_installed_once(dutykit: Dutykit, root: Path) -> None:
    before = state(root)
    assert dutykit("schema", "--install", "--check", cwd=root).code == 1
    assert state(root) == before
    ran = dutykit("schema", "--install", cwd=root)
    assert ran.code == 0, ran.err
    assert ran.out.splitlines() == WRITTEN
    assert "$schema=../../.dutykit/schemas/submission.schema.json" in ran.err
    installed = state(root)
    assert sorted(installed.keys() - before.keys()) == sorted(WRITTEN)
    again = dutykit("schema", "--install", cwd=root)
    assert (again.code, again.out) == (0, "")
    assert "已是最新" in again.err
    assert dutykit("schema", "--install", "--check", cwd=root).code == 0
    assert state(root) == installed
    assert dutykit("validate", cwd=root).code == 0


def test_it_is_out_of_date_after_a_unit_was_added(dutykit: Dutykit, root: Path) -> None:
    dutykit("schema", "--install", cwd=root)
    units = root / "data/units.yaml"
    text = units.read_text(encoding="utf-8")
    units.write_text(text.replace("units:\n", "units:\n  - {id: 新局, kind: department}\n", 1), encoding="utf-8")
    stale = dutykit("schema", "--install", "--check", cwd=root)
    assert stale.code == 1
    assert ".dutykit/schemas/submission.schema.json" in stale.out
    assert dutykit("schema", "--install", cwd=root / "data").code == 0
    schema = json.loads((root / ".dutykit/schemas/submission.schema.json").read_text(encoding="utf-8"))
    assert "新局" in schema["properties"]["unit"]["enum"]


@pytest.mark.parametrize(
    "text", ['{\n  // 我的设置\n  "yaml.schemas": {"./own.json": "own/*.yaml"}\n}\n', "{ // 没写完", "{}", "", "\xff"]
)
def test_settings_that_are_there_stay_and_what_to_add_is_shown(dutykit: Dutykit, root: Path, text: str) -> None:
    (root / ".vscode").mkdir()
    (root / SETTINGS).write_bytes(text.encode("latin-1" if text == "\xff" else "utf-8"))
    before = (root / SETTINGS).read_bytes()
    ran = dutykit("schema", "--install", cwd=root)
    assert ran.code == 0
    assert ran.out.splitlines() == WRITTEN[:-1]
    _said, _message, wanted = ran.err.partition(f"{SETTINGS} 已存在，未修改；请自行加入：\n")
    wanted = wanted[: wanted.index("\n}\n") + 3]
    assert json.loads(wanted)["yaml.schemas"]["./.dutykit/schemas/units.schema.json"] == [
        "data/units.yaml",
        "data/past/[0-9][0-9][0-9][0-9]/units.yaml",
    ]
    assert (root / SETTINGS).read_bytes() == before
    assert "已存在" in dutykit("schema", "--install", "--check", cwd=root).err
    (root / SETTINGS).write_text(f"// 我的设置\n{wanted}", encoding="utf-8")
    again = dutykit("schema", "--install", "--check", cwd=root)
    assert (again.code, again.out) == (0, "")
    assert "已是最新" in again.err


def test_extensions_that_are_there_stay(dutykit: Dutykit, root: Path) -> None:
    (root / ".vscode").mkdir()
    extensions = root / ".vscode/extensions.json"
    extensions.write_text('{"recommendations": ["a.b"]}', encoding="utf-8")
    ran = dutykit("schema", "--install", cwd=root)
    assert (ran.code, "redhat.vscode-yaml" in ran.err) == (0, True)
    assert extensions.read_text(encoding="utf-8") == '{"recommendations": ["a.b"]}'


def test_nothing_is_written_through_a_link(dutykit: Dutykit, root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / ".vscode").symlink_to(outside)
    (root / ".dutykit").symlink_to(outside)
    ran = dutykit("schema", "--install", cwd=root)
    assert ran.code == 2
    assert f"{SETTINGS} 是链接" in ran.err
    assert list(outside.iterdir()) == []


def test_in_english(dutykit: Dutykit, root: Path) -> None:
    assert dutykit("schema", "--install", "--lang", "en", cwd=root).code == 0
    schema = json.loads((root / ".dutykit/schemas/submission.schema.json").read_text(encoding="utf-8"))
    assert schema["properties"]["cycle"]["title"] == "Cycle"


def test_wrong_use(dutykit: Dutykit, root: Path, tmp_path: Path) -> None:
    assert dutykit("schema", "units", "--install", cwd=root).code == 2
    assert dutykit("schema", "--check", cwd=root).code == 2
    nowhere = dutykit("schema", "--install", cwd=tmp_path)
    assert nowhere.code == 2
    assert "Traceback" not in nowhere.err
