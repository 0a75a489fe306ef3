from __future__ import annotations

import io
import zlib
from typing import cast

import page
import pikepdf
import pydyf
import pytest

from dutykit.typeset.archive import UnknownEnclosureError, _say_once, ends_in_carriage_return, make_archival
from dutykit.typeset.enclosure import Enclosure, enclosure_name, enclosure_url
from dutykit.typeset.pdf import pdf_bytes

HTML = """\
<!DOCTYPE html><html lang="zh-CN"><title>示例</title><meta name="dcterms.created" content="2019-05-06">
<style>body {{ font-family: "Noto Sans SC" }}</style><body><h1>标题</h1><p>见<a href="{url}">{text}</a>。
<table><tr><th scope="row">甲</th><td>乙</td></tr></table>"""
EVIDENCE = Enclosure("evidence/甲局/1.bin", bytes(range(256)) * 9, "Supplement", "材料一", "application/octet-stream")
SOURCE = Enclosure("submissions/2019/甲局.yaml", "unit: 甲局\n".encode(), "Source", "填报", "application/yaml")


def test_a_link_to_an_enclosure_opens_it(fontconfig: str) -> None:
    html = HTML.format(url=enclosure_url(EVIDENCE.name), text="材料一")
    data = pdf_bytes(html, fontconfig, [SOURCE, EVIDENCE])
    for profile in ("3a", "ua1"):
        assert [one.message for one in page.validate_pdf_bytes(data, profile=profile).failures] == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.attachments[SOURCE.name].get_file().read_bytes() == SOURCE.data
        assert pdf.attachments[EVIDENCE.name].get_file().read_bytes() == EVIDENCE.data
        assert [(str(one.UF), str(one.AFRelationship)) for one in pdf.Root.AF] == [
            (SOURCE.name, "/Source"),
            (EVIDENCE.name, "/Supplement"),
        ]
        (annotation,) = pdf.pages[0].Annots
        assert annotation.Subtype == "/FileAttachment"
        assert annotation.FS.objgen == pdf.Root.AF[1].objgen
        assert str(annotation.FS.EF.F.Params.ModDate) == "D:20190506"
        tagged = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Annot"]
        assert len(tagged) == 1


def test_a_link_to_nothing_is_refused(fontconfig: str) -> None:
    with pytest.raises(UnknownEnclosureError) as caught:
        pdf_bytes(HTML.format(url=enclosure_url("甲/乙"), text="甲"), fontconfig)
    assert caught.value.args[0] == "甲/乙"


def test_a_link_elsewhere_stays_a_link(fontconfig: str) -> None:
    data = pdf_bytes(HTML.format(url="https://example.com/", text="甲"), fontconfig, [SOURCE])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.pages[0].Annots[0].Subtype == "/Link"


def test_an_enclosure_is_named_in_a_link_and_back() -> None:
    assert enclosure_name(enclosure_url("证据/a b?.pdf")) == "证据/a b?.pdf"
    assert enclosure_name("https://example.com/") is None


def _bare_pdf() -> pydyf.PDF:
    pdf = pydyf.PDF()
    metadata = pydyf.Stream([b"<rdf:RDF></rdf:RDF>"])
    pdf.add_object(metadata)
    pdf.catalog["Metadata"] = metadata.reference
    return pdf


def _predictor() -> pydyf.Dictionary:
    return pydyf.Dictionary({"Predictor": 1})


def test_no_stream_ends_in_a_carriage_return() -> None:
    pdf = _bare_pdf()
    awkward = next(text for number in range(99_999) if zlib.compress(text := b"%d" % number).endswith(b"\r"))
    streams = [
        (pydyf.Stream([awkward], compress=True), awkward),
        (pydyf.Stream([b"raw\r"]), b"raw\r"),
        (pydyf.Stream([zlib.compress(awkward)], {"Filter": "/FlateDecode", "DecodeParms": _predictor()}), awkward),
        (pydyf.Stream([b"plain"]), b"plain"),
    ]
    for stream, _content in streams:
        pdf.add_object(stream)
    make_archival(pdf)
    output = io.BytesIO()
    pdf.write(output)
    assert not ends_in_carriage_return(output.getvalue())
    with pikepdf.open(output) as opened:
        assert [opened.get_object(one.number, 0).read_bytes() for one, _content in streams] == [
            content for _one, content in streams
        ]


def test_padding_changes_the_streams_that_are_written_last() -> None:
    files = []
    for padding in (0, 1):
        pdf = _bare_pdf()
        make_archival(pdf, padding=padding)
        output = io.BytesIO()
        pdf.write(output, version=b"1.7", compress=True)
        files.append(output.getvalue())
    assert files[0] != files[1]
    assert ends_in_carriage_return(b"stream\nabc\r\nendstream")
    assert not ends_in_carriage_return(b"stream\nabc\nendstream")


def test_what_an_object_says_is_worked_out_once_and_written_the_same() -> None:
    asked: list[str] = []

    class Counted(pydyf.Dictionary):  # type: ignore[misc] # pydyf has no types
        @property
        def data(self) -> bytes:
            asked.append("dictionary")
            return cast("bytes", super().data)

    def written(*, once: bool) -> bytes:
        pdf = pydyf.PDF()
        pdf.add_object(Counted({"Type": "/Any"}))
        pdf.add_object(pydyf.Stream([b"1"], compress=True))
        pdf.info["Title"] = pydyf.String("甲")
        if once:
            _say_once(pdf)
        output = io.BytesIO()
        pdf.write(output, identifier=b"1" * 16, compress=True)
        return output.getvalue()

    before = written(once=False)
    assert len(asked) == 2
    asked.clear()
    assert written(once=True) == before
    assert len(asked) == 1
