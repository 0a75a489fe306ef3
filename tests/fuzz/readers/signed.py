"""Reports that somebody says are signed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dutykit.cli.commands.verify import verify
from dutykit.reports.signing.sign import Stamp, load_key, signed
from tests.certificates import PASSWORD, authority
from tests.fuzz.readers.command import folder, lasting_folder, ran
from tests.hostile_files import HELVETICA, pdf, stream

WHEN = dt.datetime(2026, 5, 6, 1, tzinfo=dt.UTC)


@cache
def trusted() -> Path:
    """The root certificate of the tests."""
    path = lasting_folder() / "root.pem"
    path.write_bytes(authority().root)
    return path


def check(data: bytes) -> None:
    """Verify the document, for people and for programs."""
    with folder() as received:
        path = received / "报告.pdf"
        path.write_bytes(data)
        ran(verify, path, trust=[trusted()])
        ran(verify, path, form="json")


def pdfs() -> Iterator[bytes]:
    """A page that nobody, one and two have signed."""
    made = pdf(HELVETICA, stream(b"BT /F1 12 Tf (hello) Tj ET"))
    key = load_key(authority().key, PASSWORD.encode())
    for _signature in range(3):
        yield made
        made = signed(made, key, WHEN, Stamp(None, None, "签名"))
