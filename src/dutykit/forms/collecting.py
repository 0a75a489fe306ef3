"""Import filled-in workbooks of all kinds: each kind merges and checks its own; all files are written, or none."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from dutykit.forms.arrivals import Arrival, Arrivals, arrived
from dutykit.forms.collection import Collected, Collection, CollectRequest, Passed
from dutykit.forms.kinds import kind_of_book, why_not, workbook_kinds
from dutykit.forms.run import OpenedBook, Run
from dutykit.forms.workbook.changes import Decide
from dutykit.forms.workbook.file import RawWorkbook, read_workbook
from dutykit.forms.workbook.mark import FORM_MARK, mark_of
from dutykit.language import _, reason_of
from dutykit.model.refusal import Refusal
from dutykit.output.office_archive import MOST_FILE_BYTES, OfficeFileError
from dutykit.workspace.file_bytes import TooLargeError
from dutykit.workspace.foreign import read_foreign
from dutykit.workspace.writing.changed_file import ChangedFile
from dutykit.workspace.writing.evidence_copies import copy_evidence
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
        arrivals = arrived(paths, opened.workspace.settings.limits.evidence_bytes)
        is_workbook = _take_all(run, arrivals)
        forms, passed = _sorted_out(run, arrivals, is_workbook)
        if not forms and all(path.is_dir() for path in paths):
            message = _("文件夹 {path} 中没有填报表").format(path=_("、").join(map(str, paths)))
            raise Refusal(message, _("核对文件夹；填报表为 .xlsx 或 .ods 格式"))
        run.files.sort(key=lambda one: one.name)
        if not request.dry_run:
            for name, one in run.copies.items():
                with one.enclosure.open() as source:
                    copy_evidence(opened, source, name, one.file.sha256 or "", one.enclosure.times)
        opened.write([*(_write(one) for one in run.files), *run.records])
        return Collection(root, forms, run.files, passed)


def _take_all(run: Run, arrivals: Arrivals) -> set[int]:
    """Take all workbooks by their kinds; gives which of them (by `id`) were opened and are no mere enclosures."""
    by_kind: dict[str, list[OpenedBook]] = {}
    opened: list[Collected] = []
    for arrival in arrivals.books:
        form, book = arrival.form, _opened_book(arrival)
        if book is None:
            continue
        mark = mark_of(book)
        kind = kind_of_book(book)
        if kind is not None:
            form.is_form = kind.mark == FORM_MARK
            by_kind.setdefault(kind.mark, []).append(OpenedBook(form, book, arrival.archive))
        elif mark is not None:
            message, fix = why_not(mark)
            form.refuse(message, fix=fix, by_unit=False)
        opened.append(form)
    for kind in workbook_kinds():
        if kind.mark in by_kind:
            kind.take(run, by_kind[kind.mark])
    return {id(one) for one in opened if not one.is_enclosure}


def _sorted_out(run: Run, arrivals: Arrivals, workbooks: set[int]) -> tuple[list[Collected], Passed]:
    """What is to be reported one by one, and the files that only came along."""
    forms: list[Collected] = []
    unused: list[str] = []
    for one in [*(book.form for book in arrivals.books), *arrivals.unread]:
        if one.place in run.used and id(one) not in workbooks:
            continue
        if one.is_enclosure and workbooks:
            unused.append(one.name)
        else:
            forms.append(one)
    for one in arrivals.others:
        if one.place in run.used:
            continue
        if workbooks or forms:
            unused.append(one.name)
        else:
            one.refuse(_("不是填报表"), fix=_("填报表为 .xlsx 或 .ods 格式"))
            forms.append(one)
    return forms, Passed(tuple(sorted(unused)), arrivals.temporary)


def _write(file: ChangedFile) -> Write:
    return Write(file.name, file.old.encode() if file.old else None, file.new.encode())


def _opened_book(arrival: Arrival) -> RawWorkbook | None:
    """The workbook that arrived; None, with an error in its outcome, if it cannot be read. Raises nothing."""
    form = arrival.form
    try:
        form.data = arrival.read()
        return _opened(form.path, form.data)
    except TooLargeError:
        text = _("文件超过 {limit} MB").format(limit=MOST_FILE_BYTES // 1_000_000)
        form.refuse(text, fix=_("请删除表中的图片等内容后重新报送"))
    except Refusal as error:
        form.data = b""
        form.refuse(error.message, fix=error.fix)
    except OSError as error:
        form.refuse(_("无法读取：{reason}").format(reason=reason_of(error)))
    return None


def _opened(path: Path, data: bytes) -> RawWorkbook:
    if path.suffix.lower() in {".xlsm", ".xltm", ".xlsb", ".xlam"}:
        raise OfficeFileError(
            _("{suffix} 格式的文件可能含有宏，未导入").format(suffix=path.suffix), _("另存为不含宏的 .xlsx 后重新报送")
        )
    return read_foreign(read_workbook, data)
