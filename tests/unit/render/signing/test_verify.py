from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutykit.render.signing.sign import Key, Stamp, load_key, signed
from dutykit.render.signing.verify import NotACertificateError, NotAPdfError, certificates, signatures
from tests.certificates import ROOT, SIGNER, START, authority, made_authority
from tests.unit.render.signing.conftest import WHEN


def _roots(name: str = ROOT) -> list[object]:
    return certificates(made_authority(name).root)


def test_who_and_when_are_said(signed_document: bytes) -> None:
    (found,) = signatures(signed_document, _roots(), None)
    assert found.valid
    assert (found.signer, found.issuer, found.signed_at) == (SIGNER, "示例根证书", WHEN)
    assert (found.intact, found.genuine, found.change, found.trusted, found.fault) == (True, True, "none", True, "")


def test_trust_is_left_open_without_roots_and_denied_with_others(signed_document: bytes) -> None:
    (found,) = signatures(signed_document, None, None)
    assert (found.trusted, found.valid) == (None, True)
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
@settings(max_examples=60)
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
