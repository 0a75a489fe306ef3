"""Take the forms that units filled in: a unit's whole or not at all."""

from __future__ import annotations

import codecs
import os
from collections.abc import Sequence
from pathlib import Path

from dutykit.forms.candidate import Candidate, candidate_of
from dutykit.forms.checking import check_candidates
from dutykit.forms.copies import ReadForm, to_take
from dutykit.forms.incoming import incoming
from dutykit.forms.run import OpenedBook, Run
from dutykit.language import _
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.workspace.writing.changed_file import ChangedFile


def take_unit_forms(run: Run, books: Sequence[OpenedBook]) -> None:
    """Merge the forms into the submissions. Raises Refusal if a submission was changed since it was read."""
    workspace, request = run.opened.workspace, run.request
    cycle = workspace.cycle if request.cycle is None else request.cycle
    then = workspace.at(cycle)
    read = [(one.form, incoming(one, then, cycle, request.unit)) for one in books]
    wanted = to_take(ReadForm(form, reading) for form, reading in read if reading is not None)
    found = (candidate_of(workspace, one.form, one.reading, run.decide) for one in wanted)
    candidates = [one for one in found if one is not None]
    check_candidates(workspace, candidates, request.today)
    for one in candidates:
        if one.form.outcome == "taken":
            file = _file(workspace, one)
            if file.old == file.new:
                one.form.outcome = "unchanged"
            else:
                run.files.append(file)


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
