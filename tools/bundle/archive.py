"""A folder with its list of hashes, as one file; the same folder gives the same bytes."""

from __future__ import annotations

import gzip
import hashlib
import tarfile
import zipfile
from pathlib import Path

SUMS = "SHA256SUMS"
LAST = "bundle.txt"
"""The last file of the list: without it the list is cut short."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def write_sums(folder: Path) -> None:
    """List the hash of every file below `folder`, as `sha256sum -c` reads it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    files.sort(key=lambda path: path.name == LAST)
    lines = (sum_line(path, path.relative_to(folder).as_posix()) for path in files)
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def sum_line(path: Path, name: str) -> str:
    """The line that `sha256sum` prints of a file."""
    with path.open("rb") as file:
        return f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {name}\n"


def pack_tar(folder: Path, archive: Path, *, top: str) -> None:
    """Write `folder` as a tar under the name `top`."""
    with tarfile.open(archive, "w", format=tarfile.GNU_FORMAT) as tar:
        for path in sorted((folder, *folder.rglob("*"))):
            entry = tar.gettarinfo(path, Path(top, path.relative_to(folder)).as_posix())
            entry.uid = entry.gid = entry.mtime = 0
            entry.uname = entry.gname = ""
            entry.mode = 0o755 if entry.mode & 0o100 else 0o644  # whatever umask the maker has
            if entry.isfile():
                with path.open("rb") as file:
                    tar.addfile(entry, file)
            else:
                tar.addfile(entry)


def compress(archive: Path) -> Path:
    """Put `archive` in the place of itself as .gz, which every system can unpack."""
    compressed = archive.with_name(archive.name + ".gz")
    with compressed.open("wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as stream:
        stream.write(archive.read_bytes())
    archive.unlink()
    return compressed


def pack_zip(folder: Path, archive: Path, *, top: str) -> None:
    """Write `folder` as a zip under the name `top`."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = f"{top}/{path.relative_to(folder).as_posix()}"
            packed.writestr(zipfile.ZipInfo(name, _EARLIEST), path.read_bytes(), zipfile.ZIP_DEFLATED)
