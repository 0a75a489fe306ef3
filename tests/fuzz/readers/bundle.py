"""Bundles of evidence, as anybody may have packed or changed them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from dutykit.cli.commands.evidence_verify import evidence_verify
from dutykit.evidence.bag import make_bag
from dutykit.evidence.bag_archive import write_archive
from tests.fuzz.readers.command import folder, ran

FILES = {"目录.xlsx": b"PK", "evidence/甲局/1-1.pdf": b"%PDF-", "evidence/甲局/1 2.png": b""}
INFO = {"Bagging-Date": "2019-12-01", "External-Description": "示例"}
_MOST = 10_000_000
"""Bytes of a file that is unpacked."""


def check_input(data: bytes) -> None:
    """Verify the file, and the folder to which somebody has unpacked it."""
    with folder() as received:
        path = received / "包.zip"
        path.write_bytes(data)
        ran(evidence_verify, [path], code="0" * 64)
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for member in archive.infolist():
                    if ".." not in PurePosixPath(member.filename).parts and member.file_size < _MOST:
                        archive.extract(member, received / "包")
        except Exception:  # noqa: BLE001 # what another program cannot unpack is no folder
            return
        ran(evidence_verify, [received / "包", *(received / "包").glob("*")])


def zips() -> Iterator[bytes]:
    """A bundle as dutykit makes it."""
    with folder() as made:
        for name, data in FILES.items():
            path = made / "包" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        make_bag(made / "包", INFO)
        write_archive(made / "包", made / "包.zip", "包")
        yield (made / "包.zip").read_bytes()
