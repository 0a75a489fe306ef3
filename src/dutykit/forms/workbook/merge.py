"""Three sides of a unit's workbook put together: as it was made, as the workspace is now, as the unit filled it in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dutykit.forms.workbook.cells import bare
from dutykit.forms.workbook.changes import Decide, Merged, Resolve
from dutykit.forms.workbook.merge_cell import CellMerger
from dutykit.forms.workbook.merge_rows import RowMerger
from dutykit.forms.workbook.missing import missing
from dutykit.forms.workbook.office import left_over_key
from dutykit.forms.workbook.reading import CellPlace, Reading, ReadRow, Remark
from dutykit.forms.workbook.row import RowKey
from dutykit.forms.workbook.rows import Form
from dutykit.forms.workbook.said import Said
from dutykit.forms.workbook.schema import form_sheet
from dutykit.language import _
from dutykit.model.submission import FINISHED

_BETWEEN = re.compile(r"[、,，;；/和及\s]+")
"""What people write between several ids in one cell."""


def merge(reading: Reading, ours: Form, decide: Decide, resolve: Resolve, said: Said | None = None) -> Merged:
    """Merge what was read with the form as the workspace would give it now; `said`: what the unit said before.

    The state is left out: it is the unit's word that all is filled in, and changes nothing by itself. So is the date
    that goes with it, once the office has taken the submission.
    """
    return _Merger(reading, ours, decide, resolve, said or Said()).merge()


class _Merger:
    """Works through the sheets of one workbook."""

    def __init__(self, reading: Reading, ours: Form, decide: Decide, resolve: Resolve, said: Said) -> None:
        self.reading = reading
        self.form = ours
        self.cells = CellMerger(reading, ours, decide, resolve, said)
        self.base = self.cells.base
        self.out = self.cells.out
        self.indicators = {row.key[1]: row for row in ours.rows["answers"]}
        self.by_text = {bare(str(row.cells["text"])): row.key[1] for row in ours.rows["answers"]}

    def merge(self) -> Merged:
        remarks = self.out.faults if self.base is not None else self.out.notes
        remarks += missing(self.reading, self.form)
        for row in self.reading.rows.get("overview", ()):
            cell = row.cells["content"]
            if cell.column.filled and cell.column.name not in self._of_the_round():
                self.cells.merge(("overview", cell.column.name, "content"), cell)
        self._answers()
        self._metrics()
        self._list("evidence")
        self._list("problems")
        self._carried()
        return self.out

    def _of_the_round(self) -> frozenset[str]:
        """The items of the overview that are not merged."""
        return frozenset({"state", "submitted_on"} if self.form.state in FINISHED else {"state"})

    def _answers(self) -> None:
        filled = form_sheet("answers").filled
        seen: dict[str, ReadRow] = {}
        for row in self.reading.rows.get("answers", ()):
            indicator = self._indicator(row, filled)
            if indicator is None:
                continue
            if indicator in seen:
                self._twice(row, seen[indicator], filled, _("指标 {id}").format(id=indicator))
                continue
            seen[indicator] = row
            before = len(self.out.changes) + len(self.out.conflicts)
            self._row(("answers", indicator), row, filled)
            if len(self.out.changes) + len(self.out.conflicts) > before:
                self._same_text(row, indicator)
        if "answers" in self.reading.rows and self.base is not None:
            gone = [key[1] for key in self.base.rows if key[0] == "answers" and key[1] not in seen]
            gone = [key for key in gone if key not in self.form.withdrawn]
            if gone:
                text = _("“自评”表中缺少以下指标的行，按未修改处理：{ids}").format(ids=_("、").join(gone))
                self.out.notes.append(Remark(None, text))

    def _row(self, key: RowKey, row: ReadRow, filled: Sequence[str]) -> None:
        for name in filled:
            if name in row.cells:
                self.cells.merge((*key, name), row.cells[name])

    def _same_text(self, row: ReadRow, indicator: str) -> None:
        """An answer is for the text it was written under; another catalogue's text is another question."""
        cell = row.cells.get("text")
        if cell is None or cell.source.text is None:
            return
        known = {str(self.indicators[indicator].cells["text"]), *self.form.former_wordings.get(indicator, ())}
        if bare(cell.source.text) in map(bare, known):
            return
        if self.base is not None and self.base.identity.catalogue == self.form.identity.catalogue:
            self.out.notes.append(Remark(cell.place, _("指标内容已被修改，仍以指标体系为准")))
            return
        text = _("该单元格的指标内容与现行指标体系不一致，所填内容可能对应其他要求")
        self.out.faults.append(Remark(cell.place, text, _("向督导室索取新生成的填报表，对照新的指标内容填写")))

    def _withdrawn(self, indicator: str, place: CellPlace | None) -> None:
        """Say once that what an older form says of an indicator is not taken: the unit need not answer it any more."""
        text = _("指标 {id} 已不再由{unit}填报，该项内容未导入").format(id=indicator, unit=self.form.identity.unit)
        if text not in [one.message for one in self.out.notes]:
            self.out.notes.append(Remark(place, text))

    def _metrics(self) -> None:
        seen: dict[RowKey, ReadRow] = {}
        owners: dict[str, set[str]] = {}
        for form_row in self.form.rows["metrics"]:
            owners.setdefault(form_row.key[2], set()).add(form_row.key[1])
        names = {bare(name): name for name in owners}
        for row in self.reading.rows.get("metrics", ()):
            stated = row.cells["metric"].source.text if "metric" in row.cells else None
            if stated is None:
                if row.has("value"):
                    self.out.faults.append(
                        Remark(row.place, _("未填写监测指标名称"), _("从原填报表复制该行的前三个单元格"))
                    )
                continue
            name = stated if stated in owners else names.get(bare(stated), stated)
            indicators = owners.get(name, set())
            only = next(iter(indicators)) if len(indicators) == 1 else None
            indicator = self._indicator(row, ("value",), only=only)
            if indicator is None or "value" not in row.cells:
                continue
            key: RowKey = ("metrics", indicator, name)
            if key in seen:
                self._twice(row, seen[key], ("value",), _("监测指标“{name}”").format(name=name))
                continue
            seen[key] = row
            if indicator not in indicators and row.has("value"):
                text = _("指标 {id} 没有监测指标“{name}”").format(id=indicator, name=name)
                self.out.faults.append(Remark(row.cells["metric"].place, text, _("只填写表中已有的监测指标")))
                continue
            self.cells.merge((*key, "value"), row.cells["value"], in_percent=key in self.form.percentages)

    def _list(self, name: str) -> None:
        """Evidence or problems: rows that come and go."""
        sheet = form_sheet(name)
        rows = RowMerger(self.cells, sheet, is_read=sheet.name in self.reading.rows)
        filled = tuple(one for one in sheet.filled if one != sheet.number)
        theirs: dict[str, list[ReadRow]] = {}
        for row in self.reading.rows.get(sheet.name, ()):
            if not row.has(*filled):
                continue
            indicator = self._indicator(row, filled)
            if indicator is None:
                rows.faults(row)
            else:
                theirs.setdefault(indicator, []).append(row)
        rows.merge(self.indicators, self.form.rows[sheet.name], theirs)

    def _carried(self) -> None:
        """The problems of earlier cycles: the rows that the form has, and no others."""
        sheet = form_sheet("carried")
        seen: dict[RowKey, ReadRow] = {}
        for row in self.reading.rows.get("carried", ()):
            key = left_over_key(row, self.cells.carried)
            if isinstance(key, Remark):
                if row.has(*sheet.filled):
                    self.out.faults.append(key)
                continue
            if key in seen:
                self._twice(row, seen[key], sheet.filled, _("遗留问题 {id}").format(id=key[2]))
                continue
            seen[key] = row
            self._row(key, row, sheet.filled)
        gone = [row.key[2] for row in self.form.rows["carried"] if row.key not in seen]
        if gone and "carried" in self.reading.rows:
            text = _("“{sheet}”表中缺少以下问题的行，按未修改处理：{ids}")
            self.out.notes.append(Remark(None, text.format(sheet=sheet.title, ids=_("、").join(gone))))

    def _twice(self, row: ReadRow, first: ReadRow, names: Sequence[str], what: str) -> None:
        """A second row for one thing may only repeat the first, or be empty."""
        for name in names:
            cell, earlier = row.cells.get(name), first.cells.get(name)
            if cell is None or cell.source.text is None:
                continue
            if earlier is None or cell.source.text != earlier.source.text:
                text = _("{what}：有两行，内容不同；前一行在 {place}").format(what=what, place=first.place)
                fix = _("只保留一行")
                number = row.cells.get("indicator")
                if number is not None and number.hidden_by is not None:
                    text = _("{merged}，两行成为同一项指标；前一行在 {place}").format(
                        merged=number.merged_words(), place=first.place
                    )
                    fix = _("取消合并单元格，在每一行填写指标编号")
                self.out.faults.append(Remark(cell.place, text, fix))

    def _is_several(self, stated: str) -> bool:
        """Whether a cell names several indicators of the unit instead of one."""
        ids = [one for one in _BETWEEN.split(stated) if one]
        return len(ids) > 1 and all(one in self.indicators for one in ids)

    def _indicator(self, row: ReadRow, filled: Sequence[str], *, only: str | None = None) -> str | None:
        """The indicator a row is for, `only` if it names none; None where that is not clear, with a fault if it is filled in."""
        cell = row.cells.get("indicator")
        stated = None if cell is None else self.cells.meaning(cell)
        if cell is not None and stated is not None and stated.fault and row.has(*filled):
            self.out.faults.append(Remark(cell.place, stated.fault, stated.fix))
            return None
        indicator = None if stated is None else stated.value
        if indicator is None and "text" in row.cells and row.sheet == "answers":
            indicator = self.by_text.get(bare(row.cells["text"].source.text or ""))
        if indicator is None:
            indicator = only
        if not row.has(*filled):
            return str(indicator) if indicator in self.indicators else None
        place = row.place if cell is None else cell.place
        if indicator is None:
            text, fix = _("未填写指标编号，无法确定是哪项指标"), _("在该行填写指标编号")
            if cell is not None and cell.is_merged:
                text = _("{merged}，无法确定是哪项指标").format(merged=cell.merged_words())
                fix = _("取消合并单元格，在每一行填写指标编号")
        elif indicator in self.form.withdrawn:
            self._withdrawn(str(indicator), place)
            return None
        elif indicator not in self.indicators:
            text = _("指标 {id} 未分解到{unit}").format(id=indicator, unit=self.form.identity.unit)
            fix = _("核对指标编号，确认该行是否来自其他单位的填报表")
            if self._is_several(str(indicator)):
                text = _("指标编号“{ids}”：每行只写一个指标").format(ids=str(indicator))
                fix = _("每项指标各写一行，其余内容相同")
        else:
            return str(indicator)
        self.out.faults.append(Remark(place, text, fix))
        return None
