"""Every report of the sample workspace, judged by validators that others wrote."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from pathlib import Path

import page
import pikepdf
import pytest

from dutykit.model.submission import Submission
from dutykit.reports.enclosures import MANIFEST
from dutykit.workspace.assemble import load_workspace
from tests.conftest import REPOSITORY, MadeOnce
from tests.e2e.conftest import make_reports as make
from tests.judges import verapdf
from tests.rounds import three_years

SMALL, CITY = "市委政法委.pdf", "全市.pdf"


@pytest.fixture(scope="module")
def reports(all_reports: Path) -> Path:
    return all_reports


@pytest.fixture(scope="module")
def attached(made_once: MadeOnce) -> Path:
    """A report that carries its evidence."""
    name = "市委政法委-附材料.pdf"
    arguments = ("--unit", "市委政法委", "--attach")
    return made_once("attached", lambda folder: make(folder, *arguments, "-o", str(folder / name))) / name


@pytest.mark.parametrize("profile", verapdf.PROFILES)
def test_page_validation_accepts_every_report(reports: Path, profile: str) -> None:
    faults = {
        path.name: [f"{one.rule_id}: {one.message}" for one in report.failures]
        for path in sorted(reports.glob("*.pdf"))
        if not (report := page.validate_pdf(path, profile=profile)).is_compliant
    }
    assert faults == {}


@pytest.mark.skipif(verapdf.class_path() is None, reason="needs java and libjaxb-java")
def test_verapdf_accepts_a_small_report_the_largest_and_one_with_evidence(reports: Path, attached: Path) -> None:
    paths = [reports / SMALL, reports / CITY, attached]
    verdicts = verapdf.verdicts(paths)
    assert verdicts == {(path.name, profile): [] for path in paths for profile in verapdf.PROFILES}


def test_qpdf_finds_no_fault(reports: Path, attached: Path) -> None:
    for path in (reports / SMALL, reports / CITY, attached):
        done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


def test_another_process_on_another_day_makes_the_same_bytes(reports: Path, tmp_path: Path) -> None:
    env = {"SOURCE_DATE_EPOCH": "86400", "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "LANG": "C"}
    make(tmp_path, "--unit", "市委政法委", "-o", str(tmp_path / SMALL), env=env)
    assert (tmp_path / SMALL).read_bytes() == (reports / SMALL).read_bytes()


def test_the_text_copied_out_is_the_text_that_went_in(reports: Path) -> None:
    workspace = load_workspace(REPOSITORY).workspace
    assert workspace is not None
    assert len(workspace.submissions) == 21
    for submission in workspace.submissions:
        got = _text(reports / f"{submission.unit}.pdf")
        wanted = [_bare(line) for words in _words(submission) for line in words.splitlines()]
        assert [line for line in wanted if line not in got] == []
        assert len(wanted) > 4


def test_the_pages_are_tagged_and_the_file_says_what_it_is(reports: Path) -> None:
    with pikepdf.open(reports / CITY) as pdf:
        root = pdf.Root
        assert str(root.Lang) == "zh-CN"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(root.PageMode) == "/UseOutlines"
        assert len(list(pdf.open_outline().root)) > 4
        metadata = bytes(root.Metadata.read_raw_bytes()).decode()
        assert 'pdfaid:part="3"' in metadata
        assert 'pdfaid:conformance="A"' in metadata
        assert 'pdfuaid:part="1"' in metadata
        scopes = {tag: set[str]() for tag in ("/THead", "/TBody")}
        figures = []
        for one in pdf.objects:
            if not isinstance(one, pikepdf.Dictionary) or one.get("/Type") != "/StructElem":
                continue
            if one.S == "/TH":
                scopes[str(one.P.P.S)].add(str(one.A.Scope))
            elif one.S == "/Figure":
                figures.append(str(one.get("/Alt", "")))
        assert scopes == {"/THead": {"/Column"}, "/TBody": {"/Row"}}
        assert figures
        assert all(figures)


def test_what_a_report_was_made_of_travels_inside_it(reports: Path, attached: Path) -> None:
    source, evidence = "submissions/2019/市委政法委.yaml", "evidence/市委政法委/58-1.png"
    data = (REPOSITORY / evidence).read_bytes()
    for path, enclosed in ((reports / SMALL, False), (attached, True)):
        with pikepdf.open(path) as pdf:
            relations = {str(one.UF): str(one.AFRelationship) for one in pdf.Root.AF}
            assert relations.pop(evidence, None) == ("/Supplement" if enclosed else None)
            assert relations == {source: "/Source", MANIFEST: "/Data"}
            assert pdf.attachments[source].get_file().read_bytes() == (REPOSITORY / source).read_bytes()
            (row,) = json.loads(pdf.attachments[MANIFEST].get_file().read_bytes())["evidence"]
            assert (row["indicator"], row["file"], row["enclosed"]) == ("58", evidence, enclosed)
            assert (row["size"], row["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
            annotations = [one for sheet in pdf.pages for one in sheet.get("/Annots", [])]
            opened = [str(one.FS.UF) for one in annotations if one.Subtype == "/FileAttachment"]
            assert opened == [evidence] * enclosed
            if enclosed:
                assert pdf.attachments[evidence].get_file().read_bytes() == data
    with pikepdf.open(reports / CITY) as pdf:
        submitted = {path.relative_to(REPOSITORY).as_posix() for path in REPOSITORY.glob("submissions/2019/*.yaml")}
        assert {*submitted, "data/indicators.yaml", "data/units.yaml", MANIFEST} <= {str(one.UF) for one in pdf.Root.AF}


def _text(path: Path) -> str:
    """The text of a report without blanks and line breaks, and without what stands at the head and foot of each page.

    Twice: in the order it was written, which keeps the cells of a table apart, and in the order it is read, in
    which a figure does not fall into the middle of a paragraph.
    """
    found = []
    for order in (["-raw"], []):
        command = ["pdftotext", *order, "-enc", "UTF-8", str(path), "-"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        lines = [_bare(line) for line in re.split(r"[\n\f]", done.stdout)]
        found.append("".join(line for line in lines if not re.fullmatch(r"—\d+—|示例数据不反映实际情况", line)))
    return "\n".join(found)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _words(submission: Submission) -> list[str]:
    """Every text of a submission that its report shows in full."""
    words = [submission.summary, submission.next_steps]
    for answer in submission.answers:
        words += [answer.narrative, answer.reason, *(one.title for one in answer.evidence)]
        words += [part for one in answer.problems for part in (one.text, one.measure, one.person)]
    return [one for one in words if one]


def test_reports_with_scores_verdicts_and_earlier_problems_are_accepted_too(tmp_path: Path) -> None:
    make(tmp_path, "--all", "-o", str(tmp_path), root=three_years(tmp_path))
    made = sorted(tmp_path.glob("*.pdf"))
    assert len(made) == 5
    for profile in verapdf.PROFILES:
        assert {path.name: page.validate_pdf(path, profile=profile).is_compliant for path in made} == {
            path.name: True for path in made
        }
