"""Which certificates may sign documents; the reasons are those that `sign` and `verify` give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier

from dutykit.reports.signing.sign import Stamp, load_key, signed
from dutykit.reports.signing.verify import signatures
from tests.certificates import key_for, key_usage
from tests.unit.reports.signing.conftest import WHEN

TLS = ExtendedKeyUsageOID.SERVER_AUTH
CLIENT = ExtendedKeyUsageOID.CLIENT_AUTH
MAIL = ExtendedKeyUsageOID.EMAIL_PROTECTION
CODE = ExtendedKeyUsageOID.CODE_SIGNING
DOCUMENTS = ObjectIdentifier("1.3.6.1.5.5.7.3.36")


@pytest.mark.parametrize(
    ("usages", "fit"),
    [
        ([], True),
        ([MAIL], True),
        ([CLIENT], True),
        ([CLIENT, MAIL], True),
        ([DOCUMENTS], True),
        ([TLS, DOCUMENTS], True),
        ([TLS], False),
        ([TLS, CLIENT], False),
        ([CODE], False),
        ([ExtendedKeyUsageOID.TIME_STAMPING], False),
    ],
)
def test_extended_usages(usages: Sequence[ObjectIdentifier], fit: bool) -> None:
    extended = x509.ExtendedKeyUsage(usages) if usages else None
    assert (load_key(key_for(None, extended), None).unfit == "") is fit


def test_a_certificate_without_usages_may_sign() -> None:
    assert load_key(key_for(None, None), None).unfit == ""


def test_a_key_that_only_encrypts_may_not_sign() -> None:
    usage = key_usage(signs=False, authority=False)
    assert load_key(key_for(usage, None), None).unfit == "证书的密钥用途不含数字签名"


def test_a_root_may_not_sign() -> None:
    assert "CA" in load_key(key_for(None, None, authority=True), None).unfit


def test_a_signature_by_a_certificate_for_something_else_is_not_valid_and_the_reason_is_given(
    document: bytes, stamp: Stamp
) -> None:
    key = load_key(key_for(None, x509.ExtendedKeyUsage([TLS])), None)
    data = signed(document, replace(key, unfit=""), WHEN, stamp)
    root = key.signer.signing_cert
    for roots in (None, [root]):
        (found,) = signatures(data, roots, None)
        assert (found.valid, found.unfit) == (False, "证书的用途是TLS，不是签署文件")
    assert found.trusted is False
