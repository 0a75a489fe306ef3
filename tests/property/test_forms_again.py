"""Copies of one unit's form, filled in and collected in any order, before and after the office takes steps with them.

Nothing is lost, and a unit never contradicts itself.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from dutykit.lifecycle.states import Step
from dutykit.model.history_entry import ALLOWED, Action
from dutykit.model.submission import FINISHED, State
from dutykit.workspace.opening import open_workspace
from tests.cycles import record_step
from tests.form_workspaces import FilledForm, collected, made_form, make_workspace, saved_at

INDICATORS = (1, 2, 3)


class Unit(RuleBasedStateMachine):
    """A unit that keeps several copies of its form, and an office that collects whichever it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.root = make_workspace(self.folder / "w", "unit: 甲局\ncycle: 2019\nstate: draft\n", rules=False)
        self.clock = 0
        self.texts = 0
        self.copies: list[Path] = []
        """Every version of every copy that was ever saved, none of them written again."""
        self.heads: list[tuple[Path, dict[int, str]]] = []
        """The copies as they are now, each with the narratives that were written into it."""
        self.state: State = "draft"
        self.made: dict[int, str] = {}
        self.new_form()

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @property
    def is_open(self) -> bool:
        return self.state not in FINISHED

    def narratives(self) -> dict[int, str]:
        workspace, _findings = open_workspace(self.root)
        assert workspace is not None
        submission = workspace.submission("甲局", 2019)
        assert submission is not None
        return {int(one.indicator): (one.narrative or "").strip() for one in submission.answers}

    def titles(self) -> list[str]:
        workspace, _findings = open_workspace(self.root)
        assert workspace is not None
        submission = workspace.submission("甲局", 2019)
        assert submission is not None
        return [one.title for one in submission.evidence()]

    @precondition(lambda self: len(self.heads) < 4)
    @rule()
    def new_form(self) -> None:
        """The office sends the form again, with what is known by now."""
        path = made_form(self.root).rename(self.folder / f"{len(self.copies)}.xlsx")
        self.copies.append(path)
        self.heads.append((path, {}))

    @precondition(lambda self: len(self.heads) < 4)
    @rule(data=st.data())
    def copy(self, data: st.DataObject) -> None:
        path, written = data.draw(st.sampled_from(self.heads))
        self.heads.append((path, dict(written)))

    @rule(data=st.data(), indicator=st.sampled_from(INDICATORS), adds_row=st.booleans())
    def write(self, data: st.DataObject, indicator: int, *, adds_row: bool) -> None:
        """The unit writes something that nobody wrote before into one of its copies."""
        at = data.draw(st.integers(0, len(self.heads) - 1))
        path, written = self.heads[at]
        self.texts += 1
        self.clock += 1
        form = FilledForm(path)
        text = f"第 {self.texts} 句"
        form.fill("自评", form.row("自评", 指标编号=indicator), 工作措施与成效=text)
        if adds_row:
            row = form.row("佐证材料")
            form.fill("佐证材料", row, 指标编号=indicator, 资料名称=f"材料 {self.texts}", 归档方式="留存备查")
        form.path = self.folder / "x"
        new = form.save(f"{len(self.copies)}.xlsx")
        saved_at(new, f"2019-05-{1 + self.clock // 24:02}T{self.clock % 24:02}:00:00Z")
        self.copies.append(new)
        self.heads[at] = (new, {**written, indicator: text})

    @rule(data=st.data())
    def collect(self, data: st.DataObject) -> None:
        """The office collects any versions, old and new ones, in any order."""
        paths = data.draw(st.lists(st.sampled_from(self.copies), min_size=1, max_size=3, unique=True))
        before = self.titles()
        answers = self.narratives()
        for form in collected(self.root, *paths).forms:
            assert not form.conflicts
            if self.is_open:
                assert form.outcome in {"taken", "unchanged", "passed_over"}, form.rejections
            else:  # what came too late is named, and nothing of it is taken
                assert form.outcome in {"unchanged", "passed_over", "rejected"}, form.rejections
                assert form.left_out == (form.outcome == "rejected")
        assert {*before} <= {*self.titles()}  # nobody took a row out
        assert self.is_open or (answers, before) == (self.narratives(), self.titles())

    @rule(action=st.sampled_from(["submit", "return", "accept"]))
    def step(self, action: Action) -> None:
        """The office takes a step, if the state allows it."""
        before, after = ALLOWED[action]
        if self.state in before:
            words = ("太简略", dt.date(2019, 12, 1)) if action == "return" else (None, None)
            record_step(self.root, Step(action, "甲局", "经办人", dt.date(2019, 6, 1), None, *words))
            self.state = after

    @precondition(lambda self: self.is_open)
    @rule()
    def collect_all_heads_twice(self) -> None:
        """After all copies were collected, the last word on each answer is there, and doing it again changes nothing."""
        paths = list(dict.fromkeys(path for path, _written in self.heads))
        for form in collected(self.root, *paths).forms:
            assert not form.is_refused, (form.conflicts, form.rejections)
        now = self.narratives()
        for indicator in INDICATORS:
            said = {written[indicator] for _path, written in self.heads if indicator in written}
            if len(said) == 1 and now.get(indicator) not in said:
                # a form that was made later may have had a newer text in it, which is nobody's loss
                newest = max(said, key=lambda text: int(text.split()[1]))
                assert int(now[indicator].split()[1]) > int(newest.split()[1])
        titles = self.titles()
        assert len(titles) == len({*titles})
        files = {path: path.read_bytes() for path in self.root.rglob("*") if path.is_file()}
        assert {one.outcome for one in collected(self.root, *paths).forms} <= {"unchanged", "passed_over"}
        assert files == {path: path.read_bytes() for path in self.root.rglob("*") if path.is_file()}

    @invariant()
    def no_answer_is_gone(self) -> None:
        """An answer that was once given is never empty again."""
        now = self.narratives()
        for indicator, text in self.made.items():
            assert now.get(indicator), text
        self.made = {key: text for key, text in now.items() if text}


TestUnit = Unit.TestCase
TestUnit.settings = settings(max_examples=15, stateful_step_count=16, deadline=None)
