"""A workspace with some of its files changed, in memory: what the rules say of a change before it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from dutykit.model.evidence_file import EvidenceFile
from dutykit.model.submission import Submission
from dutykit.model.workspace import Workspace
from dutykit.workspace.assemble import in_order
from dutykit.workspace.decode import decode
from dutykit.workspace.evidence_files import evidence_file
from dutykit.workspace.inventory import EDITED, edited_kind, record_of
from dutykit.workspace.yaml.reader import Document


def rebuilt(workspace: Workspace, documents: Mapping[str, Document]) -> Workspace:
    """The workspace with some of the files that people edit as they are in `documents`, by their names."""
    found: dict[str, Any] = {kind.field: getattr(workspace, kind.field) for kind in EDITED}
    folders = {kind.field: {one.file: one for one in found[kind.field]} for kind in EDITED if kind.is_folder}
    incomplete = set(workspace.incomplete)
    for name, document in documents.items():
        kind = edited_kind(name)
        record, _findings, complete = decode(record_of(kind), document)
        if record is not None and kind.is_folder:
            folders[kind.field][name] = record
        elif record is not None and kind.is_yearly:
            found[kind.field] = {**found[kind.field], int(PurePosixPath(name).stem): record}
        elif record is not None:
            found[kind.field] = record
        if complete and not document.findings:
            incomplete.discard(name)
    return replace(
        workspace,
        **in_order(found | {name: list(records.values()) for name, records in folders.items()}),
        sources={**workspace.sources, **{name: document.source for name, document in documents.items()}},
        evidence={**workspace.evidence, **_newly_named(workspace, folders["submissions"].values())},
        incomplete=frozenset(incomplete),
    )


def _newly_named(workspace: Workspace, submissions: Iterable[Submission]) -> dict[str, EvidenceFile]:
    """What is where evidence entries point that could not be read before."""
    files = {one.file for submission in submissions for answer in submission.answers for one in answer.evidence}
    return {
        name: evidence_file(workspace.root, name, workspace.settings.limits.evidence_bytes)
        for name in files
        if name is not None and name not in workspace.evidence
    }
