from __future__ import annotations

import dataclasses
import io
import struct
import subprocess
import zlib
from pathlib import Path

import page
import pikepdf
import pytest
from PIL import Image

from dutykit.reports.signing import appearance
from dutykit.reports.signing.place import MILLIMETRE, NoPlaceError, NoSuchPageError
from dutykit.reports.signing.sign import (
    EmptyKeyFileError,
    Key,
    Stamp,
    UnreadableKeyError,
    UnreadablePdfError,
    load_key,
    signed,
)
from tests.certificates import PASSWORD, SIGNER, authority
from tests.judges import verapdf
from tests.unit.reports.signing.conftest import WHEN, report


def _picture(mode: str = "RGBA") -> bytes:
    output = io.BytesIO()
    Image.new(mode, (20, 20), "red").save(output, "PNG")
    return output.getvalue()


def _field(data: bytes) -> tuple[int, list[float]]:
    """The page and the corners of the only signature."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (found,) = [
            (number, [float(one) for one in annotation.Rect])
            for number, sheet in enumerate(pdf.pages)
            for annotation in sheet.get("/Annots", [])
            if annotation.get("/FT") == "/Sig"
        ]
    return found


def test_what_stood_there_is_untouched_and_the_same_input_gives_the_same_bytes(
    document: bytes, signed_document: bytes, key: Key, stamp: Stamp
) -> None:
    assert signed_document.startswith(document)
    assert signed(document, key, WHEN, stamp) == signed_document
    assert signed(document, key, WHEN.replace(hour=2), stamp) != signed_document


def _looks(stamp: Stamp) -> dict[str, Stamp]:
    return {
        "frame": stamp,
        "picture": Stamp(lambda side: appearance.image(_picture(), side), None, "印章"),
        "none": Stamp(None, None, "数字签名"),
    }


def test_a_signed_report_is_still_fit_for_the_archive_and_for_everyone(
    document: bytes, key: Key, stamp: Stamp, tmp_path: Path
) -> None:
    files = []
    for name, look in _looks(stamp).items():
        data = signed(document, key, WHEN, look)
        for profile in verapdf.PROFILES:
            assert [one.message for one in page.validate_pdf_bytes(data, profile=profile).failures] == [], name
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(data)
        done = subprocess.run(["qpdf", "--check", files[-1]], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
    if verapdf.class_path() is not None:
        verdicts = verapdf.verdicts(files)
        assert len(verdicts) == 6
        assert set(map(tuple, verdicts.values())) == {()}


def test_the_seal_stands_over_the_signing_body_and_the_date(signed_document: bytes) -> None:
    number, (left, bottom, right, top) = _field(signed_document)
    assert number == 0
    assert right - left == pytest.approx(42 * MILLIMETRE, abs=1)
    with pikepdf.open(io.BytesIO(signed_document)) as pdf:
        names = pdf.Root.Names.Dests.Names
        target = next(names[index + 1] for index in range(0, len(names), 2) if str(names[index]) == "signature")
        block_left, block_top = float(target[2]), float(target[3])
    block_right = 595.28 - 26 * MILLIMETRE - 63.16
    assert (left + right) / 2 == pytest.approx((block_left + block_right) / 2, abs=1)
    middle = block_top - 28.99
    assert 0 < (top + bottom) / 2 - middle < 15  # the text a little below the centre of the seal
    assert 0 < block_top + 57.98 - top < 28.99  # within one line of the text above it


def test_without_a_mark_the_seal_stands_low_on_the_right_of_the_page_that_is_asked_for_and_on_no_other(
    key: Key, stamp: Stamp, fontconfig: str
) -> None:
    unmarked = report(fontconfig, "")
    with pytest.raises(NoPlaceError):
        signed(unmarked, key, WHEN, stamp)
    assert _field(signed(unmarked, key, WHEN, dataclasses.replace(stamp, draw=None)))[0] == 0
    number, (_left, bottom, right, _top) = _field(signed(unmarked, key, WHEN, dataclasses.replace(stamp, page=1)))
    assert number == 1
    assert bottom == pytest.approx(35 * MILLIMETRE, abs=1)
    assert 595 / 2 < right < 595 - 26 * MILLIMETRE


def test_another_page_can_be_asked_for(document: bytes, key: Key, stamp: Stamp) -> None:
    assert _field(signed(document, key, WHEN, dataclasses.replace(stamp, page=1)))[0] == 1
    with pytest.raises(NoSuchPageError) as caught:
        signed(document, key, WHEN, dataclasses.replace(stamp, page=2))
    assert caught.value.args[0] == 2


def test_keys_that_are_none_are_told_apart() -> None:
    made = authority()
    assert load_key(made.key, PASSWORD.encode()).name == SIGNER
    assert load_key(made.open_key, None).name == SIGNER
    for data, password in ((made.key, None), (made.key, b"wrong"), (b"no key", None), (b"", b"x")):
        with pytest.raises(UnreadableKeyError):
            load_key(data, password)
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

    certificate = x509.load_pem_x509_certificate(made.root)
    bare = pkcs12.serialize_key_and_certificates(None, None, None, [certificate], NoEncryption())
    with pytest.raises(EmptyKeyFileError):
        load_key(bare, None)


@pytest.mark.parametrize("data", [b"", b"no pdf", b"%PDF-1.7\n%%EOF\n"])
def test_what_is_no_pdf_is_refused(data: bytes, key: Key, stamp: Stamp) -> None:
    with pytest.raises(UnreadablePdfError):
        signed(data, key, WHEN, stamp)


def test_pictures_of_seals_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert appearance.image(_picture("L"), 10).box.width == 10
    with pytest.raises(appearance.SealImageError, match="unreadable"):
        appearance.image(b"<svg/>", 10)
    # A picture that says that it is 60,000 pixels wide and high.
    header = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    large = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    with pytest.raises(appearance.SealImageError, match="pixels"):
        appearance.image(large + b"\0\0\0\0IEND\xaeB`\x82", 10)
    with pytest.raises(appearance.SealImageError, match="unreadable"):
        appearance.image(_picture()[:20], 10)
    monkeypatch.setattr(appearance, "MOST_PIXELS", 100)
    with pytest.raises(appearance.SealImageError, match="pixels"):
        appearance.image(_picture(), 10)
    monkeypatch.setattr(appearance, "MOST_BYTES", 10)
    with pytest.raises(appearance.SealImageError, match="size"):
        appearance.image(_picture(), 10)
