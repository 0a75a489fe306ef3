from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutykit.model.refusal import Refusal
from dutykit.reports.signing import sealing
from dutykit.reports.signing.sign import Key, Stamp, load_key, signed
from dutykit.reports.signing.verify import NotACertificateError, NotAPdfError, certificates, signatures
from dutykit.workspace.foreign import read_foreign
from tests.certificates import ROOT, SIGNER, START, authority, made_authority
from tests.unit.reports.signing.conftest import WHEN


def _roots(name: str = ROOT) -> list[object]:
    return certificates(made_authority(name).root)


def test_who_and_when_are_said(signed_document: bytes) -> None:
    (found,) = signatures(signed_document, _roots(), None)
    assert found.valid
    assert (found.signer, found.issuer, found.signed_at) == (SIGNER, "示例根证书", WHEN)
    assert (found.intact, found.genuine, found.change, found.trusted, found.fault) == (True, True, "none", True, "")


def test_trust_is_left_open_without_roots_and_denied_with_others(signed_document: bytes) -> None:
    (found,) = signatures(signed_document, None, None)
    assert (found.trusted, found.valid) == (None, None)
    (found,) = signatures(signed_document, _roots("别家根证书"), None)
    assert (found.trusted, found.valid) == (False, False)


def test_an_expired_certificate_is_trusted_only_for_its_time(document: bytes, stamp: Stamp) -> None:
    key = load_key(authority().expired, None)
    data = signed(document, key, START + dt.timedelta(hours=1), stamp)
    (then,) = signatures(data, _roots(), START + dt.timedelta(hours=2))
    (now,) = signatures(data, _roots(), START + dt.timedelta(days=300))
    assert (then.trusted, now.trusted, now.valid) == (True, False, False)


def test_nothing_signed_gives_nothing(document: bytes) -> None:
    assert signatures(document, None, None) == []


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"no pdf"])
def test_what_is_no_pdf_is_told(data: bytes) -> None:
    with pytest.raises(NotAPdfError):
        signatures(data, None, None)


def test_what_is_no_certificate_is_told() -> None:
    for data in (b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"):
        with pytest.raises(NotACertificateError):
            certificates(data)


def test_digits_of_the_signature_in_the_other_case_are_seen(signed_document: bytes) -> None:
    start = signed_document.index(b"/Contents <") + 11
    end = signed_document.index(b">", start)
    other = signed_document[:start] + signed_document[start:end].lower() + signed_document[end:]
    (found,) = signatures(other, _roots(), None)
    assert found.valid is False


def test_a_second_signature_leaves_the_first_valid(signed_document: bytes, key: Key, stamp: Stamp) -> None:
    twice = signed(signed_document, key, WHEN + dt.timedelta(1), replace(stamp, description="会签"))
    first, second = signatures(twice, _roots(), None)
    assert (first.change, second.change) == ("signed", "none")
    assert first.valid
    assert second.valid


def test_what_is_added_after_the_last_signature_is_seen(signed_document: bytes) -> None:
    (found,) = signatures(signed_document + b"\n% nothing\n", _roots(), None)
    assert (found.change, found.valid) == ("more", False)


def _caught(data: bytes) -> bool:
    try:
        found = signatures(data, _roots(), None)
    except NotAPdfError:
        return True
    return not found or not all(one.valid for one in found)


# Half of the places in the signature itself, which covers everything but the bytes that it is written in.
@settings(max_examples=25)
@given(where=st.floats(0, 1, exclude_max=True), inside=st.booleans(), flip=st.sampled_from([1, 2, 4, 32, 128]))
def test_a_changed_byte_is_caught(signed_document: bytes, where: float, inside: bool, flip: int) -> None:
    spans = re.search(rb"/ByteRange *\[ *0 +(\d+) +(\d+)", signed_document)
    assert spans is not None
    start, end = (int(spans[1]), int(spans[2])) if inside else (0, len(signed_document))
    changed = bytearray(signed_document)
    changed[start + int(where * (end - start))] ^= flip
    assert _caught(bytes(changed))


def test_a_changed_document_with_the_old_signature_is_caught(signed_document: bytes) -> None:
    assert not _caught(signed_document)
    assert _caught(signed_document.replace(b"/PageMode", b"/PageMod_", 1).replace(b"%PDF-1.7", b"%PDF-1.6", 1))


def _flipped(document: bytes, position: int) -> bytes:
    return document[:position] + bytes([document[position] ^ 1]) + document[position + 1 :]


def _signature_at(document: bytes) -> int:
    spans = re.search(rb"/ByteRange *\[ *0 +(\d+)", document)
    assert spans is not None
    return int(spans[1]) + 1


def test_a_changed_page_is_no_fault_of_the_certificate(signed_document: bytes) -> None:
    for position in (signed_document.index(b"/MediaBox") + 12, signed_document.index(b"stream") + 50):
        changed = _flipped(signed_document, position)
        (found,) = signatures(changed, _roots(), None)
        assert (found.intact, found.genuine, found.trusted, found.valid) == (False, True, True, False)
        (found,) = signatures(changed, _roots("别家根证书"), None)
        assert (found.trusted, found.valid) == (False, False)
        (found,) = signatures(changed, None, None)
        assert found.trusted is None


def test_a_changed_signature_leaves_open_whether_the_certificate_is_trusted(signed_document: bytes) -> None:
    start = _signature_at(signed_document)
    end = signed_document.index(b">", start)
    value = len(signed_document[start:end].rstrip(b"0")) - 20  # its end, the signature's value
    other_case = signed_document[: start + 600] + signed_document[start + 600 : end].swapcase() + signed_document[end:]
    other_digit = b"1" if signed_document[start + value] == ord("0") else b"0"
    other_value = signed_document[: start + value] + other_digit + signed_document[start + value + 1 :]
    for changed in (other_value, other_case):
        (found,) = signatures(changed, _roots(), None)
        assert (found.intact, found.genuine, found.trusted, found.valid) == (True, False, None, False)


@pytest.mark.parametrize("cut", [3, 100])
def test_a_signed_document_that_was_cut_short_is_not_valid(signed_document: bytes, cut: int) -> None:
    (found,) = signatures(signed_document[:-cut], _roots(), None)
    assert (found.field, found.signer, found.valid, found.trusted) == ("", "", False, None)
    assert found.fault == "缺少 PDF 文件尾，文件可能不完整"


def test_a_signed_document_that_cannot_be_read_any_more_is_not_valid(signed_document: bytes) -> None:
    start = _signature_at(signed_document)
    for position in (3, start, signed_document.rindex(b"startxref") + 11):
        (found,) = signatures(_flipped(signed_document, position), _roots(), None)
        assert (found.field, found.valid) == ("", False)
        assert found.fault
        assert "\n" not in found.fault


@pytest.mark.parametrize("moment", [b"99991231235959Z", b"00010101000000Z"])
def test_a_time_that_there_is_not_in_every_time_zone_is_none(signed_document: bytes, moment: bytes) -> None:
    assert signed_document.count(b"20260506010000Z") == 1
    (found,) = signatures(signed_document.replace(b"20260506010000Z", moment), None, None)
    assert (found.signer, found.signed_at, found.intact) == (SIGNER, None, False)


def test_a_document_with_fields_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pikepdf.new() as pdf:
        field = pdf.make_indirect(pikepdf.Dictionary(T="a", FT=pikepdf.Name.Sig))
        for _level in range(9):
            field = pdf.make_indirect(pikepdf.Dictionary(T="a", Kids=[field] * 10))
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field])
        pdf.save(tmp_path / "a.pdf")
    monkeypatch.setattr(sealing, "read_foreign", partial(read_foreign, seconds=1.0))
    with pytest.raises(Refusal, match="内容过多"):
        sealing.verify(tmp_path / "a.pdf", [], None)
