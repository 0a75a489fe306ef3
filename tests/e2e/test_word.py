"""Reports in Word, as the command makes them and as LibreOffice shows them."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from dutykit.model.settings import FontRoles
from dutykit.shipped import shipped
from dutykit.typeset.fonts import css_families, fontconfig_file, own_fonts
from dutykit.typeset.word.faces import USUAL
from dutykit.workspace.assemble import load_workspace
from tests.conftest import REPOSITORY, Dutykit
from tests.libreoffice import resaved


def test_a_report_in_word(dutykit: Dutykit, tmp_path: Path) -> None:
    path = tmp_path / "市财政局.docx"
    done = dutykit("report", "-u", "市财政局", "-o", str(path), cwd=REPOSITORY)
    assert (done.code, done.out) == (0, f"{path}\n")
    first = path.read_bytes()
    dutykit("report", "-u", "市财政局", "--format", "docx", "-o", str(path), cwd=REPOSITORY, cold=True)
    assert path.read_bytes() == first


def test_every_narrative_is_shown_by_libreoffice(dutykit: Dutykit, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("no LibreOffice: the Word report is not opened by another program")
    path = tmp_path / "a.docx"
    assert dutykit("report", "-u", "市公安局", "-o", str(path), cwd=REPOSITORY).code == 0
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    # As text: where pages end, and with which fonts, depends on the machine.
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=180)
    text = "".join((tmp_path / "a.txt").read_text(encoding="utf-8-sig").split())
    workspace = load_workspace(REPOSITORY).workspace
    assert workspace is not None
    submission = workspace.submission("市公安局")
    assert submission is not None
    paragraphs = [line for one in submission.answers for line in (one.narrative or "").splitlines() if line]
    assert len(paragraphs) > 5
    assert [line for line in paragraphs if "".join(line.split()) not in text] == []


def test_pages_end_in_libreoffice_where_the_contents_say(dutykit: Dutykit, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("no LibreOffice: the Word report is not opened by another program")
    path = tmp_path / "a.docx"
    assert dutykit("report", "-u", "市财政局", "-o", str(path), cwd=REPOSITORY).code == 0
    configuration = fontconfig_file([shipped("fonts")], tmp_path / "cache", with_system=False)
    names = css_families(own_fonts(shipped("fonts")), FontRoles())
    same = "".join(
        f'<alias binding="same"><family>{name}</family><prefer><family>{names[role].split(chr(34))[1]}</family></prefer></alias>'
        for role, name in USUAL.items()
    )
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(configuration.replace("</fontconfig>", f"{same}</fontconfig>"), encoding="utf-8")
    pdf = resaved(path, "pdf", tmp_path / "profile", {"FONTCONFIG_FILE": str(fonts)})
    pages = ["".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(pdf)]
    entries = [
        one for one in docx.Document(str(path)).paragraphs if one.style is not None and one.style.name[:3] == "toc"
    ]
    stated = [(list(one._p.iter(qn("w:t")))[i].text for i in (0, -1)) for one in entries]
    assert len(stated) > 10
    for words, number in stated:
        heading = "".join(words.rpartition("附件")[2].lstrip("12").split())
        assert heading in pages[int(number) - 1], words


def form_with(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_the_offices_own_form(dutykit: Dutykit, tmp_path: Path) -> None:
    form, path = tmp_path / "本单位.docx", tmp_path / "out.docx"
    form.write_bytes(form_with("单位：{{ report.cover.subject }}"))
    done = dutykit("report", "-u", "市财政局", "--template", str(form), "-o", str(path), cwd=REPOSITORY)
    assert done.code == 0, done.err
    assert docx.Document(str(path)).paragraphs[0].text == "单位：市财政局"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (form_with("{{ report.cover.subjekt }}"), "模板 本单位.docx 有错误：字段“subjekt”不存在（在“{{ report.cover.subjekt }}”处）"),
        (b"text", "不是 Word 文档（docx）"),
        (b"PK\x05\x06" + bytes(18), "不是 Word 文档（docx）"),
        (None, "文件或文件夹不存在"),
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_filled(dutykit: Dutykit, tmp_path: Path, data: bytes | None, words: str) -> None:
    form, path = tmp_path / "本单位.docx", tmp_path / "out.docx"
    if data is not None:
        form.write_bytes(data)
    done = dutykit("report", "-u", "市财政局", "--template", str(form), "-o", str(path), cwd=REPOSITORY)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert "处理建议：" in done.err
    assert not path.exists()


def test_a_form_is_for_word_alone(dutykit: Dutykit, tmp_path: Path) -> None:
    done = dutykit("report", "-u", "市财政局", "--template", "a.docx", "--format", "pdf", cwd=REPOSITORY)
    assert done.code == 2
    assert "--template 只能用于 Word 报告" in done.err
