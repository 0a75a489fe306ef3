"""What the fuzzer and the makers of hostile files came up with, read again by every test run."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.model.settings import Limits
from dutykit.workspace.decode import decode
from dutykit.workspace.faults import MOST_FINDINGS
from dutykit.workspace.yaml.reader import read_yaml
from tests.fuzz.reader_target import KINDS, check_input
from tests.fuzz.worst_cases import CASES

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())


def test_there_is_a_corpus() -> None:
    assert len(CORPUS) > 200
    assert sum(path.stat().st_size for path in CORPUS) < 200_000


@pytest.mark.parametrize("path", CORPUS, ids=[path.stem for path in CORPUS])
def test_corpus(path: Path) -> None:
    check_input(path.read_bytes())


@pytest.mark.parametrize("name", CASES)
def test_worst_case(name: str) -> None:
    """How long each takes is measured by benchmarks/fuzz_reader.py; here, that there is an end to its findings."""
    document = read_yaml(CASES[name](), "f.yaml", Limits())
    findings = list(document.findings)
    assert document.readable or findings
    for kind in KINDS if document.readable else ():
        record, more, _complete = decode(kind, document)
        assert record is not None or more
        assert len(more) <= MOST_FINDINGS + 1
    assert len(findings) <= MOST_FINDINGS + 1
    assert all(len(finding.message) < 1_000 for finding in findings)
