"""A certificate authority of the tests' own, and keys it vouches for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

START, END = dt.datetime(2019, 1, 1, tzinfo=dt.UTC), dt.datetime(2059, 1, 1, tzinfo=dt.UTC)
PASSWORD = "示例 secret"  # noqa: S105 # opens nothing but the tests' own key
SIGNER = "示例教育督导室"


@dataclass(frozen=True)
class Authority:
    """What a key file and a root certificate file hold."""

    root: bytes
    """PEM."""
    key: bytes
    """PKCS#12, with PASSWORD; the root goes along."""
    open_key: bytes
    """The same without a password and without the root."""
    expired: bytes
    """Another key, whose certificate was good for one day in 2019."""


ROOT = "示例根证书"


def authority() -> Authority:
    """The tests' own authority, made once in a process."""
    return made_authority(ROOT)


@cache
def made_authority(name: str) -> Authority:
    """An authority of this name, made once in a process."""
    root_key = rsa.generate_private_key(65537, 2048)
    subject = _name(name)
    root = (
        _builder(subject, subject, root_key.public_key(), START, END)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(key_usage(authority=True), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    key = rsa.generate_private_key(65537, 2048)

    def certificate(until: dt.datetime) -> x509.Certificate:
        made = _builder(_name(SIGNER), subject, key.public_key(), START, until)
        return made.add_extension(key_usage(authority=False), critical=True).sign(root_key, hashes.SHA256())

    good = certificate(END)
    locked = BestAvailableEncryption(PASSWORD.encode())
    return Authority(
        root.public_bytes(Encoding.PEM),
        pkcs12.serialize_key_and_certificates(b"key", key, good, [root], locked),
        pkcs12.serialize_key_and_certificates(b"key", key, good, None, NoEncryption()),
        pkcs12.serialize_key_and_certificates(b"key", key, certificate(START + dt.timedelta(1)), None, NoEncryption()),
    )


def key_for(usage: x509.KeyUsage | None, extended: x509.ExtendedKeyUsage | None, *, authority: bool = False) -> bytes:
    """A PKCS#12 without a password, of a self-made certificate in SIGNER's name with these usages."""
    key = _own_key()
    made = _builder(_name(SIGNER), _name(SIGNER), key.public_key(), START, END)
    if authority:
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    for one in (usage, extended):
        if one is not None:
            made = made.add_extension(one, critical=False)
    signed = made.sign(key, hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(b"key", key, signed, None, NoEncryption())


@cache
def _own_key() -> rsa.RSAPrivateKey:
    """The key of self-made certificates: finding one takes long."""
    return rsa.generate_private_key(65537, 2048)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPublicKey, start: dt.datetime, end: dt.datetime
) -> x509.CertificateBuilder:
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    return made.serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(end)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"), x509.NameAttribute(NameOID.COMMON_NAME, common)])


def key_usage(*, authority: bool, signs: bool = True) -> x509.KeyUsage:
    """What an authority's, or a signer's, key is for."""
    return x509.KeyUsage(
        digital_signature=signs and not authority,
        content_commitment=signs and not authority,
        key_encipherment=not signs,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
