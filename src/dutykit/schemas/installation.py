"""The JSON Schemas of the workspace's files: one by one, or installed for editors."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dutykit.check.all_rules import all_rules
from dutykit.model.layout import (
    CATALOGUE_FILE,
    REGISTER_FILE,
    REVIEWS_FOLDER,
    SCORING_FILE,
    SETTINGS_FILE,
    SUBMISSIONS_FOLDER,
    TIMETABLE_FILE,
)
from dutykit.model.workspace import Workspace
from dutykit.schemas.json_schema import json_schema
from dutykit.schemas.jsonc import JsoncError, read_jsonc, with_member
from dutykit.schemas.workspace_schema import workspace_schema
from dutykit.workspace.discover import is_inside
from dutykit.workspace.writing.atomic_file import write_atomically

SCHEMA_FOLDER = ".dutykit/schemas"
"""Where installed schemas stand in a workspace."""
EDITOR_SETTINGS = ".vscode/settings.json"
EDITOR_EXTENSIONS = ".vscode/extensions.json"
_EXTENSION = "redhat.vscode-yaml"
_FILES: dict[str, list[str]] = {
    "catalogue": [CATALOGUE_FILE],
    "units": [REGISTER_FILE],
    "submission": [f"{SUBMISSIONS_FOLDER}/**/*.yaml", f"{SUBMISSIONS_FOLDER}/**/*.yml"],
    "review": [f"{REVIEWS_FOLDER}/**/*.yaml", f"{REVIEWS_FOLDER}/**/*.yml"],
    "cycles": [TIMETABLE_FILE],
    "scoring": [SCORING_FILE],
    "settings": [SETTINGS_FILE],
}
"""The files each schema is for, as globs from the workspace."""
EXAMPLE_MODELINE = f"# yaml-language-server: $schema=../../{SCHEMA_FOLDER}/submission.schema.json"
"""The comment that names its schema to an editor without project settings, in submissions/2019/….yaml."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is there and cannot be changed safely."""

    name: str
    """Relative to the workspace."""
    wanted: str
    """What belongs in it, as JSON."""


FINDINGS_SCHEMA = Path(__file__).with_name("findings-v1.schema.json")


@dataclass(frozen=True, slots=True)
class Installation:
    """What installing does, or would do."""

    root: Path
    changed: tuple[str, ...]
    """Names of the files written, or that would be written; sorted."""
    refused: tuple[Refused, ...]


def findings_schema() -> str:
    """The text of the JSON Schema of what `dutykit validate --format json` prints."""
    return FINDINGS_SCHEMA.read_text(encoding="utf-8")


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema of the file kind `kind`: catalogue, units, submission, cycles or settings. Raises KeyError."""
    return json_schema(kind)


def install_schemas(workspace: Workspace, *, write: bool = True) -> Installation:
    """Put the workspace's schemas and the settings by which editors find them into the workspace.

    What is there already stays; without `write`, nothing is written. Raises OSError; every file is then
    whole, old or new.
    """
    texts: dict[str, str] = {}
    refused: list[Refused] = []
    rules = all_rules()
    for kind in _FILES:
        schema = workspace_schema(kind, workspace, rules)
        texts[schema_file(kind)] = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    mapping = {f"./{schema_file(kind)}": globs for kind, globs in _FILES.items()}
    for name, wanted in (
        (EDITOR_SETTINGS, {"yaml.schemas": mapping}),
        (EDITOR_EXTENSIONS, {"recommendations": [_EXTENSION]}),
    ):
        try:
            texts[name] = _merged(_text(workspace.root, name), wanted)
        except (JsoncError, UnicodeDecodeError):
            refused.append(Refused(name, json.dumps(wanted, ensure_ascii=False, indent=2)))
    changed = []
    for name, text in sorted(texts.items()):
        data = text.encode()
        if not is_inside(workspace.root, workspace.root / name) or (workspace.root / name).is_symlink():
            refused.append(Refused(name, text))
        elif _bytes(workspace.root / name) != data:
            changed.append(name)
            if write:
                write_atomically(workspace.root / name, data)
    return Installation(workspace.root, tuple(changed), tuple(refused))


def schema_file(kind: str) -> str:
    """Where the installed schema of the file kind `kind` stands in a workspace."""
    return f"{SCHEMA_FOLDER}/{kind}.schema.json"


def modeline(root: Path, file: Path) -> str | None:
    """The comment by which editors without project settings find the schema of the submission `file`.

    None where no schemas are installed: an editor would complain of a schema that is not there.
    """
    schema = root / schema_file("submission")
    if not schema.is_file():
        return None
    return f"# yaml-language-server: $schema={Path(os.path.relpath(schema, file.parent)).as_posix()}"


def _merged(text: str | None, wanted: dict[str, Any]) -> str:
    """`text`, settings of an editor, with `wanted` in them; a new file if there is none. Raises JsoncError."""
    if text is None:
        return json.dumps(wanted, ensure_ascii=False, indent=2) + "\n"
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix("\ufeff")
    if not text.strip():
        text = "{}\n"
    for key, value in wanted.items():
        present = read_jsonc(text).get(key)
        if isinstance(value, list):
            lacking = [one for one in value if not isinstance(present, list) or one not in present]
            if lacking:
                if present is not None and not isinstance(present, list):
                    raise JsoncError
                text = with_member(text, (key,), [*(present or ()), *lacking])
            continue
        for inner, item in value.items():
            if not isinstance(present, dict) or present.get(inner) != item:
                text = with_member(text, (key, inner), item)
    return mark + text


def _text(root: Path, name: str) -> str | None:
    if not is_inside(root, root / name):
        return None  # refused later, unread
    data = _bytes(root / name)
    return None if data is None else data.decode()


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
