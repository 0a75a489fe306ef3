"""One list of the kinds of files: what reads, watches, caches, fixes and writes files goes through it."""

from __future__ import annotations

import shutil
from dataclasses import fields
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from dutykit.cli.commands import schema as schema_command
from dutykit.model import layout
from dutykit.model.record import Record
from dutykit.model.workspace import Past, Workspace
from dutykit.schemas.json_schema import SCHEMAS
from dutykit.validate.cache import content_of
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.inventory import EDITED, KINDS, PAST, FileKind, edited_kind, is_edited, kind_of, record_of
from dutykit.workspace.watching import Watch
from dutykit.workspace.writing.journal import target_of

BASE = Path(__file__).parents[2] / "cases" / "base"
EXAMPLES = {
    "settings": "dutykit.yaml",
    "catalogue": "data/indicators.yaml",
    "units": "data/units.yaml",
    "cycles": "data/cycles.yaml",
    "scoring": "data/scoring.yaml",
    "evaluation": "data/evaluations/2019.yaml",
    "past-catalogue": "data/past/2018/indicators.yaml",
    "past-units": "data/past/2018/units.yaml",
    "past-scoring": "data/past/2018/scoring.yaml",
    "past-cycles": "data/past/2018/cycles.yaml",
    "past-settings": "data/past/2018/dutykit.yaml",
    "history": "history/2019.jsonl",
    "unit-history": "history/2019/市财政局.jsonl",
    "ignored": ".gitignore",
    "attributes": ".gitattributes",
    "pending": ".dutykit.pending",
    "submission": "submissions/2019/x/市财政局.yml",
    "review": "reviews/市财政局.yaml",
    "individual-review": "reviews/2019/市财政局/张三.yaml",
    "evidence": "evidence/市财政局/1-1.txt",
    "collected": "collected/2019/市财政局.jsonl",
    "template": "templates/report/unit.html.j2",
    "schema": ".dutykit/schemas/units.schema.json",
    "editor-settings": ".vscode/settings.json",
    "editor-extensions": ".vscode/extensions.json",
}
"""A file of each kind."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a file of every kind."""
    root = tmp_path_factory.mktemp("inventory") / "w"
    shutil.copytree(BASE, root)
    for name in EXAMPLES.values():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_bytes(b"{}\n")
    return root


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_is_known_to_all_that_handle_files(root: Path, kind: FileKind) -> None:
    name = EXAMPLES[kind.name]
    assert kind_of(name) is kind
    assert kind_of(name.upper()) is kind
    assert (name in load_workspace(root).sources) == kind.is_read
    content = content_of(root, "")
    assert content is not None
    assert (name in content.files) == kind.is_read
    watch = Watch(root)
    assert bool(watch._own({str(root / name)})) == (kind.is_read or kind.name == "evidence")
    assert (target_of(root, name) is not None) == bool(kind.writers)
    for writer in {writer for one in KINDS for writer in one.writers}:
        assert (target_of(root, name, writer) is not None) == (writer in kind.writers)
    assert is_edited(name) == kind.has_schema == (kind.name in SCHEMAS) == ("validate --fix" in kind.writers)
    if kind.has_schema:
        assert edited_kind(name) is kind
    else:
        with pytest.raises(ValueError, match=name):
            edited_kind(name)


def test_the_globs_are_of_the_same_files(root: Path) -> None:
    for kind in KINDS:
        found = {path for glob in kind.globs for path in root.glob(glob) if path.is_file()}
        assert root / EXAMPLES[kind.name] in found
        assert all(kind_of(path.relative_to(root).as_posix()) is kind for path in found)


def test_every_name_of_the_layout_is_of_a_kind() -> None:
    names = {
        value for name, value in vars(layout).items() if name.endswith(("_FILE", "_FOLDER")) and name != "LOCK_FILE"
    }
    assert all(any(kind.path.startswith(name) for kind in KINDS) for name in names)
    assert len({kind.name for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_documentation_lists_every_kind(repository: Path, language: str) -> None:
    text = (repository / f"docs/{language}/files.md").read_text(encoding="utf-8")
    for kind in KINDS:
        assert f"`{kind.path.partition('{')[0].partition('settings.json')[0].removesuffix('extensions.json')}" in text
    for writer in {writer for kind in KINDS for writer in kind.writers if "history" in kind.name}:
        assert f"`{writer}`" in text


def test_every_record_has_a_field() -> None:
    assert {kind.field for kind in EDITED} <= {field.name for field in fields(Workspace)}
    assert {kind.field for kind in PAST} == set(Past._fields)
    assert all(issubclass(record_of(kind), Record) for kind in KINDS if kind.record)
    assert {kind for kind in KINDS if kind.record} == {*EDITED, *PAST}


def test_the_command_offers_every_schema() -> None:
    kind, *_typer = get_args(get_type_hints(schema_command.schema, include_extras=True)["kind"])
    assert {name for part in get_args(kind) for name in get_args(part)} == {*SCHEMAS, "findings"}


@pytest.mark.parametrize(
    "name",
    [
        "",
        "x.yaml",
        "submissions",
        "submissions/",
        "submissions/.x.yaml",
        "submissions/~x.yaml",
        "submissions/.git/x.yaml",
        "submissions/../x.yaml",
        "submissions/x.yaml/",
        "submissions/x.yaml~",
        "submissions/.yaml",
        "data/past/219/units.yaml",
        "data/past/2019/reviews.yaml",
        "history/2019.json",
        "history/2019xjsonl",
        "history/2019/.市财政局.jsonl",
        "history/市财政局.jsonl",
        "evidence/甲局/~$1.docx",
        "out/报告.pdf",
        "dutykitxyaml",
    ],
)
def test_what_is_of_no_kind(name: str) -> None:
    assert kind_of(name) is None
