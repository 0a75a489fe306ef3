"""Makes a PDF that WeasyPrint has laid out as PDF/A-3a fit for PDF/UA-1 too, and puts the enclosures in.

It works on WeasyPrint's objects right before they are written, so nothing is read or written twice.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from dutykit.patches.weasyprint_charset import with_identity_charset
from dutykit.typeset.enclosure import Enclosure, enclosure_name

VARIANT = "pdf/a-3a"
"""What WeasyPrint is reported to make."""

_UA_IDENTIFIER = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""PDF/A allows a property that it does not know only where the file itself describes it."""

_PRINT = 1 << 2
"""Annotation flag: it is there on paper as on the screen."""


class UnknownEnclosureError(Exception):
    """A template links to an enclosure that the report does not have; `args[0]` is its name."""


def make_archival(pdf: Any, enclosures: Sequence[Enclosure] = (), padding: int = 0) -> None:
    """Complete the pydyf `pdf` in place, with `padding` objects that mean nothing. Raises UnknownEnclosureError."""
    _name_both_standards(pdf)
    pdf.catalog["PageMode"] = "/UseOutlines"
    _scope_headers(pdf)
    _number_glyphs(pdf)
    files = _enclose(pdf, enclosures)
    _link_enclosures(pdf, files)
    _compress_once(pdf)
    _pad(pdf, padding)
    _say_once(pdf)


def ends_in_carriage_return(data: bytes) -> bool:
    """Whether a stream of the PDF file `data` ends in a carriage return.

    The line break before `endstream` is no part of a stream. A validator that looks for it takes such a carriage
    return for part of it, and the length for wrong; so we let no stream end in one.
    """
    return b"\r\nendstream" in data


def _name_both_standards(pdf: Any) -> None:
    """Add the PDF/UA identifier to the metadata, and keep them readable to those who look for them as plain text."""
    metadata = _at(pdf, pdf.catalog["Metadata"])
    (xmp,) = metadata.stream
    metadata.stream = [xmp.replace(b"</rdf:RDF>", _UA_IDENTIFIER + b"</rdf:RDF>", 1)]
    metadata.compress = False


def _scope_headers(pdf: Any) -> None:
    """Say of each header cell whether it heads its column or its row."""
    for row in pdf.objects:
        if not _is_element(row, "/TR"):
            continue
        cells = [_at(pdf, kid) for kid in row["K"] if isinstance(kid, bytes)]
        headers = [cell for cell in cells if _is_element(cell, "/TH")]
        head = _is_element(_at(pdf, row["P"]), "/THead")
        scope = "/Column" if head or (len(headers) == len(cells) > 1) else "/Row"
        for cell in headers:
            cell["A"]["Scope"] = scope


def _number_glyphs(pdf: Any) -> None:
    """Let each embedded font be read as the pages mean it."""
    for one in pdf.objects:
        if _entry(one, "Subtype") == "/OpenType" and hasattr(one, "stream"):
            (font,) = one.stream
            one.stream = [with_identity_charset(font)]


def _enclose(pdf: Any, enclosures: Sequence[Enclosure]) -> Mapping[str, Any]:
    """The file specification of each enclosure, by its name."""
    from pydyf import Array, Dictionary, Stream, String

    files: dict[str, Any] = {}
    for one in enclosures:
        checksum = hashlib.md5(one.data, usedforsecurity=False).hexdigest()
        parameters = Dictionary({"Size": len(one.data), "CheckSum": f"<{checksum}>"})
        if "CreationDate" in pdf.info:
            parameters["ModDate"] = pdf.info["CreationDate"]
        kind = one.media_type.replace("/", "#2f")
        stream = Stream(
            [one.data], {"Type": "/EmbeddedFile", "Subtype": f"/{kind}", "Params": parameters}, compress=True
        )
        pdf.add_object(stream)
        file = Dictionary(
            {
                "Type": "/Filespec",
                "F": String(_ascii(one.name)),
                "UF": String(one.name),
                "EF": Dictionary({"F": stream.reference, "UF": stream.reference}),
                "Desc": String(one.description),
                "AFRelationship": f"/{one.relationship}",
            }
        )
        pdf.add_object(file)
        files[one.name] = file
    if files:
        names = Array()
        for name in sorted(files, key=lambda name: String(name).data):
            names += [String(name), files[name].reference]
        pdf.catalog.setdefault("Names", Dictionary())["EmbeddedFiles"] = Dictionary({"Names": names})
        pdf.catalog["AF"] = Array(file.reference for file in files.values())
    return files


def _link_enclosures(pdf: Any, files: Mapping[str, Any]) -> None:
    """Turn each link to an enclosure into an annotation that opens it, tagged as one.

    An ordinary link can open an embedded PDF only, and an archival file may not start a program.
    """
    from pydyf import Array, Dictionary, Stream, String

    opened: set[bytes] = set()
    for one in list(pdf.objects):
        if _entry(one, "Subtype") != "/Link" or (name := _target(one)) is None:
            continue
        if name not in files:
            raise UnknownEnclosureError(name)
        left, bottom, right, top = _ordered(one["Rect"])
        appearance = Stream(
            [], {"Type": "/XObject", "Subtype": "/Form", "BBox": Array((0, 0, right - left, top - bottom))}
        )
        pdf.add_object(appearance)
        for key in ("A", "BS"):
            one.pop(key, None)
        one.update(
            {
                "Subtype": "/FileAttachment",
                "Rect": Array((left, bottom, right, top)),
                "FS": files[name].reference,
                "Contents": String(name),
                "AP": Dictionary({"N": appearance.reference}),
                "F": _PRINT,
            }
        )
        opened.add(one.reference)
    if not opened:
        return
    for element in pdf.objects:
        if _is_element(element, "/Link") and any(
            _entry(kid, "Obj") in opened for kid in (_at(pdf, kid) for kid in element["K"] if isinstance(kid, bytes))
        ):
            element["S"] = "/Annot"


def _compress_once(pdf: Any) -> None:
    """Compress every stream now: it is asked for twice, for the file's identifier and for the file.

    What would end in a carriage return is compressed once more, see `ends_in_carriage_return`.
    """
    for one in pdf.objects:
        if not hasattr(one, "stream"):
            continue
        data = b"\n".join(item if isinstance(item, bytes) else _bytes(item) for item in one.stream)
        filters = 0
        while one.compress or data.endswith(b"\r"):
            data = zlib.compress(data)
            filters += 1
            one.compress = False
        one.stream = [data]
        if filters:
            _add_filters(one.extra, filters)


def _pad(pdf: Any, count: int) -> None:
    """Add objects that mean nothing, so that the streams written last (the list of objects) become others."""
    from pydyf import Array

    for _number in range(count):
        pdf.add_object(Array())


def _say_once(pdf: Any) -> None:
    """Let each object, and those that writing adds, work out once what it says: that is asked for twice, too."""

    def add(one: Any) -> None:
        one.__class__ = _saying_once(one.__class__)
        type(pdf).add_object(pdf, one)

    for one in pdf.objects:
        one.__class__ = _saying_once(one.__class__)
    pdf.add_object = add


@cache
def _saying_once(kind: Any) -> Any:
    return type(kind.__name__, (kind,), {"data": cached_property(kind.data.fget)})


def _add_filters(entries: dict[str, Any], count: int) -> None:
    """Say in a stream's dictionary that its data was compressed `count` times more."""
    from pydyf import Array

    before = entries.get("Filter")
    filters = [*["/FlateDecode"] * count, *(before if isinstance(before, list) else [before] if before else [])]
    entries["Filter"] = filters[0] if len(filters) == 1 else Array(filters)
    parameters = entries.get("DecodeParms")
    if parameters is not None:
        known = parameters if isinstance(parameters, list) else [parameters]
        entries["DecodeParms"] = Array(["null"] * count + list(known))


def _bytes(item: Any) -> bytes:
    data = getattr(item, "data", item)
    return data if isinstance(data, bytes) else str(data).encode()


def _target(link: Any) -> str | None:
    """The enclosure that a link annotation means."""
    action = link.get("A")
    address = None if action is None else action.get("URI")
    return None if address is None else enclosure_name(address.string)


def _ordered(corners: Iterable[float]) -> tuple[float, float, float, float]:
    x1, y1, x2, y2 = corners
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _at(pdf: Any, reference: bytes | Any) -> Any:
    """The object that `reference` (b"12 0 R") names."""
    return pdf.objects[int(reference.split(None, 1)[0])]


def _entry(one: Any, key: str) -> Any:
    """What is under `key` in a dictionary or in the dictionary of a stream; None for any other object."""
    entries = one if isinstance(one, dict) else getattr(one, "extra", None)
    return entries.get(key) if isinstance(entries, dict) else None


def _is_element(one: Any, tag: str) -> bool:
    return isinstance(one, dict) and one.get("S") == tag and one.get("Type") == "/StructElem"


def _ascii(name: str) -> str:
    """`name` for readers that know no Unicode."""
    return "".join(character if character.isascii() else "_" for character in name)
