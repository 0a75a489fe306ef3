"""Take the workbook with the office's tables back: merged, checked as a whole, then written, or nothing of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dutykit.check.new_findings import counted_findings, new_findings
from dutykit.forms.collection import Collected, Rejection
from dutykit.forms.office.book import office_book
from dutykit.forms.office.catalogue_patches import catalogue_patches
from dutykit.forms.office.changes import TableChanges
from dutykit.forms.office.dependents import refused_deletions
from dutykit.forms.office.evaluation_patches import EVALUATION_BEGINNING, evaluation_patches
from dutykit.forms.office.finding_cells import cell_of
from dutykit.forms.office.merge import label, merge_tables
from dutykit.forms.office.register_patches import register_patches
from dutykit.forms.office.schema import OFFICE
from dutykit.forms.office.scoring_patches import scoring_beginning, scoring_is_touched, scoring_patches
from dutykit.forms.office.settings_patches import settings_are_touched, settings_patches
from dutykit.forms.office.tables import TABLES, table_file
from dutykit.forms.office.taken import TAKEN_FILE, goes_on_from, with_words
from dutykit.forms.office.timetable_patches import timetable_patches
from dutykit.forms.run import OpenedBook, Run
from dutykit.forms.workbook.changes import Merged
from dutykit.forms.workbook.layout import OVERVIEW
from dutykit.forms.workbook.reading import Remark, read_form
from dutykit.language import _
from dutykit.model.finding import Severity
from dutykit.model.layout import evaluation_file
from dutykit.model.workspace import Workspace
from dutykit.output.gap_note import named
from dutykit.workspace.decode import decode
from dutykit.workspace.edited_file import EditedFile
from dutykit.workspace.file_before import bytes_after
from dutykit.workspace.finding_lines import with_lines
from dutykit.workspace.inventory import CATALOGUE, REGISTER, SCORING, SETTINGS, TIMETABLE, edited_kind, record_of
from dutykit.workspace.rebuilding import rebuilt
from dutykit.workspace.writing.changed_file import ChangedFile
from dutykit.workspace.writing.transaction import Write
from dutykit.workspace.yaml.operations import UnsafeEditError
from dutykit.workspace.yaml.reader import Document


def take_office_tables(run: Run, books: Sequence[OpenedBook]) -> None:
    """Merge the workbook into the data files; of several in one run none is taken, as they are parts of one whole."""
    if len(books) > 1:
        for one in books:
            text = _("一次只能导入一份督导室基础数据表")
            one.form.refuse(text, fix=_("逐份导入；后导入的在前一份导入后的内容上合并"))
        return
    for one in books:
        _take(run, one)


def _take(run: Run, book: OpenedBook) -> None:
    form, workspace = book.form, run.opened.workspace
    reading = read_form(book.book, OFFICE)
    form.cycle = workspace.cycle
    if reading.base is None:
        form.refuse(
            _("本表的校验页缺失或已被修改，无法判断修改了哪些单元格"),
            fix=_("用 dutykit form --office 重新生成后填写"),
        )
        return
    known = workspace.gaps.of(TABLES, cycle=workspace.cycle)
    if gaps := [gap for gap in known if not _is_blank(workspace, gap.place.file)]:
        text = _("基础数据不完整（{gaps}），本表未导入").format(gaps=named(gaps))
        form.refuse(text, fix=_("先按 dutykit validate 的校验结果改正"))
        return
    made, taken = reading.base, run.opened.bytes_of(TAKEN_FILE)
    ours = office_book(workspace)
    words = merge_tables(reading, made, ours, lambda _conflict: None)[1]
    base = made if run.request.reconsider else goes_on_from(made, taken, words)
    merged = merge_tables(reading, base, ours, run.decide)[0]
    if workspace.scoring is not None:
        _pass_over_preset(merged)
    changes = TableChanges(merged)
    _report(form, merged)
    for remark in (
        *reading.faults,
        *merged.faults,
        *refused_deletions(workspace, changes),
        *_scoring_lacks(workspace, changes, merged),
    ):
        form.refuse(remark.message, remark.place, remark.fix)
    if form.is_refused or merged.is_empty:
        form.outcome = "conflict" if form.conflicts else "rejected" if form.is_refused else "unchanged"
        return
    try:
        files = list(_files(workspace, changes))
        limits = workspace.settings.limits
        after = {file.name: file.after(limits) for file in files if file.operations or _is_new(workspace, file)}
    except UnsafeEditError:
        text = _("数据文件的写法特殊（如使用了 YAML 引用），自动修改可能影响其他内容，本表未导入")
        form.refuse(text, fix=_("按本表直接修改数据文件"))
        return
    _check(run, form, merged, after, {file.name: file.document for file in files})
    if run.files or run.records:
        text = _("本表改变各单位填报的依据，不能与填报表等同时导入")
        form.refuse(text, fix=_("单独导入本表，再导入其他各表"))
    settled = not form.is_refused
    form.outcome = "taken" if settled else "rejected"
    if settled:
        run.files += [_changed(run, name, document) for name, document in sorted(after.items())]
        run.records.append(Write(TAKEN_FILE, taken, with_words(made, taken, words)))


def _is_new(workspace: Workspace, file: EditedFile) -> bool:
    source = workspace.sources.get(file.name)
    return source is None or source.data != file.document.source.data


def _is_blank(workspace: Workspace, name: str) -> bool:
    """Whether a file has no content: it is then begun."""
    source = workspace.sources.get(name)
    return source is not None and all(
        not line.strip() or line.lstrip().startswith("#") for line in source.text.splitlines()
    )


def _report(form: Collected, merged: Merged) -> None:
    """Put into `form` what came of the merge; what is deleted is named one by one."""
    form.changes, form.new_rows, form.lost_rows = merged.changes, merged.new_rows, merged.lost_rows
    form.conflicts = merged.conflicts
    for remark in merged.notes:
        form.rejections.append(Rejection(Severity.WARNING, remark.message, remark.place, remark.fix))
    for lost in merged.lost_rows:
        form.rejections.append(Rejection(Severity.NOTE, _("删除{row}").format(row=label(lost.key))))


def _pass_over_preset(merged: Merged) -> None:
    """A preset is only what scoring rules begin with: where there are some, asking for one changes nothing."""
    for one in [one for one in merged.changes if one.key[:2] == (OVERVIEW, "preset")]:
        merged.changes.remove(one)
        text = _("已有评分办法，未再采用模板")
        merged.notes.append(Remark(one.place, text, _("直接修改各表")))


def _scoring_lacks(workspace: Workspace, changes: TableChanges, merged: Merged) -> Iterator[Remark]:
    """What new scoring rules lack."""
    items = changes.items
    if workspace.scoring is None and scoring_is_touched(changes, workspace.catalogue) and items.get("preset") is None:
        for name in ("title", "basis"):
            if items.get(name) is None:
                title = OFFICE.sheet(OVERVIEW).column(name).title
                place = merged.places.get((OVERVIEW, name, "content"))
                text = _("填写了评分内容，还须填写“{title}”").format(title=title)
                yield Remark(place, text, _("在“设置”表中填写，或选择一种评分办法模板"))


def _files(workspace: Workspace, changes: TableChanges) -> Iterator[EditedFile]:
    """The files with what is to be changed in each. Raises UnsafeEditError."""
    register = table_file(workspace, REGISTER.path, ())
    register.add(register_patches(register, changes))
    yield register
    catalogue = table_file(workspace, CATALOGUE.path, ())
    catalogue.add(catalogue_patches(catalogue, changes))
    yield catalogue
    if changes.touches("stages") or "remind" in changes.items:
        timetable = table_file(workspace, TIMETABLE.path, (f"# {_('各年度各阶段的时间节点')}", "cycles: []"))
        cycle = changes.items.get("cycle", workspace.cycle)
        timetable.add(timetable_patches(timetable, changes, cycle if isinstance(cycle, int) else None))
        yield timetable
    if scoring_is_touched(changes, workspace.catalogue):
        lines = scoring_beginning(changes, workspace.catalogue) if workspace.scoring is None else ()
        scoring = table_file(workspace, SCORING.path, lines)
        scoring.add(scoring_patches(scoring, changes, workspace.catalogue))
        yield scoring
    if settings_are_touched(changes):
        cycle = changes.items.get("cycle", workspace.cycle)
        settings = table_file(workspace, SETTINGS.path, ("{}",) if cycle is None else (f"cycle: {cycle}",))
        settings.add(settings_patches(settings, changes))
        yield settings
    if changes.touches("evaluation") and workspace.cycle is not None:
        comment = "# " + _("{cycle} 年度全市评价：督导室的评价意见，印入全市评价报告。").format(cycle=workspace.cycle)
        evaluation = table_file(workspace, evaluation_file(workspace.cycle), (comment, *EVALUATION_BEGINNING))
        evaluation.add(evaluation_patches(evaluation, changes))
        yield evaluation


def _check(
    run: Run, form: Collected, merged: Merged, after: Mapping[str, Document], before: Mapping[str, Document]
) -> None:
    """Add what is found with the files as they would be and was not found before, each at the cell it is about."""
    workspace = run.opened.workspace
    then = rebuilt(workspace, after)
    unread = [
        one for document in after.values() for one in decode(record_of(edited_kind(document.source.name)), document)[1]
    ]
    today = run.request.today
    found = with_lines([*unread, *counted_findings(then, today)], then.sources)
    for finding in new_findings(found, counted_findings(workspace, today)):
        if finding.severity is Severity.NOTE:
            continue
        document = after.get(finding.place.file) or before.get(finding.place.file)
        place = None if document is None else cell_of(finding, document, merged)
        message = finding.message if place is not None else f"{finding.place}：{finding.message}"
        form.rejections.append(Rejection(finding.severity, message, place, finding.fix, finding.rule))


def _changed(run: Run, name: str, document: Document) -> ChangedFile:
    """The file before and after."""
    before = run.opened.bytes_of(name)
    return ChangedFile(name, (before or b"").decode(), bytes_after(before, document).decode())
