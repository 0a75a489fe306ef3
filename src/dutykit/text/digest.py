"""Texts as digests, by which they are recognised again."""

from __future__ import annotations

import hashlib


def digest_of(text: str) -> str:
    """The SHA-256 of `text` in UTF-8, in hexadecimal digits; also of a text with half a surrogate pair."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
