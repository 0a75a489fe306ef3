"""Two clerks on two machines: whatever they do, and in whatever order they merge, no entry is lost and all ends valid."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dutykit.check.run import run_checks
from dutykit.lifecycle.merging import MergeRequest, merge_histories
from dutykit.lifecycle.states import Step
from dutykit.model.finding import Severity
from dutykit.model.history_entry import ALLOWED
from dutykit.model.refusal import Refusal
from dutykit.workspace.assemble import load_workspace
from tests.cycles import FIRST, begin, fill, opened, record_step, take, write

UNITS = ("市教育局", "市财政局")
Files = dict[str, bytes]


def files(root: Path) -> Files:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("history", "submissions")
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    }


def hashes(root: Path) -> set[str]:
    return {entry.hash for log in opened(root).history.values() for unit in log.logs for entry in unit.entries}


class TwoMachines:
    """A workspace, cloned; `base` is what both had when one last pulled from the other."""

    def __init__(self, folder: Path, *, union: bool) -> None:
        self.roots = (folder / "a", folder / "b")
        begin(self.roots[0])
        for unit in UNITS:
            fill(self.roots[0], unit, FIRST)
            take(self.roots[0], "submit", unit, dt.date(FIRST, 4, 1))
        shutil.copytree(*self.roots)
        self.base = files(self.roots[0])
        self.day = dt.date(FIRST, 5, 1)
        self.known: set[str] = set()
        self.union = union

    def step(self, machine: int, unit: str, choice: int, late: int) -> None:
        """One of the steps that the state allows; paper may come late, and is refused where that cannot be."""
        submission = opened(self.roots[machine]).submission(unit)
        assert submission is not None
        possible = [one for one, (before, _after) in sorted(ALLOWED.items()) if submission.state in before]
        action = possible[choice % len(possible)]
        self.day += dt.timedelta(days=1)
        due = self.day + dt.timedelta(days=9) if action == "return" else None
        step = Step(
            *(action, unit, "甲乙"[machine], self.day, None, "缺" if due else None, due),
            happened_on=self.day - dt.timedelta(days=late),
        )
        with suppress(Refusal):
            self.known.add(record_step(self.roots[machine], step).entry.hash)

    def pull(self, into: int) -> None:
        """What git does with the files, and then `history merge`."""
        root, ours, theirs = self.roots[into], files(self.roots[into]), files(self.roots[1 - into])
        for name in sorted({*ours, *theirs}):
            mine, other, base = ours.get(name, b""), theirs.get(name, b""), self.base.get(name, b"")
            if mine in {base, other}:
                after = other
            elif other == base:
                after = mine
            elif name.startswith("history") and self.union:
                after = b"".join(dict.fromkeys([*mine.splitlines(True), *other.splitlines(True)]))
            else:
                after = b"<<<<<<< HEAD\n" + mine + b"=======\n" + other + b">>>>>>> other\n"
            write(root / name, after.decode())
        self.base = theirs
        self.day += dt.timedelta(days=1)
        merged = merge_histories(root, MergeRequest("甲乙"[into], self.day))
        for one in merged:
            assert one.submission is None or one.submission.trouble is None
        assert self.errors(root) == []

    def errors(self, root: Path) -> list[str]:
        loaded = load_workspace(root)
        assert loaded.workspace is not None
        found = [*loaded.findings, *run_checks(loaded.workspace)]
        return [f"{one.place} {one.message}" for one in found if one.severity is Severity.ERROR]


STEP = st.tuples(st.integers(0, 1), st.sampled_from(UNITS), st.integers(0, 1), st.sampled_from([0, 0, 0, 1, 4]))


@given(st.lists(STEP | STEP | STEP | st.integers(0, 1), min_size=8, max_size=16), st.integers(0, 1), st.booleans())
@settings(max_examples=25)
def test_no_entry_is_lost_and_all_ends_valid(
    does: list[tuple[int, str, int, int] | int], last: int, union: bool
) -> None:  # an input
    with tempfile.TemporaryDirectory() as folder:
        two = TwoMachines(Path(folder), union=union)
        for one in does:
            if isinstance(one, int):
                two.pull(one)
            else:
                two.step(*one)
        two.pull(last)
        two.pull(1 - last)
        assert files(two.roots[0]) == files(two.roots[1])
        assert two.known <= hashes(two.roots[0])
        before = files(two.roots[0])
        assert merge_histories(two.roots[0], MergeRequest("甲", two.day)) == ()
        assert files(two.roots[0]) == before
