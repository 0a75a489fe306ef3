"""Signatures in a file of their own (CMS), beside the file that they are of."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence
from typing import Any

from dutykit.reports.signing.sign import Key
from dutykit.reports.signing.verify import Signature, forged_certificate, name_in, unreadable


def detached(data: bytes, key: Key, when: dt.datetime) -> bytes:
    """The signature of `data` by `key`."""
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    signing = key.signer.async_sign_general_data(
        data, "sha256", signed_attr_settings=PdfCMSSignedAttributes(signing_time=when)
    )
    signed: bytes = asyncio.run(signing).dump()
    return signed


def detached_signature(signed: bytes, data: bytes, roots: Sequence[Any], as_of: dt.datetime | None) -> Signature:
    """What is to be reported of the signature `signed` of `data`; arguments as of `verify.signatures`."""
    from asn1crypto.cms import ContentInfo
    from pyhanko.sign.validation import async_validate_detached_cms
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    from dutykit.reports.signing.key_usage import unfit_for_documents

    try:
        content = ContentInfo.load(signed, strict=True)
        if content.copy().dump(force=True) != signed:
            return unreadable("", "the signature is not in distinguished encoding")
        status = asyncio.run(
            async_validate_detached_cms(
                data,
                content["content"],
                ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=as_of),
                key_usage_settings=KeyUsageConstraints(key_usage=(), explicit_extd_key_usage_required=False),
            )
        )
        certificate = status.signing_cert
        fault = forged_certificate(content["content"]["certificates"])
        unfit = unfit_for_documents(certificate.dump())
    except Exception as error:  # noqa: BLE001 # whatever a file that was tampered with sets off beneath
        return unreadable("", " ".join(str(error).split()) or type(error).__name__)
    known = status.trust_problem_indic is None and status.validation_path is not None
    return Signature(
        "",
        name_in(certificate.subject),
        name_in(certificate.issuer),
        f"{certificate.serial_number:X}",
        status.signer_reported_dt,
        intact=bool(status.intact),
        genuine=bool(status.valid) and not fault,
        change="none",
        trusted=bool(known and status.valid and not fault and not unfit),
        fault=fault,
        unfit=unfit,
    )
