"""What the fuzzers and the makers of hostile files came up with, read again by every test run."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from dutykit.model.settings import Limits
from dutykit.workspace.decode import decode
from dutykit.workspace.faults import MOST_FINDINGS
from dutykit.workspace.yaml.reader import read_yaml
from tests.fuzz.readers.yaml_file import KINDS
from tests.fuzz.register import READERS
from tests.fuzz.worst_cases import CASES

FOLDER = Path(__file__).parent / "corpus"
CORPUS = sorted(FOLDER.glob("*/*"))


def test_there_is_a_corpus() -> None:
    assert len(CORPUS) > 200
    assert sum(path.stat().st_size for path in CORPUS) < 250_000
    assert {path.name for path in FOLDER.iterdir()} <= {*READERS}


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_corpus(path: Path) -> None:
    READERS[path.parent.name].check_input(path.read_bytes())


@pytest.mark.parametrize("name", [name for name in READERS if name != "plan-odt"])  # which takes LibreOffice
def test_what_each_fuzzer_begins_with(name: str) -> None:
    """As it is, and once as the fuzzer changes it."""
    reader = READERS[name]
    for seed in reader.seeds():
        reader.check_input(seed)
        if reader.mutate is not None:
            reader.check_input(reader.mutate(seed, random.Random(len(name)), bytes.swapcase))  # noqa: S311


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
