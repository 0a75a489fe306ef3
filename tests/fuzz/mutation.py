"""Changes files within their structure: a part of an archive, a stream of a PDF, a word of a text, and what seals them."""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping

Raw = Callable[[bytes], bytes]
"""Changes bytes that have no structure."""
Mutate = Callable[[bytes, random.Random, Raw], bytes]

_TOKEN = re.compile(rb"[A-Za-z0-9_:.-]+|[\x80-\xff]+|[^A-Za-z0-9_:.\x80-\xff-]")
_HEX = re.compile(rb"<([0-9A-Fa-f]{40,})>")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_ODD = (
    *(b"0", b"-1", b"1", b"9" * 20, b"9" * 5000, b"1e999999999", b"1e-400", b"NaN", b"inf", b"4294967296"),
    *(b"", b" ", b"\x00", b"\xff\xfe", b"\\ud800", b"&#55296;", b"&#0;", b"\\u0000", b"%", b"null", b"true", b"[]"),
    *(b"0001-01-01", b"9999-12-31", b"2019-02-30", b"00010101000000Z", b"99991231235959Z", b"D:00010101000000"),
    *(b"../../x", b"/etc/passwd", b"a" * 300, b"UTF-7", b"big5", b"unicode_escape", b"utf-16", b"A1:XFD1048576"),
)


def in_text(data: bytes, chance: random.Random, raw: Raw) -> bytes:
    """With some words of it taken out, doubled, moved, or odd."""
    if chance.random() < 0.2:
        return raw(data)
    tokens = _TOKEN.findall(data)
    for _change in range(chance.choice((1, 1, 1, 2, 4))):
        if not tokens:
            return raw(data)
        at, length = chance.randrange(len(tokens)), chance.choice((1, 1, 1, 3, 12, 60))
        span = tokens[at : at + length]
        other = chance.randrange(len(tokens))
        match chance.randrange(5):
            case 0:
                del tokens[at : at + length]
            case 1:
                tokens[at:at] = span * chance.choice((1, 1, 2, 40))
            case 2:
                tokens[other:other] = span
            case 3:
                tokens[at] = tokens[other]
            case _:
                tokens[at] = chance.choice(_ODD)
    return b"".join(tokens)


def in_archive(data: bytes, chance: random.Random, raw: Raw) -> bytes:
    """With one of its parts changed, renamed, taken out or packed otherwise."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(one.filename, archive.read(one)) for one in archive.infolist()]
    except Exception:  # noqa: BLE001 # it is broken already
        return raw(data)
    if not parts or chance.random() < 0.05:
        return raw(data)
    at = chance.randrange(len(parts))
    name, part = parts[at]
    method = zipfile.ZIP_STORED
    match chance.randrange(20):
        case 0:
            del parts[at]
        case 1:
            changed = in_text(name.encode(), chance, raw).decode("utf-8", "replace").replace("\x00", "")
            parts[at] = (changed[:200] or "x", part)
        case 2:
            parts[at] = (parts[chance.randrange(len(parts))][0], part)
        case 3:
            method = chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
        case _:
            parts[at] = (name, (in_archive if part.startswith(b"PK\x03\x04") else in_text)(part, chance, raw))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of two parts of one name
        for part_name, part in parts:
            archive.writestr(zipfile.ZipInfo(part_name), part, method)
    return packed.getvalue() if method == zipfile.ZIP_STORED or chance.random() < 0.3 else raw(packed.getvalue())


def in_workbook(data: bytes, chance: random.Random, raw: Raw) -> bytes:
    """Likewise, and as often as not sealed again: the hidden sheet bears a fingerprint of itself."""
    from dutykit.forms.kinds import workbook_kinds  # imported where the fuzzer instruments it
    from dutykit.forms.workbook.file import read_workbook

    changed = in_archive(data, chance, raw)
    if chance.random() < 0.5:
        return changed
    try:
        sheets = read_workbook(changed).sheets
        with zipfile.ZipFile(io.BytesIO(changed)) as archive:
            parts = {one: archive.read(one) for one in archive.namelist()}
    except Exception:  # noqa: BLE001 # then nothing of it is sealed
        return changed
    for sheet in sheets:
        if sheet.values.get((0, 0)) in {kind.mark for kind in workbook_kinds()}:
            old, new = str(sheet.values.get((0, 1), "")), seal_of(sheet.values)
            if old:
                parts = {name: part.replace(old.encode(), new.encode()) for name, part in parts.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return packed.getvalue()


def seal_of(cells: Mapping[tuple[int, int], object]) -> str:
    """The fingerprint that the first row of a hidden sheet has to state."""
    from dutykit.forms.workbook.hidden import fingerprint

    rows: dict[int, list[str]] = {}
    for row, column in sorted(cells):
        rows.setdefault(row, []).append(str(cells[row, column]))
    return fingerprint([one for row, one in rows.items() if row])


def in_pdf(data: bytes, chance: random.Random, raw: Raw) -> bytes:
    """With one of its streams, which may be packed, or its strings of digits, or some words changed."""
    pieces = [*_STREAM.finditer(data), *_HEX.finditer(data)]
    if not pieces or chance.random() < 0.4:
        return in_text(data, chance, raw)
    piece = chance.choice(pieces)
    old = piece[1]
    if piece.re is _HEX:
        whole = bytes.fromhex(old[: len(old) // 2 * 2].decode())
        used = whole.rstrip(b"\x00")
        new = raw(used)[: len(whole)].ljust(len(whole), b"\x00").hex().upper().encode()
    else:
        try:
            new = zlib.compress(in_text(zlib.decompress(old), chance, raw))
        except zlib.error:
            new = in_text(old, chance, raw)
    return data[: piece.start(1)] + new + data[piece.end(1) :]


def in_log(data: bytes, chance: random.Random, raw: Raw) -> bytes:
    """With some words changed, and as often as not its chain of hashes made anew."""
    from dutykit.model.history_entry import read_entry

    changed = in_text(data, chance, raw)
    if chance.random() < 0.5:
        return changed
    lines: list[bytes] = []
    new: dict[str, str] = {}
    for line in changed[1:].split(b"\n"):
        entry = read_entry(line.decode("utf-8", "replace"))
        if entry is None:
            lines.append(line + b"\n")
            continue
        sealed = entry.model_copy(update={"previous": new.get(entry.previous, entry.previous)})
        sealed = sealed.model_copy(update={"hash": sealed.seal})
        new[entry.hash] = sealed.hash
        lines.append(sealed.line.encode("utf-8", "surrogatepass"))
    return changed[:1] + b"".join(lines)
