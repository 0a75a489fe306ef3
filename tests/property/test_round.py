"""The round as a machine of states: no way through it loses an answer, a problem or a line of the log."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from dutykit.check.run import run_checks
from dutykit.model.finding import Severity
from dutykit.model.history_entry import ALLOWED, Action
from dutykit.model.refusal import Refusal
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.writing.transaction import NotValidError
from tests.cycles import FIRST, LAST, begin, carry, fill, opened, take, write

UNITS = ("市教育局", "市财政局", "东区政府")
STATES = frozenset({"history-disagrees", "content-changed-since-submission"})


class Round(RuleBasedStateMachine):
    """Units and the office at work, each doing what it likes; beside it what must be there."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.root = self.folder / "w"
        self.day = dt.date(FIRST, 3, 1)
        self.states: dict[tuple[int, str], str] = {}
        self.texts: dict[tuple[int, str], int] = {}
        """How often each submission was filled in; its narratives say it."""
        self.log: dict[int, list[str]] = {}
        self.problems: set[tuple[int, str, str]] = set()
        """Every problem that was ever written down: cycle, unit, id."""

    @initialize()
    def start(self) -> None:
        begin(self.root)

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @property
    def cycle(self) -> int:
        return opened(self.root).cycle or 0

    @rule(unit=st.sampled_from(UNITS))
    def fill_in(self, unit: str) -> None:
        key = (self.cycle, unit)
        if self.states.get(key, "draft") not in {"draft", "returned"}:
            return
        self.texts[key] = self.texts.get(key, 0) + 1
        text = f"示例：第{self.texts[key]}稿。"
        fill(self.root, unit, self.cycle, narrative=text, keep_head=self.states.get(key) == "returned")
        self.states.setdefault(key, "draft")
        submission = opened(self.root).submission(unit, self.cycle)
        assert submission is not None
        self.problems |= {(*key, one.id) for answer in submission.answers for one in answer.problems}

    @rule(unit=st.sampled_from(UNITS), action=st.sampled_from(sorted(ALLOWED)), days=st.integers(-2, 9))
    def step(self, unit: str, action: Action, days: int) -> None:
        key = (self.cycle, unit)
        before, after = ALLOWED[action]
        on = self.day + dt.timedelta(days=days)
        possible = self.states.get(key) in before and on >= self.day and bool(self.texts.get(key))
        try:
            if action == "return":
                take(self.root, "return", unit, on, reason="缺数据", due=on + dt.timedelta(days=7))
            else:
                take(self.root, action, unit, on)
        except Refusal:
            assert not possible or days < 0
        else:
            assert possible or (self.states.get(key) in before and self.texts.get(key))
            self.states[key] = after
            self.day = max(self.day, on)
            self.log.setdefault(self.cycle, []).append(f"{action} {unit}")

    @rule()
    def next_cycle(self) -> None:
        old = self.cycle
        if old == LAST:
            return
        day = max(self.day, dt.date(old + 1, 1, 5))
        carry(self.root, day, old + 1)
        self.day = day
        self.log[old + 1] = ["carry_forward None"]
        for unit in opened(self.root).responsibilities.by_unit:
            self.states[old + 1, unit] = "draft"
        # Whoever was open goes on: each is in the new draft of its unit.
        workspace = opened(self.root)
        for cycle, unit, problem in self.problems:
            draft = workspace.submission(unit, old + 1)
            assert draft is not None
            assert (cycle, problem) in {(one.from_cycle, one.problem) for one in draft.carried}

    @rule(unit=st.sampled_from(UNITS))
    def change_behind_the_office_s_back(self, unit: str) -> None:
        key = (self.cycle, unit)
        path = self.root / f"submissions/{key[0]}/{unit}.yaml"
        if self.states.get(key) not in {"submitted", "accepted"}:
            return
        before = path.read_text(encoding="utf-8")
        write(
            path,
            before.replace("rating: met", "rating: partly", 1) if "rating: met" in before else before + "summary: x\n",
        )
        assert "content-changed-since-submission" in self.errors()
        with suppress(NotValidError, Refusal):
            take(self.root, "accept", unit, self.day)
            raise AssertionError(unit)
        write(path, before)

    def errors(self) -> set[str]:
        loaded = load_workspace(self.root)
        assert loaded.workspace is not None
        found = [*loaded.findings, *run_checks(loaded.workspace)]
        return {one.rule for one in found if one.severity is Severity.ERROR}

    @invariant()
    def nothing_is_lost(self) -> None:
        if not (self.root / "data").exists():
            return
        assert self.errors() == set()
        workspace = opened(self.root)
        for (cycle, unit), state in self.states.items():
            submission = workspace.submission(unit, cycle)
            assert submission is not None
            assert submission.state == state
            count = self.texts.get((cycle, unit))
            if count:
                assert {answer.narrative for answer in submission.answers} == {f"示例：第{count}稿。"}
        assert {(one.key.cycle, one.key.unit, one.key.problem) for one in workspace.rectification} == self.problems
        lines = {
            cycle: sorted(f"{entry.action} {entry.unit}" for log in history.logs for entry in log.entries)
            for cycle, history in workspace.history.items()
        }
        assert lines == {cycle: sorted(told) for cycle, told in self.log.items()}
        assert all(not list(log.broken()) for history in workspace.history.values() for log in history.logs)


Round.TestCase.settings = settings(max_examples=10, stateful_step_count=15, deadline=None)
TestRound = Round.TestCase
