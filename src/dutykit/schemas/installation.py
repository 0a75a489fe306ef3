"""The JSON Schemas of the workspace's files: one by one, or installed for editors."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from dutykit.check.all_rules import all_rules
from dutykit.model.layout import EDITOR_EXTENSIONS, EDITOR_SETTINGS, SCHEMA_FOLDER
from dutykit.model.workspace import Workspace
from dutykit.schemas.workspace_schema import workspace_schema
from dutykit.workspace.inventory import EDITED, PAST, edited_kind
from dutykit.workspace.writing.transaction import Transaction, Write

_EXTENSION = "redhat.vscode-yaml"
EXAMPLE_MODELINE = f"# yaml-language-server: $schema=../../{SCHEMA_FOLDER}/submission.schema.json"
"""The comment that names its schema to an editor without project settings, in submissions/2019/….yaml."""


@dataclass(frozen=True, slots=True)
class NotWritten:
    """A file that is not changed, and what belongs in it."""

    name: str
    """Relative to the workspace."""
    text: str


FINDINGS_SCHEMA = Path(__file__).with_name("findings-v1.schema.json")


@dataclass(frozen=True, slots=True)
class Installation:
    """What installing does, or would do. Names are sorted."""

    written: tuple[str, ...]
    """The names of the files that are, or in a dry run would be, written."""
    to_add: tuple[NotWritten, ...]
    """Settings of an editor that exist, and what a person has to add to them."""
    refused: tuple[NotWritten, ...]
    """Files that are links or lead out of the workspace."""


def findings_schema() -> str:
    """The text of the JSON Schema of what `dutykit validate --format json` prints."""
    return FINDINGS_SCHEMA.read_text(encoding="utf-8")


def install_schemas(workspace: Workspace, files: Transaction) -> Installation:
    """Write the workspace's schemas, and the settings by which editors find them where there are none yet.

    Raises Refusal and OSError; nothing is written then.
    """
    rules = all_rules()
    texts = {
        schema_file(kind.name): json.dumps(workspace_schema(kind.name, workspace, rules), ensure_ascii=False, indent=1)
        for kind in EDITED
    }
    past = {kind.name: kind.globs for kind in PAST}
    mapping = {f"./{schema_file(kind.name)}": [*kind.globs, *past.get(f"past-{kind.name}", [])] for kind in EDITED}
    editor = {
        EDITOR_EXTENSIONS: ({"recommendations": [_EXTENSION]}, [_EXTENSION]),
        EDITOR_SETTINGS: ({"yaml.schemas": mapping}, list(mapping)),
    }
    texts |= {name: json.dumps(wanted, ensure_ascii=False, indent=2) for name, (wanted, _words) in editor.items()}
    writes, to_add, refused = [], [], []
    for name, text in sorted(texts.items()):
        write = Write(name, files.bytes_of(name), f"{text}\n".encode())
        if not files.may_write(name):
            refused.append(NotWritten(name, text))
        elif name in editor and write.before is not None:
            present = write.before.decode("utf-8", "replace")
            if not all(word in present for word in editor[name][1]):
                to_add.append(NotWritten(name, text))
        elif write.after != write.before:
            writes.append(write)
    files.write(writes)
    return Installation(tuple(one.name for one in writes), tuple(to_add), tuple(refused))


def schema_file(kind: str) -> str:
    """Where the installed schema of the file kind `kind` is in a workspace."""
    return f"{SCHEMA_FOLDER}/{kind}.schema.json"


def modeline(root: Path, name: str) -> str | None:
    """The comment by which editors without project settings find the schema of the file `name` in the workspace `root`.

    None where no schemas are installed: an editor would complain of a schema that is not there. Raises ValueError for a
    file that people do not edit.
    """
    schema = root / schema_file(edited_kind(name).name)
    if not schema.is_file():
        return None
    return f"# yaml-language-server: $schema={Path(os.path.relpath(schema, (root / name).parent)).as_posix()}"


def begun_file(root: Path, name: str, text: str) -> bytes:
    """A new file `name` of the workspace `root` that holds `text`, under the comment that names its schema."""
    head = modeline(root, name)
    return (f"{head}\n{text}" if head else text).encode()
