"""Text that every reader takes: without what UTF-8, JSON or XML cannot carry."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

# Half of a pair: what Python makes of a file name that is not UTF-8, and of \ud800 in a quoted value.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def encodable(text: str) -> str:
    """`text` with a replacement mark for each character that UTF-8 has no bytes for."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def xml_characters(text: str) -> str:
    """`text` with a replacement mark for each character XML 1.0 forbids, escaped or not."""
    return _NOT_XML.sub("\ufffd", text)


def json_text(document: Mapping[str, object] | Sequence[object]) -> str:
    """`document` as JSON, Chinese as it is, with a line break at its end."""
    return encodable(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"
