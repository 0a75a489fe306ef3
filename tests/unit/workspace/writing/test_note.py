"""The note of a change: what is read back, and what is no note."""

from __future__ import annotations

import json

import pytest

from dutykit.workspace.writing.note import Entry, NoteError, note_bytes, pending_names, read_note

HASH = "0123456789abcdef" * 4
ENTRIES = (
    Entry("submissions/2019/甲\u3000局.yaml", "submissions/.甲\u3000局.yaml.ab12_9xy.dutykit.tmp", None, HASH),
    Entry("dutykit.yaml", ".dutykit.yaml.ab12_9xy.dutykit.tmp", HASH[::-1], HASH),
)
WRITE = {"name": "dutykit.yaml", "staged": ".dutykit.yaml.ab12_9xy.dutykit.tmp", "before": HASH, "after": HASH}


def test_what_is_written_is_read() -> None:
    data = note_bytes(ENTRIES)
    assert read_note(data) == ENTRIES
    assert pending_names(data) == {one.name for one in ENTRIES}
    assert data.endswith(b"}\n")
    assert read_note(note_bytes(())) == ()


def changed(**values: object) -> str:
    return json.dumps({"version": 2, "writes": [{**WRITE, **values}]})


def test_the_example_is_a_note() -> None:
    assert read_note(changed().encode())
    assert read_note(changed(before=None).encode())
    assert read_note(changed(after=None).encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "[]",
        "{}",
        '{"version": 1, "writes": []}',
        '{"version": 2}',
        '{"version": 2, "writes": [1]}',
        '{"version": 2, "writes": 1}',
        '{"version": 2, "writes": [{}]}',
        "[" * 100_000,
        changed(name=1),
        changed(name=""),
        changed(name="a\0b"),
        changed(name="\ud800"),
        changed(staged=None),
        changed(staged="x.yaml"),
        changed(staged="x.ab12_9xy.dutykit.tmp"),
        changed(staged=".x.ab12_9x.dutykit.tmp"),
        changed(staged=".x.ab12_9xyz.dutykit.tmp"),
        changed(staged=".x.ab12_9xy.tmp"),
        changed(staged="../.x.ab12_9xy.dutykit.tmp"),
        changed(staged="a/../.x.ab12_9xy.dutykit.tmp"),
        changed(staged="/.x.ab12_9xy.dutykit.tmp"),
        changed(staged="a//.x.ab12_9xy.dutykit.tmp"),
        changed(staged=".x\\y.ab12_9xy.dutykit.tmp"),
        changed(staged=".\udfff.ab12_9xy.dutykit.tmp"),
        changed(staged=".x.ab12_9xy.dutykit.tmp\n"),
        changed(before=""),
        changed(before=HASH[1:]),
        changed(before=1),
        changed(before=None, after=None),
        changed(after=""),
        changed(after=HASH.upper()),
        changed(after=HASH + "0"),
        changed(more=1),
        json.dumps({"version": 2, "writes": [WRITE, WRITE]}),
    ],
)
def test_what_is_no_note(text: str) -> None:
    assert pending_names(text.encode()) == frozenset()
    with pytest.raises(NoteError):
        read_note(text.encode())
