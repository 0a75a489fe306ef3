"""Schemas and editor settings in a workspace: all of them or none, and never over what a person wrote."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from dutykit.model.layout import EDITOR_EXTENSIONS, EDITOR_SETTINGS
from dutykit.schemas.installation import Installation, begun_file, install_schemas, modeline, schema_file
from dutykit.workspace.inventory import EDITED
from dutykit.workspace.writing.transaction import transaction
from tests.cycles import begin, opened

SCHEMAS = tuple(sorted(schema_file(kind.name) for kind in EDITED))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    begin(tmp_path)
    return tmp_path


def install(root: Path, *, dry_run: bool = False) -> Installation:
    with transaction(root, "schema --install", dry_run=dry_run) as files:
        return install_schemas(opened(root), files)


def test_what_is_written(root: Path) -> None:
    assert modeline(root, "submissions/2017/x.yaml") is None
    wanted = Installation((*SCHEMAS, EDITOR_EXTENSIONS, EDITOR_SETTINGS), (), ())
    assert install(root, dry_run=True) == wanted
    assert not (root / ".dutykit").exists()
    assert install(root) == wanted
    assert install(root) == Installation((), (), ())
    settings = json.loads((root / EDITOR_SETTINGS).read_text(encoding="utf-8"))
    assert settings["yaml.schemas"]["./.dutykit/schemas/review.schema.json"] == [
        *("reviews/*.yaml", "reviews/*.yml", "reviews/*/*.yaml", "reviews/*/*.yml"),
    ]
    assert all(json.loads((root / name).read_text(encoding="utf-8"))["$schema"] for name in SCHEMAS)
    assert modeline(root, "submissions/2017/x.yaml") is not None


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("submissions/2017/x.yaml", "../../.dutykit/schemas/submission.schema.json"),
        ("reviews/2017/x.yaml", "../../.dutykit/schemas/review.schema.json"),
        ("reviews/2017/x/y.yaml", "../../../.dutykit/schemas/individual-review.schema.json"),
        ("data/scoring.yaml", "../.dutykit/schemas/scoring.schema.json"),
        ("data/cycles.yaml", "../.dutykit/schemas/cycles.schema.json"),
        ("dutykit.yaml", ".dutykit/schemas/settings.schema.json"),
    ],
)
def test_a_file_names_the_schema_of_its_own_kind(root: Path, name: str, schema: str) -> None:
    assert begun_file(root, name, "cycle: 2017\n") == b"cycle: 2017\n"
    install(root)
    assert modeline(root, name) == f"# yaml-language-server: $schema={schema}"
    assert begun_file(root, name, "cycle: 2017\n").decode() == f"{modeline(root, name)}\ncycle: 2017\n"


def test_settings_of_a_person_are_not_touched(root: Path) -> None:
    (root / ".vscode").mkdir()
    for name in (EDITOR_SETTINGS, EDITOR_EXTENSIONS):
        (root / name).write_text("{} // own", encoding="utf-8")
    done = install(root)
    assert done.written == SCHEMAS
    assert [one.name for one in done.to_add] == [EDITOR_EXTENSIONS, EDITOR_SETTINGS]
    for one in done.to_add:
        (root / one.name).write_text(f"// own\n{one.text}", encoding="utf-8")
    assert install(root) == Installation((), (), ())


def test_a_link_out_of_the_workspace_is_refused_and_the_rest_written(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (root / ".vscode").symlink_to(outside)
    done = install(root)
    assert done.written == SCHEMAS
    assert [one.name for one in done.refused] == [EDITOR_EXTENSIONS, EDITOR_SETTINGS]
    assert list(outside.iterdir()) == []


def test_a_full_disk_leaves_no_schema(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 4:
            raise OSError(28, "No space left on device")

    before = {path for path in root.rglob("*") if path.is_file()}
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        install(root)
    assert {path for path in root.rglob("*") if path.is_file()} == before
