"""What all OSCAL documents are made of: identifiers that follow from the data, properties, texts, metadata.

The datatypes are those of OSCAL 1.2.1 (https://pages.nist.gov/OSCAL/reference/datatypes/).
"""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dutykit.text.oscal_markup import NAMESPACE, markup

VERSION = "1.2.1"
_UUIDS = uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)

Json = dict[str, Any]


def identifier(*parts: str) -> str:
    """The UUID of the thing that `parts` name: the same names give the same one (version 5)."""
    return str(uuid.uuid5(_UUIDS, "\0".join(parts)))


def token(prefix: str, name: str) -> str:
    """An OSCAL token for `name`: different names give different ones."""
    kept = (one if unicodedata.category(one)[0] in "LN" or one in ".-" else f"_{ord(one):x}_" for one in name)
    return f"{prefix}-{''.join(kept)}"


def line(text: object) -> str:
    """`text` as one line, as OSCAL's strings are."""
    return " ".join(str(text).split()) or "—"


def title(text: str) -> str:
    """`text` as a line of OSCAL's Markdown."""
    return markup(line(text))


def prop(name: str, value: object) -> Json:
    """A property of ours."""
    shown = (
        value.isoformat() if isinstance(value, dt.date) else str(value).lower() if isinstance(value, bool) else value
    )
    return {"name": name, "ns": NAMESPACE, "value": line(shown)}


def props(values: Mapping[str, object]) -> list[Json]:
    """A property for each of `values` that is there; several for a list."""
    found = []
    for name, value in values.items():
        several: Iterable[object] = value if isinstance(value, tuple) else (value,)
        found += [prop(name, one) for one in several if one is not None and one is not False]
    return found


def some(**fields: Any) -> Json:
    """The fields that hold anything, under their names in OSCAL."""
    return {name.replace("_", "-"): value for name, value in fields.items() if value not in (None, [], {})}


def moment(day: dt.date) -> str:
    """The beginning of `day` in China."""
    return f"{day.isoformat()}T00:00:00+08:00"


def document_bytes(kind: str, content: Json, metadata: Json) -> bytes:
    """The document; its own UUID follows from all that is in it, as OSCAL wants a new one for whatever is changed."""
    held = {"metadata": metadata, **content}
    whole = json.dumps(held, ensure_ascii=False, sort_keys=True)
    made = {kind: {"uuid": identifier(kind, whole), **held}}
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def everything() -> Json:
    """A selection of all controls."""
    return {"control-selections": [{"include-all": {}}]}


def sorted_by_name(resources: Sequence[Json]) -> list[Json]:
    """Resources, each once, in an order of their own."""
    return [one for _key, one in sorted({one["uuid"]: one for one in resources}.items())]
