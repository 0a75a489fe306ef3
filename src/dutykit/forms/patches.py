"""What a unit changed in its workbook, as changes to its submission's file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from dutykit.forms.workbook.changes import Change, Merged
from dutykit.forms.workbook.layout import FormValue
from dutykit.forms.workbook.problems import office_findings
from dutykit.forms.workbook.proof import ProofLine, proof_line, proof_lines
from dutykit.model.evidence_file import EvidenceFile
from dutykit.model.place import MarkedMapping
from dutykit.model.record import Record
from dutykit.model.submission import Answer, CarriedProblem, Evidence, Problem, Submission
from dutykit.model.workspace import Workspace
from dutykit.workspace.yaml.answers import answer_head, fields_before, file_id, node_of, put_answers
from dutykit.workspace.yaml.patches import DropItem, DropKey, Patch, PutItem, SetKey

LookUp = Callable[[str], EvidenceFile]
"""What stands in the workspace under the name of a file that a unit wrote."""
_LONG = frozenset({"narrative", "summary", "next_steps"})


def patches_of(merged: Merged, workspace: Workspace, submission: Submission, look_up: LookUp) -> list[Patch]:
    """The changes to the file that `submission` was just read from; look_up finds the evidence files named."""
    return list(_Patches(merged, workspace, submission, look_up).all())


class _Patches:
    """Works the patches out, in the order in which new keys are to stand."""

    def __init__(self, merged: Merged, workspace: Workspace, submission: Submission, look_up: LookUp) -> None:
        self.merged = merged
        self.workspace = workspace
        self.submission = submission
        self.look_up = look_up
        self.taken = {problem.id for answer in submission.answers for problem in answer.problems}
        unit = workspace.register.canonical.get(submission.unit, submission.unit)
        self.taken |= {one.id for one in office_findings(workspace, unit, submission.cycle)}
        self.taken |= {str(row.cells["id"]) for row in merged.new_rows if row.cells.get("id") is not None}
        self.changes: dict[tuple[str, ...], list[Change]] = {}
        for change in merged.changes:
            self.changes.setdefault(change.key[:-1], []).append(change)

    def all(self) -> Iterator[Patch]:
        root = node_of(self.submission)
        for name in ("state", "submitted_on", "summary", "next_steps"):
            for change in self.changes.get(("overview", name), ()):
                yield from _field(self.submission, root, name, change.after)
        yield from self._carried(root)
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

    def _new_answer(self, indicator: str) -> dict[str, Any]:
        value = answer_head(self.workspace, indicator)
        said = {change.key[-1]: change.after for change in self.changes.get(("answers", indicator), ())}
        for name in ("rating", "reason", "score", "narrative"):
            if said.get(name) is not None:
                value[name] = _long(said[name], None) if name in _LONG else said[name]
        metrics = self._metrics(indicator)
        if metrics:
            value["metrics"] = metrics
        for sheet in ("evidence", "problems"):
            rows = [*self._of_office(sheet, indicator, ()), *self._new_rows(sheet, indicator)]
            if rows:
                value[sheet] = rows
        return value

    def _carried(self, root: MarkedMapping) -> Iterator[Patch]:
        """What is said of the problems of earlier cycles."""
        records = self.submission.carried
        there: dict[tuple[str, str], CarriedProblem] = {}
        for one in records:
            there.setdefault((str(one.from_cycle), one.problem), one)
        new = []
        for key, changes in self.changes.items():
            if key[0] != "carried":
                continue
            said = {change.key[-1]: change.after for change in changes}
            record = there.get((key[1], key[2]))
            if record is not None:
                yield from self._patch_record(record, said)
                continue
            value: dict[str, Any] = {"problem": file_id(key[2]), "from_cycle": int(key[1])}
            fields = {name: _of_problem(name, one, self.look_up) for name, one in said.items() if one is not None}
            new.append(value | {name: fields[name] for name in CarriedProblem.model_fields if name in fields})
        if records:
            for value in new:
                yield PutItem(root["carried"], len(records), value)
        elif new:
            yield SetKey(root, "carried", new, fields_before(Submission, "carried"))

    def _patch_record(self, record: Problem | CarriedProblem, said: Mapping[str, FormValue]) -> Iterator[Patch]:
        """Other words about a problem that is there."""
        node = node_of(record)
        for name, value in said.items():
            if name == "proof":
                yield from self._patch_proof(record, node, str(value or ""))
            else:
                is_unsaid = name == "status" and value is None and isinstance(record, Problem)
                yield from _field(record, node, name, "open" if is_unsaid else value)

    def _patch_proof(self, record: Problem | CarriedProblem, node: MarkedMapping, text: str) -> Iterator[Patch]:
        """The lines that are there stay as they are; the others go, and new ones come last."""
        there = [proof_line(one) for one in record.proof]
        kept: set[int] = set()
        new = []
        for line in proof_lines(text):
            at = next((at for at, one in enumerate(there) if at not in kept and one == str(line)), None)
            if at is None:
                new.append(_piece(line, self.look_up))
            else:
                kept.add(at)
        if kept:
            for at in range(len(there)):
                if at not in kept:
                    yield DropItem(node["proof"], at)
            for value in new:
                yield PutItem(node["proof"], len(there), value)
        elif new:
            yield SetKey(node, "proof", new, fields_before(type(record), "proof"))
        elif there:
            yield DropKey(node, "proof")

    def _of_office(self, sheet: str, indicator: str, ids: Sequence[str]) -> list[dict[str, Any]]:
        """What the unit says of problems that the office found, and that it has not said anything of before."""
        if sheet != "problems":
            return []
        unit = self.workspace.register.canonical.get(self.submission.unit, self.submission.unit)
        found = []
        for finding in office_findings(self.workspace, unit, self.submission.cycle):
            changes = self.changes.get(("problems", indicator, finding.id), ())
            if finding.indicator != indicator or finding.id in ids or not changes:
                continue
            told: dict[str, FormValue] = {"found_by": finding.found_by, "text": finding.text, "due": finding.due}
            told |= {change.key[-1]: change.after for change in changes}
            fields = {name: _of_problem(name, one, self.look_up) for name, one in told.items() if one is not None}
            fields["id"] = file_id(finding.id)
            found.append({name: fields[name] for name in Problem.model_fields if name in fields})
        return found

    def _answer(self, answer: Answer) -> Iterator[Patch]:
        node = node_of(answer)
        for change in self.changes.get(("answers", answer.indicator), ()):
            yield from _field(answer, node, change.key[-1], change.after)
        yield from self._patch_metrics(answer, node)
        yield from self._patch_rows(answer, node, "evidence", answer.evidence)
        yield from self._patch_rows(answer, node, "problems", answer.problems)

    def _metrics(self, indicator: str) -> dict[str, FormValue]:
        return {
            change.key[2]: change.after
            for key, changes in self.changes.items()
            if key[:2] == ("metrics", indicator)
            for change in changes
        }

    def _patch_metrics(self, answer: Answer, node: MarkedMapping) -> Iterator[Patch]:
        wanted = self._metrics(answer.indicator)
        if not wanted:
            return
        there = node.get("metrics")
        if not isinstance(there, MarkedMapping) or not there:
            yield SetKey(
                node, "metrics", {k: v for k, v in wanted.items() if v is not None}, fields_before(Answer, "metrics")
            )
            return
        if not {*there, *(k for k, v in wanted.items() if v is not None)} - {k for k, v in wanted.items() if v is None}:
            yield DropKey(node, "metrics")
            return
        for name, value in wanted.items():
            if value is not None:
                yield SetKey(there, name, value)
            elif name in there:
                yield DropKey(there, name)

    def _patch_rows(
        self, answer: Answer, node: MarkedMapping, sheet: str, records: Sequence[Evidence] | Sequence[Problem]
    ) -> Iterator[Patch]:
        indicator = answer.indicator
        ids = [one.id if isinstance(one, Problem) else f"{indicator}-{number}" for number, one in enumerate(records, 1)]
        lost = {ids.index(row.key[2]) for row in self.merged.lost_rows if row.key[:2] == (sheet, indicator)}
        for at, record in enumerate(records):
            changes = self.changes.get((sheet, indicator, ids[at]), ())
            if at not in lost and ids.index(ids[at]) == at and changes:
                said = {change.key[-1]: change.after for change in changes}
                if isinstance(record, Problem):
                    yield from self._patch_record(record, said)
                    continue
                for name, value in self._fields(sheet, said).items():
                    yield from _field(record, node_of(record), name, value)
        new = [*self._of_office(sheet, indicator, ids), *self._new_rows(sheet, indicator)]
        if records and len(lost) < len(records):
            for at in sorted(lost):
                yield DropItem(node[sheet], at)
            for value in new:
                yield PutItem(node[sheet], len(records), value)
        elif new:
            yield SetKey(node, sheet, new, fields_before(Answer, sheet))
        elif lost:
            yield DropKey(node, sheet)

    def _new_rows(self, sheet: str, indicator: str) -> list[dict[str, Any]]:
        found = []
        kind: type[Record] = Evidence if sheet == "evidence" else Problem
        for row in self.merged.new_rows:
            if (row.sheet, row.indicator) != (sheet, indicator):
                continue
            said = dict(row.cells)
            if sheet == "problems" and said.get("id") is None:
                said["id"] = self._problem_id(indicator)
            fields = self._fields(sheet, said)
            fields = {name: value for name, value in fields.items() if value is not None and value is not False}
            found.append({name: fields[name] for name in kind.model_fields if name in fields})
        return found

    def _fields(self, sheet: str, said: Mapping[str, FormValue]) -> dict[str, object]:
        """What cells say, as the fields of a record."""
        fields: dict[str, object] = dict(said)
        if sheet == "problems":
            if "status" in fields and fields["status"] is None:
                fields["status"] = "open"
            return {name: _of_problem(name, value, self.look_up) for name, value in fields.items()}
        if "kept" in fields:
            fields["kept_by_unit"] = fields.pop("kept") == "yes"
        if "file" in fields:
            file = fields["file"]
            found = self.look_up(file) if isinstance(file, str) else None
            fields["sha256"] = None if found is None else found.sha256
        return fields

    def _problem_id(self, indicator: str) -> str:
        stem = f"{self.submission.cycle}-{self.submission.unit}-{indicator}"
        number = 1
        while f"{stem}-{number}" in self.taken:
            number += 1
        self.taken.add(f"{stem}-{number}")
        return f"{stem}-{number}"


def _of_problem(name: str, value: object, look_up: LookUp) -> object:
    """What a cell about a problem says, as its field."""
    if name == "proof" and isinstance(value, str):
        return [_piece(one, look_up) for one in proof_lines(value)]
    return value


def _piece(line: ProofLine, look_up: LookUp) -> dict[str, Any]:
    """A new piece of proof."""
    told: dict[str, Any] = {"title": line.title}
    if line.file is not None:
        sha256 = look_up(line.file).sha256
        told |= {"file": line.file} | ({} if sha256 is None else {"sha256": sha256})
    elif line.is_kept:
        told["kept_by_unit"] = True
    return told


def _field(record: Record, node: MarkedMapping, name: str, value: object) -> Iterator[Patch]:
    """The patch that gives a field of a record another value, if it is another one."""
    now = getattr(record, name)
    if isinstance(value, str) and name in _LONG:
        value = _long(value, now)
    if value == now or (value is None and now is None):
        return
    if value is False and name not in node:
        return
    yield SetKey(node, name, value, fields_before(type(record), name))


def _long(value: FormValue, now: str | None) -> FormValue:
    """A text of several lines, with the line break at its end that a block has."""
    if not isinstance(value, str):
        return value
    ends = now is None or now.endswith("\n")
    return value + "\n" if ends else value
