"""Verifies the signatures of a PDF: who, when, whether anything changed since, whether the certificate is trusted."""

from __future__ import annotations

import datetime as dt
import io
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from dutykit.language import _
from dutykit.reports.signing.maker import MAKER

_WAS_SIGNED = re.compile(rb"/ByteRange\s*\[")
"""What is in the text of every signature of a PDF, and in nothing else of a report."""

Change = Literal["none", "signed", "more", "unknown"]
"""After a signature: nothing; nothing but further signatures; something else; it could not be reported."""


class NotAPdfError(Exception):
    """The file is no PDF that can be read; `args[0]` states why."""


class NotACertificateError(Exception):
    """A file of certificates holds none."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature and what is to be reported of it."""

    field: str
    signer: str
    """The common name in the signer's certificate, which only a trusted certificate makes true."""
    issuer: str
    serial: str
    signed_at: dt.datetime | None
    """As the signer's machine stated; None where it states no time that there is in every time zone."""
    intact: bool
    """Whether what was signed is what is there now."""
    genuine: bool
    """Whether the signature was made with the key of its certificate."""
    change: Change
    trusted: bool | None
    """Whether the certificate comes from a root that was named; None if none was, or the signature is not its own."""
    fault: str = ""
    """What is wrong with the signature itself, where it stands for nothing any more; some of it in pyHanko's words."""
    unfit: str = ""
    """Why the certificate may not sign documents."""

    @property
    def valid(self) -> bool | None:
        """Whether the document is what was signed, by the one whose certificate it bears.

        None if that is not known: nothing changed, but no root was named, and anybody may make a certificate of any name.
        """
        if not (self.intact and self.genuine and self.change in {"none", "signed"}) or self.unfit:
            return False
        return self.trusted


def certificates(data: bytes) -> list[Any]:
    """The certificates in a PEM file, or the one in a DER file. Raises NotACertificateError."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    try:
        found = (
            x509.load_pem_x509_certificates(data) if b"-----BEGIN" in data else [x509.load_der_x509_certificate(data)]
        )
    except ValueError as error:
        raise NotACertificateError from error
    from asn1crypto.x509 import Certificate

    return [Certificate.load(one.public_bytes(Encoding.DER)) for one in found]


def signatures(document: bytes, roots: Sequence[Any] | None, as_of: dt.datetime | None) -> list[Signature]:
    """Every signature of the PDF `document`, in the order they were made.

    A document that was signed and cannot be read any more has one with neither field nor signer, whose fault states why.

    `roots` are the certificates that are trusted; None leaves that question open. Certificates are judged by the time
    `as_of`, by default now. Nothing is fetched. Raises NotAPdfError.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader

    for library in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(library).addHandler(logging.NullHandler())  # what they log is in what we return
    try:
        if reason := _mutilation(document):
            raise NotAPdfError(reason)  # judged as what pyHanko finds
        reader = PdfFileReader(io.BytesIO(document), strict=True)
        found = list(reader.embedded_regular_signatures)
    except Exception as error:  # whatever a file that was tampered with sets off in pyHanko and beneath it
        reason = _one_line(error)
        if _WAS_SIGNED.search(document):
            return [unreadable("", reason)]
        raise NotAPdfError(reason) from error
    judged = [_judged(one, document, roots, as_of) for one in found]
    if judged and judged[-1].change == "signed":  # by nobody
        judged[-1] = replace(judged[-1], change="more")
    return judged


def _judged(embedded: Any, document: bytes, roots: Sequence[Any] | None, as_of: dt.datetime | None) -> Signature:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    from dutykit.reports.signing.key_usage import unfit_for_documents

    field = str(embedded.field_name)
    try:
        certificate = embedded.signer_cert
        when = _moment(embedded.self_reported_timestamp)
        names = name_in(certificate.subject), name_in(certificate.issuer), f"{certificate.serial_number:X}"
        status = validate_pdf_signature(
            embedded,
            ValidationContext(trust_roots=list(roots or ()), allow_fetching=False, moment=as_of),
            key_usage_settings=KeyUsageConstraints(key_usage=(), explicit_extd_key_usage_required=False),
        )
        fault = _loose_end(embedded, document)
        unfit = unfit_for_documents(certificate.dump())
    except Exception as error:  # noqa: BLE001 # a signature that cannot even be read is an answer, not our failure
        return unreadable(field, _one_line(error))
    # pyHanko trusts no certificate under a changed document. A change states nothing of the certificate: who signed what
    # it was before is still to be known. Only a signature that is not its own tells nothing of it.
    known = status.trust_problem_indic is None and status.validation_path is not None
    return Signature(
        field,
        *names,
        when,
        intact=bool(status.intact),
        genuine=bool(status.valid) and not fault,
        change=_change(status),
        trusted=None if roots is None or not status.valid or fault else known and not unfit,
        fault=fault,
        unfit=unfit,
    )


def unreadable(field: str, fault: str) -> Signature:
    """What is to be reported of a signature that cannot be read."""
    return Signature(field, "", "", "", None, intact=False, genuine=False, change="unknown", trusted=None, fault=fault)


def _mutilation(document: bytes) -> str:
    """Which end of a PDF is missing."""
    if b"%PDF-" not in document[:1024]:
        return _("缺少 PDF 文件头")
    if b"%%EOF" not in document[-1024:]:
        return _("缺少 PDF 文件尾，文件可能不完整")
    return ""


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _change(status: Any) -> Change:
    """What came after a signature."""
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return "none"
    if status.coverage != SignatureCoverageLevel.ENTIRE_REVISION:
        return "unknown"
    level = status.modification_level
    harmless = level is not None and level <= ModificationLevel.FORM_FILLING and status.docmdp_ok
    return "signed" if harmless else "more"


def _loose_end(embedded: Any, document: bytes) -> str:
    """What is wrong with the bytes that the signature itself does not cover: those it is written in.

    They hold nothing but the signature, written one way only, so that no byte of the file can change unseen.
    """
    from asn1crypto.cms import ContentInfo

    _start, first, second, _length = (int(one) for one in embedded.byte_range)
    written = document[first:second]
    # dutykit writes capital letters; other programs, which sign after it, may write small ones.
    ours = embedded.sig_object.get("/Prop_Build", {}).get("/App", {}).get("/Name") == f"/{MAKER}"
    digits = rb"[0-9A-F]*" if ours else rb"[0-9a-f]*|[0-9A-F]*"
    if not re.fullmatch(rb"<(?:%s)>" % digits, written):
        return "the signature is not written as it was"
    data = bytes.fromhex(written[1:-1].decode())
    content = ContentInfo.load(data)
    used = content.dump()
    if any(data[len(used) :]):
        return "the signature is followed by something"
    if content.copy().dump(force=True) != used:
        return "the signature is not in distinguished encoding"
    signed = content["content"]
    (signer,) = signed["signer_infos"]
    algorithms = {one["algorithm"].native for one in signed["digest_algorithms"]}
    versions = signed["version"].native, signer["version"].native
    plain = signed["encap_content_info"]["content_type"].native == "data" and not signed["crls"]
    if versions != ("v1", "v1") or algorithms != {signer["digest_algorithm"]["algorithm"].native} or not plain:
        return "the signature has parts that do not belong together"
    return forged_certificate(signed["certificates"])


def forged_certificate(bag: Any) -> str:
    """What is wrong with the certificates that go along: each must bear the signature of one of them or of its own."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature

    opened = [x509.load_der_x509_certificate(one.chosen.dump()) for one in bag]
    for one in opened:
        issuers = [other for other in opened if other.subject == one.issuer]
        try:
            for issuer in issuers:
                one.verify_directly_issued_by(issuer)
        except (InvalidSignature, TypeError, ValueError):
            return "a certificate in the signature is not as it was issued"
    return ""


def _moment(stated: Any) -> dt.datetime | None:
    if not isinstance(stated, dt.datetime):  # a certificate's library has a class of its own for the year 0
        return None
    return stated if dt.MINYEAR < stated.year < dt.MAXYEAR else None


def name_in(name: Any) -> str:
    """The common name in the name of who has or issued a certificate."""
    common = name.native.get("common_name")
    if isinstance(common, list):
        common = "、".join(common)
    return str(common or name.human_friendly)
