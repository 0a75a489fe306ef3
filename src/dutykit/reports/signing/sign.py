"""Signs a PDF: PAdES, with a key from a PKCS#12 file."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dutykit.patches.pyhanko_writer import leave_metadata, set_identifier
from dutykit.reports.signing.maker import MAKER
from dutykit.reports.signing.place import seal_place
from dutykit.reports.signing.tagging import tag_field


class UnreadableKeyError(Exception):
    """The key file is no PKCS#12, or the password is wrong."""


class EmptyKeyFileError(Exception):
    """The key file has no private key with its certificate."""


class UnreadablePdfError(Exception):
    """The document is no PDF that can be signed; `args[0]` states why."""


class AlteredError(Exception):
    """The document's earlier signatures forbid to add to it; `args[0]` states why."""


@dataclass(frozen=True, slots=True)
class Key:
    """A private key with its certificate."""

    signer: Any
    name: str
    not_before: dt.datetime
    not_after: dt.datetime
    unfit: str = ""
    """Why its certificate may not sign documents."""


Draw = Callable[[float], Any]
"""Gives what a visible signature shows in a square of so many points."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a signature appears."""

    draw: Draw | None
    """None for a signature that is not seen."""
    page: int | None
    """Counted from 0; None for where the document wants it."""
    description: str
    """For those who listen to the document."""


def load_key(data: bytes, password: bytes | None) -> Key:
    """The key in a PKCS#12 file. Raises UnreadableKeyError and EmptyKeyFileError."""
    from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
    from cryptography.x509.oid import NameOID
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    from dutykit.reports.signing.key_usage import unfit_for_documents

    try:
        key, certificate, _others = pkcs12.load_key_and_certificates(data, password)
    except (ValueError, TypeError) as error:
        raise UnreadableKeyError from error
    if key is None or certificate is None:
        raise EmptyKeyFileError
    loaded = SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=password)
    # A root that goes along makes nothing true, and no signature would cover its bytes.
    chain: Any = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    chain.register_multiple(one for one in loaded.cert_registry if one.self_issued == "no")
    signer = SimpleSigner(signing_cert=loaded.signing_cert, signing_key=loaded.signing_key, cert_registry=chain)
    common = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    name = "、".join(str(one.value) for one in common) or certificate.subject.rfc4514_string()
    unfit = unfit_for_documents(certificate.public_bytes(Encoding.DER))
    return Key(signer, name, certificate.not_valid_before_utc, certificate.not_valid_after_utc, unfit)


def signed(document: bytes, key: Key, when: dt.datetime, stamp: Stamp) -> bytes:
    """`document` with a signature by `key` added to it, what stood there before untouched.

    The same key, document and time give the same bytes where the key's kind allows it (RSA). Raises
    UnreadablePdfError, AlteredError, NoSuchPageError and NoPlaceError.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field, enumerate_sig_fields
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
    from pyhanko.sign.signers.pdf_byterange import BuildProps
    from pyhanko.stamp import StaticStampStyle

    try:
        writer: Any = IncrementalPdfFileWriter(io.BytesIO(document), strict=True)
        leave_metadata(writer)
        if writer.prev.encrypted:
            raise UnreadablePdfError("encrypted")
        taken = [name for name, _value, _field in enumerate_sig_fields(writer.prev)]
        page = 0 if stamp.page is None and stamp.draw is None else stamp.page
        place = seal_place(writer.prev, page, len(taken))
        number = len(taken) + 1
        while (name := f"Signature{number}") in taken:
            number += 1
        append_signature_field(
            writer,
            SigFieldSpec(
                name,
                on_page=place.page,
                box=None if stamp.draw is None else place.box,
                readable_field_name=stamp.description,
            ),
        )
        field = writer.root["/AcroForm"]["/Fields"].raw_get(-1)
        if not writer.prev.embedded_signatures:  # nothing but signatures may follow a signature
            tag_field(writer, field, writer.find_page_for_modification(place.page)[0], stamp.description)
    except (PdfError, KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise UnreadablePdfError(str(error) or type(error).__name__) from error
    digest = hashlib.sha256(document + when.isoformat().encode()).digest()
    set_identifier(writer, digest[:16])
    side = place.right - place.left
    style = StaticStampStyle(
        border_width=0, background=None if stamp.draw is None else stamp.draw(side), background_layout=_filling()
    )
    signer = PdfSigner(
        PdfSignatureMetadata(
            field_name=name,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            tight_size_estimates=True,
            app_build_props=BuildProps(MAKER),
        ),
        key.signer,
        stamp_style=style,
    )
    try:
        return asyncio.run(_written(signer, writer, when))
    except (SigningError, PdfError) as error:
        raise AlteredError(str(error)) from error


async def _written(signer: Any, writer: Any, when: dt.datetime) -> bytes:
    """The signed file. pyHanko's own `sign_pdf` in its own steps, with our time."""
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    session = signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = when
    size = await session.estimate_signature_container_size(None, tight=True)
    document = session.prepare_tbs_document(validation_info=None, bytes_reserved=size, appearance_text_params=None)
    digest, output = document.digest_tbs_document(in_place=False)
    done = await document.perform_signature(
        document_digest=digest.document_digest, pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=when)
    )
    await done.post_signature_processing(output)
    data: bytes = output.getvalue()
    return data


def _filling() -> Any:
    """A layout in which the picture fills the field, in the middle."""
    from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, Margins, SimpleBoxLayoutRule

    middle = AxisAlignment.ALIGN_MID
    return SimpleBoxLayoutRule(middle, middle, Margins(0, 0, 0, 0), InnerScaling.STRETCH_TO_FIT)
