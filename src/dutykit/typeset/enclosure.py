"""A file that travels inside a report: its source, its list of evidence, a piece of evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote

Relationship = Literal["Source", "Data", "Supplement"]
"""How an enclosure is to the report (ISO 32000-2, AFRelationship): what it was made of, data behind what it shows,
or what goes with it."""

_SCHEME = "enclosure:"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One enclosed file."""

    name: str
    """Where it is in the workspace, or what it is called."""
    data: bytes
    relationship: Relationship
    description: str
    media_type: str


def enclosure_url(name: str) -> str:
    """What a link in a template points to, to open the enclosure `name`."""
    return _SCHEME + quote(name)


def enclosure_name(url: str) -> str | None:
    """The enclosure that a link points to; None for any other link."""
    return unquote(url.removeprefix(_SCHEME)) if url.startswith(_SCHEME) else None
