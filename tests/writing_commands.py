"""Every command that writes, on one small workspace: for tests of what kills, other commands and disks do to it.

Which commands there must be is read from the program: see `test_every_writer_is_among_them`.
"""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from tests.certificates import authority
from tests.conftest import Dutykit
from tests.cycles import begin, carry, fill, take, write
from tests.workbook_hand import Hand

CYCLE = 2017
PLAN = """\
青溪市教育工作任务分解方案
一、加强教育保障
（一）经费
1.落实生均公用经费。（责任单位：市财政局、市教育局）
2.办好校园食堂。（责任单位：市教育局、市市场监管局）
"""
PROBLEMS = """\
青溪市教育督导问题整改方案
一、经费方面
1.生均公用经费拨付不及时。
整改措施：按月拨付。
责任单位：市财政局
完成时限：2017年12月31日
"""
SCORING = """\
title: 示例评分办法
basis: 示例文件
sample: true
points: {indicators: {1: 3, 2: 4, 3: 2, 4: 1, 5: 1, 6: 1}}
grades: [{id: 优秀, min: 10}, {id: 合格}]
"""
REFUSED = "accept 西县政府"
"""Changes nothing, for the unit has submitted nothing; but it locks the workspace and recovers what was unfinished."""
READING = "import ../in/plan.txt"
"""Changes nothing, but reads a file from outside, for which it has temporary files of its own."""

COMMANDS = {
    # the workspace itself
    "init": "init ../new --from blank --cycle 2017",
    "import": "import ../in/plan.txt -o ../new",
    "import --merge": "import ../in/plan.txt --merge",
    "import --as problems": "import ../in/problems.txt --as problems --merge --cycle 2017 --indicator 1=1",
    "new": "new 西县政府",
    "new --review": "new --review 市财政局 市教育局",
    "validate --fix": "validate --fix",
    "submit": "submit 市体育局",
    "submit --all": "submit --all",
    "return": "return 市财政局 --reason 缺 --due 2017-06-30",
    "accept": "accept --all",
    "amend": "amend --indicators ../in/indicators.yaml --units data/units.yaml --yes",
    "carry-forward": "carry-forward",
    "carry-forward --plan": "carry-forward --plan ../in/plan.txt --leave-problems 市财政局 --yes",
    "carry-forward --undo": "carry-forward --undo",
    "review --decide": "review --decide",
    "unit merge": "unit merge 市体育局 市文化局",
    "evidence add": "evidence add 市体育局 4 ../in/a.pdf ../in/b.pdf",
    "evidence remove": "evidence remove 市体育局 4 开放记录",
    "score --preset": "score --preset percent -o data/scoring.yaml",
    "history merge": "history merge history/2017/市财政局.jsonl ../in/other.jsonl",
    "schema --install": "schema --install",
    "collect": "collect ../in/came",
    "collect --replies": "collect ../in/faulty.xlsx --replies ../new --annotate",
    "collect office": "collect ../in/office.xlsx",
    "collect review": "collect ../in/review.xlsx",
    # beside it
    "validate --output": "validate --output json=../new/a.json --output sarif=../new/a.sarif",
    "validate --update-baseline": "validate --baseline ../new/known.json --update-baseline",
    "form": "form --all -o ../new",
    "form --review": "form --review --unit 市教育局 --reviewer 甲 --reviewer 乙 -o ../new",
    "form --office": "form --office -o ../new/office.xlsx",
    "report": "report --unit 市财政局 -o ../new/a.html",
    "report --all": "report --all --format html -o ../new",
    "report --issue": "report --kind letter --all --issue --as-of 2017-05-20 --format html -o ../new",
    "sign": "sign ../in/report.pdf --key ../in/key.p12 -o ../new/signed.pdf --page 1 --as-of 2026-05-06T09:00",
    "evidence pack": "evidence pack -o ../new/pack.zip",
    "evidence pack folder": "evidence pack -o ../new/pack",
    "history verify": "history verify -o ../new/a.json",
    "history verify --key": "history verify -o ../new/a.json --key ../in/key.p12",
    "history show": "history show 市财政局 -o ../new/a.csv",
    "evidence list": "evidence list -o ../new/a.xlsx",
    "status": "status -o ../new/a.ics",
    "coverage": "coverage -o ../new/a.html",
    "dashboard": "dashboard -o ../new/a.html",
    "export oscal": "export oscal ../new/oscal",
    "matrix": "matrix -o ../new/a.csv",
    "diff": "diff data/indicators.yaml ../in/indicators.yaml -o ../new/a.md",
    "review": "review -o ../new/a.csv",
    "score": "score -o ../new/a.csv",
    "ledger": "ledger -o ../new/a.csv",
    "rank": "rank -o ../new/a.csv",
    "alerts": "alerts -o ../new/a.csv",
}
"""What is typed in the workspace, by a name."""


def make_base(folder: Path, dutykit: Dutykit) -> None:
    """Fill `folder`: `w` is the workspace, `in` what comes from outside."""
    root, outside = folder / "w", folder / "in"

    def run(words: str) -> None:
        done = dutykit(*words.split(), cwd=root)
        assert done.code == 0, (words, done.out, done.err)

    begin(root)
    write(root / "data/scoring.yaml", SCORING)
    write(outside / "plan.txt", PLAN)
    write(outside / "problems.txt", PROBLEMS)
    catalogue = (root / "data/indicators.yaml").read_text("utf-8")
    write(outside / "indicators.yaml", catalogue.replace("组织学生参观博物馆", "每年组织学生参观博物馆"))
    (outside / "key.p12").write_bytes(authority().open_key)
    for name in "ab":
        (outside / f"{name}.pdf").write_bytes(b"%PDF-1.4\n% " + name.encode() + b"\n%%EOF\n")
    for unit in ("市财政局", "市教育局", "市体育局", "市文化局"):
        fill(root, unit, CYCLE)
    run("evidence add 市体育局 4 ../in/a.pdf --title 开放记录")
    for unit in ("市财政局", "市教育局"):
        take(root, "submit", unit, dt.date(CYCLE, 5, 7))
    shutil.copytree(root, folder / "other")
    take(folder / "other", "accept", "市财政局", dt.date(CYCLE, 5, 9))
    shutil.copy(folder / "other/history/2017/市财政局.jsonl", outside / "other.jsonl")
    shutil.rmtree(folder / "other")
    run("form -u 东区政府 -u 西县政府 -o ../in/came")
    for unit in ("东区政府", "西县政府"):
        book = Hand(outside / f"came/{unit}-{CYCLE}.xlsx")
        book.put("自评", {"指标编号": 2}, {"自评结论": "达到", "工作措施与成效": "已落实"})
        book.add("佐证材料", {"指标编号": 2, "资料名称": "统计", "归档方式": "提交", "文件": f"{unit}.pdf"})
        book.save()
        (outside / f"came/{unit}.pdf").write_bytes(b"%PDF-1.4\n% " + unit.encode() + b"\n%%EOF\n")
    book.put("自评", {"指标编号": 2}, {"自评结论": "差不多"})
    book.save(outside / "faulty.xlsx")
    run("form --office -o ../in/office.xlsx")
    book = Hand(outside / "office.xlsx")
    book.add("单位", {"单位名称": "市市场监管局", "单位类别": "部门"})
    book.put("设置", {"项目": "发文机关"}, {"内容": "示例市人民政府教育督导室"})
    book.save()
    run("form --review -u 市教育局 --reviewer 甲 --reviewer 乙 -o ../in/reviews")
    for name in "甲乙":
        book = Hand(outside / f"reviews/市教育局-{CYCLE}-复核-{name}.xlsx")
        book.put("复核信息", {"项目": "复核日期"}, {"内容": dt.date(CYCLE, 7, 20)})
        book.put("复核", {"指标编号": 1}, {"复核结论": "达到", "复核得分": 3})
        book.save()
    run("collect ../in/reviews")
    run("form --review -u 市财政局 -o ../in/reviews")
    book = Hand(outside / f"reviews/市财政局-{CYCLE}-复核.xlsx")
    book.put("复核信息", {"项目": "复核日期"}, {"内容": dt.date(CYCLE, 7, 20)})
    book.put("复核", {"指标编号": 1}, {"复核结论": "达到", "复核得分": 3})
    book.save(outside / "review.xlsx")
    run("report --unit 市财政局 -o ../in/report.pdf")
    run("validate")


def prepare(root: Path, name: str) -> None:
    """Bring a copy of the workspace into the state in which the command `name` has something to do."""
    if name == "carry-forward --undo":
        carry(root, dt.date(CYCLE + 1, 1, 5))
    elif name == "score --preset":
        (root / "data/scoring.yaml").unlink()
    elif name == "report --issue":
        path = root / "data/cycles.yaml"
        rules = "        letters: [{color: blue, days: 1, term: 5}]\n"
        path.write_text(path.read_text("utf-8").replace("        differs:\n", f"{rules}        differs:\n", 1), "utf-8")
        with (root / "dutykit.yaml").open("a", encoding="utf-8") as settings:
            settings.write("report: {issuer: 示例市督导室}\n")
    elif name == "validate --fix":
        for unit in ("市体育局", "市文化局"):
            path = root / f"submissions/{CYCLE}/{unit}.yaml"
            path.write_text(path.read_text("utf-8").replace(f"cycle: {CYCLE}", f"cycle: '{CYCLE}'"), "utf-8")
