from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from dutykit.model.refusal import Refusal
from dutykit.model.settings import Limits
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.file_before import bytes_after, bytes_before, unsafe_edit
from dutykit.workspace.yaml.reader import read_yaml

NAME = "data/units.yaml"


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_what_is_on_disk_is_what_was_read_or_refused(repository: Path, mark: bytes) -> None:
    workspace = load_workspace(repository).workspace
    assert workspace is not None
    data = (repository / NAME).read_bytes()
    assert bytes_before(workspace, NAME, mark + data) == mark + data
    assert bytes_before(workspace, "data/none.yaml", None) is None
    for name, now in ((NAME, data + b"\n"), (NAME, None), ("data/none.yaml", b"")):
        with pytest.raises(Refusal, match="刚被其他程序修改"):
            bytes_before(workspace, name, now)


@pytest.mark.parametrize(
    ("before", "mark"), [(None, b""), (b"a: 1\n", b""), (codecs.BOM_UTF8 + b"a: 1\n", codecs.BOM_UTF8)]
)
def test_a_byte_order_mark_stays(before: bytes | None, mark: bytes) -> None:
    assert bytes_after(before, read_yaml(b"a: 2\n", NAME, Limits())) == mark + b"a: 2\n"


def test_what_cannot_be_changed_safely_is_named() -> None:
    refusal = unsafe_edit(NAME, "办法")
    assert NAME in refusal.message
    assert refusal.fix == "办法"
