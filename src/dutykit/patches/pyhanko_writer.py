"""Lets pyHanko add to a PDF without a clock and without chance, and leave the metadata as they are.

Every writing changes the metadata: the time of the change, and pyHanko as the producer. The metadata of a report say
when the report was made, and the signature states its own time. The second half of the file's identifier is random, so
that the same report, key and time would give other bytes each time.

Upstream: https://github.com/MatthiasValvekens/pyHanko/issues/223 (closed; the maintainer names this way to do it) and
https://github.com/MatthiasValvekens/pyHanko/issues/755 (closed: the metadata written again were no PDF/A any more).
"""

from __future__ import annotations

from typing import Any

LIBRARY = "pyhanko"


def leave_metadata(writer: Any) -> None:
    """Have `writer`, an IncrementalPdfFileWriter, change no metadata."""
    writer._update_meta = _nothing  # noqa: SLF001


def set_identifier(writer: Any, identifier: bytes) -> None:
    """Give the version of the file that `writer` makes the `identifier`, of 16 bytes, in place of a random one."""
    from pyhanko.pdf_utils.generic import ArrayObject, ByteStringObject

    original = writer._document_id[0]  # noqa: SLF001
    writer._document_id = ArrayObject([original, ByteStringObject(identifier)])  # noqa: SLF001


def _nothing() -> None:
    """Do nothing."""
