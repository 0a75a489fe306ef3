"""The same plan in every form is the same plan."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dutykit.plans.document.register import lines_of_document
from dutykit.plans.grammar.reading import read_plan
from tests.conftest import REPOSITORY
from tests.unit.plans.document.made import as_docx, as_html, as_pdf, by_office, facts, numbered_docx, plan_of

DATA = REPOSITORY / "tests" / "data"
DOCUMENTS = [DATA / "panjin-2019.txt", *sorted((DATA / "plans").glob("*.txt"))]
OFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_text_in_both_encodings_word_and_web_page(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    plan = plan_of(text.encode(), ".txt")
    want = facts(plan, lines=True)
    assert facts(plan_of(text.encode("gb18030"), ".txt"), lines=True) == want
    assert facts(plan_of(("\ufeff" + text).encode("utf-16-le"), ".txt"), lines=True) == want
    assert facts(plan_of(text.encode("utf-16-le"), ".txt"), lines=True) == want
    assert facts(plan_of(text.replace("\n", "\r\n").encode(), ".txt"), lines=True) == want
    assert facts(plan_of(as_docx(lines)), lines=True) == want
    assert facts(plan_of(as_html(lines))) == facts(plan)


@pytest.mark.parametrize("path", [DOCUMENTS[0], DOCUMENTS[8]], ids=lambda path: path.stem)
def test_pdf_paragraphs_come_together_again(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert facts(plan_of(as_pdf(lines))) == facts(plan_of(path.read_bytes(), ".txt"))


UNINDENTED = "@page { margin: 20mm } p { text-indent: 0; font: 12pt/20pt F }"


@pytest.mark.parametrize("name", ["31-guangyuan", "48-dingxi"])
def test_pdf_paragraphs_without_indentation_come_together_too(name: str) -> None:
    path = DATA / "plans" / f"{name}.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert facts(plan_of(as_pdf(lines, UNINDENTED)))[1:] == facts(plan_of(path.read_bytes(), ".txt"))[1:]


@pytest.mark.parametrize("style", ["", UNINDENTED])
@pytest.mark.parametrize("number", ["6、18个月", "一、联合验收", "（4）参加培训", "12.示例"])
def test_a_number_at_the_head_of_a_line_inside_a_sentence_begins_no_paragraph(number: str, style: str) -> None:
    for filler in range(24, 48):  # so that the number comes to stand at the head of a line
        line = f"（一）{'示' * filler}对经营{number}的给予奖励，并逐项落实示例措施和示例要求。（责任单位：市教育局、市财政局）"
        plan = plan_of(as_pdf(["示例方案", line, *["（二）示例。（责任单位：市教育局）"] * 6], style))
        assert number in plan.tasks[0].text


def test_a_label_at_the_head_of_a_line_inside_a_bracket_begins_no_paragraph() -> None:
    for filler in range(12):  # so that a label and the last letter come to stand at the head of lines
        units = "责任部门：示例发展局；配合部门：示例供水集团、示例燃气集团、国网示例供电公司"
        line = f"（一）示例{'示' * filler}。（{units}；完成时间：2026年8月）"
        plan = plan_of(as_pdf(["示例方案", line, *["（二）示例。（责任部门：市教育局）"] * 6]))
        assert [party.name for party in plan.tasks[0].parties][-1] == "国网示例供电公司"


@OFFICE
def test_the_old_word_form_through_libreoffice(tmp_path: Path) -> None:
    lines = DOCUMENTS[0].read_text(encoding="utf-8").splitlines()
    old = by_office(as_docx(lines), ".docx", "doc:MS Word 97", tmp_path)
    assert old.startswith(b"\xd0\xcf\x11\xe0")
    assert facts(plan_of(old)) == facts(plan_of(DOCUMENTS[0].read_bytes(), ".txt"))


def test_without_libreoffice_the_old_form_is_refused_with_a_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from dutykit.plans.document.doc_file import lines_of_doc
    from dutykit.plans.document.error import DocumentError

    monkeypatch.setenv("PATH", "")
    with pytest.raises(DocumentError, match="LibreOffice") as caught:
        lines_of_doc(b"whatever")
    assert caught.value.fix is not None
    assert "docx" in caught.value.fix


def test_numbers_that_word_draws_are_read() -> None:
    """Invented; no office said any of it."""
    data = numbered_docx(
        [
            (-1, "某市示例方案"),
            (0, "总体要求"),
            (0, "重点任务"),
            (1, "示例建设。"),
            (2, "建设示例学校。（责任单位：市教育局）"),
            (2, "建设示例场馆。（责任单位：市体育局）"),
            (1, "示例推广。"),
            (2, "推广示例经验。（责任单位：市财政局）"),
        ]
    )
    texts = [line.text for line in lines_of_document(data)]
    assert [text[:4] for text in texts[1:]] == [
        "一、总体",
        "二、重点",
        "（一）示",
        "1.建设",
        "2.建设",
        "（二）示",
        "1.推广",
    ]
    plan = read_plan(lines_of_document(data))
    assert [(task.chapter and task.chapter.number, task.section and task.section.title) for task in plan.tasks] == [
        ("二", "示例建设。"),
        ("二", "示例建设。"),
        ("二", "示例推广。"),
    ]


HEADED = [
    ("某市示例方案", 1),
    ("学前教育", 2),
    ("扩大资源", 3),
    ("新建幼儿园10所。责任单位：市教育局", 0),
    ("规范收费。（市发改委牵头，市教育局配合）", 0),
    ("义务教育", 2),
    ("均衡发展", 3),
    ("建设3所小学。（责任单位：市教育局）", 0),
]


@pytest.mark.parametrize("form", ["docx", "html"])
def test_headings_by_style_without_numbers_are_headings(form: str) -> None:
    """Invented; no office said any of it."""
    if form == "docx":
        import docx

        from tests.unit.plans.document.made import saved

        document = docx.Document()
        for text, level in HEADED:
            document.add_paragraph(text, f"Heading {level}" if level else None)
        data = saved(document)
    else:
        data = "".join(f"<h{level}>{text}</h{level}>" if level else f"<p>{text}</p>" for text, level in HEADED).encode()
    plan = plan_of(data, f".{form}")
    assert plan.head.title == "某市示例方案"
    assert [
        (task.chapter and task.chapter.title, task.section and task.section.title, task.text) for task in plan.tasks
    ] == [
        ("学前教育", "扩大资源", "新建幼儿园10所。"),
        ("学前教育", "扩大资源", "规范收费。"),
        ("义务教育", "均衡发展", "建设3所小学。"),
    ]
    assert plan.left == ()


def test_a_style_whose_headings_are_numbered_elsewhere_stands_for_that_level() -> None:
    page = (
        "<h1>某市示例方案</h1><h2>一、学前教育</h2><p>1.甲。（责任单位：市教育局）</p>"
        "<h2>义务教育</h2><p>2.乙。（责任单位：市教育局）</p>"
    )
    tasks = plan_of(page.encode(), ".html").tasks
    assert [(task.number, task.chapter and task.chapter.title) for task in tasks] == [
        ("1", "学前教育"),
        ("2", "义务教育"),
    ]


def test_a_drawn_number_stands_apart_from_the_digits_behind_it() -> None:
    data = numbered_docx([(-1, "某市示例方案"), (0, "示例建设"), (2, "3所农村小学扩建。（责任单位：市教育局）")])
    (task,) = plan_of(data).tasks
    assert (task.number, task.text) == ("1", "3所农村小学扩建。")


def test_a_broken_line_of_a_paragraph_is_a_line_and_deleted_text_is_gone() -> None:
    import docx
    from docx.oxml import parse_xml

    from tests.unit.plans.document.made import W, saved

    document = docx.Document()
    document.add_paragraph("一、甲")
    paragraph = document.add_paragraph("1.乙。")
    paragraph.add_run().add_break()
    paragraph.add_run("责任单位：市教育局")
    deleted = f'<w:del {W} w:id="1" w:author="x"><w:r><w:delText>、市民政局</w:delText></w:r></w:del>'
    inserted = f'<w:ins {W} w:id="2" w:author="x"><w:r><w:t>、市财政局</w:t></w:r></w:ins>'
    paragraph._p.append(parse_xml(deleted))
    paragraph._p.append(parse_xml(inserted))
    (task,) = plan_of(saved(document)).tasks
    assert [party.name for party in task.parties] == ["市教育局", "市财政局"]


def test_tracked_changes_and_comments_are_told() -> None:
    import docx
    from docx.oxml import parse_xml

    from dutykit.plans.document.register import marks_of_document
    from tests.unit.plans.document.made import W, saved

    document = docx.Document()
    paragraph = document.add_paragraph("1.乙。")
    assert marks_of_document(saved(document)) == []
    inserted = f'<w:ins {W} w:id="2" w:author="x"><w:r><w:t>（责任单位：市教育局）</w:t></w:r></w:ins>'
    paragraph._p.append(parse_xml(inserted))
    assert marks_of_document(saved(document)) == ["changes"]
    document.add_comment(document.paragraphs[0].runs, "核对", author="x")
    assert marks_of_document(saved(document)) == ["changes", "comments"]
    assert marks_of_document(b"text") == []


@pytest.mark.parametrize("encoding", ["big5", "gb18030"])
def test_a_text_in_the_encoding_of_its_characters(encoding: str) -> None:
    text = "某市任務分工方案\n1.建設學校，辦好教育。（責任單位：市教育局、市財政局）"
    assert [line.text for line in lines_of_document(text.encode(encoding), ".txt")] == text.split("\n")
