"""A year of the office in any order: no answer, problem, review or log line is lost, and the workspace stays valid."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from dutykit.check.run import run_checks
from dutykit.forms.collection import Collected
from dutykit.forms.review.making import ReviewRequest, make_reviews
from dutykit.lifecycle.states import Step
from dutykit.model.finding import Severity
from dutykit.model.history_entry import ALLOWED
from dutykit.model.refusal import Refusal
from dutykit.plans.amending.amend import AmendRequest, amend
from dutykit.workspace.assemble import load_workspace
from tests.cycles import opened, record_step
from tests.form_workspaces import FilledForm, collected, made_form, saved_at
from tests.review_workspaces import ReviewForm

UNITS = ("甲局", "乙局", "丙局")
DUTIES = (("甲局",), ("甲局", "乙局"), ("各区",), ("乙局",), ("丙局",))
"""Whom an indicator can be assigned to: a unit, two, or the group."""
FILES = {
    "data/indicators.yaml": """\
title: 体系
source: {title: 文件, issuer: 机关}
chapters:
  - title: 章
    sections:
      - title: 节
        indicators:
          - {id: 1, text: 统筹校舍安全改造。, responsible: [甲局]}
          - {id: 2, text: 落实课后服务经费。, responsible: [甲局, 乙局]}
          - {id: 3, text: 开展学校食堂检查。, responsible: [各区]}
          - {id: 4, text: 建立教师轮岗制度。, responsible: [丙局]}
""",
    "data/units.yaml": """\
units:
  - {id: 甲局, kind: department}
  - {id: 乙局, kind: county}
  - {id: 丙局, kind: county}
groups:
  - {id: 各区, members: [乙局, 丙局]}
""",
    "dutykit.yaml": "cycle: 2019\n",
}


@dataclass(frozen=True)
class Kept:
    """All that a workspace keeps of what people wrote: texts by what they are about, and the lines of all logs."""

    answers: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    """Of a unit to an indicator, also to one that it has no longer."""
    problems: set[str] = field(default_factory=set)
    remarks: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    findings: set[str] = field(default_factory=set)
    lines: set[str] = field(default_factory=set)


def kept(root: Path) -> Kept:
    """What is kept in `root`, as the program reads it; of the logs what the files say."""
    there, workspace = Kept(), opened(root)
    for submission in workspace.submissions:
        for answer in submission.all_answers:
            if answer.narrative:
                said = there.answers.setdefault((submission.unit, answer.indicator), set())
                said.add(answer.narrative.strip())
            there.problems.update(one.text for one in answer.problems)
    for review in workspace.reviews:
        for verdict in review.indicators:
            if verdict.remark:
                there.remarks.setdefault((review.unit, verdict.indicator), set()).add(verdict.remark.strip())
        there.findings.update(one.text for one in review.findings)
    for log in (root / "history").rglob("*.jsonl"):
        there.lines.update(log.read_text(encoding="utf-8").splitlines())
    return there


def errors(root: Path) -> list[str]:
    """The errors that validation finds."""
    loaded = load_workspace(root)
    assert loaded.workspace is not None
    found = [*loaded.findings, *run_checks(loaded.workspace)]
    return [f"{one.rule} {one.place} {one.message}" for one in found if one.severity is Severity.ERROR]


@dataclass
class Copy:
    """A workbook that somebody has, and what was written into it, by indicator."""

    path: Path
    texts: dict[str, str] = field(default_factory=dict)
    added: dict[str, str] = field(default_factory=dict)
    """The problems, each with its indicator."""


class Office:
    """The office with its workspace, and the workbooks that are about."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root = folder, folder / "w"
        for name, text in FILES.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (self.root / "submissions").mkdir()
        self.count = 0
        self.day = dt.date(2019, 5, 1)
        self.forms: dict[str, list[Copy]] = {unit: [] for unit in UNITS}
        self.reviews: dict[str, list[Copy]] = {unit: [] for unit in UNITS}
        self.refused: list[str] = []
        for unit in UNITS:
            self.form(unit)
            self.answer(unit, 0, frozenset("1234"), adds_problem=False)

    def next(self) -> int:
        self.count += 1
        return self.count

    @contextmanager
    def keeps_all(self, written: Copy | None = None, unit: str = "") -> Iterator[None]:
        """Whatever is done in here loses nothing; only what `unit` wrote later, in `written`, may replace a text."""
        before = kept(self.root)
        with self.may_refuse():
            yield
        after = kept(self.root)
        assert before.lines <= after.lines
        assert before.problems <= after.problems
        assert before.findings <= after.findings
        for old, new in ((before.answers, after.answers), (before.remarks, after.remarks)):
            for key, said in old.items():
                replacing = set()
                if written is not None and key[0] == unit and key[1] in written.texts:
                    replacing = {written.texts[key[1]]} & new.get(key, set())
                gone = said - new.get(key, set())
                assert not gone or (replacing and max(map(number, gone)) < max(map(number, replacing))), (key, gone)
        assert errors(self.root) == []

    @contextmanager
    def may_refuse(self) -> Iterator[None]:
        try:
            yield
        except Refusal as refusal:
            self.refused.append(refusal.message)

    def form(self, unit: str) -> None:
        """The unit gets a new form."""
        with self.may_refuse():
            path = made_form(self.root, unit).rename(self.folder / f"{self.next()}.xlsx")
            self.forms[unit].append(Copy(path))

    def answer(self, unit: str, which: int, indicators: frozenset[str], *, adds_problem: bool) -> None:
        """The unit goes on with one of its copies, new, old or filled in before, and sends it in."""
        if not self.forms[unit]:
            return
        copy = self.forms[unit][which % len(self.forms[unit])]
        form = FilledForm(copy.path)
        mine = [str(row[0].value) for row in form.sheet("自评").iter_rows(min_row=4) if row[0].value is not None]
        new = Copy(self.folder / f"{self.next()}.xlsx", dict(copy.texts), dict(copy.added))
        chosen = [one for one in mine if one in indicators]
        for one in chosen:
            new.texts[one] = f"第 {self.count} 次所写"
            row = form.row("自评", 指标编号=int(one))
            form.fill("自评", row, 自评结论="达到", 工作措施与成效=new.texts[one])
        if adds_problem and chosen:
            text = f"问题 {self.count}"
            new.added[text] = chosen[0]
            form.fill(
                *("问题与整改", form.row("问题与整改")),
                指标编号=int(chosen[0]),
                发现途径="自查",
                问题=text,
                整改措施="改",
                整改状态="整改中",
                完成时限="2019-12-31",
            )
        form.path = new.path
        saved_at(form.save(new.path.name), self.now())
        self.forms[unit].append(new)
        self.collect(unit, new)

    def now(self) -> str:
        minute = self.next()
        return f"2019-05-01T{minute // 60:02}:{minute % 60:02}:00Z"

    def again(self, unit: str, which: int) -> None:
        """A copy that is not the last one comes in again."""
        if self.forms[unit]:
            self.collect(unit, self.forms[unit][which % len(self.forms[unit])])

    def collect(self, unit: str, copy: Copy) -> None:
        with self.keeps_all(copy, unit):
            for form in collected(self.root, copy.path).forms:
                self.accounted(unit, copy, form)

    def accounted(self, unit: str, copy: Copy, form: Collected) -> None:
        """What was written into `copy` is in the workspace, has given way to a later text, or is named as left out."""
        there = kept(self.root)
        if form.is_refused or form.left_out:
            assert form.conflicts or form.rejections
            return
        named = {one for one in copy.texts if any(f"指标 {one} " in each.message for each in form.rejections)}
        taken = {text for text, indicator in copy.added.items() if indicator not in named}
        assert taken <= there.problems, (form.outcome, form.rejections)
        for indicator, text in copy.texts.items():
            if indicator in named:
                continue
            said = there.answers.get((unit, indicator), set())
            assert said, (form.outcome, form.rejections)
            assert max(map(number, said)) >= number(text), (form.outcome, form.rejections)

    def step(self, unit: str, choice: int) -> None:
        """One of the steps that the state allows."""
        submission = opened(self.root).submission(unit)
        if submission is None:
            return
        possible = [one for one, (before, _after) in sorted(ALLOWED.items()) if submission.state in before]
        action = possible[choice % len(possible)]
        self.day += dt.timedelta(days=1)
        words = ("缺", self.day + dt.timedelta(days=9)) if action == "return" else (None, None)
        with self.keeps_all():
            record_step(self.root, Step(action, unit, "经办人", self.day, None, *words))

    def review(self, unit: str, which: int, indicator: str, *, adds_finding: bool) -> None:
        """The office fills in a review workbook, a new one or one that it had before, and takes it in."""
        copies = self.reviews[unit]
        copy = copies[which % len(copies)] if copies and which % 2 else None
        if copy is None:
            request = ReviewRequest((unit,), self.folder / "out", overwrite=True)
            try:
                copy = Copy(make_reviews(opened(self.root), request).paths[0])
            except Refusal as refusal:
                self.refused.append(refusal.message)
                return
        form, new = ReviewForm(copy.path), Copy(self.folder / f"{self.next()}.xlsx", dict(copy.texts), dict(copy.added))
        try:
            form.verdict(int(indicator), 复核结论="部分达到", 复核意见=f"意见 {self.count}")
        except AssertionError:  # not one of the unit's
            return
        new.texts[indicator] = f"意见 {self.count}"
        if adds_finding:
            new.added[f"发现 {self.count}"] = indicator
            form.finding(指标编号=int(indicator), 发现途径="监测", 问题=f"发现 {self.count}")
        form.path = new.path
        saved_at(form.save(new.path.name), self.now())
        copies.append(new)
        with self.keeps_all(new, unit):
            for one in collected(self.root, new.path).forms:
                there = kept(self.root)
                if not one.is_refused:
                    assert new.added.keys() <= there.findings
                    assert new.texts[indicator] in there.remarks[unit, indicator]

    def amend(self, indicator: str, duty: int | None) -> None:
        """An indicator is assigned to others, or only its wording is put right."""
        yaml = YAML(typ="safe", pure=True)
        data = yaml.load((self.root / "data/indicators.yaml").read_text(encoding="utf-8"))
        one: dict[str, Any] = data["chapters"][0]["sections"][0]["indicators"][int(indicator) - 1]
        if duty is None:
            one["text"] += f"（更正 {self.next()}）"
        else:
            one["responsible"] = list(DUTIES[duty])
        new = self.folder / "新.yaml"
        with new.open("w", encoding="utf-8") as file:
            yaml.dump(data, file)
        wording = frozenset({indicator}) if duty is None else frozenset[str]()
        self.day += dt.timedelta(days=1)
        with self.keeps_all():
            amend(self.root, AmendRequest("经办人", self.day, indicators=new, wording=wording))


def number(text: str) -> int:
    """Which of all texts it is: a later one has a greater number."""
    return int(text.split()[1])


UNIT, INDICATOR, WHICH = st.sampled_from(UNITS), st.sampled_from("1234"), st.integers(0, 9)
SOME = st.just(frozenset("1234")) | st.frozensets(INDICATOR, min_size=1)
DOES = st.one_of(
    st.tuples(st.just("form"), UNIT),
    st.tuples(st.just("answer"), UNIT, WHICH, SOME, st.booleans()),
    st.tuples(st.just("answer"), UNIT, WHICH, st.just(frozenset("1234")), st.booleans()),
    st.tuples(st.just("again"), UNIT, WHICH),
    st.tuples(st.just("step"), UNIT, WHICH),
    st.tuples(st.just("step"), UNIT, WHICH),
    st.tuples(st.just("review"), UNIT, WHICH, INDICATOR, st.booleans()),
    st.tuples(st.just("amend"), INDICATOR, st.none() | st.integers(0, len(DUTIES) - 1)),
)


def do(office: Office, does: tuple[Any, ...]) -> None:
    match does:
        case "form", unit:
            office.form(unit)
        case "answer", unit, which, indicators, adds:
            office.answer(unit, which, indicators, adds_problem=adds)
        case "again", unit, which:
            office.again(unit, which)
        case "step", unit, which:
            office.step(unit, which)
        case "review", unit, which, indicator, adds:
            office.review(unit, which, indicator, adds_finding=adds)
        case _, indicator, duty:
            office.amend(indicator, duty)


# A failure is not made smaller: that takes minutes, and a step says what it lost.
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
@given(st.lists(DOES, min_size=8, max_size=16))
def test_nothing_is_lost_in_any_order(does: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        for one in does:
            do(office, one)
        assert errors(office.root) == []
