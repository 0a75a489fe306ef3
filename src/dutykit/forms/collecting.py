"""Import filled-in workbooks of all kinds: each kind merges and checks its own; all files are written, or none."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from dutykit.forms.collection import Collection, CollectRequest
from dutykit.forms.kinds import kind_of_mark, why_not, workbook_kinds
from dutykit.forms.opening_books import opened_book
from dutykit.forms.run import OpenedBook, Run
from dutykit.forms.workbook.changes import Decide
from dutykit.forms.workbook.mark import mark_of
from dutykit.language import _
from dutykit.model.refusal import Refusal
from dutykit.workspace.writing.changed_file import ChangedFile
from dutykit.workspace.writing.transaction import OnRecovery, Write, changing, ignore_recovery


def collect_forms(
    root: Path,
    paths: Sequence[Path],
    request: CollectRequest,
    decide: Decide,
    on_recovery: OnRecovery = ignore_recovery,
) -> Collection:
    """Merge the workbooks at `paths` into the workspace `root`.

    All files are written, or none. Raises Refusal if the workspace cannot be read or a file cannot be overwritten,
    WorkspaceLockedError if another process is changing the workspace, and OSError.
    """
    for library in ("python_calamine", "openpyxl"):
        if find_spec(library) is None:
            message = _("未安装读取 Excel 所需的组件（{library}）").format(library=library)
            raise Refusal(message, _("运行 pip install 'dutykit[office]'"))
    with changing(root, "collect", on_recovery, dry_run=request.dry_run) as opened:
        run = Run(opened, request, decide)
        forms = [opened_book(path) for path in paths]
        by_kind: dict[str, list[OpenedBook]] = {}
        for form, book in forms:
            if book is not None:
                mark = mark_of(book)
                kind = kind_of_mark(mark)
                if kind is not None:
                    by_kind.setdefault(kind.mark, []).append(OpenedBook(form, book))
                elif mark is not None:
                    message, fix = why_not(mark)
                    form.refuse(message, fix=fix)
        for kind in workbook_kinds():
            if kind.mark in by_kind:
                kind.take(run, by_kind[kind.mark])
        run.files.sort(key=lambda one: one.name)
        opened.write([*(_write(one) for one in run.files), *run.records])
        return Collection(root, [form for form, _book in forms], run.files)


def _write(file: ChangedFile) -> Write:
    return Write(file.name, file.old.encode() if file.old else None, file.new.encode())
