"""Import filled-in workbooks: read, merge, check, and only then write; a unit's whole or not at all."""

from __future__ import annotations

import codecs
import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from dutykit.forms.candidate import Candidate, candidate_of
from dutykit.forms.checking import check_candidates
from dutykit.forms.collection import Collection, CollectRequest
from dutykit.forms.copies import ReadForm, to_take
from dutykit.forms.incoming import incoming
from dutykit.forms.workbook.changes import Decide
from dutykit.language import _
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.workspace.writing.changed_file import ChangedFile
from dutykit.workspace.writing.transaction import OnRecovery, Write, changing, ignore_recovery


def collect_forms(
    root: Path,
    paths: Sequence[Path],
    request: CollectRequest,
    decide: Decide,
    on_recovery: OnRecovery = ignore_recovery,
) -> Collection:
    """Merge the workbooks at `paths` into the submissions of the workspace `root`.

    All files are written, or none. Raises Refusal if the workspace cannot be read or a file cannot be overwritten,
    WorkspaceLockedError if another process is changing the workspace, and OSError.
    """
    for library in ("python_calamine", "openpyxl"):
        if find_spec(library) is None:
            message = _("未安装读取 Excel 所需的组件（{library}）").format(library=library)
            raise Refusal(message, _("运行 pip install 'dutykit[office]'"))
    with changing(root, "collect", on_recovery, dry_run=request.dry_run) as opened:
        collection = _collected(opened.workspace, paths, request, decide)
        opened.write(
            [Write(one.name, one.old.encode() if one.old else None, one.new.encode()) for one in collection.files]
        )
        return collection


def _collected(workspace: Workspace, paths: Sequence[Path], request: CollectRequest, decide: Decide) -> Collection:
    cycle = workspace.cycle if request.cycle is None else request.cycle
    then = workspace.at(cycle)
    read = [incoming(path, then, cycle, request.unit) for path in paths]
    wanted = to_take(ReadForm(form, reading) for form, reading in read if reading is not None)
    found = (candidate_of(workspace, one.form, one.reading, decide) for one in wanted)
    candidates = [one for one in found if one is not None]
    check_candidates(workspace, candidates, request.today)
    files = []
    for one in candidates:
        if one.form.outcome == "taken":
            file = _file(workspace, one)
            if file.old == file.new:
                one.form.outcome = "unchanged"
            else:
                files.append(file)
    return Collection(workspace.root, [form for form, _reading in read], sorted(files, key=lambda one: one.name))


def _file(workspace: Workspace, candidate: Candidate) -> ChangedFile:
    """The file before and after. Raises Refusal if another program has changed it since it was read."""
    name, new = candidate.file, candidate.after.source.text
    if candidate.is_new:
        return ChangedFile(name, "", new)
    whole = Path(os.path.realpath(workspace.root / name)).read_bytes()
    mark = codecs.BOM_UTF8 if whole.startswith(codecs.BOM_UTF8) else b""
    if whole != mark + workspace.sources[name].data:
        raise Refusal(_("{file} 刚被其他程序修改").format(file=name), _("重新运行命令"))
    return ChangedFile(name, whole.decode(), mark.decode() + new)
