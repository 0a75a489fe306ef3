"""Two years of an invented city, lived by commands and workbooks alone: no YAML is written by hand.

Eight departments (one of them under two names in the plan), a group of three counties, twelve indicators. Units fill in
their forms carelessly; the office reviews with three reviewers, the plan changes, two counties merge, a new plan comes.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.conftest import Dutykit, Ran
from tests.libreoffice import resaved
from tests.workbook_hand import Hand
from tests.year_plan import FIRST, amended, write_plan

HR, HR_ALIAS = "市人力资源和社会保障局", "市人社局"
COUNTIES = ("东岭县政府", "西河县政府", "南川县政府")
DEPARTMENTS = (
    "市财政局",
    "市教育局",
    HR,
    "市住房城乡建设局",
    "市公安局",
    "市交通运输局",
    "市市场监管局",
    "市卫生健康委",
)
UNITS = (*DEPARTMENTS, *COUNTIES)
FIRST_YEAR = 2026
CLERK = ("--by", "示例经办人")


class Office:
    """The person at the terminal: a folder with the workspace, what is sent out and what came back."""

    def __init__(self, folder: Path, dutykit: Dutykit) -> None:
        self.folder, self.root = folder, folder / "工作区"
        self._dutykit = dutykit

    def run(self, *words: str | Path, code: int = 0) -> Ran:
        """Run a command in the workspace; its exit code is as said."""
        done = self._dutykit(*words, cwd=self.root if self.root.exists() else self.folder)
        assert done.code == code, f"{words}\n{done.out}\n{done.err}"
        assert "Traceback" not in done.err
        return done

    def json(self, *words: str | Path, code: int = 0) -> Any:
        """What a command prints as JSON."""
        return json.loads(self.run(*words, "--format", "json", code=code).out)

    def collect(self, *files: Path, code: int = 0) -> dict[str, int]:
        """Collect workbooks: how many had which outcome."""
        found = self.json("collect", *files, code=code)
        return Counter(one["outcome"] for one in found["forms"])

    def files(self) -> dict[str, bytes]:
        """All files of the workspace."""
        found = (one for one in self.root.rglob("*") if one.is_file())
        return {one.relative_to(self.root).as_posix(): one.read_bytes() for one in found}

    def validates(self) -> None:
        """No errors, whatever was done."""
        self.run("validate", "-q")


def first_day(office: Office, year: int) -> None:
    """From the Word plan to forms that can go out."""
    write_plan(office.folder / "方案.docx", year)
    office.run("import", "方案.docx", "-o", office.root)
    found = office.run("validate", code=1)
    assert "likely-double-unit" in found.out
    assert "group-without-members" in found.out
    assert "没有所含单位" in office.run("form", "--all", "-o", office.folder / "发出", code=2).err
    office.run("unit", "merge", HR, HR_ALIAS)
    office.run("form", "--office", "-o", office.folder / "基础数据.xlsx")
    book = Hand(office.folder / "基础数据.xlsx")
    for name in COUNTIES:
        book.add("单位", {"单位名称": name, "单位类别": "县区政府"})
    book.put("统称", {"统称名称": "各县政府"}, {"所含单位": "、".join(COUNTIES)})
    book.put("设置", {"项目": "发文机关"}, {"内容": "青溪市人民政府教育督导室"})
    book.put("设置", {"项目": "评分办法名称"}, {"内容": "青溪市评分办法（示例）"})
    book.put("设置", {"项目": "评分依据"}, {"内容": "示例，不是真实文件"})
    stages(book, year)
    metric = {"计量单位": "%", "目标下限（含）": 15, "目标值的依据": "教育支出占一般公共预算支出的比例不低于15%"}
    book.add("监测指标", {"指标编号": 1, "监测指标名称": "教育支出占比", **metric})
    metric = {"计量单位": "%", "目标下限（含）": 92, "目标值的依据": "学生体质健康达标率不低于92%"}
    book.add("监测指标", {"指标编号": 11, "监测指标名称": "学生体质健康达标率", **metric})
    for number in range(1, 13):
        book.put("分值", {"指标级别": "三级指标", "序号或编号": number}, {"分值": 8 if number <= 8 else 9})
    for grade, least in (("优秀", 90), ("良好", 80), ("合格", 60), ("不合格", 0)):
        book.add("等次", {"等次名称": grade, "等次下限（含）": least})
    book.save()
    office.run("collect", book.path)
    office.run("collect", book.path)  # a second time: nothing to do
    office.validates()


def stages(book: Hand, year: int) -> None:
    """The four stages of a year, in the table of the office."""
    days = {
        "自查自评": ("03-16", "05-15"),
        "监测评估": ("05-25", "06-26"),
        "实地检查": ("07-06", "07-17"),
        "整改复查": ("09-01", "11-30"),
    }
    for name, (opens, due) in days.items():
        said = {"年度": year, "阶段名称": name, "时间不同的单位": None}
        begin, end = (dt.date.fromisoformat(f"{year}-{day}") for day in (opens, due))
        book.put("时间节点", said, {"开始日期": begin, "截止日期": end, "是否采用": "采用"})


def answers(book: Hand, indicators: list[int], text: str = "建立台账，按月调度，已落实。") -> None:
    """Fill in the answers of a form."""
    for number in indicators:
        values = {"自评结论": "达到", "工作措施与成效": f"指标{number}：{text}", "自评得分": 8}
        book.put("自评", {"指标编号": number}, values)


def duties(book: Hand) -> list[int]:
    """The indicators of a form."""
    return [int(str(one)) for one in book.column("自评", "指标编号")]


def spring(office: Office, year: int, units: Sequence[str] = UNITS) -> None:
    """Forms go out and come back as forms do."""
    sent, came = office.folder / f"发出{year}", office.folder / f"收到{year}"
    office.run("form", "--all", "-o", sent)
    assert sorted(one.name for one in sent.iterdir()) == sorted(f"{unit}-{year}.xlsx" for unit in units)
    for unit in units:
        book = Hand(sent / f"{unit}-{year}.xlsx")
        answers(book, duties(book))
        book.put("概述", {"项目": "自查自评工作概述"}, {"内容": "成立专班，逐项自查。"})
        book.put("概述", {"项目": "报送状态"}, {"内容": "已填完"})
        if unit == "市财政局":
            book.put("监测指标", {"监测指标或基础数据": "教育支出占比"}, {"数值": "15.2%"})
        for problem in book.column("以前年度遗留问题", "遗留问题编号") if book.has("以前年度遗留问题") else ():
            values = {"整改状态": "整改中", "整改进展": "继续分流。"}
            book.put("以前年度遗留问题", {"遗留问题编号": problem}, values)
        book.save(came / f"{unit}（盖章版）.xlsx")
    careless(came, year)
    there = len([*(office.root / "evidence").rglob("*.pdf")])
    done = office.run("collect", came, "--replies", office.folder / "回复", code=1)
    assert "自评!E4 只能选" in done.out
    assert "met-with-open-problem" in done.out
    assert "~$" not in done.out + done.err
    assert len([*(office.root / "evidence").rglob("*.pdf")]) == there + 2, done.out
    replies = sorted(one.name for one in (office.folder / "回复").rglob("*") if one.is_file())
    assert any("市公安局" in one for one in replies), replies
    book = Hand(came / "市公安局（盖章版）.xlsx")
    book.put("自评", {"指标编号": 6}, {"自评结论": "部分达到"})
    book.save(came / "市公安局（改）.xlsx")
    (came / "市公安局（盖章版）.xlsx").unlink()
    assert office.collect(came) == {"taken": 1, "unchanged": len(units) - 1}
    assert set(office.collect(*sorted(came.glob("*.xlsx")))) == {"unchanged"}  # the same files once more
    office.validates()


def careless(came: Path, year: int) -> None:
    """What people do to forms."""
    (came / "~$市财政局（盖章版）.xlsx").write_bytes(b"\x05lock")
    (came / ".~lock.市财政局（盖章版）.xlsx#").write_text("lock", encoding="utf-8")
    (came / "盖章扫描件.jpg").write_bytes(b"\xff\xd8\xff\xe0 jpg")
    (came / "说明.docx").write_bytes(b"PK\x03\x04")
    book = Hand(came / "市公安局（盖章版）.xlsx")
    book.put("自评", {"指标编号": 6}, {"自评结论": "基本达标"})  # not a word of the list
    book.save()
    book = Hand(came / "市教育局（盖章版）.xlsx")
    book.add("佐证材料", {"指标编号": 5, "资料名称": "大班额统计表", "归档方式": "提交", "文件": "大班额统计.pdf"})
    problem = {"指标编号": 5, "发现途径": "自查", "问题": "个别学校仍有大班额", "整改措施": "新建扩容"}
    due = dt.date(year, 8, 31)
    book.add("问题与整改", {**problem, "责任人": "示例负责人", "完成时限": due, "整改状态": "整改中"})
    book.save()
    book = Hand(came / "市住房城乡建设局（盖章版）.xlsx")  # all in one archive
    book.add("佐证材料", {"指标编号": 4, "资料名称": "竣工验收单", "归档方式": "提交", "文件": "竣工.pdf"})
    book.save()
    with zipfile.ZipFile(came / "市住房城乡建设局.zip", "w") as archive:
        archive.write(book.path, "住建/填报表.xlsx")
        archive.writestr("住建/竣工.pdf", f"%PDF-1.4 school {year}")
    book.path.unlink()
    if shutil.which("soffice") and year == FIRST_YEAR:
        form = came / "市卫生健康委（盖章版）.xlsx"
        profile = came.parent / "soffice"
        shutil.copy(resaved(form, "ods", profile), came / "市卫生健康委.ods")
        shutil.rmtree(came / "saved-ods")
        form.unlink()
    (came / "大班额统计.pdf").write_bytes(f"%PDF-1.4 sample {year}".encode())


def summer(office: Office, year: int, units: Sequence[str] = UNITS) -> None:
    """Submissions are handed in, one comes back, older copies turn up, paper is entered late."""
    came = office.folder / f"收到{year}"
    done = office.json("submit", "--all", "--as-of", f"{year}-05-14", *CLERK)
    assert len(done["taken"]) == len(units)
    assert office.collect(came) == {"unchanged": len(units)}
    office.run("return", "市公安局", "--reason", "太简略", "--due", f"{year}-06-01", "--as-of", f"{year}-05-22", *CLERK)
    book = Hand(came / "市公安局（改）.xlsx")  # its own earlier file, the state as the form says
    answers(book, [7], "安装动态监控，逐车检查。")
    book.save(came / "市公安局（再报）.xlsx")
    taken = office.run("collect", came / "市公安局（再报）.xlsx")
    assert "dutykit submit" in taken.out + taken.err
    office.run("submit", "市公安局", "--as-of", f"{year}-06-01", "--on", f"{year}-05-30", *CLERK)
    assert set(office.collect(came / "市公安局（改）.xlsx", came / "市公安局（再报）.xlsx")) == {"unchanged"}
    office.run("accept", "--all", "--as-of", f"{year}-06-05", *CLERK)
    assert set(office.collect(came)) <= {"unchanged", "skipped"}
    office.validates()


CORRECTED = {
    "生均公用经费标准落实到位。": "生均公用经费标准，落实到位。",  # a comma
    "责任单位：市公安局、市交通运输局": "责任单位：市公安局",  # no longer of the other
    "责任单位：市卫生健康委、市教育局": "责任单位：市卫生健康委、市教育局、各县政府",  # of the counties too
}


def amendment(office: Office, year: int) -> None:
    """The plan is corrected in the middle of the year."""
    write_plan(office.folder / "方案（修订）.docx", year, amended(FIRST, CORRECTED))
    shown = office.run("amend", office.folder / "方案（修订）.docx", "--dry-run")
    for word in ("内容修改", "不再承担", "新承担"):
        assert word in shown.out
    office.run(
        "amend", office.folder / "方案（修订）.docx", "--wording-only", "3", "--yes", "--as-of", f"{year}-06-20", *CLERK
    )
    office.validates()
    assert office.json("coverage")["total"]["missing"] == 3  # the counties' new indicator
    sent, came = office.folder / f"变更后发出{year}", office.folder / f"变更后收到{year}"
    office.run(
        "return",
        "-g",
        "各县政府",
        "--reason",
        "补充新增指标",
        "--due",
        f"{year}-06-30",
        "--as-of",
        f"{year}-06-20",
        *CLERK,
    )
    office.run("form", *(word for one in COUNTIES for word in ("-u", one)), "-o", sent)
    for unit in COUNTIES:
        book = Hand(sent / f"{unit}-{year}.xlsx")
        assert "指标12改由本单位承担" in book.text()
        answers(book, [12])
        book.put("概述", {"项目": "报送状态"}, {"内容": "已填完"})
        book.save(came / f"{unit}-{year}.xlsx")
    office.run("collect", came)
    office.run("submit", "-g", "各县政府", "--as-of", f"{year}-06-25", *CLERK)
    office.run("accept", "--all", "--as-of", f"{year}-06-26", *CLERK)
    assert office.json("coverage")["total"]["missing"] == 0
    office.validates()


def inspection(office: Office, year: int, counties: Sequence[str] = COUNTIES) -> None:
    """Three reviewers and the office, in workbooks."""
    out, came = office.folder / f"复核表{year}", office.folder / f"复核收到{year}"
    people = ("复核人甲", "复核人乙", "复核人丙")
    office.run("form", "--review", "--all", *(word for one in people for word in ("--reviewer", one)), "-o", out)
    scores = {"复核人甲": 8, "复核人乙": 7.5, "复核人丙": 3}
    for unit in ("市教育局", *counties):
        for person in people:
            book = Hand(out / f"{unit}-{year}-复核-{person}.xlsx")
            book.put("复核信息", {"项目": "复核日期"}, {"内容": dt.date(year, 7, 10)})
            for number in (3, 5):
                score = scores[person] if number == 5 else 8
                values = {
                    "复核结论": "达到" if score > 5 else "部分达到",
                    "复核得分": score,
                    "复核意见": f"{person}意见",
                }
                book.put("复核", {"指标编号": number}, values)
            book.save(came / f"{unit}-{person}.xlsx")
    mixed = Hand(came / "市教育局-复核人甲.xlsx")
    mixed.put("复核信息", {"项目": "复核人"}, {"内容": "复核人乙"})
    mixed.save(office.folder / "混.xlsx")
    assert "复核人乙" in office.run("collect", office.folder / "混.xlsx", code=1).out
    office.run("collect", came)
    office.run("collect", came)
    office.validates()
    compared = office.json("review", "--unit", "市教育局")
    assert "disagree" in json.dumps(compared)
    office.run("review", "--all", "--decide")
    decided = office.folder / f"决定{year}"
    office.run("form", "--review", "--unit", "市教育局", "-g", "各县政府", "-o", decided)
    for unit in ("市教育局", *counties):
        book = Hand(decided / f"{unit}-{year}-复核.xlsx")
        assert book.value("复核", {"指标编号": 3}, "复核得分") == 8  # all agree
        assert book.value("复核", {"指标编号": 5}, "复核得分") is None
        book.put("复核信息", {"项目": "复核日期"}, {"内容": dt.date(year, 7, 17)})
        book.put("复核", {"指标编号": 5}, {"复核结论": "部分达到", "复核得分": 6})
        finding = {
            "指标编号": 5,
            "发现途径": "实地检查",
            "问题": "一所小学仍有大班额",
            "整改时限": dt.date(year, 9, 30),
        }
        book.add("发现的问题", {**finding, "发现日期": dt.date(year, 7, 10)})
        book.save()
    office.run("collect", decided)
    assert set(office.collect(decided)) == {"unchanged"}
    office.validates()
    problems = office.json("ledger", "--as-of", f"{year}-07-20")["problems"]
    assert sum(one["cycle"] == year for one in problems) == 2 + len(counties)


def autumn(office: Office, year: int, slow: str = "南川县政府") -> None:
    """What was found is resolved: in the unit's own old file, and in a new form; the office closes it."""
    old = office.folder / f"收到{year}" / "市教育局（盖章版）.xlsx"
    book = Hand(old)
    own = {"问题": "个别学校仍有大班额"}
    book.put(
        "问题与整改", own, {"整改状态": "已整改", "整改进展": "新校舍启用，大班额消除。", "整改佐证材料": "验收单.pdf"}
    )
    book.save()
    (old.parent / "验收单.pdf").write_bytes(f"%PDF-1.4 proof {year}".encode())
    office.run("collect", old)
    sent, came = office.folder / f"整改发出{year}", office.folder / f"整改收到{year}"
    office.run("form", "-u", "西河县政府", "-u", slow, "-o", sent)
    for unit in ("西河县政府", slow):
        book = Hand(sent / f"{unit}-{year}.xlsx")
        values = {"整改措施": "分流", "责任人": "示例负责人", "整改状态": "已整改" if unit[0] == "西" else "整改中"}
        book.put("问题与整改", {"问题": "一所小学仍有大班额"}, {**values, "整改进展": "已分流两个班。"})
        book.save(came / f"{unit}.xlsx")
    office.run("collect", came)
    out = office.folder / f"销号{year}"
    office.run("form", "--review", "-u", "市教育局", "-u", "西河县政府", "-o", out)
    for unit in ("市教育局", "西河县政府"):
        book = Hand(out / f"{unit}-{year}-复核.xlsx")
        problem = "个别学校仍有大班额" if unit == "市教育局" else "一所小学仍有大班额"
        book.put("销号", {"问题": problem}, {"销号日期": dt.date(year, 11, 20), "销号意见": "现场核查，同意销号"})
        book.save()
    assert "closed-without-proof" in office.run("collect", out, code=1).out  # 西河县政府 sent none
    book = Hand(came / "西河县政府.xlsx")
    book.put("问题与整改", {"问题": "一所小学仍有大班额"}, {"整改佐证材料": "分班名册.pdf"})
    book.save()
    (came / "分班名册.pdf").write_bytes(f"%PDF-1.4 classes {year}".encode())
    office.run("collect", came / "西河县政府.xlsx")
    office.run("collect", out)
    office.validates()
    ledger = office.json("ledger", "--as-of", f"{year}-12-01")
    states = {one["id"]: one["status"] for one in ledger["problems"]}
    assert states[f"{year}-市教育局-5-1"] == states[f"{year}-西河县政府-5-检1"] == "closed"
    assert states[f"{year}-{slow}-5-检1"] == "in_progress"


def winter(office: Office, year: int) -> None:
    """The year ends: reports, two counties merge, and the new plan comes."""
    reports = office.folder / f"报告{year}"
    office.run("report", "--all", "-o", reports / "前", "--as-of", f"{year}-12-20", "--format", "html")
    write_plan(office.folder / "新方案.docx", year + 1, amended(FIRST, NEXT))
    shown = office.run(
        "carry-forward", "--plan", office.folder / "新方案.docx", "--dry-run", "--as-of", f"{year + 1}-01-08", *CLERK
    )
    for word in ("8. 校园食品安全。", "招聘80名", "分值"):  # what is lost is shown before anything is written
        assert word in shown.out
    words: tuple[str | Path, ...] = (
        "carry-forward",
        "--plan",
        office.folder / "新方案.docx",
        "--as-of",
        f"{year + 1}-01-08",
    )
    words = (*words, "--succeed", "东岭县政府=南川县政府", *CLERK)
    office.run(*words, code=1)  # something is lost: only with --yes
    words = (*words, "--yes")
    before = office.files()
    office.run(*words)
    office.run("carry-forward", "--undo", *CLERK)
    assert office.files() == before
    office.run(*words)
    office.validates()
    office.run(
        "report", "--all", "--cycle", str(year), "-o", reports / "后", "--as-of", f"{year}-12-20", "--format", "html"
    )
    for one in (reports / "前").iterdir():
        assert one.read_bytes() == (reports / "后" / one.name).read_bytes(), one.name
    assert sum(one["status"] != "closed" for one in office.json("ledger", "-u", "东岭县政府")["problems"]) == 2


NEXT = {
    **CORRECTED,
    "8.校园食品安全。": "",
    "9.补充紧缺学科教师，每年至少招聘60名。": "8.补充紧缺学科教师，每年至少招聘80名。",
    "10.教师培训全覆盖。": "9.教师培训全覆盖。",
    "11.学生体质健康达标率不低于92%。": "10.学生体质健康达标率不低于93%。",
    "12.建立学生心理健康监测机制。": "11.建立学生心理健康监测机制。",
}
"""The next year's plan: a task is gone, the others have new numbers, some new figures."""


def second_year(office: Office, year: int) -> None:
    """The same again, with what the first year left."""
    office.run("form", "--office", "-o", office.folder / f"基础数据{year}.xlsx")
    book = Hand(office.folder / f"基础数据{year}.xlsx")
    stages(book, year)
    book.save()
    office.run("collect", book.path)
    units = [unit for unit in UNITS if unit not in {"南川县政府", "市交通运输局", "市市场监管局"}]
    spring(office, year, units)
    summer(office, year, units)
    counties = [unit for unit in units if unit in COUNTIES]
    inspection(office, year, counties)
    autumn(office, year, "东岭县政府")
    office.run("carry-forward", "--as-of", f"{year + 1}-01-08", *CLERK)
    office.validates()
    office.run("history", "verify")
    for cycle in (year - 1, year):
        assert office.json("coverage", "--cycle", str(cycle))["total"]["missing"] == 0
    ledger = office.json("ledger", "--as-of", f"{year + 1}-02-01")
    open_problems = [one for one in ledger["problems"] if one["status"] != "closed"]
    assert {one["owner"] for one in open_problems} == {"市教育局", "东岭县政府"}
    assert "2026-南川县政府-5-检1" in {one["id"] for one in open_problems}
    office.run("report", "--city", "--cycle", str(year), "-o", office.folder / "全市.html", "--as-of", f"{year}-12-20")


def test_two_years(tmp_path: Path, dutykit: Dutykit) -> None:
    office = Office(tmp_path, dutykit)
    first_day(office, FIRST_YEAR)
    spring(office, FIRST_YEAR)
    summer(office, FIRST_YEAR)
    amendment(office, FIRST_YEAR)
    inspection(office, FIRST_YEAR)
    autumn(office, FIRST_YEAR)
    winter(office, FIRST_YEAR)
    second_year(office, FIRST_YEAR + 1)
