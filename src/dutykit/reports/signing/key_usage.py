"""Whether a certificate may be used to sign a document, by its key usages (RFC 5280, 4.2.1.3 and 4.2.1.12)."""

from __future__ import annotations

from dutykit.language import _, marked

_DOCUMENTS = frozenset(
    {
        "2.5.29.37.0",  # any
        "1.3.6.1.5.5.7.3.4",  # e-mail, which personal certificates have
        "1.3.6.1.5.5.7.3.36",  # document signing (RFC 9336)
        "1.3.6.1.4.1.311.10.3.12",  # document signing, Microsoft
        "1.2.840.113583.1.1.5",  # authentic documents, Adobe
    }
)
"""Extended key usages that allow to sign documents."""
_OTHERS = {
    "1.3.6.1.5.5.7.3.1": "TLS",
    "1.3.6.1.5.5.7.3.3": marked("程序代码签名"),
    "1.3.6.1.5.5.7.3.8": marked("时间戳"),
    "1.3.6.1.5.5.7.3.9": "OCSP",
}
"""Extended key usages that are for something else, unless one of the above is beside them."""


def unfit_for_documents(certificate: bytes) -> str:
    """Why the certificate (DER) may not sign documents; empty if it may."""
    from cryptography import x509

    opened = x509.load_der_x509_certificate(certificate)
    extensions = {one.oid: one.value for one in opened.extensions}
    basic = extensions.get(x509.BasicConstraints.oid)
    if isinstance(basic, x509.BasicConstraints) and basic.ca:
        return _("是签发证书用的证书（CA），不能用于签署文件")
    usage = extensions.get(x509.KeyUsage.oid)
    if isinstance(usage, x509.KeyUsage) and not (usage.digital_signature or usage.content_commitment):
        return _("证书的密钥用途不含数字签名")
    extended = extensions.get(x509.ExtendedKeyUsage.oid)
    if isinstance(extended, x509.ExtendedKeyUsage):
        names = [one.dotted_string for one in extended]
        others = [_(_OTHERS[one]) for one in names if one in _OTHERS]
        if others and not _DOCUMENTS.intersection(names):
            return _("证书的用途是{uses}，不是签署文件").format(uses=_("、").join(others))
    return ""
