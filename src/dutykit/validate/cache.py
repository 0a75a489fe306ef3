"""The cache of what validating a workspace found, kept by the content of every file that the result depends on.

A cache can be missing, stale, damaged or read-only: it is then as if it were empty.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from dutykit import __version__
from dutykit.model.finding import Finding, Related, Severity, Waived
from dutykit.model.layout import CYCLE
from dutykit.model.place import Place, SourceFile
from dutykit.workspace.discover import DEEPEST, cycles_of, is_read
from dutykit.workspace.inventory import KINDS
from dutykit.workspace.strays import strays

_FORMAT = 2
_MOST = 16_000_000
"""Bytes of a workspace for which no result is kept: all are in memory at once."""
_USUAL = 60_000
"""Bytes that hold nearly every file, read at once."""
_READ_ONLY = os.O_RDONLY
for _name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):  # what the system has of them
    _READ_ONLY |= getattr(os, _name, 0)


class Content(NamedTuple):
    """Every file of a workspace that `validate` reads, as it is now."""

    root: Path
    files: Mapping[str, bytes]
    """The bytes of each file by its name in the workspace."""
    key: str
    """Of all names and bytes, the version and rules of dutykit, and how it was asked."""


class Kept(NamedTuple):
    """A result as kept."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    evidence: Mapping[str, Any]
    """For each evidence path what stood there: state, hash and size."""


def content_of(root: Path, asked: str) -> Content | None:
    """What is in the workspace `root`; None if anything there is out of the ordinary, so that nothing is kept.

    `asked` distinguishes runs whose results differ: language, rules chosen, the day.
    """
    files: dict[str, bytes] = {}
    held = 0
    digest = hashlib.sha256(f"{_FORMAT} {__version__} {_program()} {asked}".encode())
    try:
        top = os.fspath(root)
        for name in _names(top):
            data = _bytes(f"{top}/{name}")
            held += len(data)
            if held > _MOST:
                return None
            files[name] = data
    except (OSError, _UnusualError):
        return None
    names = "\0".join(f"{name}\0{len(data)}" for name, data in files.items())
    digest.update("\0".join(one.name for one in strays(root)).encode("utf-8", "surrogateescape") + b"\0")
    digest.update(names.encode("utf-8", "surrogateescape"))
    for data in files.values():
        digest.update(data)
    return Content(root, files, digest.hexdigest())


class _UnusualError(Exception):
    """Something is in the workspace whose result is not worth keeping."""


def _names(root: str) -> Iterator[str]:
    """The files of a workspace that `validate` reads, in an order of their own. Raises OSError and _UnusualError."""
    if stat.S_ISLNK(os.lstat(os.path.join(root, "data")).st_mode):
        raise _UnusualError
    for kind in KINDS:
        if not kind.is_read:
            continue
        names = [kind.path]
        if CYCLE in kind.path:
            names = [kind.path.replace(CYCLE, str(cycle)) for cycle in cycles_of(Path(root), kind)]
        for name in names:
            if kind.is_folder:
                if os.path.lexists(f"{root}/{name}"):
                    yield from _below(root, name.rstrip("/"), kind.suffixes)
            elif kind.required or os.path.lexists(f"{root}/{name}"):
                yield name


def _below(root: str, folder: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    if folder.count("/") > DEEPEST:
        raise _UnusualError
    # Not os.walk and pathlib: nothing but this is done for a file when nothing has changed.
    with os.scandir(f"{root}/{folder}") as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_symlink():
            raise _UnusualError  # what it leads to may change without notice
        if entry.is_dir(follow_symlinks=False):
            if is_read(entry.name, suffixes):
                raise _UnusualError
            if not entry.name.startswith("."):
                yield from _below(root, f"{folder}/{entry.name}", suffixes)
        elif is_read(entry.name, suffixes):
            yield f"{folder}/{entry.name}"


def _bytes(path: str) -> bytes:
    """What is in the file now, whatever it is: what is found is kept for just these bytes."""
    descriptor = os.open(path, _READ_ONLY)
    try:
        data = os.read(descriptor, _USUAL)
        if len(data) == _USUAL:
            parts = [data]
            while parts[-1] and sum(map(len, parts)) <= _MOST:
                parts.append(os.read(descriptor, _MOST))
            data = b"".join(parts)
    finally:
        os.close(descriptor)
    return data


def read_kept(folder: Path, content: Content) -> Kept | None:
    """The result kept in `folder` for just this content; None if there is none that can be used."""
    try:
        text = _file(folder, content.root).read_bytes()
        seal, _newline, body = text.partition(b"\n")
        if seal.decode() != hashlib.sha256(body).hexdigest():
            return None
        data = json.loads(body)
        if data["key"] != content.key:
            return None
        findings = tuple(_finding(one) for one in data["findings"])
        waived = tuple(Waived(_finding(one), reason) for one, reason in data["waived"])
        return Kept(findings, waived, data["evidence"])
    except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return None


def keep(folder: Path, content: Content, kept: Kept, sources: Mapping[str, SourceFile]) -> None:
    """Keep a result, if it was made from just this content; a cache that cannot be written is let be."""
    made_from = {name: source.data for name, source in sources.items()}
    if made_from != {name: data.removeprefix(b"\xef\xbb\xbf") for name, data in content.files.items()}:
        return  # a file changed between the two readings
    data = {
        "key": content.key,
        "findings": [_plain(one) for one in kept.findings],
        "waived": [[_plain(one.finding), one.reason] for one in kept.waived],
        "evidence": kept.evidence,
    }
    body = json.dumps(data, ensure_ascii=True, separators=(",", ":")).encode()
    path = _file(folder, content.root)
    import tempfile

    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(prefix=path.stem, suffix=".tmp", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:  # not synced: a torn file breaks its seal and counts for nothing
                file.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise


def _file(folder: Path, root: Path) -> Path:
    """One file a workspace, so that the cache grows with workspaces and not with changes."""
    return folder / (hashlib.sha256(os.fsencode(root)).hexdigest()[:32] + ".json")


@cache
def _program() -> str:
    """What tells this program from another of the same version: sizes and times of its files."""
    stamps = sorted(_stamps(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
    return hashlib.sha256("\n".join(stamps).encode()).hexdigest()


def _stamps(folder: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        for entry in found:
            if entry.name.endswith((".py", ".mo")):
                status = entry.stat()
                yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"
            elif entry.is_dir() and entry.name not in {"fonts", "__pycache__"}:
                yield from _stamps(entry.path)


def _plain(finding: Finding) -> list[Any]:
    related = [[*one.place, one.message, one.line] for one in finding.related]
    return [finding.rule, finding.severity.value, [*finding.place], finding.message, finding.fix, related, finding.line]


def _finding(plain: list[Any]) -> Finding:
    rule, severity, place, message, fix, related, line = plain
    ends = tuple(Related(Place(*one[:4]), *one[4:]) for one in related)
    return Finding(rule, Severity(severity), Place(*place), message, fix, ends, line)
