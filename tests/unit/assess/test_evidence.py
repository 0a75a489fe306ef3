from __future__ import annotations

from dataclasses import replace

import pytest

from dutykit.assess.evidence import EvidenceItem, evidence_items
from dutykit.model.evidence_file import EvidenceFile, EvidenceState
from dutykit.model.submission import Evidence
from dutykit.model.workspace import Workspace
from dutykit.workspace.assemble import load_workspace
from tests.conftest import REPOSITORY

HASH, OTHER = "a" * 64, "b" * 64
FILE = Evidence(title="示例", file="evidence/甲/1-1.pdf", sha256=HASH)


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    loaded = load_workspace(REPOSITORY).workspace
    assert loaded is not None
    return loaded


def _item(evidence: Evidence, found: EvidenceFile | None) -> EvidenceItem:
    return EvidenceItem("甲", 2019, "1", None, evidence, found)


@pytest.mark.parametrize(
    ("state", "digest", "fault"),
    [
        ("present", HASH, None),
        ("present", OTHER, "changed"),
        ("missing", None, "missing"),
        ("outside", None, "outside"),
        ("not_a_file", None, "not_a_file"),
        ("unreadable", None, "unreadable"),
        ("too_large", None, "too_large"),
    ],
)
def test_what_is_wrong_with_a_file(state: EvidenceState, digest: str | None, fault: str | None) -> None:
    assert _item(FILE, EvidenceFile("evidence/甲/1-1.pdf", state, digest)).fault == fault


def test_without_a_file_or_a_hash() -> None:
    assert _item(Evidence(title="示例"), None).fault == "no_file"
    assert _item(Evidence(title="示例", kept_by_unit=True), None).fault is None
    assert _item(FILE.model_copy(update={"sha256": None}), EvidenceFile("x", "present", OTHER)).fault is None


def test_every_entry_of_the_cycle_is_there_in_the_order_of_the_units(workspace: Workspace) -> None:
    items = evidence_items(workspace, 2019)
    assert len(items) == sum(len([*one.evidence()]) for one in workspace.submissions if one.cycle == 2019)
    places = [list(workspace.register.by_id).index(one.unit) for one in items]
    assert places == sorted(places)
    assert {one.unit for one in evidence_items(workspace, 2019, ["市财政局"])} == {"市财政局"}
    assert evidence_items(workspace, 2018) == ()
    assert any(one.problem for one in items)


def test_a_fault_is_of_the_disk_and_not_of_the_entry(workspace: Workspace) -> None:
    gone = {name: EvidenceFile(name, "missing") for name in workspace.evidence}
    items = evidence_items(replace(workspace, evidence=gone), 2019)
    assert {one.fault for one in items} == {None, "missing"}
    assert all((one.fault is None) == one.evidence.kept_by_unit for one in items)
