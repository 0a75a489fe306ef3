"""What the rules find in the submissions as they would be: all candidates of a run are checked together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from dutykit.check.new_findings import counted_findings, new_findings
from dutykit.forms.collection import Rejection, plain_fix
from dutykit.forms.finding_cells import placed
from dutykit.forms.named_files import NewCopy
from dutykit.forms.unit.candidate import Candidate
from dutykit.forms.unit.left_out import columns_at, is_left_out
from dutykit.language import _
from dutykit.model.finding import Finding, Severity
from dutykit.model.submission import Submission
from dutykit.model.workspace import Workspace
from dutykit.workspace.decode import decode
from dutykit.workspace.evidence_files import evidence_file
from dutykit.workspace.finding_lines import with_lines
from dutykit.workspace.yaml.reader import Document

_MISSING_FILE = "missing-evidence-file"
_OF_THE_LOG = "history-disagrees"
"""Finds the state that a unit only asks for: the log has it once the office submits."""
Found = dict[str, list[Finding]]
"""Findings by the file of the candidate that they are about."""


def check_candidates(workspace: Workspace, candidates: Sequence[Candidate], today: dt.date) -> None:
    """Add to each form what the rules find in its submission that they did not find before; errors refuse it.

    Rules that compare units see the forms together that can be written. A form that is refused for its own errors is
    then left out, so that it does not refuse another one.
    """
    if not candidates:
        return
    before = counted_findings(workspace, today)
    sound = [one for one in candidates if not one.form.is_refused]
    refused = [one for one in candidates if one.form.is_refused]
    while sound:
        found = _fresh(workspace, sound, before, today)
        wrong = [one for one in sound if any(map(_is_error, found[one.file]))]
        own = [one for one in wrong if _has_own_error(found[one.file], {other.file for other in sound} - {one.file})]
        settled = own or wrong[:1] or sound
        for one in settled:
            _report(workspace, one, found[one.file])
        sound = [one for one in sound if one not in settled]
    if refused:
        found = _fresh(workspace, candidates, before, today)
        for one in refused:
            _report(workspace, one, found[one.file])


def note_hindrances(workspace: Workspace, finished: Sequence[Candidate], today: dt.date) -> None:
    """Note with each form that its unit finished what still keeps the submission from being submitted.

    `workspace` is as it will be with all that was taken.
    """
    if not finished:
        return
    copies = {name: copy for one in finished for name, copy in one.files.new.items()}
    after, _unread = with_files(workspace, [one.asked for one in finished], copies)
    by_file: dict[str, list[str]] = {}
    for finding in counted_findings(after, today):
        if finding.severity is Severity.ERROR and finding.rule != _OF_THE_LOG:
            by_file.setdefault(finding.place.file, []).append(finding.message)
    for one in finished:
        one.form.hindrances = tuple(dict.fromkeys(by_file.get(one.file, ())))


def _has_own_error(findings: Collection[Finding], others: Collection[str]) -> bool:
    """Whether any error has nothing to do with the files of other candidates."""
    return any(_is_error(one) and not any(related.place.file in others for related in one.related) for one in findings)


def _fresh(workspace: Workspace, candidates: Sequence[Candidate], before: Sequence[Finding], today: dt.date) -> Found:
    """What is found with the candidates in the workspace that was not found before, sorted."""
    after, unread = with_files(
        workspace,
        [one.asked for one in candidates],
        {name: copy for one in candidates for name, copy in one.files.new.items()},
    )
    asking = {one.file for one in candidates if one.form.is_submitted}
    fresh: Found = {one.file: [] for one in candidates}
    found = with_lines([*unread, *counted_findings(after, today)], after.sources)
    for finding in new_findings(found, before):
        places = (finding.place, *(related.place for related in finding.related))
        file = next((place.file for place in places if place.file in fresh), None)
        if file is not None and not (finding.rule == _OF_THE_LOG and file in asking):
            fresh[file].append(finding)
    return fresh


def with_files(
    workspace: Workspace, documents: Sequence[Document], copies: Mapping[str, NewCopy]
) -> tuple[Workspace, list[Finding]]:
    """The workspace with these files of submissions in place of its own, and what cannot be read of them.

    `copies` are evidence files that are about to be copied into it.
    """
    files = {one.source.name for one in documents}
    submissions = [one for one in workspace.submissions if one.file not in files]
    findings: list[Finding] = []
    incomplete = set(workspace.incomplete) - files
    for one in documents:
        record, unread, complete = decode(Submission, one)
        findings += unread
        submissions += [] if record is None else [record]
        incomplete |= set() if complete else {one.source.name}
    order = {unit: position for position, unit in enumerate(workspace.register.by_id)}
    submissions.sort(key=lambda one: (one.cycle, order.get(one.unit, len(order)), one.unit, one.file))
    evidence = dict(workspace.evidence)
    most = workspace.settings.limits.evidence_bytes
    for submission in submissions:
        for item in submission.evidence() if submission.file in files else ():
            if item.file is not None and item.file not in evidence:
                new = copies.get(item.file)
                evidence[item.file] = new.file if new else evidence_file(workspace.root, item.file, most)
    sources = {**workspace.sources, **{one.source.name: one.source for one in documents}}
    after = replace(
        workspace,
        submissions=tuple(submissions),
        sources=sources,
        evidence=evidence,
        incomplete=frozenset(incomplete),
    )
    return after, findings


def _report(workspace: Workspace, candidate: Candidate, findings: Sequence[Finding]) -> None:
    """Add the findings to the form, and settle what becomes of it."""
    form = candidate.form
    refused = {one.place for one in form.rejections if one.severity is Severity.ERROR and one.place is not None}
    columns = columns_at(candidate.reading, refused)
    form.rejections += [
        one
        for one in _rejections(workspace, candidate, findings)
        if one.place not in refused and not is_left_out(one, columns)  # its own fault is enough for a cell
    ]
    form.outcome = (
        "conflict" if form.conflicts else "rejected" if form.is_refused else "partly" if form.left_out else "taken"
    )


def _rejections(workspace: Workspace, candidate: Candidate, findings: Sequence[Finding]) -> Iterator[Rejection]:
    """The findings at the cells that they are about."""
    form, then = candidate.form, workspace.at(candidate.form.cycle)
    for finding in findings:
        message, one = finding.message, finding
        if finding.severity is Severity.NOTE or finding.rule == _MISSING_FILE:  # the form itself says which files lack
            continue
        if finding.place.file != candidate.file:  # it is the other end of what is new here
            message = _("{file}：{message}").format(file=finding.place.file, message=message)
            here = next(related.place for related in finding.related if related.place.file == candidate.file)
            one = finding._replace(place=here)
        place = placed(one, candidate.asked, candidate.merged, then, form.unit)
        yield Rejection(finding.severity, message, place, plain_fix(finding), finding.rule)


def _is_error(finding: Finding) -> bool:
    """Whether it stops a form; a file that is still to come does not: the answers are taken, and `validate` goes on finding it."""
    return finding.severity is Severity.ERROR and finding.rule != _MISSING_FILE
