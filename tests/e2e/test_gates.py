"""No gate passes and nothing is handed out on a workspace that could not be read whole, or that states a thing twice."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import Dutykit

CATALOGUE = """\
title: 任务
source: {title: 任务分解, issuer: 办公室, number: 某政办〔2019〕3号, dated: 2019-01-31, published: 2019-07-11}
chapters:
  - title: 第一章
    sections:
      - title: 第一节。
        indicators:
          - {id: 1, text: 落实经费。, responsible: [市财政局]}
          - {id: 2, text: 消除大班额。, responsible: [市教育局, 市财政局]}
"""
FINANCE = """\
unit: 市财政局
cycle: 2019
state: draft
answers:
  - {indicator: 1, rating: met, narrative: 甲。}
  - {indicator: 2, rating: met, narrative: 乙。}
"""
TINY = {
    "dutykit.yaml": "cycle: 2019\n",
    "data/indicators.yaml": CATALOGUE,
    "data/units.yaml": "units:\n  - {id: 市财政局, kind: department}\n  - {id: 市教育局, kind: department}\n",
    "submissions/2019/市财政局.yaml": FINANCE,
    "submissions/2019/市教育局.yaml": FINANCE.replace("市财政局", "市教育局").replace(
        "  - {indicator: 1, rating: met, narrative: 甲。}\n", ""
    ),
}
ROUND = [
    ("coverage", "--fail-under", "1"),
    ("status", "--fail-on", "overdue", "--as-of", "2019-05-22"),
    ("alerts", "--fail"),
]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    root = tmp_path / "w"
    for name, text in TINY.items():
        put(root, name, text)
    return root


def put(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


def change(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert old in text
    put(root, name, text.replace(old, new, 1))


@pytest.mark.parametrize("gate", ROUND, ids=lambda gate: gate[0])
def test_gates_pass_what_is_whole(gate: tuple[str, ...], tiny: Path, dutykit: Dutykit) -> None:
    assert dutykit(*gate, "-q", cwd=tiny).code == 0


@pytest.mark.parametrize("gate", ROUND, ids=lambda gate: gate[0])
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("data/units.yaml", "id: 市教育局", "id: 1.5"),
        ("data/indicators.yaml", "id: 2", "id: 1.10"),
        ("dutykit.yaml", "cycle: 2019", "cycle: 2019\nplace_name: 1"),
        ("submissions/2019/市教育局.yaml", "state: draft", "state: draft\nsummary: ''"),
        ("submissions/2019/市教育局.yaml", "state: draft", ""),
        ("submissions/2019/市教育局.yaml", "unit", "<<<<<<< HEAD\nunit"),
    ],
)
def test_no_gate_passes_what_was_not_read(
    gate: tuple[str, ...], file: str, old: str, new: str, tiny: Path, dutykit: Dutykit
) -> None:
    change(tiny, file, old, new)
    ran = dutykit(*gate, "-q", cwd=tiny)
    assert ran.code == 2
    assert f"{gate[1]} 的判断所依据的数据不完整：{file}" in ran.err


@pytest.mark.parametrize("command", ["form --all -o 表", "report --kind tasks --all -o 通知"])
def test_what_is_handed_out_to_all_is_refused_where_nobody_is_known(command: str, tiny: Path, dutykit: Dutykit) -> None:
    change(tiny, "data/indicators.yaml", "indicators:", "indicator:")
    ran = dutykit(*command.split(), cwd=tiny)
    assert ran.code == 2
    assert "所依据的数据不完整：data/indicators.yaml 第 6 行" in ran.err


def test_the_sample_with_a_unit_that_cannot_be_read(panjin: Path, dutykit: Dutykit) -> None:
    change(panjin, "data/units.yaml", "{id: 市文广局", "{id: 1.5")
    late = dutykit("status", "--as-of", "2019-05-22", "--fail-on", "overdue", cwd=panjin)
    assert late.code == 2
    assert dutykit("coverage", "--fail-under", "99", "-q", cwd=panjin).code == 2


@pytest.mark.parametrize(
    "command",
    ["coverage", "status", "matrix", "ledger", "alerts", "evidence list", "diff 2019 2019", "rank --by metric"],
)
def test_tables_and_documents_say_what_was_not_read(command: str, tiny: Path, dutykit: Dutykit) -> None:
    arguments = command.split()
    whole = dutykit(*arguments, "--format", "json", cwd=tiny)
    assert json.loads(whole.out)["incomplete"] == []
    change(tiny, "data/indicators.yaml", "id: 2", "id: 1.10")
    found = json.loads(dutykit(*arguments, "--format", "json", cwd=tiny).out)
    assert [(one["file"], one["line"]) for one in found["incomplete"]] == [("data/indicators.yaml", 9)]
    formats = ("table", "md") if command.startswith("diff") else ("table", "csv", "md", "html")
    for form in formats:
        assert "indicators.yaml" in dutykit(*arguments, "--format", form, cwd=tiny).out


@pytest.mark.parametrize(
    "command",
    [
        "form -u 市财政局",
        "form --all",
        "report -u 市财政局 --format html",
        "report --city --format html",
        "report --all --format html",
        "report --kind tasks -u 市财政局 --format html",
        "evidence pack",
        "carry-forward --force --by 王",
        "submit 市财政局 --by 王",
        "new --review 市财政局",
        "score --preset percent -o data/scoring.yaml",
        "status --format ics",
    ],
)
def test_nothing_is_handed_out_on_a_catalogue_read_in_part(command: str, tiny: Path, dutykit: Dutykit) -> None:
    before = files(tiny)
    change(tiny, "data/indicators.yaml", "id: 2", "id: 1.10")
    ran = dutykit(*command.split(), cwd=tiny)
    assert ran.code in {1, 2}
    assert "data/indicators.yaml" in ran.out + ran.err
    assert files(tiny) == before


def test_no_draft_is_begun_on_a_catalogue_read_in_part(tiny: Path, dutykit: Dutykit) -> None:
    (tiny / "submissions/2019/市财政局.yaml").unlink()
    change(tiny, "data/indicators.yaml", "id: 2", "id: 1.10")
    ran = dutykit("new", "市财政局", cwd=tiny)
    assert ran.code == 2
    assert "市财政局的填报底稿所依据的数据不完整：data/indicators.yaml 第 9 行" in ran.err
    assert not (tiny / "submissions/2019/市财政局.yaml").exists()


def test_what_does_not_depend_on_the_unread_part_goes_on(tiny: Path, dutykit: Dutykit) -> None:
    change(tiny, "submissions/2019/市教育局.yaml", "state: draft", "state: draft\nsummary: ''")
    assert dutykit("form", "-u", "市财政局", cwd=tiny).code == 0
    assert dutykit("form", "-u", "市教育局", cwd=tiny).code == 2
    assert dutykit("report", "-u", "市财政局", "--format", "html", cwd=tiny).code == 0
    assert dutykit("report", "--kind", "tasks", "-u", "市教育局", "--format", "html", cwd=tiny).code == 0
    assert dutykit("coverage", "-u", "市财政局", "--fail-under", "100", cwd=tiny).code == 0
    assert dutykit("coverage", "-u", "市教育局", "--fail-under", "100", cwd=tiny).code == 2
    assert dutykit("submit", "市财政局", "--by", "王", cwd=tiny).code == 0


def test_one_fault_hides_no_other(tiny: Path, dutykit: Dutykit) -> None:
    change(tiny, "submissions/2019/市财政局.yaml", "state: draft", 'state: submitted\nsummary: ""')
    change(tiny, "submissions/2019/市财政局.yaml", ", narrative: 甲。", "")
    change(tiny, "submissions/2019/市财政局.yaml", "  - {indicator: 2, rating: met, narrative: 乙。}\n", "")
    ran = dutykit("validate", "--format", "json", cwd=tiny)
    found = json.loads(ran.out)["workspaces"][0]["findings"]
    assert {one["rule"] for one in found} >= {"wrong-type", "missing-answer", "rating-without-narrative"}


@pytest.mark.parametrize("name", ["市财政局 - 副本", "市财政局 (1)", "市财政局-旧"])
@pytest.mark.parametrize(
    "command",
    [
        "submit 市财政局 --by 王",
        "accept 市财政局 --by 王",
        "new 市财政局",
        "form -u 市财政局",
        "report -u 市财政局 --format html",
        "report --city --format html",
        "carry-forward --force --by 王",
        "coverage --fail-under 1",
    ],
)
def test_nothing_is_done_while_a_unit_has_two_files(name: str, command: str, tiny: Path, dutykit: Dutykit) -> None:
    copy = f"submissions/2019/{name}.yaml"
    put(tiny, copy, FINANCE.replace("rating: met", "rating: unmet"))
    before = files(tiny)
    ran = dutykit(*command.split(), cwd=tiny)
    assert ran.code in {1, 2}
    assert copy in ran.out + ran.err
    assert files(tiny) == before


def test_the_error_is_at_the_copy_and_the_real_file_counts(tiny: Path, dutykit: Dutykit) -> None:
    put(tiny, "submissions/2019/市财政局 - 副本.yaml", FINANCE.replace("rating: met", "rating: unmet"))
    ran = dutykit("validate", cwd=tiny)
    assert ran.code == 1
    assert ran.out.startswith("submissions/2019/市财政局 - 副本.yaml:1:7 错误 duplicate-submission")
    assert "将 submissions/2019/市财政局 - 副本.yaml 移出该文件夹" in ran.out
    (finance, _education) = json.loads(dutykit("coverage", "--format", "json", cwd=tiny).out)["units"]
    assert finance["file"] == "submissions/2019/市财政局.yaml"
    assert [one["rating"] for one in finance["indicators"]] == ["met", "met"]
    for command in ("coverage", "status"):
        assert "市财政局 - 副本.yaml" in dutykit(command, cwd=tiny).out
    assert dutykit("form", "-u", "市教育局", cwd=tiny).code == 0


def test_a_second_review_stops_what_rests_on_it(tiny: Path, dutykit: Dutykit) -> None:
    put(tiny, "reviews/2019/市财政局.yaml", "unit: 市财政局\ncycle: 2019\n")
    assert dutykit("report", "-u", "市财政局", "--format", "html", cwd=tiny).code == 0
    put(tiny, "reviews/2019/市财政局 - 副本.yaml", "unit: 市财政局\ncycle: 2019\n")
    ran = dutykit("report", "-u", "市财政局", "--format", "html", cwd=tiny)
    assert ran.code == 1
    assert "reviews/2019/市财政局 - 副本.yaml:1:7 错误 duplicate-review" in ran.err
    assert dutykit("validate", cwd=tiny).code == 1


@pytest.mark.parametrize(
    "arguments", [("--select", "missing-answer"), ("--ignore", "yaml-syntax"), ("submissions/2019/市财政局.yaml",), ()]
)
def test_a_file_that_cannot_be_parsed_is_always_reported(
    arguments: tuple[str, ...], tiny: Path, dutykit: Dutykit
) -> None:
    put(tiny, "dutykit.yaml", "cycle: 2019\nseverity: {yaml-syntax: 'off'}\n")
    put(tiny, "data/cycles.yaml", "cycles: [")
    for _run in ("cold", "from the cache"):
        ran = dutykit("validate", *arguments, cwd=tiny)
        assert ran.code == 1
        assert "data/cycles.yaml:1:" in ran.out


def test_a_submission_without_a_state_is_not_said_to_be_missing(tiny: Path, dutykit: Dutykit) -> None:
    change(tiny, "submissions/2019/市财政局.yaml", "state: draft\n", "")
    for command in ("submit", "accept", "new"):
        by = () if command == "new" else ("--by", "王")
        ran = dutykit(command, "市财政局", *by, cwd=tiny)
        assert ran.code == 1
        assert "submissions/2019/市财政局.yaml:1:1 错误 missing-key 缺少必填字段“state”" in ran.out


SCORING = "title: 办法\nbasis: 文件\nmethod: sum\npoints: {indicators: {1: 10, 2: 10}}\n"
TIMETABLE = "cycles:\n  - cycle: 2019\n    stages:\n      - {name: 自查自评, opens: 2019-03-25, due: 2019-05-15}\n"
REVIEW = "unit: 市财政局\ncycle: 2019\nreviewer: %s\nindicators:\n  - {indicator: 1, verdict: met, score: %s}\n"


@pytest.mark.parametrize(("old", "new"), [("unit: 市财政局", "unit: 市教育局"), ("cycle: 2019", "cycle: 2018")])
def test_a_file_that_states_another_unit_or_year_is_not_said_to_be_missing(
    old: str, new: str, tiny: Path, dutykit: Dutykit
) -> None:
    change(tiny, "submissions/2019/市财政局.yaml", old, new)
    for command in ("submit", "accept", "new"):
        by = () if command == "new" else ("--by", "王")
        ran = dutykit(command, "市财政局", *by, cwd=tiny)
        assert ran.code == 1
        assert "文件名是 submissions/2019/市财政局.yaml，填写的却是" in ran.out
    assert dutykit("coverage", "--fail-under", "0", "-q", cwd=tiny).code == 2
    assert dutykit("report", "-u", "市财政局", "--format", "html", cwd=tiny).code == 1


def test_evidence_is_not_said_to_be_whole_while_a_list_of_it_was_not_read(tiny: Path, dutykit: Dutykit) -> None:
    assert dutykit("evidence", "verify", "-q", cwd=tiny).code == 0
    change(tiny, "submissions/2019/市财政局.yaml", "state: draft", "state: draft\nsummary: ''")
    ran = dutykit("evidence", "verify", "-q", cwd=tiny)
    assert ran.code == 2
    assert "submissions/2019/市财政局.yaml 第 4 行" in ran.err
    assert dutykit("evidence", "verify", "-u", "市教育局", "-q", cwd=tiny).code == 0


def test_evidence_is_not_added_to_a_year_that_was_guessed(tiny: Path, dutykit: Dutykit) -> None:
    (tiny / "证明.txt").write_text("证明", encoding="utf-8")
    (tiny / "dutykit.yaml").rename(tiny / "dutykit.yml")
    before = files(tiny)
    ran = dutykit("evidence", "add", "市财政局", "1", "证明.txt", cwd=tiny)
    assert ran.code == 1
    assert ran.out.startswith("dutykit.yml:1:1 错误 misnamed-file")
    assert files(tiny) == before
    assert dutykit("evidence", "add", "市财政局", "1", "证明.txt", "--cycle", "2019", cwd=tiny).code == 0


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("data/scoring.yaml", "1: 10", "1: 十"),
        ("data/units.yaml", "id: 市教育局", "id: 1.5"),
        ("reviews/2019/市财政局.yaml", "unit", "<<<<<<< HEAD\nunit"),
    ],
)
def test_no_form_is_collected_by_rules_that_were_not_read(
    file: str, old: str, new: str, scored: Path, dutykit: Dutykit
) -> None:
    put(scored, "reviews/2019/市财政局.yaml", REVIEW % ("督导室", 8))
    for review in ((), ("--review",), ("--review", "--reviewer", "张三")):
        assert dutykit("form", *review, "-u", "市财政局", "-o", "表", cwd=scored).code == 0
    assert dutykit("form", "--office", "-o", "基础数据.xlsx", cwd=scored).code == 0
    forms = [*sorted((scored / "表").iterdir()), scored / "基础数据.xlsx"]
    assert len(forms) == 4
    assert dutykit("collect", *forms, "--dry-run", cwd=scored).code == 0
    change(scored, file, old, new)
    for form in forms:
        if form.name == "基础数据.xlsx" and file.startswith("reviews"):
            continue
        ran = dutykit("collect", form, "--dry-run", cwd=scored)
        assert ran.code == 1
        assert f"不完整（{file}第" in "".join(ran.err.split())
    assert dutykit("form", "--office", "-o", "再.xlsx", cwd=scored).code == (0 if file.startswith("reviews") else 2)


@pytest.fixture
def scored(tiny: Path) -> Path:
    put(tiny, "data/scoring.yaml", SCORING)
    put(tiny, "data/cycles.yaml", TIMETABLE)
    for name in ("张三", "李四"):
        put(tiny, f"reviews/2019/市财政局/{name}.yaml", REVIEW % (name, 8))
    return tiny


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("data/scoring.yaml", "1: 10", "1: 十"),
        ("reviews/2019/市财政局.yaml", "unit", "<<<<<<< HEAD\nunit"),
        ("submissions/2018/市财政局.yaml", "state: draft", "state: draft\nsummary: ''"),
        ("dutykit.yaml", "cycle: 2019", "cycle: 2019年"),
    ],
)
def test_nobody_submits_or_is_accepted_by_rules_that_were_not_read(
    file: str, old: str, new: str, scored: Path, dutykit: Dutykit
) -> None:
    put(scored, "reviews/2019/市财政局.yaml", REVIEW % ("督导室", 8))
    put(scored, "submissions/2018/市财政局.yaml", FINANCE.replace("2019", "2018"))
    text = (scored / file).read_text(encoding="utf-8")
    change(scored, file, old, new)
    for command in ("submit", "accept"):
        before = files(scored)
        ran = dutykit(command, "市财政局", "--by", "王", "--as-of", "2019-05-01", cwd=scored)
        assert ran.code == 1
        assert f"{file}:" in ran.out
        assert files(scored) == before
        put(scored, file, text)
        assert dutykit("submit", "市财政局", "--by", "王", "--as-of", "2019-05-01", cwd=scored).code == 2 * (
            command == "accept"
        )
        change(scored, file, old, new)
    returned = dutykit(
        "return", "市财政局", "--by", "王", "--reason", "补", "--due", "2019-06-01", "--as-of", "2019-05-02", cwd=scored
    )
    assert returned.code == (1 if file == "dutykit.yaml" else 0)


@pytest.mark.parametrize("name", ["scoring", "cycles"])
def test_a_year_does_not_end_without_what_is_there_under_another_name(
    name: str, scored: Path, dutykit: Dutykit
) -> None:
    (scored / f"data/{name}.yaml").rename(scored / f"data/{name}.yml")
    before = files(scored)
    ran = dutykit("carry-forward", "--force", "--by", "王", cwd=scored)
    assert ran.code == 1
    assert f"data/{name}.yml:1:1" in ran.out
    assert files(scored) == before


def test_scoring_rules_under_another_name_are_not_said_to_be_missing(scored: Path, dutykit: Dutykit) -> None:
    (scored / "data/scoring.yaml").rename(scored / "data/scoring.yml")
    for command in ("score", "rank"):
        ran = dutykit(command, "-q", cwd=scored)
        assert ran.code == 2
        assert "data/scoring.yml 第 1 行：文件名应为 data/scoring.yaml，未读取" in ran.err


@pytest.mark.parametrize("name", ["张三 (1)", "张三 - 副本", "张三-旧"])
def test_a_copy_of_a_reviewers_file_counts_for_nothing_and_stops_the_deciding(
    name: str, scored: Path, dutykit: Dutykit
) -> None:
    copy = f"reviews/2019/市财政局/{name}.yaml"
    put(scored, copy, REVIEW % ("张三", 1))
    checked = dutykit("validate", "--select", "duplicate-review", cwd=scored)
    assert checked.out.startswith(f"{copy}:1:7 错误 duplicate-review")
    shown = json.loads(dutykit("review", "--format", "json", cwd=scored).out)
    assert [one["file"] for one in shown["incomplete"]] == [copy]
    (row,) = shown["units"][0]["indicators"]
    assert [one["score"] for one in row["opinions"]] == ["8", "8"]
    before = files(scored)
    for command in (
        "review --decide",
        "form --review -u 市财政局",
        "form --review -u 市财政局 --reviewer 张三",
        "new --review 市财政局",
    ):
        ran = dutykit(*command.split(), cwd=scored)
        assert ran.code == 2
        assert copy in ran.err
    assert files(scored) == before
    assert dutykit("score", cwd=scored).code == 0


def test_the_log_says_in_every_format_what_could_not_be_read(tiny: Path, dutykit: Dutykit) -> None:
    assert dutykit("submit", "市财政局", "--by", "王", cwd=tiny).code == 0
    put(tiny, "history/2019/市财政局.jsonl", "{\n" + (tiny / "history/2019/市财政局.jsonl").read_text(encoding="utf-8"))
    for form in ("json", "csv", "table", "md"):
        ran = dutykit("history", "show", "--format", form, cwd=tiny)
        assert "history/2019/市财政局.jsonl" in ran.out
    assert dutykit("history", "verify", cwd=tiny).code == 1


def test_which_logs_are_verified_is_not_guessed(tiny: Path, dutykit: Dutykit) -> None:
    assert dutykit("submit", "市财政局", "--by", "王", cwd=tiny).code == 0
    (tiny / "dutykit.yaml").rename(tiny / "dutykit.yml")
    assert dutykit("history", "verify", "-q", cwd=tiny).code == 2
    assert dutykit("history", "verify", "--cycle", "2019", cwd=tiny).code == 0


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()} - {".dutykit.lock"}


@pytest.mark.parametrize(
    ("written", "rule"),
    [("56人及以上大班额班级数: 三", "metric-not-a-number"), ("56人以上大班额班级数: 3", "unknown-metric")],
)
def test_a_value_that_is_no_number_or_under_another_name_is_not_absent(
    written: str, rule: str, panjin: Path, dutykit: Dutykit
) -> None:
    change(panjin, "submissions/2019/大洼区政府.yaml", "56人及以上大班额班级数: 3", written)
    place = "submissions/2019/大洼区政府.yaml"
    for words in ("alerts --fail", "report --unit 大洼区政府 --format html -o r.html"):
        ran = dutykit(*words.split(), cwd=panjin)
        assert ran.code in {1, 2}, words
        assert place in ran.err + ran.out, words
    assert not (panjin / "r.html").exists()
    noted = json.loads(dutykit("alerts", "--format", "json", cwd=panjin).out)["incomplete"]
    assert place in json.dumps(noted, ensure_ascii=False)
    assert f"错误 {rule}" in dutykit("validate", "--ignore", rule, cwd=panjin).out
    put(panjin, "dutykit.yaml", f"cycle: 2019\nseverity: {{{rule}: off}}\n")
    ran = dutykit("validate", cwd=panjin)
    assert ran.code == 1
    assert "firm-rule" in ran.out
    assert dutykit("form", "--unit", "大洼区政府", "-o", "forms", cwd=panjin).code == 0  # to be corrected in


@pytest.mark.parametrize("name", ["submissions/2019", "reviews/2019", "history", "data/past"])
@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_stands_in_the_place_of_a_folder_is_a_fault(kind: str, name: str, tiny: Path, dutykit: Dutykit) -> None:
    path = tiny / name
    shutil.rmtree(path, ignore_errors=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "file":
        path.touch()
    else:
        path.symlink_to("nowhere")
    ran = dutykit("validate", cwd=tiny)
    assert ran.code == 1, ran.out
    assert f"{name}:1:1 错误 file-unreadable" in ran.out
    ran = dutykit("status", "--fail-on", "overdue", "--as-of", "2019-05-22", cwd=tiny)
    assert ran.code == 2
    ran = dutykit("carry-forward", "--to", "2020", "--yes", "--by", "甲", "--as-of", "2019-12-31", cwd=tiny)
    assert ran.code in {1, 2}
    assert "cycle: 2019" in (tiny / "dutykit.yaml").read_text(encoding="utf-8")


def test_an_unread_line_of_a_log_stops_what_rests_on_it(tiny: Path, dutykit: Dutykit) -> None:
    assert dutykit("submit", "市财政局", "--by", "甲", "--as-of", "2019-05-01", cwd=tiny).code == 0
    log = tiny / "history/2019/市财政局.jsonl"
    log.write_bytes(log.read_bytes() + b"garbage\n")
    assert "错误 history-chain-broken" in dutykit("validate", "--ignore", "history-chain-broken", cwd=tiny).out
    for words in ("report --unit 市财政局 --format html -o r.html", "status --fail-on overdue --as-of 2019-05-22"):
        ran = dutykit(*words.split(), cwd=tiny)
        assert ran.code in {1, 2}, words
        assert "history/2019/市财政局.jsonl" in ran.err + ran.out, words
    assert dutykit("report", "--unit", "市教育局", "--format", "html", "-o", "r.html", cwd=tiny).code == 0
