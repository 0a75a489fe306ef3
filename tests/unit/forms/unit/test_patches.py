"""What a unit changed, as changes to its file: each case is the file before, the changes, and the file after."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from dutykit.forms.unit.patches import patches_of
from dutykit.forms.workbook.changes import Change, LostRow, Merged, NewRow
from dutykit.forms.workbook.layout import FormValue, SheetName
from dutykit.forms.workbook.reading import CellPlace
from dutykit.forms.workbook.row import CellKey
from dutykit.model.evidence_file import EvidenceFile
from dutykit.model.submission import Submission
from dutykit.workspace.decode import decode
from dutykit.workspace.opening import open_workspace
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.reader import read_yaml
from tests.form_workspaces import FILE, make_workspace

HEAD = "unit: 甲局\ncycle: 2019\nstate: draft\n"
REVIEW = """\
unit: 甲局
cycle: 2019
findings:
  - {id: 7, indicator: 2, found_by: inspection, text: 督导室发现的, due: 2019-10-01}
  - {id: "007", indicator: 2, found_by: monitoring, text: 又一个}
  - {id: 2019-甲局-3-1, indicator: 3, found_by: monitoring, text: 第三项的}
"""
AT = CellPlace("表", (0, 0))
SHA = "ab" * 32


def after(tmp_path: Path, before: str, merged: Merged) -> str:
    """The file below its head after the changes, without fingerprints of texts."""
    root = make_workspace(tmp_path, HEAD + before, rules=False)
    (root / "reviews/2019").mkdir(parents=True)
    (root / "reviews/2019/甲局.yaml").write_text(REVIEW, encoding="utf-8")
    workspace, _findings = open_workspace(root)
    assert workspace is not None
    limits = workspace.settings.limits
    document = read_yaml(workspace.sources[FILE].data, FILE, limits)
    submission, _faults, _complete = decode(Submission, document)
    assert submission is not None
    patches = patches_of(merged, workspace, submission, lambda name: EvidenceFile(name, "present", SHA))
    text = edited(document, patches, limits).source.text
    assert text.startswith("unit: 甲局\ncycle: 2019\n")
    lines = text.removeprefix(HEAD).splitlines(keepends=True)
    return "".join(line for line in lines if "text_fingerprint" not in line)


def changed(*changes: tuple[str, FormValue]) -> Merged:
    """Cells, each as `sheet/row/column`, with their new values."""
    return Merged(changes=[Change(tuple(key.split("/")), None, value, AT) for key, value in changes])


def new(sheet: SheetName, indicator: str, **cells: FormValue) -> NewRow:
    return NewRow(sheet, indicator, cells, {}, AT)


def lost(*keys: CellKey) -> list[LostRow]:
    return [LostRow(key, {}) for key in keys]


METRICS = "answers:\n  - indicator: 2\n    metrics: {覆盖率: 85.5, 次数: 3}\n"


@pytest.mark.parametrize(
    ("before", "wanted", "expected"),
    [
        (METRICS, {"次数": 4}, METRICS.replace("3", "4")),
        (METRICS, {"分子": 9}, METRICS.replace("3}", "3, 分子: 9}")),
        (METRICS, {"次数": None}, METRICS.replace(", 次数: 3", "")),
        (METRICS, {"次数": None, "分子": 9}, METRICS.replace(", 次数: 3", ", 分子: 9")),
        (METRICS, {"次数": None, "覆盖率": None}, "answers:\n  - indicator: 2\n"),
        (METRICS, {"次数": Decimal("0.50")}, METRICS.replace("3", "0.50")),
        ("answers:\n  - indicator: 2\n", {"次数": 0}, "answers:\n  - indicator: 2\n    metrics:\n      次数: 0\n"),
        (
            "answers:\n  - indicator: 2\n    evidence: [{title: a}]\n",
            {"次数": 1},
            "answers:\n  - indicator: 2\n    metrics:\n      次数: 1\n    evidence: [{title: a}]\n",
        ),
        (
            "answers:\n  - indicator: 2\n    metrics:\n",
            {"次数": 1},
            "answers:\n  - indicator: 2\n    metrics:\n      次数: 1\n",
        ),
    ],
)
def test_one_metric_leaves_the_others(tmp_path: Path, before: str, wanted: dict[str, FormValue], expected: str) -> None:
    merged = changed(*((f"metrics/2/{name}/value", value) for name, value in wanted.items()))
    assert after(tmp_path, before, merged) == expected


PROBLEM = """\
answers:
  - indicator: 1
    problems:
      - id: p-1
        found_by: self_check
        text: 问题
        measure: 措施
        due: 2019-12-01
        status: done
        progress: 进展
"""


@pytest.mark.parametrize(
    ("name", "line", "empty"),
    [
        ("measure", "measure: 措施", "measure:"),
        ("due", "due: 2019-12-01", "due:"),
        ("progress", "progress: 进展", "progress:"),
        ("status", "status: done", "status: open"),
    ],
)
def test_a_cleared_field_of_a_problem(tmp_path: Path, name: str, line: str, empty: str) -> None:
    assert after(tmp_path, PROBLEM, changed((f"problems/1/p-1/{name}", None))) == PROBLEM.replace(line, empty)


def test_a_cleared_state_of_a_problem_of_an_earlier_year_is_empty(tmp_path: Path) -> None:
    before = "carried:\n  - problem: c-1\n    from_cycle: 2018\n    status: done\n"
    assert after(tmp_path, before, changed(("carried/2018/c-1/status", None))) == before.replace(" done", "")


def test_the_other_fields_of_an_answer(tmp_path: Path) -> None:
    before = "answers:\n  - indicator: 1 # 一\n    rating: met\n    narrative: 写在一行\n    evidence: [{title: a}]\n"
    merged = changed(
        ("answers/1/narrative", "两\n行"), ("answers/1/score", Decimal(0)), ("answers/1/reason", "理由"), ("answers/1/rating", None)
    )  # fmt: skip
    assert after(tmp_path, before, merged) == (
        "answers:\n  - indicator: 1 # 一\n    rating:\n    reason: 理由\n    score: 0\n    narrative: |-\n      两\n      行\n"
        "    evidence: [{title: a}]\n"
    )


def test_long_texts_are_blocks(tmp_path: Path) -> None:
    merged = changed(
        ("overview/next_steps/content", "打算"),
        ("overview/summary/content", "一\n二"),
        ("overview/submitted_on/content", dt.date(2019, 5, 7)),
        ("answers/1/narrative", "说明"),
    )
    assert after(tmp_path, "answers:\n  - indicator: 1\n    narrative: |\n      旧的\n", merged) == (
        "submitted_on: 2019-05-07\nsummary: |\n  一\n  二\nnext_steps: |\n  打算\n"
        "answers:\n  - indicator: 1\n    narrative: |\n      说明\n"
    )


def test_a_new_answer_has_its_fields_in_the_order_of_the_record(tmp_path: Path) -> None:
    merged = changed(
        ("answers/2/narrative", "做了"), ("answers/2/reason", "因为"), ("answers/2/rating", "met"), ("answers/2/score", 0),
        ("metrics/2/次数/value", 2), ("problems/2/7/measure", "整改"),
    )  # fmt: skip
    merged.new_rows = [
        new("problems", "2", id=None, found_by="self_check", text="新问题", status=None),
        new("evidence", "2", title="台账", kept="yes", file=None, date=dt.date(2019, 3, 2), note=None),
        new("evidence", "2", title="照片", kept="no", file="a.jpg"),
    ]
    assert after(tmp_path, "answers:\n  - indicator: 1\n  - indicator: 3\n", merged) == (
        "answers:\n  - indicator: 1\n  - indicator: 2\n    rating: met\n    reason: 因为\n    score: 0\n"
        "    narrative: |\n      做了\n    metrics:\n      次数: 2\n"
        "    evidence:\n      - title: 台账\n        kept_by_unit: true\n        date: 2019-03-02\n"
        f"      - title: 照片\n        file: a.jpg\n        sha256: {SHA}\n"
        "    problems:\n      - id: 7\n        found_by: inspection\n        text: 督导室发现的\n        measure: 整改\n"
        "        due: 2019-10-01\n      - id: 2019-甲局-2-1\n        found_by: self_check\n        text: 新问题\n"
        "        status: open\n  - indicator: 3\n"
    )


def test_a_problem_of_the_office_is_added_once_and_then_changed(tmp_path: Path) -> None:
    before = "answers:\n  - indicator: 2\n    problems:\n      - {id: 7, found_by: inspection, text: 督导室发现的}\n"
    merged = changed(("problems/2/7/measure", "整改"))
    assert after(tmp_path / "a", before, merged) == before.replace("的}", "的, measure: 整改}")
    merged = changed(("problems/2/007/measure", "也整改"), ("problems/2/007/due", dt.date(2019, 11, 1)))
    added = '      - id: "007"\n        found_by: monitoring\n        text: 又一个\n        measure: 也整改\n        due: 2019-11-01\n'
    assert after(tmp_path / "b", before, merged) == before + added


@pytest.mark.parametrize(("problem", "written"), [("7", "7"), ("007", '"007"'), ("2018-1", "2018-1"), ("0", "0")])
def test_ids_are_written_so_that_they_stay_what_they_are(tmp_path: Path, problem: str, written: str) -> None:
    entry = f"  - problem: {written}\n    from_cycle: 2018\n    status: done\n"
    merged = changed((f"carried/2018/{problem}/status", "done"))
    assert after(tmp_path / "a", "answers:\n  - indicator: 1\n", merged) == (
        f"carried:\n{entry}answers:\n  - indicator: 1\n"
    )
    before = "carried:\n  - {problem: c-1, from_cycle: 2018, status: open}\nanswers:\n  - indicator: 1\n"
    assert after(tmp_path / "b", before, merged) == before.replace("open}\n", f"open}}\n{entry}")


def test_of_two_cycles_with_one_id_the_right_problem_is_changed(tmp_path: Path) -> None:
    before = "carried:\n  - {problem: c-1, from_cycle: 2017}\n  - {problem: c-1, from_cycle: 2018}\n"
    merged = changed(("carried/2018/c-1/progress", "完工"))
    assert after(tmp_path, before, merged) == before.replace("2018}", "2018, progress: 完工}")


def test_new_problems_get_ids_that_nobody_has(tmp_path: Path) -> None:
    before = (
        "answers:\n  - indicator: 3\n    problems:\n      - {id: 2019-甲局-3-2, found_by: self_check, text: 旧的}\n"
    )
    rows = [
        new("problems", "3", id=None, found_by="self_check", text="一"),
        new("problems", "3", id="2019-甲局-3-3", found_by="self_check", text="二"),
        new("problems", "3", id=None, found_by="self_check", text="三"),
    ]
    text = after(tmp_path, before, Merged(new_rows=rows))
    ids = [line.split("id: ")[1].split(",")[0] for line in text.splitlines() if "id: " in line]
    assert ids == ["2019-甲局-3-2", "2019-甲局-3-4", "2019-甲局-3-3", "2019-甲局-3-5"]  # 1 is the office's


PROOF = """\
answers:
  - indicator: 1
    problems:
      - id: p-1
        found_by: self_check
        text: 问题
        proof:
          - {title: 简报, kept_by_unit: true, note: 存档} # 甲
          - {title: 照片, file: p.jpg}
"""
AGAIN = f"          - title: 照片\n            file: p.jpg\n            sha256: {SHA}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("简报（留存备查）\n照片（p.jpg）", PROOF),
        ("照片（p.jpg）", PROOF.replace("          - {title: 简报, kept_by_unit: true, note: 存档} # 甲\n", "")),
        ("简报（留存备查）\n照片（p.jpg）\n照片（p.jpg）", PROOF + AGAIN),
        ("简报（留存备查）\n照片（p.jpg）\n口头说明", PROOF + "          - title: 口头说明\n"),
        ("新的（留存备查）", PROOF.split("          - ", maxsplit=1)[0] + "          - title: 新的\n            kept_by_unit: true\n"),
        (None, PROOF.split("        proof:", maxsplit=1)[0]),
    ],
)  # fmt: skip
def test_lines_of_evidence_that_are_kept_stay_as_they_are(tmp_path: Path, text: str | None, expected: str) -> None:
    assert after(tmp_path, PROOF, changed(("problems/1/p-1/proof", text))) == expected


EVIDENCE = (
    "answers:\n  - indicator: 1\n    evidence:\n      - title: 一 # 甲\n      - {title: 二, kept_by_unit: true}\n"
)


@pytest.mark.parametrize(
    ("merged", "expected"),
    [
        (changed(("evidence/1/1-2/kept", "no")), EVIDENCE.replace("true", "false")),
        (changed(("evidence/1/1-1/kept", "no")), EVIDENCE),
        (changed(("evidence/1/1-1/kept", "yes")), EVIDENCE.replace("# 甲", "# 甲\n        kept_by_unit: true")),
        (
            changed(("evidence/1/1-1/file", "b.jpg")),
            EVIDENCE.replace("# 甲", f"# 甲\n        file: b.jpg\n        sha256: {SHA}"),
        ),
        (Merged(lost_rows=lost(("evidence", "1", "1-1"))), EVIDENCE.replace("      - title: 一 # 甲\n", "")),
        (Merged(lost_rows=lost(("evidence", "1", "1-1"), ("evidence", "1", "1-2"))), "answers:\n  - indicator: 1\n"),
        (
            Merged(
                lost_rows=lost(("evidence", "1", "1-1"), ("evidence", "1", "1-2")),
                new_rows=[new("evidence", "1", title="三")],
            ),
            "answers:\n  - indicator: 1\n    evidence:\n      - title: 三\n",
        ),
        (
            Merged(lost_rows=lost(("evidence", "1", "1-1")), new_rows=[new("evidence", "1", title="三", kept=None)]),
            EVIDENCE.replace("      - title: 一 # 甲\n", "") + "      - title: 三\n",
        ),
        (Merged(new_rows=[new("evidence", "1", title="三")]), EVIDENCE + "      - title: 三\n"),
    ],
)
def test_rows_of_evidence(tmp_path: Path, merged: Merged, expected: str) -> None:
    assert after(tmp_path, EVIDENCE, merged) == expected


def test_a_cleared_file_takes_its_hash_along(tmp_path: Path) -> None:
    before = (
        f"answers:\n  - indicator: 1\n    evidence:\n      - title: 一\n        file: a.jpg\n        sha256: {SHA}\n"
    )
    expected = before.replace(" a.jpg", "").replace(f" {SHA}", "")
    assert after(tmp_path, before, changed(("evidence/1/1-1/file", None))) == expected


def test_of_two_problems_with_one_id_the_first_is_changed(tmp_path: Path) -> None:
    first, second = (f"      - {{id: p, found_by: self_check, text: {one}}}\n" for one in "一二")
    before = f"answers:\n  - indicator: 1\n    problems:\n{first}{second}"
    assert after(tmp_path / "a", before, changed(("problems/1/p/person", "某人"))) == before.replace(
        "一}", "一, person: 某人}"
    )
    gone = after(tmp_path / "b", before, Merged(lost_rows=lost(("problems", "1", "p"))))
    assert gone == before.replace(first, "")


def test_nothing_changed(tmp_path: Path) -> None:
    assert after(tmp_path, PROOF, Merged()) == PROOF
