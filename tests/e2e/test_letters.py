"""`dutykit report --kind letter` as a user starts it."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pdfplumber
import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from tests.conftest import Dutykit

RULES = "letters: [{color: blue, days: 1, term: 5}, {color: orange, days: 7, term: 3}]"
LOG = "history/2019/市文广局.jsonl"


@pytest.fixture
def panjin(panjin: Path) -> Path:
    """The same with rules for letters."""
    settings = (panjin / "dutykit.yaml").read_text("utf-8")
    report = (
        "report: {issuer: 某市人民政府教育督导室, letter_word: 某教督办, numbers: {市文广局/催办函: 某函〔2019〕9号}}\n"
    )
    (panjin / "dutykit.yaml").write_text(settings + report, "utf-8")
    timetable = panjin / "data/cycles.yaml"
    text = timetable.read_text("utf-8")
    timetable.write_text(text.replace("due: 2019-05-15\n", f"due: 2019-05-15\n        {RULES}\n", 1), "utf-8")
    return panjin


def test_a_letter_from_the_draft_to_the_log(panjin: Path, dutykit: Dutykit) -> None:
    letter = ("report", "--kind", "letter", "--unit", "市文广局", "--as-of", "2019-05-16")
    nothing = dutykit(
        "report", "--kind", "letter", "--all", "--issue", "--by", "张三", "--as-of", "2019-05-10", cwd=panjin
    )
    assert (nothing.code, nothing.out) == (0, "")
    assert "蓝色催办函 2019-05-16 起发出" in nothing.err
    draft = dutykit(*letter, "--format", "html", cwd=panjin)
    assert (draft.code, draft.out) == (0, "out/市文广局-自查自评-蓝色催办函.html\n")
    assert draft.err == (
        "草稿：市文广局（蓝色催办函，自查自评，限 2019-05-21 前）\n"
        "催办函、督查单按年自动编号，report.numbers 中的“市文广局/催办函”不起作用\n"
    )
    assert "（草稿）" in (panjin / "out/市文广局-自查自评-蓝色催办函.html").read_text("utf-8")
    assert not (panjin / "history").exists()

    settings = (panjin / "dutykit.yaml").read_text("utf-8")
    (panjin / "dutykit.yaml").write_text(settings.replace("issuer: 某市人民政府教育督导室, ", ""), "utf-8")
    unsigned = dutykit(*letter, "--issue", "--by", "张三", cwd=panjin)
    assert (unsigned.code, unsigned.out, (panjin / "history").exists()) == (2, "", False)
    assert "没有设置发文机关，催办函不能印发" in unsigned.err
    assert not (panjin / "out/市文广局-自查自评-蓝色催办函.pdf").exists()
    (panjin / "dutykit.yaml").write_text(settings, "utf-8")
    (panjin / "blocked").write_text("")
    failed = dutykit(*letter, "--issue", "--by", "张三", "-o", "blocked/a.pdf", cwd=panjin)
    assert (failed.code, (panjin / "history").exists()) == (2, False)
    issued = dutykit(*letter, "--issue", "--by", "张三", cwd=panjin)
    assert (issued.code, issued.out) == (0, "out/市文广局-自查自评-蓝色催办函.pdf\n")
    assert "市文广局：蓝色催办函（某教督办〔2019〕1号）已印发，自查自评，限 2019-05-21 前\n" in issued.err
    assert "草稿" not in issued.err
    assert f"已记入 {LOG} 第 1 条：2019-05-16 张三" in issued.err
    assert sorted(one.name for one in (panjin / "out").iterdir()) == [
        "市文广局-自查自评-蓝色催办函.html",
        "市文广局-自查自评-蓝色催办函.pdf",
    ]
    pdf, log = (panjin / "out/市文广局-自查自评-蓝色催办函.pdf").read_bytes(), (panjin / LOG).read_bytes()
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        text = re.sub(r"\s", "", "".join(page.extract_text() for page in opened.pages))
    for words in (
        "某教督办〔2019〕1号",
        "■蓝色□橙色□红色",
        "市文广局：",
        "已逾期1天",
        "某市人民政府教育督导室",
        "2019年5月16日",
    ):
        assert words in text
    assert "草稿" not in text

    # Again, days later, with --issue or without, while its term runs: the same bytes, and nothing in the log.
    again = dutykit(*letter[:-1], "2019-05-20", "--issue", "--by", "李四", "-o", "again.pdf", cwd=panjin)
    assert (again.code, (panjin / "again.pdf").read_bytes(), (panjin / LOG).read_bytes()) == (0, pdf, log)
    assert dutykit(*letter, "-o", "again.docx", cwd=panjin).code == 0
    paragraphs = Document(str(panjin / "again.docx")).paragraphs
    (blue,) = (run for one in paragraphs for run in one.runs if run.text == "■蓝色")
    assert '"1F4E8C"' in blue._r.xml
    (colors,) = (one for one in paragraphs if "■蓝色" in one.text)
    assert '<w:bottom w:val="single" w:sz="24"' in colors._p.xml  # the thick line below, as the PDF has it
    (number,) = (one for one in paragraphs if one.text == "某教督办〔2019〕1号")
    assert number.alignment is WD_ALIGN_PARAGRAPH.RIGHT

    status = dutykit("status", "--as-of", "2019-05-20", "--unit", "市文广局", cwd=panjin, env={"COLUMNS": "120"})
    assert "某教督办〔2019〕1号 2019-05-16" in status.out
    units = json.loads(dutykit("status", "--as-of", "2019-05-20", "--format", "json", cwd=panjin).out)["units"]
    assert {one["id"]: one["letter"] for one in units if one["letter"]} == {
        "市文广局": {
            "color": "blue",
            "kind": None,
            "number": 1,
            "document": "某教督办〔2019〕1号",
            "stage": "自查自评",
            "until": "2019-05-21",
            "on": "2019-05-16",
        }
    }
    assert (
        "蓝色催办函（某教督办〔2019〕1号）"
        in dutykit("history", "show", "市文广局", cwd=panjin, env={"COLUMNS": "150"}).out
    )
    assert dutykit("history", "verify", cwd=panjin).code == 0


@pytest.mark.parametrize("count", [4, 5, 6, 11])
def test_who_signs_the_reply_to_an_order_signs_beside_its_last_item(panjin: Path, dutykit: Dutykit, count: int) -> None:
    timetable = panjin / "data/cycles.yaml"
    rules = RULES.replace("color: blue,", "color: blue, kind: order,")
    text = timetable.read_text("utf-8").replace(f"        {RULES}\n", "")
    timetable.write_text(text.replace("due: 2019-11-29}", f"due: 2019-11-29, {rules}}}"), "utf-8")
    review = panjin / "reviews/2019/市交通局.yaml"
    review.parent.mkdir(parents=True, exist_ok=True)
    text = "示例：台账记录不全，部分线路没有照管人员的签字，第{0}处"
    problem = f"  - {{{{id: p{{0}}, indicator: 58, found_by: inspection, due: 2019-11-01, text: {text}}}}}\n"
    findings = "".join(problem.format(number) for number in range(count))
    review.write_text(f"unit: 市交通局\ncycle: 2019\nsample: true\nfindings:\n{findings}", "utf-8")
    made = dutykit(
        "report", "--kind", "letter", "--unit", "市交通局", "--as-of", "2019-12-02", "-o", "d.pdf", cwd=panjin
    )
    assert made.code == 0, made.err
    with pdfplumber.open(panjin / "d.pdf") as pdf:
        last = pdf.pages[-1].extract_text()
    assert "经办人和电话" in last
    assert f"第{count - 1}处" in last


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--kind", "letter", "--city"), "催办函只能按单位生成"),
        (("--kind", "tasks", "--all", "--issue"), "--issue 和 --letter-color 只能用于催办函"),
        (("--kind", "letter", "--unit", "市财政局"), "自评材料已报送"),
        (("--kind", "letter", "--unit", "市文广局", "--letter-color", "orange"), "应先发蓝色催办函"),
        (("--kind", "letter", "--all", "--issue", "--watch"), "--issue 不能与 --watch"),
    ],
)
def test_refusals(panjin: Path, dutykit: Dutykit, arguments: tuple[str, ...], message: str) -> None:
    ran = dutykit("report", *arguments, "--as-of", "2019-05-16", cwd=panjin)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert not (panjin / "history").exists()
