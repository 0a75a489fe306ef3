"""dutykit's own templates, compiled once and kept where Python keeps the byte code of the modules beside this one.

Who may write there may change dutykit itself. Templates of a workspace are compiled each time. What is kept can be
missing, stale, damaged or not writable: the template is then compiled again, and nothing else happens.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from contextlib import suppress
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path

from jinja2 import BytecodeCache, compiler
from jinja2.bccache import Bucket

from dutykit import __version__

_PROGRAMS = (compiler.__file__, os.path.join(os.path.dirname(__file__), "templates.py"))
"""They tell how a template is compiled."""
_SEAL = hashlib.sha256().digest_size


class CompiledTemplates(BytecodeCache):
    """Those of the templates that are in the folder `ours`."""

    def __init__(self, ours: Path) -> None:
        self._ours = os.fspath(ours)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002 (as jinja calls it)
        """The name of the template's file; empty if it is not one of ours."""
        folder, file = os.path.split(filename or "")
        return file if folder == self._ours else ""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put the code that is kept into `bucket`, if it is whole and made from just this template."""
        if bucket.key:
            with suppress(OSError):
                kept = _file(bucket).read_bytes()
                seal, data = kept[:_SEAL], kept[_SEAL:]
                if seal == self._seal(bucket, data):
                    bucket.code = marshal.loads(data)  # noqa: S302 (see above: what is there is trusted like a .pyc)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code in `bucket`."""
        if bucket.key and not sys.dont_write_bytecode:
            data = marshal.dumps(bucket.code)
            with suppress(OSError):
                _file(bucket).write_bytes(self._seal(bucket, data) + data)  # a torn file breaks its seal

    def _seal(self, bucket: Bucket, data: bytes) -> bytes:
        stamps = [(status.st_size, status.st_mtime_ns) for status in map(os.stat, _PROGRAMS)]
        digest = hashlib.sha256(repr((__version__, MAGIC_NUMBER, stamps, self._ours, bucket.checksum)).encode())
        digest.update(data)
        return digest.digest()


def _file(bucket: Bucket) -> Path:
    return Path(cache_from_source(os.path.join(os.path.dirname(__file__), f"{bucket.key}.py")))
