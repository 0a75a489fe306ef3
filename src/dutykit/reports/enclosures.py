"""What travels inside a report: the files it was made from, the list of its evidence, and the evidence if asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dutykit.assess.evidence import given_in
from dutykit.check.report_rules import EVIDENCE_NOT_ENCLOSED
from dutykit.language import _, reason_of
from dutykit.model.evidence_file import EvidenceFile
from dutykit.model.finding import Finding, Severity
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE, SETTINGS_FILE, past_file
from dutykit.model.submission import Evidence, Submission
from dutykit.model.workspace import Workspace
from dutykit.typeset.enclosure import Enclosure
from dutykit.workspace.evidence_files import is_evidence_path
from dutykit.workspace.file_bytes import TooLargeError, file_bytes

MANIFEST = "佐证材料清单.json"
MANIFEST_VERSION = 1
MOST_BYTES = 200_000_000
"""How much evidence one report may carry."""

_YAML, _JSON, _ANY = "application/yaml", "application/json", "application/octet-stream"
_OOXML = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "tif": "image/tiff",
    "docx": f"{_OOXML}.wordprocessingml.document",
    "xlsx": f"{_OOXML}.spreadsheetml.sheet",
    "pptx": f"{_OOXML}.presentationml.presentation",
    "doc": "application/msword",
    "zip": "application/zip",
    "mp4": "video/mp4",
}


class UnfitEvidenceError(Exception):
    """Some evidence cannot go along; `args[0]` are the findings."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of evidence where a submission names it, with what is on disk there."""

    unit: str
    indicator: str | None
    """None for the proof of a problem that an earlier cycle left over."""
    problem: str | None
    """The problem it proves to be resolved; None where it supports an answer."""
    evidence: Evidence
    found: EvidenceFile | None


def sources(workspace: Workspace, submissions: Sequence[Submission], cycle: int, *, whole: bool) -> list[Enclosure]:
    """The YAML files a report on `submissions` for `cycle` was made from; with `whole` the workspace's other files too.

    Those of a cycle that is over are the files that were kept, under the names that they had.
    """
    names = {name: name for name in ([CATALOGUE_FILE, REGISTER_FILE, SETTINGS_FILE] if whole else [])}
    if cycle in workspace.past:
        names = {name: past_file(cycle, name) for name in names}
    names |= {submission.file: submission.file for submission in submissions}
    return [
        Enclosure(name, workspace.sources[there].data, "Source", "本报告的数据", _YAML)
        for name, there in names.items()
        if there in workspace.sources
    ]


def manifest(workspace: Workspace, submissions: Sequence[Submission], cycle: int, *, enclosed: bool) -> Enclosure:
    """The list of all evidence of `submissions`: which indicator, what it is called, the file, its hash and size."""
    rows = [_row(piece, enclosed=enclosed) for piece in _pieces(workspace, submissions)]
    whole = {"version": MANIFEST_VERSION, "cycle": cycle, "evidence": rows}
    data = (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()
    return Enclosure(MANIFEST, data, "Data", "佐证材料清单", _JSON)


def evidence(workspace: Workspace, submissions: Sequence[Submission]) -> list[Enclosure]:
    """The evidence files of `submissions`, each once. Raises UnfitEvidenceError."""
    enclosures: dict[str, Enclosure] = {}
    findings: list[Finding] = []
    size = 0
    for piece in _pieces(workspace, submissions):
        file = piece.evidence.file
        if file is None:
            continue
        data, fault = _content(workspace, piece)
        size += 0 if file in enclosures else len(data)
        if not fault and size > MOST_BYTES:
            fault = _("佐证材料合计超过 {most} 字节").format(most=MOST_BYTES)
        if fault:
            findings.append(_finding(workspace, piece.evidence, fault))
            if size > MOST_BYTES:
                break
        media = _MEDIA_TYPES.get((piece.found and piece.found.kind) or "", _ANY)
        enclosures.setdefault(file, Enclosure(file, data, "Supplement", piece.evidence.title, media))
    if findings:
        raise UnfitEvidenceError(tuple(findings))
    return list(enclosures.values())


def _pieces(workspace: Workspace, submissions: Sequence[Submission]) -> Iterator[_Piece]:
    for submission in submissions:
        for indicator, problem, one in given_in(submission):
            yield _Piece(submission.unit, indicator, problem, one, workspace.evidence.get(one.file or ""))


def _row(piece: _Piece, *, enclosed: bool) -> dict[str, Any]:
    found = piece.found
    return {
        "unit": piece.unit,
        "indicator": piece.indicator,
        "problem": piece.problem,
        "title": piece.evidence.title,
        "kept_by_unit": piece.evidence.kept_by_unit,
        "file": piece.evidence.file,
        "state": None if found is None else found.state,
        "sha256": None if found is None else found.sha256,
        "size": None if found is None else found.size,
        "enclosed": enclosed and piece.evidence.file is not None,
    }


def _content(workspace: Workspace, piece: _Piece) -> tuple[bytes, str]:
    """What the file of `piece` holds, and why it cannot go along; one of them is empty."""
    found = piece.found
    if found is None or found.state != "present":
        states = {
            "missing": _("文件不存在"),
            "outside": _("文件不在 evidence/ 下"),
            "not_a_file": _("该路径不是文件"),
            "too_large": _("文件过大"),
        }
        return b"", states.get("missing" if found is None else found.state, _("无法读取文件"))
    if piece.evidence.sha256 not in {None, found.sha256}:
        return b"", _("文件与登记的校验值（SHA-256）不一致")
    path = workspace.root / found.path
    if not is_evidence_path(workspace.root, path):
        return b"", _("文件不在 evidence/ 下")
    try:
        data = file_bytes(path, workspace.settings.limits.evidence_bytes)
    except TooLargeError:
        return b"", _("文件过大")
    except OSError as error:
        return b"", reason_of(error)
    if hashlib.sha256(data).hexdigest() != found.sha256:
        return b"", _("文件正在被其他程序修改")
    return data, ""


def _finding(workspace: Workspace, one: Evidence, fault: str) -> Finding:
    place = one.place_of("file")
    source = workspace.sources.get(place.file)
    message = _("佐证材料“{title}”无法附入报告：{fault}").format(title=one.title, fault=fault)
    line = "" if source is None else source.line(place.line)
    return Finding(EVIDENCE_NOT_ENCLOSED.name, Severity.ERROR, place, message, line=line)
