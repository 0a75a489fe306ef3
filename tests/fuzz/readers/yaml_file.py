"""What must hold for any bytes at all: one input, read and decoded as every fuzzer and test does it."""

from __future__ import annotations

from dutykit.model.finding import Finding
from dutykit.model.place import SourceFile
from dutykit.model.settings import Limits
from dutykit.schemas.json_schema import SCHEMAS
from dutykit.workspace.decode import decode
from dutykit.workspace.yaml.reader import read_yaml

KINDS = [SCHEMAS[name] for name in sorted(SCHEMAS)]
LIMITS = Limits(file_bytes=20_000, depth=20, nodes=1_500, aliases=20, scalar_characters=5_000)


def check_input(data: bytes) -> int:
    """Read all but the first byte as the kind of file the first one chooses; the number of findings.

    Raises AssertionError if a finding is not fit to be shown, and whatever the code under test raises.
    """
    kind = KINDS[data[0] % len(KINDS)] if data else KINDS[0]
    document = read_yaml(data[1:], "f.yaml", LIMITS)
    findings = list(document.findings)
    assert document.readable or findings, "nothing read and nothing said"
    if document.readable:
        record, more, complete = decode(kind, document)
        assert not (complete and more), "all of it is there, and something is wrong"
        assert complete or more or findings, (
            "left something out and said nothing"
        )  # a key that is there twice is said before
        assert record is not None or more, "no record and no word why"
        if record is not None:
            record.model_dump_json()
        findings += more
    for finding in findings:
        _check_finding(finding, document.source)
    return len(findings)


def _check_finding(finding: Finding, source: SourceFile) -> None:
    for place in (finding.place, *(related.place for related in finding.related)):
        assert place.line >= 1, place
        assert place.length >= 1, place
        assert place.column >= 1, place
        if source.data:  # of what is no UTF-8 nothing is kept
            assert place.column <= len(source.line(place.line)) + 1, place
    assert finding.message, finding.rule
    (finding.message + (finding.fix or "")).encode()  # no lone surrogates
    assert len(finding.message) < 1_000, len(finding.message)
