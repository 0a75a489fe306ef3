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


def test_settings_that_are_there_stay(dutykit: Dutykit, root: Path) -> None:
    own = '{\n    // 我的设置\n    "editor.rulers": [100], // 列\n    "yaml.schemas": {\n        "./own.json": "own/*.yaml"\n    }\n}\n'
    (root / ".vscode").mkdir()
    (root / SETTINGS).write_text(own, encoding="utf-8")
    (root / ".vscode/extensions.json").write_text('{"recommendations": ["a.b"]}', encoding="utf-8")
    assert dutykit("schema", "--install", cwd=root).code == 0
    text = (root / SETTINGS).read_text(encoding="utf-8")
    head, _, tail = own.partition('"own/*.yaml"')
    assert text.startswith(head + '"own/*.yaml",\n        "./.dutykit/schemas/catalogue.schema.json"')
    assert text.endswith(tail)
    extensions = json.loads((root / ".vscode/extensions.json").read_text(encoding="utf-8"))
    assert extensions == {"recommendations": ["a.b", "redhat.vscode-yaml"]}
    assert dutykit("schema", "--install", "--check", cwd=root).code == 0


@pytest.mark.parametrize(
    "text", ['{"yaml.schemas": 3}', "{ // 没写完", '{"yaml.schemas": {}, "yaml.schemas": {}}', "\xff"]
)
def test_settings_that_cannot_be_changed_safely_are_shown(dutykit: Dutykit, root: Path, text: str) -> None:
    (root / ".vscode").mkdir()
    (root / SETTINGS).write_bytes(text.encode("latin-1", "replace") if text == "\xff" else text.encode())
    before = (root / SETTINGS).read_bytes()
    ran = dutykit("schema", "--install", cwd=root)
    assert ran.code == 2
    assert f"{SETTINGS} 没有改动" in ran.err
    assert '"./.dutykit/schemas/units.schema.json": [' in ran.err
    assert (root / SETTINGS).read_bytes() == before
    assert (root / ".dutykit/schemas/units.schema.json").exists()


@pytest.mark.parametrize("text", ["", "\ufeff{}\r\n", "{/* 空 */}"])
def test_settings_that_are_empty(dutykit: Dutykit, root: Path, text: str) -> None:
    (root / ".vscode").mkdir()
    (root / SETTINGS).write_bytes(text.encode())
    assert dutykit("schema", "--install", cwd=root).code == 0
    after = (root / SETTINGS).read_bytes().decode()
    assert after.startswith("\ufeff") == text.startswith("\ufeff")
    assert ("/* 空 */" in after) == ("/* 空 */" in text)
    assert (after.count("\n") == after.count("\r\n")) == ("\r\n" in text)
    assert dutykit("schema", "--install", "--check", cwd=root).code == 0


def test_nothing_is_written_through_a_link(dutykit: Dutykit, root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / ".vscode").symlink_to(outside)
    (root / ".dutykit").symlink_to(outside)
    ran = dutykit("schema", "--install", cwd=root)
    assert ran.code == 2
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
