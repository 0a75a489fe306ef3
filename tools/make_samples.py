"""Write the sample submissions, reviews and evaluation of 2019 and their evidence: the same bytes at every run.

For every unit that owes an indicator there is one file, and every text in it says 示例::

    python -m tools.make_samples           # rewrite submissions/, reviews/ and evidence/ of this repository
    python -m tools.make_samples --to DIR  # write them below DIR instead

Files of units that owe nothing any more are not removed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from dutykit.model.catalogue import Indicator
from dutykit.model.layout import evaluation_file
from dutykit.model.workspace import Workspace
from dutykit.workspace.assemble import load_workspace
from tools.sample_files import KINDS
from tools.sample_texts import (
    CLOSED,
    COUNTY_VIEWPOINT,
    EVALUATION,
    EVIDENCE,
    HAPPENED,
    KEPT,
    MEASURES,
    NEXT_STEPS,
    NOT_ANSWERED,
    OTHERWISE,
    PERSONS,
    PROBLEMS,
    PROGRESS,
    PROOF,
    SCORED,
    SUMMARIES,
    VIEWPOINTS,
    WITH_NUMBERS,
    narrative,
    topics,
)

ROOT = Path(__file__).resolve().parent.parent
CYCLE = 2019

DRAFT = "市文广局"
"""Half filled: its first indicator has words but no rating, the rest is missing."""
RETURNED = "市人社局"
LEFT_OUT = "45"
"""The indicator that the returned unit did not answer."""
ACCEPTED = ("市民政局", "市委政法委")
NOT_APPLICABLE = ("双台子区政府", "48")
OFF_TARGET = ("大洼区政府", "21")

UNMET = {("市教育局", "52"), OFF_TARGET, ("盘山县政府", "29")}
PARTLY_EVERY = 6
"""One answer in so many is rated `partly`."""
MANY, FILES = 40, 3
"""Units that owe `MANY` indicators, and the finance bureau, hand in so many files; the others hand in one."""

METRICS: dict[str, dict[str, int | float]] = {
    "3": {"听取中小学校党建工作汇报次数": 2, "中小学校党组织书记集中培训次数": 1},
    "11": {
        "普惠性幼儿园覆盖率": 85.5,
        "公办幼儿园在园幼儿数": 520,
        "普惠性民办幼儿园在园幼儿数": 335,
        "在园幼儿总数": 1000,
    },
    "19": {"义务教育阶段学校56人及以上大班额班级数": 0},
    "20": {"高中阶段教育毛入学率": 95, "职业学校和普通高中招生比例": 0.9},
    "21": {"普通高中56人及以上大班额班级数": 0, "超大规模学校数量": 1},
    "23": {"中职生均教学仪器设备值": 5000},
    "28": {"残疾儿童少年义务教育入学率": 98},
    "30": {"家庭经济困难学生资助的覆盖情况": 100},
    "39": {
        "普通小学财政一般公共预算教育支出": 1000,
        "普通初中财政一般公共预算教育支出": 800,
        "普通高中财政一般公共预算教育支出": 600,
        "中等职业学校财政一般公共预算教育支出": 400,
        "普通小学生均一般公共预算教育事业费支出": 10,
        "普通初中生均一般公共预算教育事业费支出": 12,
        "普通高中生均一般公共预算教育事业费支出": 11,
        "中等职业学校生均一般公共预算教育事业费支出": 13,
    },
}
"""Made-up values, plainly round. 38 is left without one: it asks for standards, which are told in words."""
OFF_TARGET_METRICS = {"普通高中56人及以上大班额班级数": 3, "超大规模学校数量": 1}

REVIEWER = "市政府教育督导室"
OTHERWISE_EVERY = 9
"""The office takes one answer in so many that is rated `met` for `partly`."""
HALF_POINT = 0.5
"""A score as written, which stands instead of what the level gives."""
EVENTS = {"双台子区政府": "加1", "市财政局": "扣1", "盘山县政府": "降1", "市公安局": "限1"}
"""Ids of data/scoring.yaml."""

STATUSES = ("open", "in_progress", "done", "closed")
FOUND_BY = ("self_check", "monitoring", "inspection")


@dataclass(frozen=True)
class Debtor:
    """A unit, its number in the register, and what it owes."""

    unit: str
    number: int
    indicators: tuple[Indicator, ...]

    @property
    def view(self) -> str:
        """From where the unit looks at an indicator."""
        return VIEWPOINTS.get(self.unit, COUNTY_VIEWPOINT)


def samples(workspace: Workspace) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every sample file for `workspace`."""
    numbers = {unit: number for number, unit in enumerate(workspace.register.by_id)}
    for unit, duties in workspace.responsibilities.by_unit.items():
        owed = tuple(workspace.catalogue.by_id[duty.indicator].indicator for duty in duties)
        yield from _unit_samples(Debtor(unit, numbers[unit], owed))
    yield evaluation_file(CYCLE), _yaml("任何单位", _evaluation())


def _evaluation() -> dict[str, Any]:
    """What the office states of the whole city."""
    return {"sample": True, **{name: _block(text) for name, text in EVALUATION.items()}}


def _unit_samples(debtor: Debtor) -> Iterator[tuple[str, bytes]]:
    files: dict[str, bytes] = {}
    answers = [_answer(debtor, turn, indicator, files) for turn, indicator in enumerate(debtor.indicators)]
    if debtor.unit == DRAFT:
        del answers[1:]
        for key in ("rating", "problems"):
            answers[0].pop(key, None)
    elif debtor.unit == RETURNED:
        answers = [answer for answer in answers if str(answer["indicator"]) != LEFT_OUT]
    yield from files.items()
    yield f"submissions/{CYCLE}/{debtor.unit}.yaml", _yaml(debtor.unit, {**_head(debtor), "answers": answers})
    yield f"reviews/{CYCLE}/{debtor.unit}.yaml", _yaml(debtor.unit, _review(debtor, answers))


def _review(debtor: Debtor, answers: list[dict[str, Any]]) -> dict[str, Any]:
    """The office's part: its verdict on every indicator, and the closing of what the unit says is put right."""
    by_indicator = {str(answer["indicator"]): answer for answer in answers}
    review: dict[str, Any] = {
        "unit": debtor.unit,
        "cycle": CYCLE,
        "sample": True,
        "reviewer": REVIEWER,
        "reviewed_on": dt.date(CYCLE, 7, 1 + debtor.number % 19),
        "indicators": [
            _verdict(debtor, turn, indicator, by_indicator.get(indicator.id, {}))
            for turn, indicator in enumerate(debtor.indicators)
        ],
    }
    if debtor.unit in EVENTS:
        review["events"] = [{"event": EVENTS[debtor.unit], "on": dt.date(CYCLE, 6, 20), "remark": HAPPENED}]
    closed = [one for answer in answers for one in answer.get("problems", ()) if one["status"] == "closed"]
    if closed:
        review["closings"] = [{"problem": one["id"], "closed_on": one["closed_on"], "remark": CLOSED} for one in closed]
    return review


def _verdict(debtor: Debtor, turn: int, indicator: Indicator, answer: dict[str, Any]) -> dict[str, Any]:
    """The unit's rating, but where nothing is rated, and where the office sees it otherwise."""
    rating = answer.get("rating")
    verdict: dict[str, Any] = {"indicator": int(indicator.id), "verdict": rating or "unmet"}
    if rating is None:
        verdict["remark"] = NOT_ANSWERED
    elif rating == "met" and (turn + debtor.number) % OTHERWISE_EVERY == 0:
        verdict |= {"verdict": "partly", "remark": OTHERWISE}
    elif rating == "partly" and turn % 2:
        verdict |= {"score": HALF_POINT, "remark": SCORED}
    return verdict


def _head(debtor: Debtor) -> dict[str, Any]:
    unit, count = debtor.unit, len(debtor.indicators)
    submitted = dt.date(CYCLE, 5, 5 + debtor.number % 10)
    head: dict[str, Any] = {"unit": unit, "cycle": CYCLE, "state": "submitted", "sample": True}
    if unit == DRAFT:
        head["state"] = "draft"
    else:
        head["submitted_on"] = submitted
    if unit == RETURNED:
        head["state"] = "returned"
        reason = f"示例：第{LEFT_OUT}项没有填报，请补齐后重新报送。"
        head["returned"] = {"reason": reason, "due": dt.date(CYCLE, 5, 31), "on": dt.date(CYCLE, 5, 20)}
    elif unit in ACCEPTED:
        head["state"] = "accepted"
    turn = 1 if count > 20 else debtor.number
    head["summary"] = _block(SUMMARIES[turn % len(SUMMARIES)].format(unit=unit, count=count))
    head["next_steps"] = _block(NEXT_STEPS[turn % len(NEXT_STEPS)].format(unit=unit))
    return head


def _answer(debtor: Debtor, turn: int, indicator: Indicator, files: dict[str, bytes]) -> dict[str, Any]:
    here = (debtor.unit, indicator.id)
    answer: dict[str, Any] = {"indicator": int(indicator.id)}
    if here == NOT_APPLICABLE:
        answer["rating"] = "not_applicable"
        answer["reason"] = "示例：本年度没有这项任务时，在此处写明理由和依据的文件。"
        return answer
    step = turn * 5 + debtor.number * 7  # neighbours in a file, and units beside each other, get other words
    rating = "unmet" if here in UNMET else "partly" if (turn + debtor.number) % PARTLY_EVERY == 2 else "met"
    metrics = OFF_TARGET_METRICS if here == OFF_TARGET else METRICS.get(indicator.id, {})
    text = narrative(indicator.text, debtor.view, step)
    answer["rating"] = rating
    answer["narrative"] = _block(f"{text}\n\n{WITH_NUMBERS}" if metrics else text)
    if metrics:
        answer["metrics"] = dict(metrics)
    evidence = list(_evidence(debtor, turn, indicator, files))
    if evidence:
        answer["evidence"] = evidence
    if rating != "met":
        answer["problems"] = [_problem(debtor, turn, indicator)]
    return answer


def _evidence(debtor: Debtor, turn: int, indicator: Indicator, files: dict[str, bytes]) -> Iterator[dict[str, Any]]:
    wanted = FILES if len(debtor.indicators) >= MANY or debtor.unit == "市财政局" else 1
    spacing = max(len(debtor.indicators) // wanted, 1)
    if turn % spacing == 0 and len(files) < wanted:
        kind = list(KINDS)[(len(files) + debtor.number) % len(KINDS)]
        title = EVIDENCE[kind].format(n=indicator.id)
        path = f"evidence/{debtor.unit}/{indicator.id}-1.{kind}"
        files[path] = KINDS[kind](f"{title}（{debtor.unit}）")
        yield {"title": title, "file": path, "sha256": hashlib.sha256(files[path]).hexdigest()}
    if turn % 3 == 1:
        yield {"title": KEPT[turn // 3 % len(KEPT)].format(n=indicator.id), "kept_by_unit": True}


def _problem(debtor: Debtor, turn: int, indicator: Indicator) -> dict[str, Any]:
    pick = turn // PARTLY_EVERY + debtor.number
    status = STATUSES[pick % len(STATUSES)]
    clauses = topics(indicator.text)
    text = PROBLEMS[pick % len(PROBLEMS)].format(a=clauses[turn % len(clauses)])
    if (debtor.unit, indicator.id) == OFF_TARGET:
        status = "in_progress"
        text = "示例问题：56人及以上大班额还没有全部消除（数值为示例）。"
    problem: dict[str, Any] = {
        "id": f"{CYCLE}-{debtor.unit}-{indicator.id}-1",
        "found_by": FOUND_BY[pick // 2 % len(FOUND_BY)],
        "text": text,
        "measure": MEASURES[pick % len(MEASURES)],
        "person": PERSONS[pick % len(PERSONS)],
        "due": dt.date(CYCLE, 8 if status == "closed" else 10 if status == "done" else 12, 20),
        "status": status,
    }
    if status in PROGRESS:
        problem["progress"] = PROGRESS[status]
    if status == "closed":
        problem["proof"] = [{"title": PROOF.format(n=indicator.id), "kept_by_unit": True}]
        problem["closed_on"] = dt.date(CYCLE, 8, 10 + pick % 10)
    return problem


def _block(text: str) -> LiteralScalarString:
    block: LiteralScalarString = LiteralScalarString(text + "\n")
    return block


def _yaml(whose: str, content: dict[str, Any]) -> bytes:
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 10_000  # a fold would put a blank between two Chinese characters
    buffer = io.BytesIO()
    yaml.dump(content, buffer)
    header = (
        f"# 示例数据：所列内容均为示例，不反映{whose}的实际情况；由此生成的报告均标明“示例数据”。\n"
        "# 本文件由 tools/make_samples.py 生成，请勿手工修改。正式填报时另建文件，不写 sample: true。\n\n"
    )
    body = (
        buffer.getvalue()
        .decode()
        .replace("\n  - indicator:", "\n\n  - indicator:" if "answers" in content else "\n  - indicator:")
        .replace("answers:\n\n", "answers:\n")
    )
    return (header + body).encode()


def main() -> None:
    """Read the command line and write the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, default=ROOT, metavar="DIR", help="folder to write below")
    folder: Path = parser.parse_args().to
    workspace = load_workspace(ROOT).workspace
    if workspace is None:
        parser.error("data/ of this repository does not load; run `dutykit validate`")
    for name, data in samples(workspace):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
