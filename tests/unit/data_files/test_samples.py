"""The submissions, reviews and scoring rules of this repository are samples, say so, and are what their generator writes."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from dutykit.assess.score import unit_scores
from dutykit.model.scoring import EventKind
from dutykit.model.submission import Answer, FoundBy, ProblemStatus, Rating, State, Submission
from dutykit.model.workspace import Workspace
from dutykit.workspace.assemble import Loaded, load_workspace
from tools.make_samples import samples
from tools.sample_texts import topics

REPOSITORY = Path(__file__).resolve().parents[3]
SAMPLE = "示例"


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load_workspace(REPOSITORY)


@pytest.fixture(scope="module")
def workspace(loaded: Loaded) -> Workspace:
    assert loaded.workspace is not None
    return loaded.workspace


@pytest.fixture(scope="module")
def written(workspace: Workspace) -> dict[str, bytes]:
    return dict(samples(workspace))


def test_everything_loads(loaded: Loaded) -> None:
    assert loaded.findings == ()


def test_every_unit_with_a_duty_has_one_file(workspace: Workspace) -> None:
    units = [submission.unit for submission in workspace.submissions]
    assert len(units) == 21
    assert set(units) == set(workspace.responsibilities.by_unit)
    names = {f"submissions/{one.cycle}/{one.unit}.yaml" for one in workspace.submissions}
    assert names == {submission.file for submission in workspace.submissions}
    assert {submission.cycle for submission in workspace.submissions} == {2019}


def test_every_text_says_that_it_is_a_sample(workspace: Workspace) -> None:
    for submission in workspace.submissions:
        assert submission.sample, submission.file
        assert workspace.sources[submission.file].text.startswith("# 示例数据"), submission.file
        for text in texts(submission):
            assert SAMPLE in text, (submission.file, text)


def test_every_unit_is_reviewed_and_every_remark_says_that_it_is_a_sample(workspace: Workspace) -> None:
    assert {review.unit for review in workspace.reviews} == set(workspace.responsibilities.by_unit)
    for review in workspace.reviews:
        assert review.sample, review.file
        assert workspace.sources[review.file].text.startswith("# 示例数据"), review.file
        assert [one.indicator for one in review.indicators] == [
            duty.indicator for duty in workspace.responsibilities.by_unit[review.unit]
        ]
        remarks = [one.remark for one in review.indicators]
        remarks += [one.remark for one in review.events] + [one.remark for one in review.closings]
        assert all(SAMPLE in remark for remark in remarks if remark), review.file


def test_the_evaluation_says_in_every_paragraph_that_it_is_a_sample(workspace: Workspace) -> None:
    evaluation = workspace.evaluations[2019]
    assert evaluation.sample
    stated = [evaluation.overall, evaluation.achievements, evaluation.problems, evaluation.recommendations]
    assert all(line.startswith(SAMPLE) for text in stated for line in (text or "").splitlines())
    assert all(stated)


def test_the_scoring_rules_are_a_sample_and_show_all_there_is_to_show(workspace: Workspace) -> None:
    scoring = workspace.scoring
    assert scoring is not None
    assert scoring.sample
    for text in (scoring.title, scoring.basis, *(event.text for event in scoring.events)):
        assert SAMPLE in text
    assert {event.kind for event in scoring.events} == set(get_args(EventKind))
    scores = unit_scores(workspace, scoring, 2019, workspace.responsibilities.by_unit)
    reviewed = [one.reviewed for one in scores if one.reviewed is not None]
    assert all(account.total is not None for account in reviewed)
    assert {account.grade for account in reviewed} == set(scoring.grades)
    assert {step.event.kind for account in reviewed for step in account.steps} == {"downgrade", "bar"}
    assert {addition.event.kind for account in reviewed for addition in account.additions} == {"bonus", "deduction"}
    assert any(one.over for one in scores)
    assert [one.unit for one in scores if one.own is None or one.own.total is None] == ["市人社局", "市文广局"]


def test_every_submission_has_a_summary_and_next_steps(workspace: Workspace) -> None:
    assert all(submission.summary and submission.next_steps for submission in workspace.submissions)


def test_no_submission_says_the_same_twice(workspace: Workspace) -> None:
    for submission in workspace.submissions:
        narratives = [answer.narrative for answer in submission.answers if answer.narrative]
        assert len(set(narratives)) == len(narratives), submission.file


def test_narratives_are_short_and_long(workspace: Workspace) -> None:
    narratives = [answer.narrative or "" for answer in answers(workspace)]
    assert {text.count("\n\n") for text in narratives} >= {0, 1, 2}
    assert any("\n1." in text for text in narratives)


def test_every_state_rating_and_status_occurs(workspace: Workspace) -> None:
    assert {submission.state for submission in workspace.submissions} == set(get_args(State))
    assert {answer.rating for answer in answers(workspace)} == {*get_args(Rating), None}
    problems = [problem for answer in answers(workspace) for problem in answer.problems]
    assert {problem.status for problem in problems} == set(get_args(ProblemStatus))
    assert {problem.found_by for problem in problems} == set(get_args(FoundBy))
    assert len({problem.id for problem in problems}) == len(problems)
    assert all(problem.measure and problem.person and problem.due for problem in problems)
    assert all((problem.closed_on is not None) == (problem.status == "closed") for problem in problems)


def test_what_is_missing_is_missing_on_purpose(workspace: Workspace) -> None:
    missing = {}
    for submission in workspace.submissions:
        owed = {duty.indicator for duty in workspace.responsibilities.by_unit[submission.unit]}
        assert set(submission.by_indicator) <= owed, submission.file
        if owed - set(submission.by_indicator):
            missing[submission.unit] = (submission.state, owed - set(submission.by_indicator))
    assert missing == {"市人社局": ("returned", {"45"}), "市文广局": ("draft", {"57"})}
    returned = workspace.submission("市人社局")
    assert returned is not None
    assert returned.returned is not None
    assert "45" in returned.returned.reason


def test_metrics_are_known_numbers_and_one_is_off_target(workspace: Workspace) -> None:
    off = []
    given = set()
    for submission in workspace.submissions:
        for answer in submission.answers:
            indicator = workspace.catalogue.by_id[answer.indicator].indicator
            assert set(answer.metrics) <= set(indicator.quantities), (submission.unit, answer.indicator)
            given |= {answer.indicator} if answer.metrics else set()
            for metric in indicator.metrics:
                value = answer.metrics.get(metric.id)
                if metric.target is None or value is None:
                    continue
                assert isinstance(value, int | Decimal)
                low, high = metric.target.min, metric.target.max
                if (low is not None and value < low) or (high is not None and value > high):
                    off.append((submission.unit, answer.indicator, metric.id))
    assert off == [("大洼区政府", "21", "普通高中56人及以上大班额班级数")]
    assert given == {"3", "11", "19", "20", "21", "23", "28", "30", "39"}


def test_the_coverage_rate_follows_from_its_elements(workspace: Workspace) -> None:
    found = [answer.metrics for answer in answers(workspace) if answer.indicator == "11"]
    assert len(found) == 2
    for metrics in found:
        rate, public, private, total = (
            Decimal(str(metrics[name]))
            for name in ("普惠性幼儿园覆盖率", "公办幼儿园在园幼儿数", "普惠性民办幼儿园在园幼儿数", "在园幼儿总数")
        )
        assert rate == (public + private) / total * 100


def test_evidence_is_there_small_and_true(workspace: Workspace) -> None:
    named = set()
    for submission in workspace.submissions:
        for answer in submission.answers:
            for evidence in answer.evidence:
                assert (evidence.file is None) == evidence.kept_by_unit
                if evidence.file is None:
                    continue
                assert evidence.file.startswith(f"evidence/{submission.unit}/")
                data = (REPOSITORY / evidence.file).read_bytes()
                assert hashlib.sha256(data).hexdigest() == evidence.sha256
                assert len(data) < 20_000
                named.add(evidence.file)
    there = {file.relative_to(REPOSITORY).as_posix() for file in (REPOSITORY / "evidence").rglob("*") if file.is_file()}
    assert there == named
    assert sum((REPOSITORY / name).stat().st_size for name in named) < 400_000
    assert any(evidence.kept_by_unit for answer in answers(workspace) for evidence in answer.evidence)


@pytest.mark.parametrize("kind", ["pdf", "png", "xlsx"])
def test_evidence_opens_and_says_that_it_is_a_sample(workspace: Workspace, kind: str) -> None:
    names = sorted(name for name in workspace.evidence if name.endswith(f".{kind}"))
    assert names
    for name in names:
        assert SAMPLE in words(REPOSITORY / name), name


def test_the_tree_holds_what_the_generator_writes(written: dict[str, bytes]) -> None:
    for folder in ("submissions", "reviews"):
        assert sorted(name for name in written if name.startswith(f"{folder}/")) == sorted(
            file.relative_to(REPOSITORY).as_posix() for file in (REPOSITORY / folder).rglob("*.yaml")
        )
    assert [name for name, data in written.items() if (REPOSITORY / name).read_bytes() != data] == []


def test_the_script_writes_below_the_folder_it_is_given(written: dict[str, bytes], tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "tools.make_samples", "--to", str(tmp_path)], cwd=REPOSITORY, check=True)
    files = {file.relative_to(tmp_path).as_posix(): file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    assert files == written


def test_quoted_clauses_are_the_source_s_words(workspace: Workspace) -> None:
    for entry in workspace.catalogue.entries:
        text = entry.indicator.text.replace("“", "‘").replace("”", "’")
        clauses = topics(entry.indicator.text)
        assert clauses
        for clause in clauses:
            assert clause in text
            assert clause.count("‘") == clause.count("’")
            assert clause.count("(") == clause.count(")")


def answers(workspace: Workspace) -> Iterator[Answer]:
    return (answer for submission in workspace.submissions for answer in submission.answers)


def texts(submission: Submission) -> Iterator[str]:
    """Every piece of prose in a submission, with what a person would read as a fact."""
    given = [submission.summary, submission.next_steps]
    if submission.returned is not None:
        given.append(submission.returned.reason)
    for answer in submission.answers:
        given += [answer.narrative, answer.reason]
        given += [text for evidence in answer.evidence for text in (evidence.title, evidence.note)]
        for problem in answer.problems:
            given += [problem.text, problem.measure, problem.person, problem.progress]
    return filter(None, given)


def words(path: Path) -> str:
    """What a reader of the evidence file finds in it."""
    if path.suffix == ".pdf":
        import pdfplumber

        with pdfplumber.open(path) as document:
            return "".join(page.extract_text() for page in document.pages)
    if path.suffix == ".png":
        from PIL import Image

        with Image.open(path) as image:
            image.load()
            return str(image.info["Title"])
    import openpyxl

    book = openpyxl.load_workbook(path)
    return "".join(str(cell.value) for row in book.worksheets[0].rows for cell in row)
