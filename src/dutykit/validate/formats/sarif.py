"""Findings as a SARIF 2.1.0 log."""

from __future__ import annotations

import re
from urllib.parse import quote

from dutykit.language import _, current_language
from dutykit.model.finding import Finding, Related, Rule, Severity
from dutykit.model.place import Place
from dutykit.text.visible import without_controls
from dutykit.validate.formats.fingerprint import fingerprints
from dutykit.validate.formats.report import Report, Run, end_column
from dutykit.validate.formats.well_formed import encodable, json_text

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
_BASE = "SRCROOT"
_FINGERPRINT = "dutykit/v1"
_HOME = "urn:dutykit"
"""The tool, which has no address of its own: offices get it on a stick."""
MOST_RESULTS = 25_000
"""Of a run: GitHub refuses a whole upload that has more."""


def render(report: Report) -> str:
    """One run with the results of all workspaces; their files are reported apart by their prefixes."""
    index = {path: position for position, path in enumerate(_paths(report))}
    rules = {rule.name: position for position, rule in enumerate(report.rules)}
    looked_at = {run.path(file) for run in report.runs for file in run.files}
    language = _LANGUAGES[current_language()]
    results = _results(report, index, rules)
    driver = {
        "name": "dutykit",
        "informationUri": _HOME,
        "fullName": f"dutykit {report.version}",
        "version": report.version,
        "language": language,
        "rules": [_rule(rule) for rule in report.rules],
    }
    run = {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "defaultEncoding": "UTF-8",
        "originalUriBaseIds": {_BASE: {"description": _message(_("被校验的工作区所在的文件夹"))}},
        "artifacts": [_artifact(path, looked_at) for path in index],
        "results": results[:MOST_RESULTS],
    }
    if len(results) > MOST_RESULTS:
        run["invocations"] = [_cut(len(results))]
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _results(report: Report, index: dict[str, int], rules: dict[str, int]) -> list[dict[str, object]]:
    """The results of all workspaces, those that are waived among them; the severest first where not all have room."""
    found: list[tuple[Severity, dict[str, object]]] = []
    for run in report.runs:
        reasons = {one.finding: one.reason for one in run.waived}
        findings = sorted((*run.findings, *reasons), key=lambda one: one.order)
        for finding, fingerprint in zip(findings, fingerprints(findings), strict=True):
            result = _result(finding, fingerprint, run, index, rules)
            if finding in reasons:
                result["suppressions"] = [
                    {"kind": "external", "status": "accepted", "justification": without_controls(reasons[finding])}
                ]
            found.append((finding.severity, result))
    if len(found) > MOST_RESULTS:
        found.sort(key=lambda one: -one[0])
    return [result for _severity, result in found]


def _cut(results: int) -> dict[str, object]:
    """What is said of a run not all of whose results have room."""
    text = _("共 {count} 条结果，仅列出最严重的 {most} 条").format(count=results, most=MOST_RESULTS)
    notification = {"level": "warning", "message": _message(text), "descriptor": {"id": "too-many-results"}}
    return {"executionSuccessful": True, "toolExecutionNotifications": [notification]}


def _paths(report: Report) -> list[str]:
    """Every file that was looked at or that a finding names, sorted."""
    paths: set[str] = set()
    for run in report.runs:
        paths.update(run.path(file) for file in run.files)
        for finding in (*run.findings, *(one.finding for one in run.waived)):
            paths.add(run.path(finding.place.file))
            paths.update(run.path(related.place.file) for related in finding.related)
    return sorted(paths)


def _artifact(path: str, looked_at: set[str]) -> dict[str, object]:
    artifact: dict[str, object] = {"location": _location(path)}
    if path in looked_at:
        artifact["roles"] = ["analysisTarget"]
    return artifact


def _rule(rule: Rule) -> dict[str, object]:
    what, why, fix = _(rule.what), _(rule.why), _(rule.fix)
    page = (_("为什么：{text}").format(text=why), _("处理建议：{text}").format(text=fix))
    return {
        "id": rule.name,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": _message(what),
        "fullDescription": _message(f"{what}\n{why}"),
        "help": {
            **_message("\n\n".join(page)),
            "markdown": _braces("\n\n".join(_markdown(text) for text in (what, *page))),
        },
        "defaultConfiguration": {"level": rule.severity.word},
    }


def _result(
    finding: Finding, fingerprint: str, run: Run, index: dict[str, int], rules: dict[str, int]
) -> dict[str, object]:
    text = f"{finding.message}\n{_('处理建议：')}{finding.fix}" if finding.fix else finding.message
    result: dict[str, object] = {"ruleId": finding.rule}
    if finding.rule in rules:
        result["ruleIndex"] = rules[finding.rule]
    result["level"] = finding.severity.word
    result["message"] = _message(text)
    result["locations"] = [{"physicalLocation": _physical(finding.place, finding.line, run, index)}]
    if finding.related:
        result["relatedLocations"] = [
            _related(number, related, run, index) for number, related in enumerate(finding.related, start=1)
        ]
    result["partialFingerprints"] = {_FINGERPRINT: fingerprint}
    return result


def _related(number: int, related: Related, run: Run, index: dict[str, int]) -> dict[str, object]:
    return {
        "id": number,
        "physicalLocation": _physical(related.place, related.line, run, index),
        "message": _message(related.message),
    }


def _physical(place: Place, line: str, run: Run, index: dict[str, int]) -> dict[str, object]:
    path = run.path(place.file)
    end = end_column(place, line)
    region: dict[str, object] = {"startLine": place.line, "startColumn": place.column, "endColumn": end}
    physical: dict[str, object] = {
        "artifactLocation": {**_location(path), "index": index[path]},
        "region": region,
    }
    marked = line[place.column - 1 : end - 1]
    if marked:
        region["snippet"] = {"text": marked}
        if marked != line:  # the context must hold more than the region
            physical["contextRegion"] = {"startLine": place.line, "snippet": {"text": line}}
    return physical


def _location(path: str) -> dict[str, object]:
    """Where a file is: a relative reference, or a file URI if the workspace was named by an absolute path."""
    try:
        data = path.encode("utf-8", "surrogateescape")  # a name that is not UTF-8 keeps its own bytes
    except UnicodeEncodeError:
        data = encodable(path).encode()
    # Bytes of a name that are no UTF-8 were written out; here they can be what they are.
    data = re.sub(rb"\\udc([89a-f][0-9a-f])", lambda found: bytes.fromhex(found[1].decode()), data)
    if path.startswith("/") or re.match("[A-Za-z]:/", path):
        return {"uri": "file:///" + quote(data.lstrip(b"/"))}
    return {"uri": quote(data), "uriBaseId": _BASE}


def _message(text: str) -> dict[str, object]:
    return {"text": _braces(without_controls(text))}


def _braces(text: str) -> str:
    """`text` as a SARIF message: braces mean placeholders there and are doubled; `[…](…)` would be a link."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "\\](")


def _markdown(text: str) -> str:
    """`text` with a backslash before what Markdown or HTML would take for its own."""
    return re.sub(r"([\\`*_\[\]<>#|~!&$])", r"\\\1", text)
