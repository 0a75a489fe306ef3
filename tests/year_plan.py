"""The plan of an invented city for the test that lives through two of its years, as a Word document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

TITLE = "青溪市履行教育职责评价任务分解方案"
Chapters = Sequence[tuple[str, Sequence[tuple[str, Sequence[str]]]]]
FIRST: Chapters = (
    (
        "一、加强教育经费保障",
        (
            (
                "（一）落实财政投入",
                (
                    "1.一般公共预算教育支出逐年增长，教育支出占一般公共预算支出的比例不低于15%。（牵头单位：市财政局；配合单位：市教育局）",
                    "2.按时足额发放教师工资，义务教育教师平均工资收入水平不低于当地公务员，达到100%。（牵头单位：市人力资源和社会保障局；配合单位：市财政局，各县政府）",
                ),
            ),
            (
                "（二）规范经费使用",
                ("3.生均公用经费标准落实到位。（责任单位：市财政局、市教育局、各县政府）",),
            ),
        ),
    ),
    (
        "二、改善办学条件",
        (
            (
                "（一）扩大学位供给",
                (
                    "4.新建改扩建3所农村小学，每年至少1所投入使用。（牵头单位：市教育局；配合单位：市住房城乡建设局，各县政府）",
                    "5.消除义务教育学校大班额。（责任单位：市教育局、各县政府）",
                ),
            ),
            (
                "（二）保障校园安全",
                (
                    "6.校园安防建设达标率达到100%。（牵头单位：市公安局；配合单位：市教育局，各县政府）",
                    "7.校车运行安全。（责任单位：市公安局、市交通运输局）",
                    "8.校园食品安全。（牵头单位：市市场监管局；配合单位：市教育局、市卫生健康委）",
                ),
            ),
        ),
    ),
    (
        "三、提升教育质量",
        (
            (
                "（一）加强教师队伍",
                (
                    "9.补充紧缺学科教师，每年至少招聘60名。（牵头单位：市人社局；配合单位：市教育局）",
                    "10.教师培训全覆盖。（责任单位：市教育局、各县政府）",
                ),
            ),
            (
                "（二）促进学生健康",
                (
                    "11.学生体质健康达标率不低于92%。（牵头单位：市教育局；配合单位：市卫生健康委，各县政府）",
                    "12.建立学生心理健康监测机制。（责任单位：市卫生健康委、市教育局）",
                ),
            ),
        ),
    ),
)
"""Chapters, sections and tasks; 市人社局 and 市人力资源和社会保障局 are one body, as plans write it."""


def write_plan(path: Path, year: int, chapters: Chapters = FIRST) -> None:
    """Write the plan of `year` as a Word document to `path`."""
    from docx import Document

    document = Document()
    head = ("青溪市人民政府办公室文件", f"青政办〔{year}〕3号", "青溪市人民政府办公室", f"关于印发{TITLE}的通知")
    for text in (*head, "各县人民政府，市政府各部门：", f"现将《{TITLE}》印发给你们，请认真组织实施。"):
        document.add_paragraph(text)
    for text in ("青溪市人民政府办公室", f"{year}年1月20日", TITLE):
        document.add_paragraph(text)
    for chapter, sections in chapters:
        document.add_paragraph(chapter)
        for section, tasks in sections:
            document.add_paragraph(section)
            for task in tasks:
                document.add_paragraph(task)
    document.save(str(path))


def amended(chapters: Chapters, changes: Mapping[str, str]) -> Chapters:
    """`chapters` with texts replaced by others; an empty one removes the task."""
    made = []
    for chapter, sections in chapters:
        kept = []
        for section, tasks in sections:
            texts = []
            for task in tasks:
                text = task
                for old, new in changes.items():
                    if old in text:
                        text = text.replace(old, new) if new else ""
                texts += [text] if text else []
            kept.append((section, texts))
        made.append((chapter, kept))
    return made
