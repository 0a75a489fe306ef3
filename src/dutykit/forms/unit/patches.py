"""The changes that a unit made in its workbook, as patches of its submission's file."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Any

from dutykit.forms.workbook.changes import Merged
from dutykit.forms.workbook.layout import FormValue, SheetName
from dutykit.forms.workbook.match import Cells
from dutykit.forms.workbook.problems import office_findings
from dutykit.forms.workbook.proof import ProofLine, proof_line, proof_lines
from dutykit.forms.workbook.row import RowKey
from dutykit.forms.workbook.schema import RECORDS, form_sheet
from dutykit.model.evidence_file import EvidenceFile
from dutykit.model.place import MarkedMapping
from dutykit.model.record import Record
from dutykit.model.submission import Answer, CarriedProblem, Evidence, Problem, Submission
from dutykit.model.workspace import Workspace
from dutykit.workspace.yaml.answers import answer_head, fields_before, node_of, put_answers
from dutykit.workspace.yaml.operations import Drop, Operation, SetValue
from dutykit.workspace.yaml.record_lists import changed_field, changed_list
from dutykit.workspace.yaml.scalar_text import id_value

LookUp = Callable[[str], EvidenceFile]
"""The file in the workspace under a name that a unit wrote."""


def patches_of(merged: Merged, workspace: Workspace, submission: Submission, look_up: LookUp) -> list[Operation]:
    """The patches of the file that `submission` was just read from; `look_up` finds the evidence files named."""
    return list(_Patches(merged, workspace, submission, look_up).all())


class _Patches:
    """Makes the patches, new keys in the order of the record's fields."""

    def __init__(self, merged: Merged, workspace: Workspace, submission: Submission, look_up: LookUp) -> None:
        self.merged = merged
        self.workspace = workspace
        self.submission = submission
        self.look_up = look_up
        unit = workspace.register.canonical.get(submission.unit, submission.unit)
        self.findings = tuple(office_findings(workspace, unit, submission.cycle))
        self.taken = {problem.id for answer in submission.answers for problem in answer.problems}
        self.taken |= {one.id for one in self.findings}
        self.taken |= {str(row.cells["id"]) for row in merged.new_rows if row.cells.get("id") is not None}
        self.changes: dict[RowKey, dict[str, FormValue]] = {}
        """The changed cells of each row; the items of the overview are one row."""
        for change in merged.changes:
            is_item = change.key[0] == "overview"
            row, name = (change.key[:1], change.key[1]) if is_item else (change.key[:-1], change.key[-1])
            self.changes.setdefault(row, {})[name] = change.after

    def all(self) -> Iterator[Operation]:
        yield from self._changed("overview", self.submission, self.changes.get(("overview",), {}))
        yield from self._carried()
        touched = {key[1] for key in self.changes if key[0] not in {"overview", "carried"}}
        touched |= {row.indicator for row in self.merged.new_rows} | {row.key[1] for row in self.merged.lost_rows}
        order = self.workspace.catalogue.order
        new: list[tuple[str, dict[str, Any]]] = []
        for indicator in sorted(touched, key=lambda one: (order.get(one, len(order)), one)):
            answer = self.submission.by_indicator.get(indicator)
            if answer is None:
                new.append((indicator, self._new_answer(indicator)))
            else:
                yield from self._answer(answer)
        yield from put_answers(self.workspace, self.submission, new)

    def _changed(self, sheet: SheetName, record: Record, cells: Cells) -> Iterator[Operation]:
        """Other values of a record that exists."""
        fields = self._fields(sheet, cells)
        for name in type(record).model_fields:
            if name == "proof" and isinstance(record, Problem | CarriedProblem) and name in fields:
                yield from self._changed_proof(record, fields[name])
            elif name in fields:
                yield from changed_field(record, name, fields[name])

    def _new(self, sheet: SheetName, cells: Cells) -> dict[str, Any]:
        """A new record."""
        fields = self._fields(sheet, cells)
        if "proof" in fields:
            fields["proof"] = [self._piece(one) for one in fields["proof"]] or None
        found = {name: fields.get(name) for name in RECORDS[sheet].model_fields}
        return {name: value for name, value in found.items() if value is not None and value is not False}

    def _fields(self, sheet: SheetName, cells: Cells) -> dict[str, Any]:
        """The fields of a record for cells of its row; rectification evidence as lines."""
        fields: dict[str, Any] = dict(cells)
        for name, value in cells.items():
            kind = form_sheet(sheet).column(name).kind
            if kind == "proof":
                fields[name] = proof_lines(str(value or ""))
            elif kind == "block" and value is not None:
                fields[name] = f"{value}\n"
        if "kept" in cells:
            fields["kept_by_unit"] = cells["kept"] == "yes"
        if "file" in cells:
            fields["sha256"] = self.look_up(str(cells["file"])).sha256 if cells["file"] is not None else None
        if sheet == "problems" and "status" in cells:
            fields["status"] = cells["status"] or "open"
        return fields

    def _piece(self, line: ProofLine) -> dict[str, Any]:
        """A new item of rectification evidence."""
        cells = {"title": line.title, "file": line.file, "kept": "yes" if line.is_kept else None}
        return self._new("evidence", {name: value for name, value in cells.items() if value is not None})

    def _carried(self) -> Iterator[Operation]:
        """The problems of earlier cycles."""
        known: dict[tuple[str, str], CarriedProblem] = {}
        for one in self.submission.carried:
            known.setdefault((str(one.from_cycle), one.problem), one)
        new: list[dict[str, Any]] = []
        for key, cells in self.changes.items():
            if key[0] != "carried":
                continue
            record = known.get((key[1], key[2]))
            if record is not None:
                yield from self._changed("carried", record, cells)
            else:
                head = {"problem": id_value(key[2]), "from_cycle": int(key[1])}
                new.append(head | self._new("carried", cells))
        yield from changed_list(self.submission, "carried", set(), new)

    def _changed_proof(self, record: Problem | CarriedProblem, lines: Sequence[ProofLine]) -> Iterator[Operation]:
        """Items that are still named stay unchanged; the others go, and new ones come last."""
        texts = [proof_line(one) for one in record.proof]
        kept: set[int] = set()
        new = []
        for line in lines:
            at = next((at for at, one in enumerate(texts) if at not in kept and one == str(line)), None)
            if at is None:
                new.append(self._piece(line))
            else:
                kept.add(at)
        yield from changed_list(record, "proof", set(range(len(texts))) - kept, new)

    def _new_answer(self, indicator: str) -> dict[str, Any]:
        value = answer_head(self.workspace, indicator)
        value |= self._new("answers", self.changes.get(("answers", indicator), {}))
        parts = {
            "metrics": self._metrics(indicator),
            "evidence": self._new_rows("evidence", indicator),
            "problems": [*self._of_office(indicator, ()), *self._new_rows("problems", indicator)],
        }
        return value | {name: part for name, part in parts.items() if part}

    def _answer(self, answer: Answer) -> Iterator[Operation]:
        indicator = answer.indicator
        yield from self._changed("answers", answer, self.changes.get(("answers", indicator), {}))
        yield from self._changed_metrics(answer)
        numbers = [f"{indicator}-{number}" for number in range(1, len(answer.evidence) + 1)]
        yield from self._rows(answer, "evidence", dict(zip(numbers, answer.evidence, strict=True)))
        problems: dict[str, Problem] = {}
        for one in answer.problems:
            problems.setdefault(one.id, one)
        yield from self._rows(answer, "problems", problems)

    def _metrics(self, indicator: str) -> dict[str, FormValue]:
        return {key[2]: cells["value"] for key, cells in self.changes.items() if key[:2] == ("metrics", indicator)}

    def _changed_metrics(self, answer: Answer) -> Iterator[Operation]:
        wanted = self._metrics(answer.indicator)
        if not wanted:
            return
        node = node_of(answer)
        given = node.get("metrics")
        old = given if isinstance(given, MarkedMapping) else {}
        after = {name: value for name, value in {**old, **wanted}.items() if name not in wanted or value is not None}
        if not after:
            yield Drop(node, "metrics")
        elif not isinstance(given, MarkedMapping) or not given:
            yield SetValue(node, "metrics", after, fields_before(Answer, "metrics"))
        else:
            for name, value in wanted.items():
                if value is not None:
                    yield SetValue(given, name, value)
                elif name in given:
                    yield Drop(given, name)

    def _rows(self, answer: Answer, sheet: SheetName, records: Mapping[str, Evidence | Problem]) -> Iterator[Operation]:
        """The rows of an answer: changed, deleted and new ones; `records` by the number of their row."""
        indicator = answer.indicator
        lost = {row.key[2] for row in self.merged.lost_rows if row.key[:2] == (sheet, indicator)}
        for number, record in records.items():
            if number not in lost:
                yield from self._changed(sheet, record, self.changes.get((sheet, indicator, number), {}))
        new = self._new_rows(sheet, indicator)
        if sheet == "problems":
            new = [*self._of_office(indicator, records), *new]
        listed: Sequence[Record] = getattr(answer, sheet)
        positions = {at for at, one in enumerate(listed) if any(one is records[number] for number in lost)}
        yield from changed_list(answer, sheet, positions, new)

    def _of_office(self, indicator: str, known: Container[str]) -> Iterator[dict[str, Any]]:
        """The unit's first answers to problems that the office found; `known` are the ids it has answered before."""
        for finding in self.findings:
            cells = self.changes.get(("problems", indicator, finding.id), {})
            if cells and finding.indicator == indicator and finding.id not in known:
                given: Cells = {"found_by": finding.found_by, "text": finding.text, "due": finding.due, **cells}
                yield {"id": id_value(finding.id), **self._new("problems", given)}

    def _new_rows(self, sheet: SheetName, indicator: str) -> list[dict[str, Any]]:
        found = []
        for row in self.merged.new_rows:
            if (row.sheet, row.indicator) != (sheet, indicator):
                continue
            cells = dict(row.cells)
            if sheet == "problems" and cells.get("id") is None:
                cells["id"] = self._problem_id(indicator)
            found.append(self._new(sheet, cells))
        return found

    def _problem_id(self, indicator: str) -> str:
        stem = f"{self.submission.cycle}-{self.submission.unit}-{indicator}"
        number = 1
        while f"{stem}-{number}" in self.taken:
            number += 1
        self.taken.add(f"{stem}-{number}")
        return f"{stem}-{number}"
